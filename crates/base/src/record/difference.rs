//! What differs between two versions of a record, field by field, and within a text word by word.

use serde_json::Value;
use similar::{ChangeTag, TextDiff};

use super::content::Content;
use super::field::Field;
use super::kind::Kind;

/// A field that differs.
#[derive(Clone, Debug)]
pub struct Change {
    /// The field.
    pub field: &'static Field,
    /// Its value before; `Null` where it held nothing.
    pub before: Value,
    /// Its value after.
    pub after: Value,
}

impl PartialEq for Change {
    fn eq(&self, other: &Self) -> bool {
        self.field.name == other.field.name && self.before == other.before && self.after == other.after
    }
}

/// What differs, in the order of the form.
pub fn between(kind: Kind, before: &Content, after: &Content) -> Vec<Change> {
    let fields = kind.fields().filter(|field| before.get(field.name) != after.get(field.name));
    let change = |field: &'static Field| Change {
        field,
        before: before.get(field.name).clone(),
        after: after.get(field.name).clone(),
    };
    fields.map(change).collect()
}

/// A piece of two texts laid over each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// In the first alone.
    Gone(String),
    /// In the second alone.
    New(String),
}

/// Two texts laid over each other: Chinese by characters, other scripts by words.
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (units(before), units(after));
    let mut pieces: Vec<Piece> = Vec::new();
    for change in TextDiff::from_slices(&old, &new).iter_all_changes() {
        let text = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Same(last)))
            | (ChangeTag::Delete, Some(Piece::Gone(last)))
            | (ChangeTag::Insert, Some(Piece::New(last))) => last.push_str(text),
            (ChangeTag::Equal, _) => pieces.push(Piece::Same(text.to_owned())),
            (ChangeTag::Delete, _) => pieces.push(Piece::Gone(text.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Piece::New(text.to_owned())),
        }
    }
    pieces
}

/// Words of letters and digits, and every other character by itself.
fn units(text: &str) -> Vec<&str> {
    let mut units = Vec::new();
    let mut from = 0;
    let mut inside = false;
    for (at, character) in text.char_indices() {
        let word = character.is_ascii_alphanumeric();
        if at > from && !(inside && word) {
            units.push(&text[from..at]);
            from = at;
        }
        inside = word;
    }
    if from < text.len() {
        units.push(&text[from..]);
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_laid_over_each_other() {
        let shown = |before: &str, after: &str| {
            let pieces = pieces(before, after).into_iter().map(|piece| match piece {
                Piece::Same(text) => text,
                Piece::Gone(text) => format!("[-{text}]"),
                Piece::New(text) => format!("[+{text}]"),
            });
            pieces.collect::<String>()
        };
        assert_eq!(shown("降低重稀土用量", "降低镝用量"), "降低[-重稀土][+镝]用量");
        assert_eq!(shown("cut Dy by 10 %", "cut Dy by 30 %"), "cut Dy by [-10][+30] %");
        assert_eq!(shown("", "新"), "[+新]");
        assert_eq!(shown("same", "same"), "same");
    }
}
