//! Who calls.

use axum::http::StatusCode;
use base::people::Scope;
use base::people::verb::{AccountChange, change_account};
use serde_json::{Value, json};

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::schema::reference;
use super::accounts;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_show(), show);
    table.add(of_change(), change);
}

fn of_show() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Who calls.", reference("Me"));
    document(Method::Get, "/me", "show_me", "Who calls, and what they may do", gives).under("people")
}

fn of_change() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The account.", reference("Account"));
    document(Method::Patch, "/me", "change_me", "Change one's own name, address or language", gives)
        .under("people")
        .who(Who::Signed)
        .takes_a("MeChange")
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation answers")]
fn show(call: &Call) -> Result<Answer, Failure> {
    let Some(member) = call.viewer().member() else {
        return Ok(Answer::ok(json!({ "account": null, "name": "", "roles": [], "organisations": [], "scopes": [] })));
    };
    let roles: Vec<&str> = member.roles.iter().map(|role| role.code()).collect();
    let all = || Scope::ALL.to_vec();
    let scopes: Vec<&str> = member.scopes.clone().unwrap_or_else(all).iter().map(|scope| scope.code()).collect();
    let standing =
        |at: &base::people::Standing| json!({ "organisation": at.organisation.to_string(), "manages": at.manages });
    let organisations: Vec<Value> = member.standings.iter().map(standing).collect();
    Ok(Answer::ok(json!({
        "account": member.account.to_string(),
        "name": member.name,
        "roles": roles,
        "organisations": organisations,
        "scopes": scopes,
    })))
}

fn change(call: &Call) -> Result<Answer, Failure> {
    let (id, body) = (call.writer()?, &call.body);
    let text = |name: &str| body[name].as_str().map(str::to_owned);
    let change = AccountChange {
        name: text("name"),
        mail: text("mail"),
        language: text("language"),
        ..AccountChange::default()
    };
    call.writing(move |shelf, occasion| {
        let account = change_account(shelf, occasion, id, change)?;
        Ok(Answer::ok(accounts::told(&account)))
    })
}
