//! The skills that are wanting, today and at the end of the plan.

use axum::http::StatusCode;
use base::record::SlipReason;
use talent::gap::ahead;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::query;
use super::super::super::schema::{day, reference};
use super::super::said::slip;
use super::told;
use crate::shell::Who;
use crate::weighing::weighing;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Every skill of the chain's taxonomy.", reference("Skills"));
    document(Method::Get, "/skills", "list_skills", "Which skills are wanting, and which are there", gives)
        .under("talent")
        .who(Who::Signed)
        .patient()
        .note("Counted is what the viewer may see. Wanting is what is open less who has time and who will have learnt it, not below zero; each ask is for one person.")
        .with([query("on", "A day that lies ahead; the end of the plan where nothing is said.", day())])
        .refuses(["slips"])
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let day = match call.given.text("on") {
        None => None,
        Some(given) => Some(ahead(&call.occasion, given).ok_or_else(|| {
            let now = call.occasion.now.to_string();
            slip("on", SlipReason::NotAhead { now })
        })?),
    };
    let weighed = weighing(&call.state, &call.occasion, day)?;
    Ok(Answer::ok(told::skills(call.state.chain(), &weighed)))
}
