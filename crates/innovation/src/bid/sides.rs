//! Everybody who stands behind a bid: its organisations, and its people.

use std::collections::BTreeSet;

use base::record::kinds::{Bid, Team};
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Shelf};

/// Who stands behind a bid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The organisation that bids, and those it bids with.
    pub organisations: BTreeSet<RecordId>,
    /// Its lead, its members, and those of its team.
    pub people: BTreeSet<RecordId>,
}

/// Who stands behind a bid.
///
/// # Errors
/// The store's.
pub fn side(shelf: &mut dyn Shelf, record: &Record, bid: &Bid) -> Result<Side, Fault> {
    let mut side = Side::default();
    side.organisations.extend(record.content.owner());
    side.organisations.extend(bid.partners.iter().filter_map(|partner| partner.organisation));
    side.people.extend(bid.lead);
    side.people.extend(bid.members.iter().filter_map(|member| member.person));
    if let Some(team) = bid.team
        && let Some(record) = shelf.record(team)?.filter(|record| record.kind == Kind::Team)
    {
        let team: Team = record.content.body();
        side.people.extend(team.lead);
        side.people.extend(team.members.iter().filter_map(|member| member.person));
        side.organisations.extend(record.content.owner());
    }
    Ok(side)
}
