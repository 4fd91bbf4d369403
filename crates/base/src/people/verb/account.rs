//! Accounts made, changed, closed and opened again.

use serde_json::json;

use super::note;
use crate::people::{Account, AccountId, AccountState, PasswordHash, Role};
use crate::record::RecordId;
use crate::record::verb::Occasion;
use crate::refusal::{Refusal, Trouble};
use crate::store::Shelf;

/// An account to be made.
#[derive(Clone, Debug, Default)]
pub struct NewAccount {
    /// The name it signs in with.
    pub login: String,
    /// What to call the person; the sign-in name where empty.
    pub name: String,
    /// Where to write to.
    pub mail: String,
    /// The language it prefers: `zh` or `en`.
    pub language: String,
    /// Its password; without one it cannot sign in.
    pub password: Option<PasswordHash>,
    /// What it may do in the whole base.
    pub roles: Vec<Role>,
}

/// What may be changed of an account; `None` stays.
#[derive(Clone, Debug, Default)]
pub struct AccountChange {
    /// What to call the person.
    pub name: Option<String>,
    /// Where to write to.
    pub mail: Option<String>,
    /// The language it prefers.
    pub language: Option<String>,
    /// What it may do in the whole base; an administrator sets it.
    pub roles: Option<Vec<Role>>,
    /// The person's record; an administrator sets it.
    pub person: Option<Option<RecordId>>,
}

/// Makes an account.
///
/// # Errors
/// For administrators; the sign-in name is taken or cannot be one.
pub fn create_account(shelf: &mut dyn Shelf, occasion: &Occasion, new: NewAccount) -> Result<Account, Trouble> {
    occasion.viewer.administers()?;
    let login = new.login.trim().to_lowercase();
    let fits = |character: char| character.is_alphanumeric() || "._-@".contains(character);
    if !(2..=64).contains(&login.chars().count()) || !login.chars().all(fits) {
        return Err(Refusal::BadLogin { login }.into());
    }
    let name = if new.name.trim().is_empty() { login.clone() } else { shortened(&new.name) };
    let account = Account {
        id: AccountId::fresh(),
        login,
        name,
        mail: shortened(&new.mail),
        language: if new.language == "en" { "en" } else { "zh" }.to_owned(),
        state: AccountState::Active,
        password: new.password,
        person: None,
        roles: new.roles,
        created: occasion.now,
    };
    if !shelf.put_account(&account)? {
        return Err(Refusal::LoginTaken { login: account.login }.into());
    }
    note(shelf, occasion, "account.create", account.id, said(&account))?;
    Ok(account)
}

/// Changes an account: its own owner the name, the address and the language; an administrator everything.
///
/// # Errors
/// Not allowed; the base would be without an administrator.
pub fn change_account(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: AccountId,
    change: AccountChange,
) -> Result<Account, Trouble> {
    if change.roles.is_some() || change.person.is_some() || occasion.viewer.account() != Some(id) {
        occasion.viewer.administers()?;
    }
    let mut account = known(shelf, id)?;
    let was_administrator = account.roles.contains(&Role::Administrator);
    account.name = change.name.map_or(account.name, |name| shortened(&name));
    account.mail = change.mail.map_or(account.mail, |mail| shortened(&mail));
    account.language = change.language.filter(|code| code == "zh" || code == "en").unwrap_or(account.language);
    account.roles = change.roles.unwrap_or(account.roles);
    account.person = change.person.unwrap_or(account.person);
    shelf.put_account(&account)?;
    if was_administrator {
        someone_administers(shelf)?;
    }
    note(shelf, occasion, "account.change", id, said(&account))?;
    Ok(account)
}

/// Closes an account and ends its sessions and tokens.
///
/// # Errors
/// For administrators; the base would be without one.
pub fn close_account(shelf: &mut dyn Shelf, occasion: &Occasion, id: AccountId) -> Result<(), Trouble> {
    set_state(shelf, occasion, id, AccountState::Closed, "account.close")?;
    shelf.end_sessions(id, None, None)?;
    shelf.end_tokens(id, None)?;
    Ok(())
}

/// Opens a closed account again.
///
/// # Errors
/// For administrators.
pub fn reopen_account(shelf: &mut dyn Shelf, occasion: &Occasion, id: AccountId) -> Result<(), Trouble> {
    set_state(shelf, occasion, id, AccountState::Active, "account.reopen")
}

fn set_state(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: AccountId,
    state: AccountState,
    verb: &str,
) -> Result<(), Trouble> {
    occasion.viewer.administers()?;
    let mut account = known(shelf, id)?;
    account.state = state;
    shelf.put_account(&account)?;
    if account.roles.contains(&Role::Administrator) {
        someone_administers(shelf)?;
    }
    note(shelf, occasion, verb, id, json!({ "state": state.code() }))?;
    Ok(())
}

/// An account that is there and was not erased.
pub(super) fn known(shelf: &mut dyn Shelf, id: AccountId) -> Result<Account, Trouble> {
    let account = shelf.account(id)?.filter(|account| account.state != AccountState::Erased);
    account.ok_or_else(|| Refusal::NoSuchAccount { login: id.to_string() }.into())
}

pub(super) fn someone_administers(shelf: &mut dyn Shelf) -> Result<(), Trouble> {
    if shelf.administrators()? == 0 { Err(Refusal::LastAdministrator {}.into()) } else { Ok(()) }
}

fn said(account: &Account) -> serde_json::Value {
    let roles: Vec<&str> = account.roles.iter().map(|role| role.code()).collect();
    json!({ "login": account.login, "name": account.name, "mail": account.mail, "roles": roles })
}

fn shortened(text: &str) -> String {
    text.trim().chars().filter(|character| !character.is_control()).take(200).collect()
}
