//! `didymium user`: accounts, from the machine the base runs on.

use std::io::Read;

use base::Refusal;
use base::people::verb::{
    NewAccount, close_account, create_account, issue_token, join, member, reopen_account, set_password,
};
use base::people::{Account, PasswordHash, Role, Scope, Secret, Viewer};
use base::record::verb::Occasion;
use base::record::{Kind, Places, RecordId};
use base::store::{Fault, Shelf, Store};
use measure::{Clock, SystemClock};
use serde_json::json;
use web::language::Messages;

use crate::arguments::{Place, UserVerb};
use crate::configuration::Configuration;
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// Runs a verb on accounts.
pub fn run(place: &Place, verb: &UserVerb, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(place)?;
    let makes = matches!(verb, UserVerb::Add { .. });
    let database = if makes { configuration.open()? } else { configuration.existing()? };
    let store: &dyn Store = &database;
    match verb {
        UserVerb::Add { login, name, roles, organisation, manages, password_stdin } => {
            let (password, made_up) = password(*password_stdin)?;
            let roles = roles.iter().map(|code| Role::of_code(code)).collect::<Result<Vec<_>, _>>()?;
            let (login, name) = (login.clone(), name.clone());
            let new = NewAccount {
                login: login.clone(),
                name,
                language: t.language().code().to_owned(),
                password: Some(PasswordHash::of(&password)?),
                roles,
                ..NewAccount::default()
            };
            let (organisation, manages) = (organisation.clone(), *manages);
            store.writing(move |shelf| -> Result<(), Stop> {
                let occasion = operator();
                let account = create_account(shelf, &occasion, new)?;
                if let Some(given) = organisation {
                    let organisation = organisation_of(shelf, &given)?;
                    join(shelf, &occasion, account.id, organisation, manages)?;
                }
                Ok(())
            })?;
            output::line(&t.say("cli-user-added").with("login", login).to_string())?;
            said_once(t, made_up.then_some(&password))
        }
        UserVerb::List { json } => list(store, *json, t),
        UserVerb::Password { login, password_stdin } => {
            let (password, made_up) = password(*password_stdin)?;
            let account = store.reading(|shelf| known(shelf, login))?;
            set_password(store, &operator(), account.id, &password)?;
            output::line(&t.say("cli-user-password").with("login", login.clone()).to_string())?;
            said_once(t, made_up.then_some(&password))
        }
        UserVerb::Close { login } => {
            let login = login.clone();
            store.writing(move |shelf| -> Result<(), Stop> {
                let account = known(shelf, &login)?;
                Ok(close_account(shelf, &operator(), account.id)?)
            })
        }
        UserVerb::Reopen { login } => {
            let login = login.clone();
            store.writing(move |shelf| -> Result<(), Stop> {
                let account = known(shelf, &login)?;
                Ok(reopen_account(shelf, &operator(), account.id)?)
            })
        }
        UserVerb::Token { login, scopes, days } => {
            let scopes = scopes.iter().map(|code| Scope::of_code(code)).collect::<Result<Vec<_>, _>>()?;
            let (login, days) = (login.clone(), *days);
            let secret = store.writing(move |shelf| -> Result<Secret, Stop> {
                let account = known(shelf, &login)?;
                let viewer = member(shelf, account.id, SystemClock.now())?;
                let occasion = Occasion { viewer, ..operator() };
                Ok(issue_token(shelf, &occasion, "didymium user token", &scopes, days)?)
            })?;
            output::line(secret.reveal())
        }
    }
}

fn operator() -> Occasion {
    Occasion { viewer: Viewer::Operator, now: SystemClock.now(), places: Places::default() }
}

fn known(shelf: &mut dyn Shelf, login: &str) -> Result<Account, Stop> {
    let account = shelf.account_of_login(&login.trim().to_lowercase())?;
    account.ok_or_else(|| Refusal::NoSuchAccount { login: login.to_owned() }.into())
}

fn organisation_of(shelf: &mut dyn Shelf, given: &str) -> Result<RecordId, Stop> {
    if let Ok(id) = given.parse() {
        return Ok(id);
    }
    let found = shelf.titled(&[Kind::Organisation], given, &Viewer::Operator.reach(), 2)?;
    match found.as_slice() {
        [only] => Ok(only.id),
        [] => Err(Stop::NoOrganisation { given: given.to_owned() }),
        [_, ..] => Err(Stop::SeveralOrganisations { given: given.to_owned() }),
    }
}

/// A password from standard input, or one that is made up: 128 random bits.
fn password(from_input: bool) -> Result<(String, bool), Stop> {
    if !from_input {
        let secret = Secret::fresh("").map_err(|_| Fault::NoRandomness)?;
        return Ok((secret.reveal().chars().take(32).collect(), true));
    }
    let mut text = String::new();
    let read = std::io::stdin().take(4096).read_to_string(&mut text);
    read.map_err(|error| Stop::unreadable("-".as_ref(), error))?;
    Ok((text.trim_end_matches(['\r', '\n']).to_owned(), false))
}

fn said_once(t: Messages, password: Option<&String>) -> Result<(), Stop> {
    password.map_or(Ok(()), |password| {
        output::line(&t.say("cli-user-made-up").with("password", password.clone()).to_string())
    })
}

fn list(store: &dyn Store, json: bool, t: Messages) -> Result<(), Stop> {
    let mut accounts = Vec::new();
    loop {
        let after = accounts.last().map(|account: &Account| account.login.clone()).unwrap_or_default();
        let some = store.reading(|shelf| shelf.accounts(&after, "", 200))?;
        if some.is_empty() {
            break;
        }
        accounts.extend(some);
    }
    let roles = |account: &Account| account.roles.iter().map(|role| role.code()).collect::<Vec<_>>();
    if json {
        let rows: Vec<_> = accounts
            .iter()
            .map(|account| json!({ "login": account.login, "name": account.name, "state": account.state.code(), "roles": roles(account) }))
            .collect();
        return output::json(&json!(rows));
    }
    let header = [t.get("cli-user-login"), t.get("cli-user-name"), t.get("cli-user-state"), t.get("cli-user-roles")];
    let mut sheet = Sheet::new(&header);
    for account in &accounts {
        let state = web::account_state_word(t, account.state.code());
        let roles: Vec<String> = roles(account).into_iter().map(|code| web::role_word(t, code)).collect();
        sheet.row(vec![account.login.clone(), account.name.clone(), state, roles.join(t.pick("、", ", "))]);
    }
    sheet.print(&t.get("cli-user-list"))
}
