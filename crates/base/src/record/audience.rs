//! Who may see a record: the one check, as a set of keys that records want and viewers hold.

use super::common::Visibility;
use super::content::Record;
use super::kind::Kind;
use super::kinds::{Bid, BidStage};
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
    /// The same, and nobody else: neither administrators nor auditors.
    Sealed(Vec<String>),
}

impl Audience {
    /// The audience of a record, from its state and its visibility.
    ///
    /// What is not published is for those who may change it. What is, is for whom its visibility names, and for
    /// those who may change it. What is about money is for those who lead the units named and for their finance;
    /// who is paid reads a statement of their own. A bid is sealed until it is opened, and then for its own side and for
    /// those who lead the call. A review is for those who lead what it is part of, and for its reviewer. A registration or an
    /// enrolment is for those who lead the event or programme, too, and a secondment for those who lead either side. What the
    /// pool says of a person is always for that person, and an enrolment for the pupil and the mentor.
    pub fn of(record: &Record) -> Self {
        if let (Kind::Bid, Some(audience)) = (record.kind, of_bid(record)) {
            return audience;
        }
        let content = &record.content;
        let mut keys: Vec<String> =
            record.author.iter().chain(&record.managers).map(|id| format!("account:{id}")).collect();
        keys.extend(content.owner().map(|owner| format!("lead:{owner}")));
        if record.kind == Kind::Organisation {
            keys.push(format!("lead:{}", record.id));
        }
        if record.kind == Kind::Person {
            keys.push(format!("person:{}", record.id));
        }
        if matches!(record.kind, Kind::Registration | Kind::Enrolment) {
            keys.extend(content.links("organised_by").into_iter().map(|id| format!("lead:{id}")));
        }
        if record.kind == Kind::Enrolment {
            let people = ["person", "mentor"].into_iter().flat_map(|of| content.links(of));
            keys.extend(people.map(|id| format!("person:{id}")));
        }
        if record.kind == Kind::Secondment {
            let sides = ["home", "host"].into_iter().flat_map(|side| content.links(side));
            keys.extend(sides.map(|id| format!("lead:{id}")));
        }
        let of_owner = content.owner().map(|owner| format!("of:{owner}"));
        match (&record.state, content.visibility()) {
            (State::Published, _) if record.kind == Kind::Review && !content.is_empty("panel_of") => {}
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
        let holds = |keys: &[String]| viewer.keys().iter().any(|key| keys.contains(key));
        match self {
            Self::Public => true,
            Self::Members => viewer.account().is_some() || viewer.sees_everything(),
            Self::Holders(keys) => holds(keys) || viewer.sees_everything(),
            Self::Sealed(keys) => holds(keys),
        }
    }
}

/// The audience of a bid of which its workflow knows; `None` for one that was brought in with its outcome.
///
/// Before it is handed in it is its authors', then its side's: the organisation that bids and those named beside it. Once
/// it is opened, those who lead the call see it too.
fn of_bid(record: &Record) -> Option<Audience> {
    let content = &record.content;
    let stage = content.body::<Bid>().stage.unwrap_or(BidStage::Preparing);
    let is_opened = !content.is_empty("opened");
    let is_closed = matches!(stage, BidStage::Preparing | BidStage::Submitted | BidStage::Withdrawn);
    if !is_opened && !is_closed {
        return None;
    }
    let mut keys: Vec<String> =
        record.author.iter().chain(&record.managers).map(|id| format!("account:{id}")).collect();
    keys.extend(content.owner().map(|owner| format!("lead:{owner}")));
    if record.state == State::Published && content.visibility() != Visibility::Private {
        let named = if content.visibility() == Visibility::Named { content.links("named") } else { Vec::new() };
        keys.extend(named.into_iter().chain(content.owner()).map(|id| format!("of:{id}")));
    }
    if is_opened {
        keys.extend(content.links("opened_by").into_iter().map(|id| format!("lead:{id}")));
    }
    keys.sort();
    keys.dedup();
    Some(if is_opened { Audience::Holders(keys) } else { Audience::Sealed(keys) })
}

/// Whether a kind holds what single people and units are paid: of a unit, those who lead it and its finance see it.
fn is_of_money(kind: Kind) -> bool {
    matches!(kind, Kind::Receipt | Kind::Payout)
}
