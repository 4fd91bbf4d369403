//! A call: where it stands, what is asked and amended, its award, its end.

use axum::http::StatusCode;
use base::record::{Given, Kind, SlipReason};
use innovation::call::{
    self, Amending, Ending, MarkState, Proposing, Step, clauses, leads as is_led, posted, standing, timeline,
};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::part;
use super::super::super::schema::{reference, whole};
use super::super::records::seen;
use super::super::said::{answer, day, needed, place, slip, text};
use super::{doing, leads, writes};
use crate::pages::call_words;

pub(super) fn add(table: &mut Table) {
    table.add(of_standing(), stands);
    table.add(of_question(), asked);
    table.add(of_answer(), answered);
    table.add(of_amendment(), amended);
    table.add(of_open(), opened);
    table.add(of_proposal(), proposed);
    table.add(
        leads("/calls/{id}/award", "award_call", "Award a call to those proposed").refuses(["award-unpublished"]),
        awarded,
    );
    table.add(
        leads(
            "/calls/{id}/reconsideration",
            "reconsider_call",
            "Take a proposal back, so that the panel decides again",
        ),
        reconsidered,
    );
    table.add(of_contract(), contracted);
    table.add(
        leads("/calls/{id}/acceptance", "accept_call", "Move a call into acceptance, and to its end")
            .refuses(["work-open"]),
        accepted,
    );
    table.add(of_end(), ended);
}

fn of_standing() -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "Where the call stands now.", reference("CallStanding"));
    document(Method::Get, "/calls/{id}/standing", "show_call_standing", "Where a call stands, and its way", gives)
        .under("innovation")
        .note("For whoever sees the call. It tells neither how many bids there are nor who reviews them.")
        .refuses(["not-found"])
}

fn of_question() -> Documentation {
    writes(Kind::Call, "/calls/{id}/questions", "ask_about_call", "Ask something about a call")
        .note("Question and answer are shown to all; who asked is not.")
        .takes_a("NewCallQuestion")
        .refuses(["call-at", "questions-closed", "slips"])
}

fn of_answer() -> Documentation {
    leads("/calls/{id}/questions/{number}/answer", "answer_call_question", "Answer a question about a call")
        .with([part("number", "Which question, from 1.", whole(1, 500))])
        .takes_a("CallAnswer")
        .refuses(["slips"])
}

fn of_amendment() -> Documentation {
    leads("/calls/{id}/amendments", "amend_call", "Change a frozen charter by a numbered amendment")
        .note("Every bidder is told. A deadline is only moved to a later moment.")
        .takes_a("NewCallAmendment")
        .refuses(["bids-closed", "not-in-charter", "nothing-amended", "only-later", "reason-needed", "slips"])
}

fn of_open() -> Documentation {
    leads("/calls/{id}/opening", "open_bids", "Open the sealed bids of a call, all at once, after its deadline")
        .refuses(["bids-sealed"])
}

fn of_proposal() -> Documentation {
    leads("/calls/{id}/proposal", "propose_award", "Propose the winners of a call, and make that public")
        .takes_a("AwardProposal")
        .refuses([
            "minutes-missing",
            "reviews-missing",
            "one-winner",
            "slips",
            "publicity-too-short",
            "publicity-backdated",
            "clock-unknown",
        ])
}

fn of_contract() -> Documentation {
    leads("/calls/{id}/contract", "contract_call", "Note that the contract with the winner was signed")
        .takes_a("CallContract")
        .refuses(["day-to-come", "slips"])
}

fn of_end() -> Documentation {
    leads("/calls/{id}/end", "end_call", "End a call without an award")
        .note("Bids that are still sealed go back to their authors unread.")
        .takes_a("CallEnd")
        .refuses(["reason-needed"])
}

/// The codes of the steps of a call's way.
pub(super) const STEPS: [&str; 10] = [
    "published",
    "questions",
    "bids",
    "opened",
    "review",
    "publicity",
    "award",
    "contract",
    "milestones",
    "acceptance",
];

fn step(step: Step) -> &'static str {
    STEPS[step as usize]
}

fn mark(state: MarkState) -> &'static str {
    match state {
        MarkState::Done => "done",
        MarkState::Now => "now",
        MarkState::Ahead => "ahead",
        MarkState::Never => "never",
    }
}

fn stands(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let (body, version) = call.reading(|shelf| {
        let posted = posted(shelf, call.viewer(), id)?;
        let now = call.occasion.now;
        let marks = timeline(shelf, &posted, now)?.into_iter();
        let marks = marks.map(|one| json!({ "step": step(one.step), "is": mark(one.state), "when": one.when }));
        let stands = standing(&posted, now);
        let body = json!({
            "call": id.to_string(),
            "standing": call_words::code(stands),
            "takes_bids": stands.takes_bids(),
            "leads": is_led(call.viewer(), &posted),
            "now": now.to_string(),
            "steps": marks.collect::<Vec<Value>>(),
            "charter": clauses().map(|field| field.name).collect::<Vec<_>>(),
        });
        Ok((body, posted.record.version))
    })?;
    Ok(Answer::ok(body).tagged(version))
}

fn asked(call: &Call) -> Result<Answer, Failure> {
    let (id, question) = (call.id()?, text(&call.body, "question"));
    doing(call, move |shelf, occasion| call::ask(shelf, occasion, id, &question))
}

fn answered(call: &Call) -> Result<Answer, Failure> {
    let (id, version, at, said) = (call.id()?, call.version, place(call)?, text(&call.body, "answer"));
    doing(call, move |shelf, occasion| call::answer(shelf, occasion, id, version, (at, &said)))
}

fn amended(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    let after = Given::Json(body["after"].clone());
    let amending = Amending { clause: text(&body, "clause"), after, reason: text(&body, "reason") };
    doing(call, move |shelf, occasion| call::amend(shelf, occasion, id, version, &amending))
}

fn opened(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    doing(call, move |shelf, occasion| call::open_bids(shelf, occasion, id, version))
}

fn proposed(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    call.dealing(move |shelf, book, occasion| {
        let winners = body["winners"].as_array().into_iter().flatten();
        let proposing = Proposing {
            winners: winners.filter_map(|winner| winner.as_str()?.parse().ok()).collect(),
            content: text(&body, "content"),
            begins: day(&body, "begins").unwrap_or(occasion.now.date()),
            days: body["days"].as_u64().and_then(|days| u32::try_from(days).ok()),
            day_count: answer(&body, "day_count"),
            how_to_object: text(&body, "how_to_object"),
        };
        let record = call::propose(shelf, book, occasion, id, version, &proposing)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn awarded(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    doing(call, move |shelf, occasion| call::award(shelf, occasion, id, version))
}

fn reconsidered(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    doing(call, move |shelf, occasion| call::reconsider(shelf, occasion, id, version))
}

fn contracted(call: &Call) -> Result<Answer, Failure> {
    let (id, version, signed) = (call.id()?, call.version, needed(&call.body, "signed")?);
    doing(call, move |shelf, occasion| call::contract(shelf, occasion, id, version, signed))
}

fn accepted(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    doing(call, move |shelf, occasion| call::accept(shelf, occasion, id, version))
}

fn ended(call: &Call) -> Result<Answer, Failure> {
    let (id, version, reason) = (call.id()?, call.version, text(&call.body, "reason"));
    let ending = match call.body["ending"].as_str() {
        Some("no-award") => Ending::NoAward,
        Some("cancelled") => Ending::Cancelled,
        _ => return Err(slip("ending", SlipReason::Missing {}).into()),
    };
    doing(call, move |shelf, occasion| call::end(shelf, occasion, id, version, (ending, &reason)))
}
