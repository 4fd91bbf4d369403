//! What each party could be given, in several ways side by side.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};
use sharing::chain_game::{Answer as Shares, Holding, Interval, Party, Proposal, Rest, Stake, TechnologyRange};
use sharing::game::{Coalition, Objection};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::refused::Refused;
use super::super::super::schema::reference;
use crate::jobs::Progress;
use crate::proposals::Question;
use crate::refusal::sharing_sentence;
use crate::shell::Trouble;

/// A program waits so long for an answer.
const MOST: Duration = Duration::from_secs(120);
/// Coalitions that are told of under an answer.
const TOLD: usize = 100;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), propose);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Every way of sharing, side by side.", reference("ShareProposal"));
    let summary = "What each party could be given, in several ways, and who would object";
    document(Method::Post, "/sharing/proposal", "propose_shares", summary, gives)
        .under("sharing")
        .note("Nothing is kept. None of the answers is called the right one.")
        .takes_a("ShareQuestion")
        .never_kept()
        .patient()
        .refuses(["cannot-share", "busy"])
}

fn propose(call: &Call) -> Result<Answer, Failure> {
    let question = question(&call.body);
    match question.answer_within(&call.state, MOST) {
        Progress::Done(answer) => match answer.get() {
            Some(Ok(proposal)) => Ok(Answer::ok(told(proposal))),
            Some(Err(refusal)) => {
                let detail = sharing_sentence(call.t, refusal.key(), &refusal.facts());
                Err(Refused::CannotShare { name: refusal.key().to_owned(), detail }.into())
            }
            None => Err(Trouble::fault("a proposal that was worked out is gone").into()),
        },
        Progress::Refused(refusal) => Err(Trouble::from(refusal).into()),
        Progress::Failed => Err(Trouble::fault("a proposal could not be worked out").into()),
        Progress::Running { .. } | Progress::Busy => Err(Refused::Busy {}.into()),
    }
}

/// The body as its schema has it.
fn question(body: &Value) -> Question {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let holding = |value: &Value| {
        let id = text(&value["id"]);
        match value["kind"].as_str() {
            Some("capacity") => Holding::Capacity(id),
            Some("market") => Holding::Market(id),
            Some("patch") => Holding::Patch(id),
            _ => Holding::Owner(id),
        }
    };
    let party = |value: &Value| {
        let holdings = all(&value["holdings"]).iter().map(holding).collect();
        Party { name: text(&value["name"]), holdings }
    };
    let rest = match body["rest"].as_str() {
        Some("at-chain-prices") => Rest::AtChainPrices,
        Some("free") => Rest::Free,
        _ => Rest::Absent,
    };
    Question {
        parties: all(&body["parties"]).iter().map(party).collect(),
        patches: all(&body["patches"]).iter().map(text).collect(),
        rest,
    }
}

fn told(proposal: &Proposal) -> Value {
    let stake = |(at, stake): (usize, &Stake)| {
        let alone = proposal.values.as_ref().and_then(|values| values.get(Coalition::single(at).index()));
        json!({
            "name": stake.name,
            "capacities": stake.capacities,
            "markets": stake.markets,
            "patches": stake.patches,
            "alone": alone,
            "chain_prices": proposal.owen_intervals.get(at).map(interval),
        })
    };
    let technology = |one: &TechnologyRange| {
        json!({
            "party": proposal.parties[one.party].name,
            "whole": one.whole,
            "without": one.without,
            "range": interval(&one.range),
            "core": one.core.as_ref().map(interval),
        })
    };
    json!({
        "currency": proposal.currency,
        "rest": proposal.rest,
        "whole": proposal.whole,
        "parties": proposal.parties.iter().enumerate().map(stake).collect::<Vec<_>>(),
        "canonical": shares(proposal, &proposal.owen, None),
        "shapley": shares(proposal, &proposal.shapley, proposal.half_widths.as_deref()),
        "nucleolus": proposal.nucleolus.as_ref().map(|answer| shares(proposal, answer, None)),
        "least_core": proposal.least_core,
        "technologies": proposal.technologies.iter().map(technology).collect::<Vec<_>>(),
    })
}

fn interval(interval: &Interval) -> Value {
    json!({ "low": interval.low, "high": interval.high })
}

fn shares(proposal: &Proposal, answer: &Shares, half_widths: Option<&[f64]>) -> Value {
    let name = |at: usize| proposal.parties.get(at).map(|stake| stake.name.as_str());
    let objection = |one: &Objection| {
        let parties: Vec<&str> = one.coalition.members().filter_map(name).collect();
        json!({ "parties": parties, "amount": one.amount })
    };
    let core = answer.core.as_ref();
    let objections = core.map(|core| core.objections.as_slice()).unwrap_or_default();
    json!({
        "shares": answer.shares,
        "half_widths": half_widths,
        "nobody": answer.nobody,
        "in_core": core.map(|core| core.in_core),
        "left_over": core.map(|core| core.left_over),
        "objections": objections.iter().take(TOLD).map(objection).collect::<Vec<_>>(),
        "objecting": objections.len(),
    })
}
