//! One's tokens for programs.

use axum::http::StatusCode;
use base::people::verb::{end_token, issue_token};
use base::people::{Digest, Scope, Token};
use serde_json::{Value, json};

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::parameter::part;
use super::super::schema::{reference, text};
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_list(), list);
    table.add(of_issue(), issue);
    table.add(of_end(), end);
}

fn of_list() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The tokens that have not ended.", reference("Tokens"));
    document(Method::Get, "/tokens", "list_tokens", "One's tokens", gives).under("people").who(Who::Signed)
}

fn of_issue() -> Documentation {
    let gives = Gives::Json(StatusCode::CREATED, "The token; its secret is told this once.", reference("IssuedToken"));
    document(Method::Post, "/tokens", "issue_token", "Issue a token", gives)
        .under("people")
        .who(Who::Signed)
        .note("A token cannot issue one that reaches further than itself.")
        .takes_a("NewToken")
        .never_kept()
        .refuses(["no-key-here"])
}

fn of_end() -> Documentation {
    let gives = Gives::Nothing("It has ended.");
    document(Method::Delete, "/tokens/{token}", "end_token", "End a token", gives)
        .under("people")
        .who(Who::Signed)
        .with([part("token", "The token's id.", text())])
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let (account, now) = (call.account()?, call.occasion.now);
    let tokens = call.reading(|shelf| Ok::<_, base::Trouble>(shelf.tokens(account, now)?))?;
    let items: Vec<Value> = tokens.iter().map(told).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

fn issue(call: &Call) -> Result<Answer, Failure> {
    call.writer()?;
    let body = &call.body;
    let given = body["scopes"].as_array().into_iter().flatten();
    let mut scopes: Vec<Scope> = given.filter_map(|code| Scope::of_code(code.as_str()?).ok()).collect();
    scopes.sort_unstable();
    scopes.dedup();
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    let days = body["days"].as_u64().and_then(|days| u32::try_from(days).ok()).unwrap_or(1);
    call.writing(move |shelf, occasion| {
        let secret = issue_token(shelf, occasion, &name, &scopes, days)?;
        let digest = secret.digest();
        let token = shelf.token(&digest, occasion.now)?.ok_or(base::Refusal::NotFound {})?;
        let body = json!({ "token": secret.reveal(), "id": digest.0, "expires": token.expires.to_string() });
        Ok(Answer::created(format!("{}/tokens/{}", super::super::serve::ROOT, digest.0), body))
    })
}

fn end(call: &Call) -> Result<Answer, Failure> {
    call.writer()?;
    let digest = Digest(call.visit.part("token").to_owned());
    call.writing(move |shelf, occasion| {
        end_token(shelf, occasion, &digest)?;
        Ok(Answer::Done)
    })
}

fn told(token: &Token) -> Value {
    let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.code()).collect();
    json!({
        "id": token.digest.0,
        "name": token.name,
        "scopes": scopes,
        "created": token.created.to_string(),
        "expires": token.expires.to_string(),
    })
}
