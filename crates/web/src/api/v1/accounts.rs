//! Accounts, for administrators; auditors may look.

use axum::http::StatusCode;
use base::people::verb::{
    AccountChange, NewAccount, change_account, close_account, create_account, end_session, erase, reopen_account,
    set_password,
};
use base::people::{Account, AccountId, Digest, PasswordHash, Role, Session};
use base::record::RecordId;
use base::{Refusal, Trouble};
use serde_json::{Value, json};

use super::super::answer::{Answer, Failure, Json};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::parameter::{part, query};
use super::super::schema::{line, reference, text, whole};
use super::members;
use super::records::address;
use crate::shell::Who;

const READS: Who = Who::Role(Role::Auditor);
const SETS: Who = Who::Role(Role::Administrator);
const LIMIT: i64 = 50;
const MOST: i64 = 200;

pub(super) fn add(table: &mut Table) {
    table.add(of_list(), list);
    table.add(of_create(), create);
    table.add(of_show(), show);
    table.add(of_change(), change);
    table.add(of_move(), step);
    table.add(of_password(), password);
    table.add(of_sessions(), sessions);
    table.add(of_end_sessions(), end_sessions);
    table.add(of_end_session(), end_one_session);
}

fn of_list() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "A part of the list, by sign-in name.", reference("Accounts"));
    document(Method::Get, "/accounts", "list_accounts", "List accounts", gives)
        .under("people")
        .who(READS)
        .with([
            query("q", "What the name or the sign-in name must hold.", line(0, 200)),
            query("limit", "At most so many; 50 where nothing is said.", whole(1, MOST)),
            query("cursor", "Where to go on: `next` of the part before.", text()),
        ])
        .refuses(["bad-cursor"])
}

fn of_create() -> Documentation {
    let gives = Gives::Json(StatusCode::CREATED, "The account.", reference("Account"));
    document(Method::Post, "/accounts", "create_account", "Make an account", gives)
        .under("people")
        .who(SETS)
        .takes_a("NewAccount")
        .refuses(["login-taken", "bad-login", "weak-password"])
}

fn of_show() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The account, with its organisations.", reference("Account"));
    document(Method::Get, "/accounts/{id}", "show_account", "Show an account", gives).under("people").who(READS)
}

fn of_change() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The account.", reference("Account"));
    document(Method::Patch, "/accounts/{id}", "change_account", "Change an account", gives)
        .under("people")
        .who(SETS)
        .note("What is not given stays.")
        .takes_a("AccountChange")
        .refuses(["no-such-account", "last-administrator", "slips"])
}

fn of_move() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The account.", reference("Account"));
    document(Method::Post, "/accounts/{id}/moves", "move_account", "Close, reopen or erase an account", gives)
        .under("people")
        .who(SETS)
        .note("Erasing empties what is known of the person, in the journal too, and cannot be undone.")
        .takes_a("AccountMove")
        .refuses(["no-such-account", "last-administrator"])
}

fn of_password() -> Documentation {
    let gives = Gives::Nothing("It is set; the account's sessions and tokens have ended.");
    document(Method::Put, "/accounts/{id}/password", "set_password", "Set the password of an account", gives)
        .under("people")
        .who(SETS)
        .takes_a("Password")
        .refuses(["no-such-account", "weak-password"])
}

fn of_sessions() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The sessions that have not ended.", reference("Sessions"));
    document(Method::Get, "/accounts/{id}/sessions", "list_sessions", "The sessions of an account", gives)
        .under("people")
        .who(Who::Signed)
        .note("One's own, or anybody's as an administrator or auditor.")
        .refuses(["not-allowed"])
}

fn of_end_sessions() -> Documentation {
    let gives = Gives::Nothing("They have ended.");
    document(Method::Delete, "/accounts/{id}/sessions", "end_sessions", "End every session of an account", gives)
        .under("people")
        .who(Who::Signed)
        .refuses(["not-allowed"])
}

fn of_end_session() -> Documentation {
    let gives = Gives::Nothing("It has ended.");
    document(Method::Delete, "/accounts/{id}/sessions/{session}", "end_session", "End a session", gives)
        .under("people")
        .who(Who::Signed)
        .with([part("session", "The session's id.", text())])
        .refuses(["not-allowed"])
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let limit = usize::try_from(call.given.whole("limit").unwrap_or(LIMIT)).unwrap_or_default();
    let (asked, after) = (call.given.text("q").unwrap_or_default(), call.given.text("cursor").unwrap_or_default());
    if after.contains(char::is_control) {
        return Err(Refusal::BadCursor {}.into());
    }
    let mut found = call.reading(|shelf| Ok::<_, Trouble>(shelf.accounts(after, asked, limit + 1)?))?;
    let more = found.len() > limit;
    found.truncate(limit);
    let cursor = found.last().filter(|_| more).map(|last| last.login.clone());
    let items: Vec<Value> = found.iter().map(told).collect();
    let body = json!({ "items": items, "next": cursor });
    Ok(Answer::Json(Json { next: cursor.map(|cursor| address(call, &cursor)), body, ..Json::default() }))
}

