//! XML looked through byte by byte while it is unpacked, before a reader holds any of it.

use crate::{Bomb, Limits};

/// Looks for declarations, and counts the shared strings and their text.
pub(crate) struct Scan<'a> {
    limits: &'a Limits,
    wanted: Wanted,
    place: Place,
    /// The beginning of the tag that is being read, in lower case.
    tag: Vec<u8>,
    strings: usize,
    text_bytes: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Undecided,
    Xml,
    Nothing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    /// At the beginning of a tag, where its name stands.
    Name,
    /// In the attributes of a tag.
    Tag,
}

/// What must not be in a part.
pub(crate) enum Found {
    Entities,
    TooManyStrings(usize),
    TooMuchText(u64),
}

impl Found {
    pub(crate) fn named(self, entry: &str) -> Bomb {
        match self {
            Found::Entities => Bomb::Entities { entry: entry.to_owned() },
            Found::TooManyStrings(limit) => Bomb::SharedStrings { limit },
            Found::TooMuchText(limit) => Bomb::SharedStringBytes { limit },
        }
    }
}

impl<'a> Scan<'a> {
    /// Looks through a part if it begins as XML does.
    pub(crate) fn of_part(limits: &'a Limits) -> Scan<'a> {
        let (wanted, place) = (Wanted::Undecided, Place::Text);
        Scan { limits, wanted, place, tag: Vec::new(), strings: 0, text_bytes: 0 }
    }

    /// Lets everything pass.
    pub(crate) fn of_nothing(limits: &'a Limits) -> Scan<'a> {
        Scan { wanted: Wanted::Nothing, ..Scan::of_part(limits) }
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Found> {
        if self.wanted == Wanted::Undecided {
            let is_mark = |byte: u8| matches!(byte, 0xEF | 0xBB | 0xBF | 0xFF | 0xFE | 0) || byte.is_ascii_whitespace();
            self.wanted = match bytes.iter().find(|byte| !is_mark(**byte)) {
                Some(b'<') => Wanted::Xml,
                Some(_) => Wanted::Nothing,
                None => return Ok(()),
            };
        }
        if self.wanted == Wanted::Nothing {
            return Ok(());
        }
        // UTF-16 puts a zero beside each letter of a tag.
        for &byte in bytes.iter().filter(|byte| **byte != 0) {
            match (self.place, byte) {
                (_, b'<') => {
                    self.place = Place::Name;
                    self.tag.clear();
                }
                (Place::Text, _) => self.text_bytes += 1,
                (Place::Tag, b'>') => self.place = Place::Text,
                (Place::Tag, _) => {}
                // A prefix does not change what an element is.
                (Place::Name, b':') => self.tag.clear(),
                (Place::Name, _) => self.name(byte)?,
            }
        }
        // Text before the first shared string, as in a sheet, is not kept by anyone.
        if self.strings == 0 {
            self.text_bytes = 0;
        }
        if self.text_bytes > self.limits.shared_string_bytes {
            return Err(Found::TooMuchText(self.limits.shared_string_bytes));
        }
        Ok(())
    }

    fn name(&mut self, byte: u8) -> Result<(), Found> {
        self.tag.push(byte.to_ascii_lowercase());
        match self.tag.as_slice() {
            b"!doctype" | b"!entity" => return Err(Found::Entities),
            [b's', b'i', end] if !end.is_ascii_alphanumeric() => {
                self.strings += 1;
                if self.strings > self.limits.shared_strings {
                    return Err(Found::TooManyStrings(self.limits.shared_strings));
                }
            }
            _ => {}
        }
        let is_declaration = self.tag.starts_with(b"!");
        if is_declaration && self.tag.len() == b"!doctype".len() {
            // A comment, or a text in CDATA: counted as text.
            self.place = Place::Text;
        } else if !is_declaration && byte == b'>' {
            self.place = Place::Text;
        } else if !is_declaration && self.tag.len() == b"!doctype".len() {
            self.place = Place::Tag;
        }
        Ok(())
    }
}
