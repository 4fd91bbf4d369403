//! Common problems: ranked, gathered, endorsed, valued; how honestly a need says what is wanted.

use axum::http::StatusCode;
use base::Refusal;
use base::record::{Kind, SlipReason};
use innovation::need::{Fix, Virtue, honesty};
use innovation::problem::{Endorsing, Gathering, Sizing, endorse, gather, groups, priority, take_back, value};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::component::name_of;
use super::super::super::operation::{Documentation, Gives, Method, Table, Versioned, document};
use super::super::super::schema::reference;
use super::super::records::seen;
use super::super::said::{record, slip, text};
use super::{doing, writes};
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_priority(), ranked);
    table.add(of_similar(), similar);
    table.add(of_gather(), gathered);
    table.add(of_endorse(), endorsed);
    table.add(of_take_back(), taken_back);
    table.add(of_value(), valued);
    table.add(of_honesty(), honest);
}

fn of_priority() -> Documentation {
    let gives =
        Gives::Json(StatusCode::OK, "The open problems, what is worth most first.", reference("ProblemRanking"));
    let summary = "Common problems in the order of what their solution is worth";
    document(Method::Get, "/innovation/priority", "rank_problems", summary, gives)
        .under("innovation")
        .note("Problems without a worth come after those with one, and are not ranked below them for that.")
}

fn of_similar() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Needs that say nearly the same.", reference("SimilarNeeds"));
    let summary = "Needs of different firms that say nearly the same, in groups";
    document(Method::Get, "/innovation/similar-needs", "list_similar_needs", summary, gives)
        .under("innovation")
        .who(Who::Signed)
        .patient()
}

fn of_gather() -> Documentation {
    let gives = Gives::Tagged(StatusCode::CREATED, "The problem.", reference(&name_of(Kind::Problem)));
    document(
        Method::Post,
        "/innovation/problems",
        "gather_needs",
        "Gather needs of several firms into a problem",
        gives,
    )
    .under("innovation")
    .who(Who::Signed)
    .note("Whose needs they are is told. Of a confidential need only its figures and its place are taken over.")
    .takes_a("NeedGathering")
    .refuses(["auditors-read", "not-allowed", "not-found", "needs-of-one", "need-gathered", "slips"])
}

fn of_endorse() -> Documentation {
    speaks("/problems/{id}/endorsements", "endorse_problem", "Endorse a problem for an organisation")
        .takes_a("NewEndorsement")
        .refuses(["endorsed-before", "wrong-move", "slips"])
}

fn of_take_back() -> Documentation {
    speaks("/problems/{id}/endorsements/reversal", "take_endorsement_back", "Take an organisation's endorsement back")
        .takes_a("EndorsementReversal")
}

/// An operation for who leads an organisation.
fn speaks(path: &str, id: &str, summary: &str) -> Documentation {
    writes(Kind::Problem, path, id, summary)
        .note("For who leads the organisation.")
        .versioned(Versioned::MayBe)
        .refuses(["manager-speaks"])
}

fn of_value() -> Documentation {
    writes(
        Kind::Problem,
        "/problems/{id}/worth",
        "value_problem",
        "Ask the chain what a solution is worth, and keep it",
    )
    .note("For who may change the problem.")
    .versioned(Versioned::MayBe)
    .patient()
    .refuses(["not-allowed", "nothing-to-value", "link-not-binding", "not-valued"])
}

fn of_honesty() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The points, and what to mend.", reference("NeedHonesty"));
    document(Method::Get, "/needs/{id}/honesty", "show_need_honesty", "How honestly a need says what is wanted", gives)
        .under("innovation")
        .refuses(["not-found"])
}

fn ranked(call: &Call) -> Result<Answer, Failure> {
    let ranked = call.reading(|shelf| Ok(priority(shelf, call.viewer())?))?;
    let items = ranked.iter().map(|one| {
        json!({
            "problem": one.record.id.to_string(),
            "worth": one.worth,
            "currency": call.state.chain().currency,
            "endorsements": one.problem.endorsements.len(),
            "needs": one.problem.needs.len(),
            "weak_link": one.problem.weak_link.iter().map(|place| place.0.clone()).collect::<Vec<_>>(),
        })
    });
    Ok(Answer::ok(json!({ "items": items.collect::<Vec<_>>() })))
}

