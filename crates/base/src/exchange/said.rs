//! What is said of a row or of a file: the id of a message and its facts, kept until somebody reads it.

use serde::{Deserialize, Serialize};

use crate::record::SlipReason;
use crate::refusal::Refusal;

/// A message that is kept: its id, its facts, and the sentence in English for where there are no messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The id of the message.
    pub key: String,
    /// The facts, by the names the message uses.
    pub facts: Vec<(String, String)>,
    /// The sentence in English.
    pub english: String,
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident { $($fact:ident),* } = $key:literal, $english:literal;)*) => {
        /// What is wrong with a row besides its fields.
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum RowReason {
            $($(#[$doc])* #[error($english)] $name { $(#[doc = concat!("The ", stringify!($fact), ".")] $fact: String),* },)*
        }

        impl RowReason {
            /// The message ids of all reasons.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// The reason as it is kept.
            pub fn said(&self) -> Said {
                let english = self.to_string();
                match self {
                    $(Self::$name { $($fact),* } => Said {
                        key: $key.to_owned(),
                        facts: vec![$((stringify!($fact).to_owned(), $fact.clone())),*],
                        english,
                    },)*
                }
            }
        }
    };
}

reasons! {
    /// No record has this id, as far as one may know.
    NoSuchId { given } = "exchange-no-such-id", "there is no record “{given}” of this kind that you may change; empty the cell to add the row as a new record";
    /// A change or a deletion without an id.
    IdNeeded { } = "exchange-id-needed", "to change or delete a record its id is needed";
    /// Not an action.
    UnknownAction { given } = "exchange-unknown-action", "“{given}” is none of ADD, UPDATE, DELETE";
    /// Not a state.
    UnknownState { given } = "exchange-unknown-state", "“{given}” is no state of a record";
    /// A state that a table cannot bring about.
    StateStays { from, to } = "exchange-state-stays", "a table can publish a draft, but not move a record from {from} to {to}";
    /// Not a version.
    BadVersion { given } = "exchange-bad-version", "“{given}” is no version number";
    /// A record that another row has changed already.
    RepeatsId { row } = "exchange-repeats-id", "row {row} is about the same record";
    /// A cell that an export cut off, and that was changed.
    CutOff { } = "exchange-cut-off", "the export had cut this cell off; change it on the page of the record";
}

/// The message ids of what can be wrong with a file.
pub const FILE_KEYS: &[&str] = &[
    "exchange-file-unknown-kind",
    "exchange-file-too-large",
    "exchange-file-bomb",
    "exchange-file-damaged",
    "exchange-file-password",
    "exchange-file-encoding",
    "exchange-file-quote",
    "exchange-file-sheets",
    "exchange-file-rows",
    "exchange-file-columns",
    "exchange-file-cell",
    "exchange-file-text",
    "exchange-file-no-sheet",
    "exchange-file-io",
    "exchange-file-gone",
];

impl Said {
    fn new(key: &str, facts: &[(&str, String)], english: String) -> Self {
        let facts = facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Self { key: key.to_owned(), facts, english }
    }

    /// That the uploaded file is no longer there.
    pub fn file_gone() -> Self {
        Self::new("exchange-file-gone", &[], "the uploaded file is no longer there; upload it again".to_owned())
    }
}

impl From<&SlipReason> for Said {
    fn from(reason: &SlipReason) -> Self {
        let facts: Vec<(&str, String)> =
            reason.facts().into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        Self::new(reason.key(), &facts, reason.to_string())
    }
}

impl From<&Refusal> for Said {
    fn from(refusal: &Refusal) -> Self {
        Self::new(refusal.key(), &refusal.facts(), refusal.to_string())
    }
}

impl From<&sheet::Refusal> for Said {
    fn from(refusal: &sheet::Refusal) -> Self {
        use sheet::Refusal as Why;
        let number = |name: &'static str, value: &dyn ToString| (name, value.to_string());
        let mebibytes = |bytes: u64| ("limit", format!("{} MiB", bytes >> 20));
        let (key, facts) = match refusal {
            Why::UnknownKind { looks } => ("unknown-kind", vec![number("looks", looks)]),
            Why::TooLarge { limit, .. } => ("too-large", vec![mebibytes(*limit)]),
            Why::Bomb(bomb) => ("bomb", vec![number("detail", bomb)]),
            Why::Damaged { detail } => ("damaged", vec![number("detail", detail)]),
            Why::Password => ("password", vec![]),
            Why::Encoding { line, column, .. } => ("encoding", vec![number("line", line), number("column", column)]),
            Why::QuoteUnclosed { line } => ("quote", vec![number("line", line)]),
            Why::TooManySheets { sheets, limit } => ("sheets", vec![number("sheets", sheets), number("limit", limit)]),
            Why::TooManyRows { row, limit } => ("rows", vec![number("row", row), number("limit", limit)]),
            Why::TooManyColumns { row, limit, .. } => ("columns", vec![number("row", row), number("limit", limit)]),
            Why::CellTooLong { row, column, limit } => {
                ("cell", vec![number("row", row), number("column", column), number("limit", limit)])
            }
            Why::TooMuchText { limit } => ("text", vec![mebibytes(*limit)]),
            Why::NoSuchSheet { .. } => ("no-sheet", vec![]),
            Why::Io(error) => ("io", vec![number("detail", error)]),
        };
        Self::new(&format!("exchange-file-{key}"), &facts, refusal.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_files_is_listed() {
        let some = [
            sheet::Refusal::Password,
            sheet::Refusal::TooLarge { bytes: 1 << 30, limit: 64 << 20 },
            sheet::Refusal::CellTooLong { row: 3, column: 4, limit: 32_767 },
            sheet::Refusal::NoSuchSheet { sheet: 1, sheets: 1 },
        ];
        for refusal in some {
            let said = Said::from(&refusal);
            assert!(FILE_KEYS.contains(&said.key.as_str()), "{said:?}");
        }
        let said = Said::from(&sheet::Refusal::TooLarge { bytes: 1 << 30, limit: 64 << 20 });
        assert_eq!(said.facts, [("limit".to_owned(), "64 MiB".to_owned())]);
    }
}
