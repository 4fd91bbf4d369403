//! Records and strings of the binary workbook (Microsoft, `[MS-XLS]`: Excel Binary File Format).

use encoding_rs::{UTF_16LE, WINDOWS_1252};

use crate::{Bomb, Refusal};

/// Record types, by the names they have in `[MS-XLS]` 2.3.
pub(crate) mod kind {
    pub(crate) const FORMULA: u16 = 0x0006;
    pub(crate) const EOF: u16 = 0x000A;
    pub(crate) const DATE_1904: u16 = 0x0022;
    pub(crate) const FILE_PASS: u16 = 0x002F;
    pub(crate) const CONTINUE: u16 = 0x003C;
    pub(crate) const BOUND_SHEET: u16 = 0x0085;
    pub(crate) const MUL_RK: u16 = 0x00BD;
    pub(crate) const R_STRING: u16 = 0x00D6;
    pub(crate) const XF: u16 = 0x00E0;
    pub(crate) const MERGE_CELLS: u16 = 0x00E5;
    pub(crate) const SST: u16 = 0x00FC;
    pub(crate) const LABEL_SST: u16 = 0x00FD;
    pub(crate) const DIMENSIONS: u16 = 0x0200;
    pub(crate) const NUMBER: u16 = 0x0203;
    pub(crate) const LABEL: u16 = 0x0204;
    pub(crate) const BOOL_ERR: u16 = 0x0205;
    pub(crate) const STRING: u16 = 0x0207;
    pub(crate) const RK: u16 = 0x027E;
    pub(crate) const FORMAT: u16 = 0x041E;
    pub(crate) const BOF: u16 = 0x0809;
}

/// One record: its type, its data, and where it begins.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    pub kind: u16,
    pub data: &'a [u8],
    pub at: usize,
}

/// The records from an offset on. A record that is cut off ends them.
pub(crate) fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let head = stream.get(at..at.checked_add(4)?)?;
        let length = usize::from(u16_at(head, 2)?);
        let record = Record { kind: u16_at(head, 0)?, data: stream.get(at + 4..at + 4 + length)?, at };
        at += 4 + length;
        Some(record)
    })
}

pub(crate) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

pub(crate) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

pub(crate) fn f64_at(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(data.get(at..at + 8)?.try_into().ok()?))
}

/// A number in four bytes (`[MS-XLS]` 2.5.217): a whole number or the upper part of a float, perhaps in hundredths.
pub(crate) fn rk(value: u32) -> f64 {
    let number =
        if value & 2 == 0 { f64::from_bits(u64::from(value & !3) << 32) } else { f64::from(value.cast_signed() >> 2) };
    if value & 1 == 0 { number } else { number / 100.0 }
}

/// Characters of one or two bytes each.
fn characters(data: &[u8], flags: u8) -> String {
    if flags & 1 == 0 {
        // The upper byte of UTF-16 is left out, so these are the first 256 characters; Windows' own read the same
        // but for 0x80 to 0x9F, which stand for control characters that no table holds.
        return WINDOWS_1252.decode_without_bom_handling(data).0.into_owned();
    }
    UTF_16LE.decode_without_bom_handling(data).0.into_owned()
}

/// A string that begins with its length in two bytes, within one record.
pub(crate) fn string(data: &[u8], at: usize) -> Option<String> {
    let length = usize::from(u16_at(data, at)?);
    let flags = *data.get(at + 2)?;
    let bytes = if flags & 1 == 0 { length } else { 2 * length };
    Some(characters(data.get(at + 3..at + 3 + bytes)?, flags))
}

/// A string that begins with its length in one byte.
pub(crate) fn short_string(data: &[u8], at: usize) -> Option<String> {
    let length = usize::from(*data.get(at)?);
    let flags = *data.get(at + 1)?;
    let bytes = if flags & 1 == 0 { length } else { 2 * length };
    Some(characters(data.get(at + 2..at + 2 + bytes)?, flags))
}