fn similar(call: &Call) -> Result<Answer, Failure> {
    let found = call.reading(|shelf| groups(shelf, call.viewer()))?;
    let items = found.iter().map(|group| {
        let needs: Vec<String> = group.needs.iter().map(|need| need.id.to_string()).collect();
        json!({ "alike_hundredths": group.hundredths, "needs": needs })
    });
    Ok(Answer::ok(json!({ "items": items.collect::<Vec<_>>() })))
}

fn gathered(call: &Call) -> Result<Answer, Failure> {
    let body = &call.body;
    let needs = body["needs"].as_array().into_iter().flatten();
    let gathering = Gathering {
        needs: needs.filter_map(|need| need.as_str()?.parse().ok()).collect(),
        into: record(body, "into"),
        title: text(body, "title"),
        owner: record(body, "owner"),
    };
    call.writing(move |shelf, occasion| {
        let record = gather(shelf, occasion, &gathering)?;
        let location = format!("/api/v1/problems/{}", record.id);
        Ok(seen::answer(&record, occasion, shelf)?.created_at(location))
    })
}

fn endorsed(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, &call.body);
    let organisation = record(body, "organisation").ok_or_else(|| slip("organisation", SlipReason::Missing {}))?;
    let endorsing = Endorsing { organisation, commitment: text(body, "commitment"), benefit: text(body, "benefit") };
    doing(call, move |shelf, occasion| endorse(shelf, occasion, id, version, &endorsing))
}

fn taken_back(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    let organisation = record(&call.body, "organisation").ok_or(Refusal::NotFound {})?;
    doing(call, move |shelf, occasion| take_back(shelf, occasion, id, version, organisation))
}

fn valued(call: &Call) -> Result<Answer, Failure> {
    let (id, version, state) = (call.id()?, call.version, call.state.clone());
    doing(call, move |shelf, occasion| {
        let sizing = Sizing { model: state.model(), links: state.weak_links().ok() };
        value(shelf, occasion, id, version, sizing)
    })
}

/// What is asked of a need, by codes.
pub(super) const VIRTUES: [&str; 10] = [
    "problem",
    "indicators",
    "figures",
    "budget",
    "deadline",
    "readiness",
    "constraints",
    "factors",
    "place",
    "plainness",
];

fn virtue(virtue: Virtue) -> &'static str {
    VIRTUES[virtue as usize]
}

/// What is to be mended: what it is, and which word, indicator or field it is about.
fn told(fix: &Fix) -> Value {
    let (what, about) = match fix {
        Fix::Fill { field } => ("fill", (*field).to_owned()),
        Fix::Longer { letters, .. } => ("longer", letters.to_string()),
        Fix::NoIndicator => ("no-indicator", String::new()),
        Fix::FewIndicators => ("few-indicators", String::new()),
        Fix::NoTarget { indicator } => ("no-target", indicator.clone()),
        Fix::NoUnit { indicator } => ("no-unit", indicator.clone()),
        Fix::NoBound { indicator } => ("no-bound", indicator.clone()),
        Fix::NoFigure => ("no-figure", String::new()),
        Fix::OpenBudget => ("open-budget", String::new()),
        Fix::Over { day } => ("over", day.clone()),
        Fix::Vague(vague) => ("vague", vague.word.to_owned()),
    };
    json!({ "fix": what, "about": about })
}

fn honest(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let need = call.reading(|shelf| {
        let need = base::record::verb::show(shelf, call.viewer(), id)?;
        if need.kind == Kind::Need { Ok(need) } else { Err(Refusal::NotFound {}.into()) }
    })?;
    let honesty = honesty(&need.content, call.occasion.now.date());
    let parts = honesty.parts.iter().map(|part| {
        let fixes: Vec<Value> = part.fixes.iter().map(told).collect();
        json!({ "asked": virtue(part.virtue), "points": part.points, "most": part.most, "fixes": fixes })
    });
    let parts: Vec<Value> = parts.collect();
    Ok(Answer::ok(json!({ "score": honesty.score, "parts": parts })))
}
