//! Who may write what.

use super::viewer::{Role, Viewer};
use crate::record::{Author, Kind, Record, RecordId};
use crate::refusal::Refusal;

/// Passes who may write records of a kind at all, for whichever organisation.
///
/// # Errors
/// The role that is missing.
pub fn may_author(viewer: &Viewer, kind: Kind) -> Result<(), Refusal> {
    viewer.writes()?;
    if viewer.has(Role::Administrator) {
        return Ok(());
    }
    let standings = viewer.member().map_or(&[][..], |member| &member.standings);
    let (may, needed) = match kind.author() {
        Author::Member => (!standings.is_empty(), "member"),
        Author::Manager => (standings.iter().any(|standing| standing.manages), "manager"),
        Author::Broker => (viewer.has(Role::Broker), "broker"),
        Author::Finance => (viewer.has(Role::Finance), "finance"),
        Author::Administrator => (false, "administrator"),
    };
    if may { Ok(()) } else { Err(viewer.not_allowed(needed)) }
}

/// Passes who may write a new record of a kind for an organisation.
///
/// # Errors
/// The role that is missing, or the organisation is not theirs.
pub fn may_create(viewer: &Viewer, kind: Kind, owner: Option<RecordId>) -> Result<(), Refusal> {
    may_author(viewer, kind)?;
    if viewer.has(Role::Administrator) {
        return Ok(());
    }
    let theirs = match (kind.author(), owner) {
        (Author::Member, Some(owner)) => viewer.acts_for(owner),
        (Author::Manager, Some(owner)) => viewer.manages(owner),
        (Author::Broker | Author::Finance, _) => true,
        (Author::Administrator, _) | (_, None) => false,
    };
    if theirs { Ok(()) } else { Err(Refusal::Slips(vec![crate::record::SlipReason::NotYours {}.at("owner")])) }
}

/// Passes who may change a record they can see: who wrote it or was named for it, who leads its organisation, and of the
/// record of a person that person.
///
/// # Errors
/// The role that is missing.
pub fn may_change(viewer: &Viewer, record: &Record) -> Result<(), Refusal> {
    viewer.writes()?;
    let account = viewer.account();
    let own = account.is_some() && record.author == account || record.managers.iter().any(|id| account == Some(*id));
    let leads = record.content.owner().is_some_and(|owner| viewer.manages(owner))
        || record.kind == Kind::Organisation && viewer.manages(record.id);
    if viewer.has(Role::Administrator) || own || leads || record.kind == Kind::Person && viewer.is_person(record.id) {
        return Ok(());
    }
    Err(viewer.not_allowed("manager"))
}