/// A record and those that continue it.
pub(crate) struct Continued<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl<'a> Continued<'a> {
    /// The record at an offset, with what continues it.
    pub(crate) fn at(stream: &'a [u8], at: usize) -> Continued<'a> {
        let parts = records(stream, at)
            .enumerate()
            .take_while(|(index, record)| *index == 0 || record.kind == kind::CONTINUE)
            .map(|(_, record)| record.data)
            .collect();
        Continued { parts, part: 0, at: 0 }
    }

    /// What is left of the current part; goes on to the next when there is nothing left.
    fn rest(&mut self) -> Option<&'a [u8]> {
        while self.at >= self.parts.get(self.part)?.len() {
            (self.part, self.at) = (self.part + 1, 0);
        }
        self.parts.get(self.part)?.get(self.at..)
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.rest()?.first()?;
        self.at += 1;
        Some(byte)
    }

    fn number<const BYTES: usize>(&mut self) -> Option<usize> {
        (0..BYTES).try_fold(0, |number, place| Some(number | usize::from(self.byte()?) << (8 * place)))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let skipped = self.rest()?.len().min(bytes);
            self.at += skipped;
            bytes -= skipped;
        }
        Some(())
    }

    /// A string whose length is known: where it goes over to another part, that part begins with its flags anew.
    fn characters(&mut self, mut length: usize, mut flags: u8) -> Option<String> {
        let mut text = String::new();
        while length > 0 {
            if self.at >= self.parts.get(self.part)?.len() {
                flags = self.byte()?;
            }
            let width = if flags & 1 == 0 { 1 } else { 2 };
            let rest = self.parts.get(self.part)?.get(self.at..)?;
            let taken = (rest.len() / width).min(length);
            if taken == 0 {
                // Half a character: the rest of the part is of no use.
                self.at = self.parts.get(self.part)?.len();
                self.parts.get(self.part + 1)?;
                continue;
            }
            text.push_str(&characters(rest.get(..taken * width)?, flags));
            self.at += taken * width;
            length -= taken;
        }
        Some(text)
    }

    /// A plain string at the start of the record, such as the value of a formula.
    pub(crate) fn plain_string(mut self) -> Option<String> {
        let length = self.number::<2>()?;
        let flags = self.byte()?;
        self.characters(length, flags)
    }

    /// The table of shared strings: runs of format and phonetic texts are left out.
    pub(crate) fn shared_strings(mut self, limit: usize) -> Result<Vec<String>, Refusal> {
        let mut strings = Vec::new();
        if self.skip(8).is_none() {
            return Ok(strings);
        }
        while self.rest().is_some() {
            if strings.len() >= limit {
                return Err(Refusal::Bomb(Bomb::SharedStrings { limit }));
            }
            let string = self.rich_string().ok_or_else(|| Refusal::damaged("the shared strings are cut off"))?;
            strings.push(string);
        }
        Ok(strings)
    }

    fn rich_string(&mut self) -> Option<String> {
        let length = self.number::<2>()?;
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.number::<2>()? };
        let phonetic = if flags & 4 == 0 { 0 } else { self.number::<4>()? };
        let text = self.characters(length, flags)?;
        self.skip(4 * runs)?;
        self.skip(phonetic)?;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_four_bytes() {
        assert_eq!(rk((5 << 2) | 2), 5.0);
        assert_eq!(rk((-5_i32 << 2).cast_unsigned() | 2), -5.0);
        assert_eq!(rk((12_345 << 2) | 3), 123.45);
        assert_eq!(rk(0x3FF0_0000), 1.0);
    }

    #[test]
    fn strings_over_two_records() {
        let mut first = vec![0; 8];
        first.extend([3, 0, 0, b'a', b'b']);
        let second = [1, 0x95, 0x94, 2, 0, 0, b'x', b'y'];
        let stream: Vec<u8> = [(kind::SST, &first[..]), (kind::CONTINUE, &second[..])]
            .iter()
            .flat_map(|(kind, data)| {
                let length = u16::try_from(data.len()).unwrap();
                [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
            })
            .collect();
        assert_eq!(Continued::at(&stream, 0).shared_strings(10).unwrap(), ["ab钕", "xy"]);
        assert!(matches!(
            Continued::at(&stream, 0).shared_strings(1),
            Err(Refusal::Bomb(Bomb::SharedStrings { limit: 1 }))
        ));
        assert!(Continued::at(&stream[..20], 0).shared_strings(10).is_err());
    }
}
