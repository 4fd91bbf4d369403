//! Tokens for programs, issued and ended.

use std::time::Duration;

use serde_json::json;

use super::note;
use super::sign_in::later;
use crate::people::{Digest, Scope, Secret, Token};
use crate::record::verb::Occasion;
use crate::refusal::{Refusal, Trouble};
use crate::store::{Fault, Shelf};

/// The longest a token lasts, in days.
const MOST_DAYS: u32 = 366;

/// Issues a token; its secret is shown this once.
///
/// # Errors
/// Nobody is signed in; a token asks for one that reaches further than itself.
pub fn issue_token(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    name: &str,
    scopes: &[Scope],
    days: u32,
) -> Result<Secret, Trouble> {
    let account = occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    for scope in scopes {
        occasion.viewer.within(*scope)?;
    }
    let secret = Secret::fresh("dt_").map_err(|_| Fault::NoRandomness)?;
    let lasts = Duration::from_secs(u64::from(days.clamp(1, MOST_DAYS)) * 24 * 3600);
    let name: String = name.trim().chars().filter(|character| !character.is_control()).take(100).collect();
    let codes: Vec<&str> = scopes.iter().map(|scope| scope.code()).collect();
    note(shelf, occasion, "account.issue-token", account, json!({ "name": name, "scopes": codes }))?;
    shelf.put_token(&Token {
        digest: secret.digest(),
        account,
        name,
        scopes: scopes.to_vec(),
        created: occasion.now,
        expires: later(occasion.now, lasts),
    })?;
    Ok(secret)
}

/// Ends one of one's own tokens.
///
/// # Errors
/// Nobody is signed in; there is no such token.
pub fn end_token(shelf: &mut dyn Shelf, occasion: &Occasion, digest: &Digest) -> Result<(), Trouble> {
    let account = occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    if shelf.end_tokens(account, Some(digest))? == 0 {
        return Err(Refusal::NotFound {}.into());
    }
    Ok(note(shelf, occasion, "account.end-token", account, serde_json::Value::Null)?)
}