fn create(call: &Call) -> Result<Answer, Failure> {
    let text = |name: &str| call.body[name].as_str().unwrap_or_default().to_owned();
    let new = NewAccount {
        login: text("login"),
        name: text("name"),
        mail: text("mail"),
        language: text("language"),
        password: call.body["password"].as_str().map(PasswordHash::of).transpose()?,
        roles: roles(&call.body).unwrap_or_default(),
    };
    let path = call.visit.path.clone();
    call.writing(move |shelf, occasion| {
        let account = create_account(shelf, occasion, new)?;
        Ok(Answer::created(format!("{path}/{}", account.id), told(&account)))
    })
}

fn show(call: &Call) -> Result<Answer, Failure> {
    let id: AccountId = call.part("id")?;
    let body = call.reading(|shelf| {
        let account = shelf.account(id)?.ok_or(Refusal::NotFound {})?;
        let memberships: Vec<Value> = shelf.memberships(id)?.iter().map(|at| members::told(at, None)).collect();
        let mut body = told(&account);
        body["organisations"] = json!(memberships);
        Ok::<_, Trouble>(body)
    })?;
    Ok(Answer::ok(body))
}

fn change(call: &Call) -> Result<Answer, Failure> {
    let (id, body): (AccountId, _) = (call.part("id")?, &call.body);
    let text = |name: &str| body[name].as_str().map(str::to_owned);
    let person = |value: &Value| value.as_str().and_then(|id| id.parse::<RecordId>().ok());
    let change = AccountChange {
        name: text("name"),
        mail: text("mail"),
        language: text("language"),
        roles: roles(body),
        person: body.get("person").map(person),
    };
    call.writing(move |shelf, occasion| Ok(Answer::ok(told(&change_account(shelf, occasion, id, change)?))))
}

fn step(call: &Call) -> Result<Answer, Failure> {
    let (id, made): (AccountId, _) = (call.part("id")?, call.body["move"].as_str().unwrap_or_default().to_owned());
    call.writing(move |shelf, occasion| {
        match made.as_str() {
            "close" => close_account(shelf, occasion, id)?,
            "reopen" => reopen_account(shelf, occasion, id)?,
            _ => erase(shelf, occasion, id)?,
        }
        Ok(Answer::ok(told(&shelf.account(id)?.ok_or(Refusal::NotFound {})?)))
    })
}

fn password(call: &Call) -> Result<Answer, Failure> {
    let (id, new) = (call.part("id")?, call.body["password"].as_str().unwrap_or_default());
    set_password(call.state.store(), &call.occasion, id, new)?;
    Ok(Answer::Done)
}

fn sessions(call: &Call) -> Result<Answer, Failure> {
    let id: AccountId = call.part("id")?;
    if call.account()? != id {
        call.viewer().audits()?;
    }
    let now = call.occasion.now;
    let sessions = call.reading(|shelf| {
        shelf.account(id)?.ok_or(Refusal::NotFound {})?;
        Ok::<_, Trouble>(shelf.sessions(id, now)?)
    })?;
    let items: Vec<Value> = sessions.iter().map(session).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

fn end_sessions(call: &Call) -> Result<Answer, Failure> {
    let id: AccountId = call.part("id")?;
    let own = call.writer()? == id;
    call.writing(move |shelf, occasion| {
        if !own {
            occasion.viewer.administers()?;
        }
        shelf.account(id)?.ok_or(Refusal::NotFound {})?;
        end_session(shelf, occasion, id, None)?;
        Ok(Answer::Done)
    })
}

fn end_one_session(call: &Call) -> Result<Answer, Failure> {
    let (id, digest): (AccountId, _) = (call.part("id")?, Digest(call.visit.part("session").to_owned()));
    call.writer()?;
    call.writing(move |shelf, occasion| {
        end_session(shelf, occasion, id, Some(&digest))?;
        Ok(Answer::Done)
    })
}

fn roles(body: &Value) -> Option<Vec<Role>> {
    let given = body["roles"].as_array()?;
    let mut roles: Vec<Role> = given.iter().filter_map(|code| Role::of_code(code.as_str()?).ok()).collect();
    roles.sort_unstable();
    roles.dedup();
    Some(roles)
}

/// An account as it is told to its owner and to administrators.
pub(super) fn told(account: &Account) -> Value {
    let roles: Vec<&str> = account.roles.iter().map(|role| role.code()).collect();
    json!({
        "id": account.id.to_string(),
        "login": account.login,
        "name": account.name,
        "mail": account.mail,
        "language": account.language,
        "state": account.state.code(),
        "password": account.password.is_some(),
        "person": account.person.map(|person| person.to_string()),
        "roles": roles,
        "created": account.created.to_string(),
    })
}

fn session(session: &Session) -> Value {
    json!({
        "id": session.digest.0,
        "agent": session.agent,
        "created": session.created.to_string(),
        "expires": session.expires.to_string(),
    })
}
