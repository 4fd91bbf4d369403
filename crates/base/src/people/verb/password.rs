//! Passwords changed: by their owner, or set by an administrator. Every other session ends.

use serde_json::Value;

use super::account::known;
use super::note;
use crate::people::{AccountId, Digest, PasswordHash};
use crate::record::verb::Occasion;
use crate::refusal::{Refusal, Trouble};
use crate::store::Store;

/// Changes one's own password; the session at hand goes on, the others and the tokens end.
///
/// # Errors
/// Nobody is signed in; the old password is wrong; the new one is weak.
pub fn change_password(
    store: &dyn Store,
    occasion: &Occasion,
    old: &str,
    new: &str,
    keeping: Option<Digest>,
) -> Result<(), Trouble> {
    let id = occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    let account = store.reading(|shelf| known(shelf, id))?;
    if !account.password.is_some_and(|hash| hash.is(old)) {
        return Err(Refusal::WrongCredentials {}.into());
    }
    keep(store, occasion, id, PasswordHash::of(new)?, keeping)
}

/// Sets somebody's password.
///
/// # Errors
/// For administrators; it is weak.
pub fn set_password(store: &dyn Store, occasion: &Occasion, id: AccountId, new: &str) -> Result<(), Trouble> {
    occasion.viewer.administers()?;
    keep(store, occasion, id, PasswordHash::of(new)?, None)
}

fn keep(
    store: &dyn Store,
    occasion: &Occasion,
    id: AccountId,
    hash: PasswordHash,
    keeping: Option<Digest>,
) -> Result<(), Trouble> {
    let occasion = occasion.clone();
    store.writing(move |shelf| {
        let mut account = known(shelf, id)?;
        account.password = Some(hash);
        shelf.put_account(&account)?;
        shelf.end_sessions(id, None, keeping.as_ref())?;
        shelf.end_tokens(id, None)?;
        Ok(note(shelf, &occasion, "account.password", id, Value::Null)?)
    })
}
