//! Matching: what suits a record and why, what people decide about it, and what the ranking goes by.

mod approaches;
mod pairs;
mod portfolio;
mod schemas;
mod terms;
pub(super) mod told;
mod weights;

use brokerage::{Answer as Said, Decider};
use matching::rank::{Factor, Level};
use serde_json::Value;

use super::super::operation::Table;

pub(in super::super) use schemas::components;

pub(super) fn add(table: &mut Table) {
    pairs::add(table);
    approaches::add(table);
    portfolio::add(table);
    weights::add(table);
    terms::add(table);
}

/// What keeps somebody from deciding about a match.
const DECIDING: [&str; 8] = [
    "auditors-read",
    "no-side",
    "match-over",
    "abstract-needed",
    "abstract-tells",
    "control-holds",
    "reason-needed",
    "slips",
];

/// What a decision says.
fn said(body: &Value) -> Said {
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    if body["answer"] == "accept" {
        return Said::Accept { anonymous_abstract: text("anonymous_abstract") };
    }
    let reasons = body["reasons"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    Said::Decline { reasons: reasons.collect(), note: text("note") }
}

/// The code of a level.
pub(super) fn level_code(level: Level) -> &'static str {
    match level {
        Level::Strong => "strong",
        Level::Fair => "fair",
        Level::Weak => "weak",
        Level::None => "none",
    }
}

/// The code of a factor.
fn factor_code(factor: Factor) -> &'static str {
    match factor {
        Factor::Technology => "technology",
        Factor::People => "people",
        Factor::Platform => "platform",
        Factor::Money => "money",
        Factor::Partner => "partner",
    }
}

/// The code of a side.
fn decider_code(decider: Decider) -> &'static str {
    match decider {
        Decider::Need => "need",
        Decider::Offer => "offer",
        Decider::Broker => "broker",
    }
}
