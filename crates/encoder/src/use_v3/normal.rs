//! Texts in the form in which the model knows its pieces: as `SentencePiece` normalises them.
//!
//! The rules come with the vocabulary, as a double array of bytes (Aoe 1989, in the layout of Darts-clone) that leads
//! from a beginning of the text to what stands for it. Blanks are marked, several count as one, none stands at the end.

/// What a blank becomes.
const MARK: &str = "\u{2581}";

/// The rules.
pub(super) struct Rules {
    units: Vec<u32>,
    instead: Vec<u8>,
}

impl Rules {
    /// Reads the table that comes with a vocabulary; `None` where it is cut short.
    pub fn read(table: &[u8]) -> Option<Self> {
        let (size, rest) = table.split_first_chunk()?;
        let (units, instead) = rest.split_at_checked(u32::from_le_bytes(*size) as usize)?;
        let unit = |four: &[u8]| four.try_into().map(u32::from_le_bytes).unwrap_or_default();
        Some(Self { units: units.chunks_exact(4).map(unit).collect(), instead: instead.to_vec() })
    }

    /// The normal form of a text.
    pub fn apply(&self, text: &str) -> String {
        let mut bytes = text.as_bytes();
        let mut normal: Vec<u8> = Vec::with_capacity(bytes.len() + MARK.len());
        let mut after_blank = true;
        let mut begun = false;
        while !bytes.is_empty() {
            let (instead, taken) = self.step(bytes);
            bytes = &bytes[taken..];
            let mut instead = instead;
            while after_blank && instead.first() == Some(&b' ') {
                instead = &instead[1..];
            }
            let Some(last) = instead.last() else { continue };
            if !begun {
                normal.extend(MARK.bytes());
                begun = true;
            }
            for byte in instead {
                if *byte == b' ' { normal.extend(MARK.bytes()) } else { normal.push(*byte) }
            }
            after_blank = *last == b' ';
        }
        while normal.ends_with(MARK.as_bytes()) {
            normal.truncate(normal.len() - MARK.len());
        }
        String::from_utf8_lossy(&normal).into_owned()
    }

    /// What stands for the longest beginning that has a rule, else the first character as it is; and its length.
    fn step<'a>(&'a self, bytes: &'a [u8]) -> (&'a [u8], usize) {
        let unit = |at: usize| self.units.get(at).copied().unwrap_or_default();
        let offset = |unit: u32| ((unit >> 10) << ((unit & 0x200) >> 6)) as usize;
        let mut at = offset(unit(0));
        let mut best = None;
        for (place, byte) in bytes.iter().enumerate() {
            at ^= usize::from(*byte);
            let here = unit(at);
            if here & 0x8000_00ff != u32::from(*byte) {
                break;
            }
            at ^= offset(here);
            if here & 0x100 != 0 {
                best = Some((place + 1, (unit(at) & 0x7fff_ffff) as usize));
            }
        }
        if let Some((instead, length)) = best.and_then(|(length, value)| Some((self.instead.get(value..)?, length))) {
            let end = instead.iter().position(|byte| *byte == 0).unwrap_or(instead.len());
            return (&instead[..end], length);
        }
        let length = bytes.iter().skip(1).take_while(|byte| **byte & 0xc0 == 0x80).count() + 1;
        (&bytes[..length], length)
    }
}
