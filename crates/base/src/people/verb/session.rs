//! A session ended from elsewhere.

use serde_json::Value;

use super::note;
use crate::people::{AccountId, Digest};
use crate::record::verb::Occasion;
use crate::refusal::{Refusal, Trouble};
use crate::store::Shelf;

/// Ends one session of an account, or all of them: one's own, or anybody's as an administrator.
///
/// # Errors
/// Not allowed; there is no such session.
pub fn end_session(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    account: AccountId,
    only: Option<&Digest>,
) -> Result<(), Trouble> {
    if occasion.viewer.account() != Some(account) {
        occasion.viewer.administers()?;
    }
    if shelf.end_sessions(account, only, None)? == 0 && only.is_some() {
        return Err(Refusal::NotFound {}.into());
    }
    Ok(note(shelf, occasion, "account.end-session", account, Value::Null)?)
}
