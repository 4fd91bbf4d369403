//! Who may see a record: the one check, as a set of keys that records want and viewers hold.

use super::common::Visibility;
use super::content::Record;
use super::kind::Kind;
use super::state::State;
use crate::people::Viewer;

/// Who may see a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    Public,
    /// Everybody with an account.
    Members,
    /// Who holds one of these keys.
    Holders(Vec<String>),
}

impl Audience {
    /// The audience of a record, from its state and its visibility.
    ///
    /// What is not published is for those who may change it. What is, is for whom its visibility names, and for
    /// those who may change it. What is about money is for those who lead the units named and for their finance;
    /// who is paid reads a statement of their own.
    pub fn of(record: &Record) -> Self {
        let content = &record.content;
        let mut keys: Vec<String> =
            record.author.iter().chain(&record.managers).map(|id| format!("account:{id}")).collect();
        keys.extend(content.owner().map(|owner| format!("lead:{owner}")));
        if record.kind == Kind::Organisation {
            keys.push(format!("lead:{}", record.id));
        }
        let of_owner = content.owner().map(|owner| format!("of:{owner}"));
        match (&record.state, content.visibility()) {
            (State::Published, Visibility::Public) => return Self::Public,
            (State::Published, Visibility::Members) => return Self::Members,
            (State::Published, Visibility::Named | Visibility::Owner) if is_of_money(record.kind) => {
                let is_named = content.visibility() == Visibility::Named;
                let named = if is_named { content.links("named") } else { Vec::new() };
                for unit in named.into_iter().chain(content.owner()) {
                    keys.extend([format!("lead:{unit}"), format!("finance:{unit}")]);
                }
            }
            (State::Published, Visibility::Named) => {
                keys.extend(content.links("named").into_iter().map(|id| format!("of:{id}")));
                keys.extend(of_owner);
            }
            (State::Published, Visibility::Owner) => {
                keys.extend(of_owner);
                if record.kind == Kind::Organisation {
                    keys.push(format!("of:{}", record.id));
                }
            }
            (State::Published, Visibility::Private) | (State::Draft | State::Withdrawn { .. } | State::Deleted, _) => {}
        }
        keys.sort();
        keys.dedup();
        Self::Holders(keys)
    }

    /// The check.
    pub fn admits(&self, viewer: &Viewer) -> bool {
        viewer.sees_everything()
            || match self {
                Self::Public => true,
                Self::Members => viewer.account().is_some(),
                Self::Holders(keys) => viewer.keys().iter().any(|key| keys.contains(key)),
            }
    }
}

/// Whether a kind holds what single people and units are paid: of a unit, those who lead it and its finance see it.
fn is_of_money(kind: Kind) -> bool {
    matches!(kind, Kind::Receipt | Kind::Payout)
}
