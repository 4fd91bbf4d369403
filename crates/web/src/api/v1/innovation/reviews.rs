//! A review: what is to be judged, the answer of who was asked, the points.

use axum::http::StatusCode;
use base::record::verb::Within;
use base::record::{Kind, SlipReason};
use innovation::review::{Answering, Scored, answer, rubric, sheet, submit};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, Versioned, document};
use super::super::super::schema::reference;
use super::super::said::{answer as chosen, slip, text};
use super::{doing, writes};
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_sheet(), shown);
    table.add(of_answer(), answered);
    table.add(of_scores(), scored);
}

fn of_sheet() -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "What is to be judged.", reference("ReviewSheet"));
    document(Method::Get, "/reviews/{id}/sheet", "show_review_sheet", "What a reviewer sees of a bid", gives)
        .under("innovation")
        .who(Who::Signed)
        .note("For the reviewer and for those who lead the call. Double-blind, it names neither people nor organisations.")
}

fn of_answer() -> Documentation {
    asked("/reviews/{id}/answer", "answer_for_review", "Accept a review, decline it, or declare a tie")
        .takes_a("ReviewAnswer")
        .refuses(["reason-needed"])
}

fn of_scores() -> Documentation {
    asked("/reviews/{id}/scores", "hand_review_in", "Hand a review in").takes_a("ReviewScores").refuses([
        "call-at",
        "reviewer-conflicted",
        "slips",
    ])
}

/// An operation for the reviewer who was asked.
fn asked(path: &str, id: &str, summary: &str) -> Documentation {
    writes(Kind::Review, path, id, summary)
        .note("For the reviewer who was asked.")
        .versioned(Versioned::MayBe)
        .refuses(["not-reviewer", "review-at"])
}

fn shown(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let (body, version) = call.reading(|shelf| {
        let sheet = sheet(shelf, &call.occasion, id)?;
        let told = serde_json::to_value(&sheet.bid).map_err(|error| base::store::Fault::Refused(error.to_string()))?;
        let kept = ["stage", "opened", "opened_by", "noted_amendment", "panel_comments", "ineligible_because"];
        // Links to records that the reader cannot reach say nothing.
        let mut within = Within::new(shelf, &call.occasion);
        let mut bid = serde_json::Map::new();
        for field in Kind::Bid.own_fields().iter().filter(|field| !kept.contains(&field.name)) {
            let value = told.get(field.name).cloned().unwrap_or(Value::Null);
            let value = super::super::records::seen::value(field, &value, &mut within);
            if !value.is_null() {
                bid.insert(field.name.to_owned(), value);
            }
        }
        within.end()?;
        let rubric = rubric(&sheet.charter).into_iter().map(|one| {
            json!({
                "criterion": one.criterion.map(|name| name.0),
                "weight_percent": one.weight_percent.map(|weight| weight.0),
                "most": one.most.map_or(100, |most| most.0),
            })
        });
        let titles = sheet.title.map(|(zh, en)| json!({ "zh": zh, "en": en }));
        let body = json!({
            "review": id.to_string(),
            "call": sheet.call.id.to_string(),
            "number": sheet.number,
            "title": titles,
            "blind": sheet.judged.review.blind.map(|blind| blind.choice().code),
            "bid": bid,
            "rubric": rubric.collect::<Vec<_>>(),
        });
        Ok((body, sheet.judged.record.version))
    })?;
    Ok(Answer::ok(body).tagged(version))
}

fn answered(call: &Call) -> Result<Answer, Failure> {
    let (id, version, why) = (call.id()?, call.version, text(&call.body, "why"));
    let answering = match call.body["answer"].as_str() {
        Some("accept") => Answering::Accept,
        Some("decline") => Answering::Decline { why },
        Some("declare") => Answering::Declare { tie: why },
        _ => return Err(slip("answer", SlipReason::Missing {}).into()),
    };
    doing(call, move |shelf, occasion| answer(shelf, occasion, id, version, &answering))
}

fn scored(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, &call.body);
    let points = body["points"].as_array().into_iter().flatten();
    let scored = Scored {
        points: points.map(|row| (text(row, "points"), text(row, "remark"))).collect(),
        recommendation: chosen(body, "recommendation"),
        comment: text(body, "comment"),
        confidential: text(body, "confidential"),
    };
    doing(call, move |shelf, occasion| submit(shelf, occasion, id, version, &scored))
}
