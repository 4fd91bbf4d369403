//! Receipts shared by a rule, to the minor unit, as the calculator of the pages does it.

use axum::http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sharing::waterfall::{Lifetime, Receipt, Refusal, Rule, allocate as share_out};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::refused::Refused;
use super::super::super::schema::reference;
use crate::language::Messages;
use crate::refusal::sharing_sentence;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), allocate);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "What becomes of each receipt.", reference("Allocations"));
    let summary = "Share receipts by a rule, one after the other";
    document(Method::Post, "/sharing/allocate", "allocate_receipts", summary, gives)
        .under("sharing")
        .note(
            "Nothing is kept: with the next receipts, give back `after` as `before`. Shares and amounts are texts, \
             never numbers.",
        )
        .takes_a("AllocationQuestion")
        .never_kept()
        .refuses(["cannot-share"])
}

fn allocate(call: &Call) -> Result<Answer, Failure> {
    let t = call.t;
    let rule = Rule::from_json(&call.body["rule"].to_string()).map_err(|refusal| refused(t, &refusal))?;
    let receipts: Vec<Receipt> = read(t, &call.body["receipts"])?;
    let before = &call.body["before"];
    let mut life = if before.is_null() { Lifetime::new(&rule.agreement, rule.currency) } else { read(t, before)? };
    let mut allocations = Vec::new();
    for receipt in &receipts {
        let allocation = share_out(&rule, &life, receipt).map_err(|refusal| refused(t, &refusal))?;
        life = allocation.after.clone();
        let mut told = serde_json::to_value(&allocation).map_err(crate::shell::Trouble::fault)?;
        if let Some(told) = told.as_object_mut() {
            told.remove("after");
            let outstanding = allocation.outstanding.iter();
            let outstanding = outstanding.map(|(pool, amount)| json!({ "pool": pool, "amount": amount }));
            told.insert("outstanding".to_owned(), outstanding.collect());
            told.insert("flows".to_owned(), allocation.flows.iter().map(flow).collect());
        }
        allocations.push(told);
    }
    Ok(Answer::ok(json!({ "allocations": allocations, "after": life })))
}

fn flow(flow: &sharing::waterfall::Flow) -> Value {
    let gave = flow.gave.iter().map(|(party, amount)| json!({ "party": party, "amount": amount }));
    json!({ "step": flow.step, "reached": flow.reached, "gave": gave.collect::<Vec<_>>(), "goes_on": flow.goes_on })
}

fn read<T: DeserializeOwned>(t: Messages, value: &Value) -> Result<T, Failure> {
    let read = serde_json::from_value(value.clone());
    read.map_err(|error| refused(t, &Refusal::Unreadable { line: 1, problem: error.to_string() }))
}

fn refused(t: Messages, refusal: &Refusal) -> Failure {
    let detail = sharing_sentence(t, refusal.key(), &refusal.facts());
    Refused::CannotShare { name: refusal.key().to_owned(), detail }.into()
}
