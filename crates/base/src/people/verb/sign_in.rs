//! Signing in by name and password, and out again.

use std::time::Duration;

use measure::Timestamp;

use crate::journal::Entry;
use crate::people::{Account, AccountId, AccountState, Digest, PasswordHash, Secret, Session};
use crate::refusal::{Refusal, Trouble};
use crate::store::{Fault, Shelf, Store};

/// A session ends by itself after this.
const LASTS: Duration = Duration::from_secs(14 * 24 * 3600);
/// Attempts are counted over this long.
const WINDOW: Duration = Duration::from_secs(15 * 60);
/// Attempts on one name in that time.
const MOST_ON_NAME: usize = 10;
/// Attempts from one address in that time: a whole office may sit behind one.
const MOST_FROM_ADDRESS: usize = 100;

/// A session that has begun.
#[derive(Debug)]
pub struct SignedIn {
    /// Whose it is.
    pub account: AccountId,
    /// The language they prefer: `zh` or `en`.
    pub language: String,
    /// The session's secret, for the browser to keep.
    pub secret: Secret,
}

/// Signs in. An unknown name, a closed account and a wrong password give the same answer after the same time.
///
/// # Errors
/// The name or the password is wrong; there were too many attempts on the name or from the address.
pub fn sign_in(
    store: &dyn Store,
    login: &str,
    password: &str,
    address: &str,
    agent: &str,
    now: Timestamp,
) -> Result<SignedIn, Trouble> {
    let login = login.trim().to_lowercase();
    let (name, address) = (format!("login:{}", shortened(&login, 100)), format!("address:{}", shortened(address, 100)));
    let account = {
        let (login, name, address) = (login.clone(), name.clone(), address.clone());
        // The attempt is counted before the password is looked at, and stays counted when that fails.
        let counted = store.writing(move |shelf| -> Result<Result<Option<Account>, Refusal>, Fault> {
            let since = earlier(now, WINDOW);
            let on_name = shelf.attempt(&name, now, since)?;
            let from_address = shelf.attempt(&address, now, since)?;
            if on_name > MOST_ON_NAME || from_address > MOST_FROM_ADDRESS {
                return Ok(Err(Refusal::TooManyAttempts { seconds: WINDOW.as_secs().to_string() }));
            }
            shelf.account_of_login(&login).map(Ok)
        })?;
        counted?
    };
    // Hashing takes a tenth of a second; no transaction is open meanwhile.
    let known = account.filter(|account| account.state == AccountState::Active);
    let known = match known.map(|account| (account.password.clone(), account)) {
        Some((Some(hash), account)) if hash.is(password) => account,
        Some((Some(_), _)) => return Err(Refusal::WrongCredentials {}.into()),
        Some((None, _)) | None => {
            PasswordHash::pretend(password);
            return Err(Refusal::WrongCredentials {}.into());
        }
    };
    let secret = Secret::fresh("ds_").map_err(|_| Fault::NoRandomness)?;
    let session = Session {
        digest: secret.digest(),
        account: known.id,
        created: now,
        expires: later(now, LASTS),
        agent: shortened(agent, 200),
    };
    store.writing(move |shelf| -> Result<(), Fault> {
        shelf.forget_attempts(&name)?;
        shelf.put_session(&session)?;
        let object = format!("account:{}", session.account);
        let (by, verb) = (Some(session.account), "account.sign-in".to_owned());
        let payload = serde_json::Value::Null;
        shelf.append(Entry { at: now, by, verb, object, version: 0, payload }).map(drop)
    })?;
    Ok(SignedIn { account: known.id, language: known.language, secret })
}

/// Ends the session of the browser.
///
/// # Errors
/// The store's.
pub fn sign_out(shelf: &mut dyn Shelf, digest: &Digest, now: Timestamp) -> Result<(), Trouble> {
    if let Some(session) = shelf.session(digest, now)? {
        shelf.end_sessions(session.account, Some(digest), None)?;
    }
    Ok(())
}

fn earlier(now: Timestamp, by: Duration) -> Timestamp {
    let milliseconds = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_milliseconds(now.as_milliseconds().saturating_sub(milliseconds)).unwrap_or(now)
}

pub(super) fn later(now: Timestamp, by: Duration) -> Timestamp {
    let milliseconds = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_milliseconds(now.as_milliseconds().saturating_add(milliseconds)).unwrap_or(now)
}

fn shortened(text: &str, most: usize) -> String {
    text.chars().filter(|character| !character.is_control()).take(most).collect()
}
