//! Who may change a record besides its author and the managers of its organisation.

use axum::http::StatusCode;
use base::people::{AccountId, Role, may_change};
use base::record::Record;
use base::record::verb::{manage, show};
use base::{Refusal, Trouble};
use serde_json::json;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, Versioned, document};
use super::super::super::schema::reference;
use super::at_address;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_list(), list);
    table.add(of_set(), set);
}

fn of_list() -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "The accounts.", reference("Managers"));
    document(Method::Get, "/{kind}/{id}/managers", "list_managers", "Who else may change a record", gives)
        .under("records")
        .who(Who::Signed)
        .note("Told to those who may change the record, and to auditors.")
        .refuses(["not-allowed"])
}

fn of_set() -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "The accounts.", reference("Managers"));
    document(Method::Put, "/{kind}/{id}/managers", "set_managers", "Set who else may change a record", gives)
        .under("records")
        .who(Who::Signed)
        .takes_a("Managers")
        .versioned(Versioned::MayBe)
        .refuses(["not-allowed", "auditors-read", "no-such-account"])
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let record = call.reading(|shelf| {
        let record = at_address(call, shelf)?;
        if !call.viewer().has(Role::Auditor) {
            may_change(call.viewer(), &record)?;
        }
        Ok::<_, Trouble>(record)
    })?;
    Ok(told(&record))
}

fn set(call: &Call) -> Result<Answer, Failure> {
    let (kind, id, version) = (call.kind()?, call.id()?, call.version);
    let given = call.body["managers"].as_array().into_iter().flatten();
    let managers: Vec<AccountId> = given.filter_map(|id| id.as_str()?.parse().ok()).collect();
    call.writing(move |shelf, occasion| {
        let record = show(shelf, &occasion.viewer, id)?;
        if record.kind != kind {
            return Err(Refusal::NotFound {}.into());
        }
        may_change(&occasion.viewer, &record)?;
        for account in &managers {
            if shelf.account(*account)?.is_none() {
                return Err(Refusal::NoSuchAccount { login: account.to_string() }.into());
            }
        }
        Ok(told(&manage(shelf, occasion, id, version, managers)?))
    })
}

fn told(record: &Record) -> Answer {
    let managers: Vec<String> = record.managers.iter().map(ToString::to_string).collect();
    Answer::ok(json!({ "managers": managers })).tagged(record.version)
}
