//! Who acts for an organisation.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use base::people::verb::{join, leave};
use base::people::{AccountId, Membership};
use base::record::Kind;
use base::record::verb::show;
use base::{Refusal, Trouble};
use serde_json::{Value, json};

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::schema::reference;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_list(), list);
    table.add(of_set(), set);
    table.add(of_end(), end);
}

fn all() -> String {
    format!("/{}/{{id}}/members", Kind::Organisation.path())
}

fn of_list() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The memberships, past and present.", reference("Memberships"));
    document(Method::Get, all(), "list_members", "Who acts for an organisation", gives)
        .under("people")
        .who(Who::Signed)
        .note("Told to those who act for it, to administrators and to auditors.")
        .refuses(["not-allowed"])
}

fn of_set() -> Documentation {
    let gives = Gives::Nothing("The account acts for the organisation.");
    document(
        Method::Put,
        format!("{}/{{account}}", all()),
        "set_member",
        "Let an account act for an organisation",
        gives,
    )
    .under("people")
    .who(Who::Signed)
    .takes_a("MembershipChange")
    .refuses(["not-allowed", "auditors-read", "no-such-account"])
}

fn of_end() -> Documentation {
    let gives = Gives::Nothing("It no longer does.");
    document(Method::Delete, format!("{}/{{account}}", all()), "end_membership", "End it, today", gives)
        .under("people")
        .who(Who::Signed)
        .refuses(["not-allowed", "auditors-read"])
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let items = call.reading(|shelf| {
        let viewer = call.viewer();
        if show(shelf, viewer, id)?.kind != Kind::Organisation {
            return Err(Trouble::from(Refusal::NotFound {}));
        }
        if !viewer.sees_everything() && !viewer.acts_for(id) {
            return Err(viewer.not_allowed("member").into());
        }
        let members = shelf.members(id)?;
        let ids: Vec<AccountId> = members.iter().map(|at| at.account).collect();
        let names: BTreeMap<AccountId, String> = shelf.account_names(&ids)?.into_iter().collect();
        Ok(members.iter().map(|at| told(at, names.get(&at.account))).collect::<Vec<Value>>())
    })?;
    Ok(Answer::ok(json!({ "items": items })))
}

fn set(call: &Call) -> Result<Answer, Failure> {
    let (id, account) = (call.id()?, call.part("account")?);
    let manages = call.body["manages"] == Value::Bool(true);
    call.writing(move |shelf, occasion| {
        join(shelf, occasion, account, id, manages)?;
        Ok(Answer::Done)
    })
}

fn end(call: &Call) -> Result<Answer, Failure> {
    let (id, account) = (call.id()?, call.part("account")?);
    call.writing(move |shelf, occasion| {
        leave(shelf, occasion, account, id)?;
        Ok(Answer::Done)
    })
}

/// A membership as it is told.
pub(super) fn told(at: &Membership, name: Option<&String>) -> Value {
    let mut told = json!({
        "account": at.account.to_string(),
        "organisation": at.organisation.to_string(),
        "manages": at.manages,
        "since": at.since,
        "until": if at.until.is_empty() { Value::Null } else { json!(at.until) },
    });
    if let Some(name) = name {
        told["name"] = json!(name);
    }
    told
}
