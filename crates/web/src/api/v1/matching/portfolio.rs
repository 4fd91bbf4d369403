//! All open needs against all resources of a kind at once.

use axum::http::StatusCode;
use base::record::Kind;
use brokerage::{WholePortfolio, offering_kinds, portfolio};
use matching::portfolio::WhyNot;
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Gives, Method, Table, document};
use super::super::super::parameter::query;
use super::super::super::schema::{one_of, reference, whole};
use crate::shell::Who;

/// Needs that are taken in where nothing is said.
const NEEDS: i64 = 60;

pub(super) fn add(table: &mut Table) {
    let gives = Gives::Json(StatusCode::OK, "The assignment, its proof, and why.", reference("Portfolio"));
    let summary = "All open needs against all resources of a kind at once";
    let documentation = document(Method::Get, "/matching/portfolio", "show_portfolio", summary, gives)
        .under("matching")
        .who(Who::Signed)
        .patient()
        .with([
            query("kind", "The kind of the resources.", one_of(offering_kinds().iter().map(|kind| kind.code()))),
            query("capacity", "How many needs one resource serves at most.", whole(1, 100)),
            query("most", "How many needs are taken in, the newest first.", whole(1, 500)),
        ]);
    table.add(documentation, show);
}

fn show(call: &Call) -> Result<Answer, Failure> {
    let kind = call.given.text("kind").and_then(Kind::of_code).unwrap_or(Kind::Achievement);
    let capacity = call.given.whole("capacity").and_then(|capacity| u32::try_from(capacity).ok()).unwrap_or(1);
    let most = usize::try_from(call.given.whole("most").unwrap_or(NEEDS)).unwrap_or_default();
    let ground = call.state.ground()?;
    let whole = call.matching(|shelf| {
        let weights = call.state.learning().weighed(shelf)?.weights;
        portfolio(shelf, ground, &call.occasion, &weights, (kind, capacity, most))
    })?;
    Ok(Answer::ok(told(&whole, kind, capacity)))
}

/// Millionths as a score.
fn score(millionths: i64) -> f64 {
    millionths as f64 / 1e6
}

fn told(whole: &WholePortfolio, kind: Kind, capacity: u32) -> Value {
    let placed = whole.placed();
    let items: Vec<Value> = placed
        .iter()
        .map(|one| {
            json!({
                "need": one.need.to_string(),
                "resource": one.resource.to_string(),
                "score": score(one.pair.score),
                "regret": score(one.pair.regret),
            })
        })
        .collect();
    let left = whole.needs.keys().filter(|need| placed.iter().all(|one| one.need != **need));
    let left: Vec<Value> = left.map(|need| left_out(whole, *need)).collect();
    let scarce: Vec<Value> =
        whole.scarce().iter().map(|one| json!({ "resource": one.id.to_string(), "price": score(one.price) })).collect();
    let total: i64 = placed.iter().map(|one| one.pair.score).sum();
    let bound = whole.certificate.as_ref().and_then(|certificate| i64::try_from(certificate.bound).ok());
    json!({
        "kind": kind.code(),
        "capacity": capacity,
        "items": items,
        "left": left,
        "scarce": scarce,
        "total": score(total),
        "bound": bound.map(score),
        "more": whole.more,
    })
}

/// A need that gets nothing: its own best, and why it does not get that.
fn left_out(whole: &WholePortfolio, need: base::record::RecordId) -> Value {
    let own = whole.resources.keys().filter_map(|resource| {
        let value = whole.problem.scores.get(&(need.to_string(), resource.to_string()))?;
        Some((*resource, *value))
    });
    let best = own.reduce(|best, one| if one.1 > best.1 { one } else { best });
    let why = best.map_or(WhyNot::NotScored, |(resource, _)| whole.why_not(need, resource));
    let (why, loses) = match why {
        // It gets nothing, so this is not its answer.
        WhyNot::Assigned | WhyNot::NotScored => ("not-scored", 0),
        WhyNot::Forbidden => ("forbidden", 0),
        WhyNot::NoGain => ("no-gain", 0),
        WhyNot::Full { loses, .. } => ("full", loses),
        WhyNot::Worse { loses, .. } => ("worse", loses),
    };
    let best = best.map(|(resource, _)| resource.to_string());
    json!({ "need": need.to_string(), "best": best, "why": why, "loses": score(loses) })
}
