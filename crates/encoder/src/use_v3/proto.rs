//! As much of Protocol Buffers as a vocabulary needs: fields by number, their bytes as they stand.

/// The fields of a message, in order; reading ends where something is not as it should be.
pub(super) struct Fields<'a>(pub &'a [u8]);

impl<'a> Fields<'a> {
    /// The bytes of the first field of a number.
    pub fn first(self, number: u64) -> Option<&'a [u8]> {
        self.into_iter().find(|(known, _)| *known == number).map(|(_, bytes)| bytes)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(bytes)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = (u64, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let tag = self.varint()?;
        let bytes = match tag & 7 {
            0 => {
                let before = self.0;
                self.varint()?;
                &before[..before.len() - self.0.len()]
            }
            1 => self.bytes(8)?,
            2 => {
                let count = usize::try_from(self.varint()?).ok()?;
                self.bytes(count)?
            }
            5 => self.bytes(4)?,
            _ => return None,
        };
        Some((tag >> 3, bytes))
    }
}
