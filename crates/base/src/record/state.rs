//! Where a record stands, and the moves between.

use serde::{Deserialize, Serialize};

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum State {
    /// Being written; only its authors see it.
    Draft,
    /// Out; seen by whom its visibility names.
    Published,
    /// Taken back by its author; only its authors see it.
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// Put away; can be brought back.
    Deleted,
}

/// A move from one state to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "lowercase")]
pub enum Move {
    /// Out to its readers.
    Publish,
    /// Back to its authors.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Away.
    Delete,
    /// Back from withdrawn or deleted, as a draft.
    Restore,
}

impl State {
    /// The codes, as lists filter by them.
    pub const CODES: [&'static str; 4] = ["draft", "published", "withdrawn", "deleted"];

    /// Its code in the database and in addresses.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Deleted => "deleted",
        }
    }

    /// The state after a move; `None` where the move does not start here.
    #[must_use]
    pub fn after(&self, step: &Move) -> Option<Self> {
        match (self, step) {
            (Self::Draft, Move::Publish) => Some(Self::Published),
            (Self::Published, Move::Withdraw { reason }) => Some(Self::Withdrawn { reason: reason.clone() }),
            (Self::Draft | Self::Published | Self::Withdrawn { .. }, Move::Delete) => Some(Self::Deleted),
            (Self::Withdrawn { .. } | Self::Deleted, Move::Restore) => Some(Self::Draft),
            (_, Move::Publish | Move::Withdraw { .. } | Move::Delete | Move::Restore) => None,
        }
    }
}

impl Move {
    /// Its code in addresses and in the journal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Withdraw { .. } => "withdraw",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_start_where_they_may() {
        let withdrawn = State::Withdrawn { reason: "solved".to_owned() };
        let withdraw = Move::Withdraw { reason: "solved".to_owned() };
        let table = [
            (State::Draft, Move::Publish, Some(State::Published)),
            (State::Draft, withdraw.clone(), None),
            (State::Draft, Move::Delete, Some(State::Deleted)),
            (State::Draft, Move::Restore, None),
            (State::Published, Move::Publish, None),
            (State::Published, withdraw.clone(), Some(withdrawn.clone())),
            (State::Published, Move::Delete, Some(State::Deleted)),
            (withdrawn.clone(), Move::Publish, None),
            (withdrawn.clone(), Move::Restore, Some(State::Draft)),
            (withdrawn, Move::Delete, Some(State::Deleted)),
            (State::Deleted, Move::Delete, None),
            (State::Deleted, Move::Restore, Some(State::Draft)),
        ];
        for (from, step, to) in table {
            assert_eq!(from.after(&step), to, "{from:?} {step:?}");
        }
    }
}
