//! The panel of a call: who may be asked, how the bids are ranked, the minutes.

use axum::http::StatusCode;
use base::record::Kind;
use innovation::review::{Minutes, Ranked, candidates, minutes, ranking};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::super::said::{record, text};
use super::{doing, writes};
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_ranking(), ranked);
    table.add(of_candidates(), asked);
    table.add(of_minutes(), kept);
}

fn of_ranking() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The bids that were opened, best first.", reference("BidRanking"));
    led("/calls/{id}/ranking", "rank_bids", "The bids of a call by what the panel gave them", gives)
}

fn of_candidates() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "People with the role of a reviewer.", reference("ReviewCandidates"));
    let summary = "Who may be asked to review, with the conflicts of interest of today";
    led("/calls/{id}/candidates", "list_review_candidates", summary, gives)
}

/// Something that those who lead a call look at.
fn led(path: &str, id: &str, summary: &str, gives: Gives) -> Documentation {
    document(Method::Get, path, id, summary, gives)
        .under("innovation")
        .who(Who::Signed)
        .note("For those who lead the call.")
        .refuses(["auditors-read", "not-allowed", "call-at"])
}

fn of_minutes() -> Documentation {
    writes(Kind::Review, "/calls/{id}/minutes", "keep_panel_minutes", "Keep the minutes of a call's panel")
        .note("For those who lead the call; nobody else sees them.")
        .takes_a("PanelMinutes")
        .refuses(["not-allowed", "call-at", "reviews-missing", "slips"])
}

fn told(one: &Ranked) -> Value {
    json!({
        "bid": one.bid.id.to_string(),
        "stage": one.stage.choice().code,
        "mean": one.mean,
        "lowest": one.span.map(|(low, _)| low),
        "highest": one.span.map(|(_, high)| high),
        "handed_in": one.handed_in,
        "asked": one.asked,
        "supports": one.supports,
    })
}

fn ranked(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let ranked = call.reading(|shelf| ranking(shelf, &call.occasion, id))?;
    Ok(Answer::ok(json!({ "items": ranked.iter().map(told).collect::<Vec<_>>() })))
}

fn asked(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let found = call.reading(|shelf| candidates(shelf, &call.occasion, id))?;
    let items = found.iter().map(|(person, ties)| {
        let ties = ties.iter().map(|tie| {
            json!({
                "ground": tie.ground.map(|ground| ground.choice().code),
                "evidence": tie.evidence.as_ref().map(|evidence| evidence.0.clone()),
            })
        });
        json!({ "person": person.id.to_string(), "conflicts": ties.collect::<Vec<_>>() })
    });
    Ok(Answer::ok(json!({ "items": items.collect::<Vec<_>>() })))
}

fn kept(call: &Call) -> Result<Answer, Failure> {
    let (id, body) = (call.id()?, &call.body);
    let said = Minutes {
        chair: record(body, "chair"),
        conclusion: text(body, "conclusion"),
        proceedings: text(body, "proceedings"),
    };
    doing(call, move |shelf, occasion| minutes(shelf, occasion, id, &said))
}
