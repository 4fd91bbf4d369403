//! Who stands behind a session or a token.

use measure::Timestamp;

use crate::people::{AccountId, AccountState, Member, Secret, Standing, Viewer};
use crate::store::{Fault, Shelf};

/// The viewer that an account is on a day; a visitor where it may not sign in.
///
/// # Errors
/// The store's.
pub fn member(shelf: &mut dyn Shelf, id: AccountId, now: Timestamp) -> Result<Viewer, Fault> {
    let Some(account) = shelf.account(id)?.filter(|account| account.state == AccountState::Active) else {
        return Ok(Viewer::Visitor);
    };
    let today = now.date().to_string();
    let current = shelf
        .memberships(id)?
        .into_iter()
        .filter(|membership| membership.since <= today && (membership.until.is_empty() || membership.until >= today));
    let standings = current.map(|at| Standing { organisation: at.organisation, manages: at.manages }).collect();
    let member = Member::new(id, account.name, account.roles, standings).with_person(account.person);
    Ok(Viewer::Member(Box::new(member)))
}

/// The viewer behind a session's secret.
///
/// # Errors
/// The store's.
pub fn of_session(shelf: &mut dyn Shelf, secret: &Secret, now: Timestamp) -> Result<Viewer, Fault> {
    match shelf.session(&secret.digest(), now)? {
        Some(session) => member(shelf, session.account, now),
        None => Ok(Viewer::Visitor),
    }
}

/// The viewer behind a token's secret; `None` where there is no such token.
///
/// # Errors
/// The store's.
pub fn of_token(shelf: &mut dyn Shelf, secret: &Secret, now: Timestamp) -> Result<Option<Viewer>, Fault> {
    let Some(token) = shelf.token(&secret.digest(), now)? else { return Ok(None) };
    Ok(match member(shelf, token.account, now)? {
        Viewer::Member(mut member) => {
            member.scopes = Some(token.scopes);
            Some(Viewer::Member(member))
        }
        Viewer::Visitor | Viewer::Operator => None,
    })
}
