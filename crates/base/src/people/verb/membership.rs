//! For whom somebody acts, and from when until when.

use serde_json::json;

use super::account::known;
use super::note;
use crate::people::{AccountId, Membership, Role};
use crate::record::verb::{Occasion, show};
use crate::record::{Kind, RecordId};
use crate::refusal::{Refusal, Trouble};
use crate::store::Shelf;

/// Lets an account act for an organisation from today, or changes whether it manages it.
///
/// # Errors
/// For administrators and the organisation's managers; no such account or organisation.
pub fn join(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    account: AccountId,
    organisation: RecordId,
    manages: bool,
) -> Result<(), Trouble> {
    allowed(occasion, organisation)?;
    known(shelf, account)?;
    if show(shelf, &occasion.viewer, organisation)?.kind != Kind::Organisation {
        return Err(Refusal::NotFound {}.into());
    }
    let current =
        shelf.memberships(account)?.into_iter().find(|at| at.organisation == organisation && at.until.is_empty());
    let since = current.map_or_else(|| occasion.now.date().to_string(), |at| at.since);
    let membership = Membership { account, organisation, manages, since, until: String::new() };
    shelf.put_membership(&membership)?;
    let payload = json!({ "organisation": organisation.to_string(), "manages": manages });
    Ok(note(shelf, occasion, "account.join", account, payload)?)
}

/// Ends it, today.
///
/// # Errors
/// For administrators and the organisation's managers; the account does not act for it.
pub fn leave(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    account: AccountId,
    organisation: RecordId,
) -> Result<(), Trouble> {
    allowed(occasion, organisation)?;
    let current =
        shelf.memberships(account)?.into_iter().find(|at| at.organisation == organisation && at.until.is_empty());
    let Some(mut membership) = current else { return Err(Refusal::NotFound {}.into()) };
    // The last day is the day before, so that leaving works at once.
    let yesterday = occasion.now.date().yesterday().unwrap_or(occasion.now.date());
    membership.until = yesterday.to_string();
    shelf.put_membership(&membership)?;
    let payload = json!({ "organisation": organisation.to_string() });
    Ok(note(shelf, occasion, "account.leave", account, payload)?)
}

fn allowed(occasion: &Occasion, organisation: RecordId) -> Result<(), Trouble> {
    occasion.viewer.writes()?;
    if occasion.viewer.has(Role::Administrator) || occasion.viewer.manages(organisation) {
        return Ok(());
    }
    Err(occasion.viewer.not_allowed("manager").into())
}
