//! The schemas of matching, by name.

use base::record::kinds::DeclineReason;
use brokerage::{offering_kinds, wanting_kinds};
use matching::rank::{Factor, Feature, Level};
use serde_json::{Value, json};

use super::super::super::schema::{
    about, flag, instant, list, nullable, object, one_of, reference, short_list, text, uuid, whole,
};
use super::{factor_code, level_code};

/// Every schema of matching.
pub(in super::super::super) fn components() -> Vec<(&'static str, Value)> {
    [compared(), bundled(), decided(), whole_base()].into_iter().flatten().collect()
}

fn kinds() -> Value {
    one_of(wanting_kinds().iter().chain(offering_kinds()).map(|kind| kind.code()))
}

fn levels() -> Value {
    one_of(Level::ALL.map(level_code))
}

fn features() -> Value {
    one_of(Feature::ALL.map(Feature::key))
}

fn factors() -> Value {
    one_of(Factor::ALL.map(factor_code))
}

fn score() -> Value {
    json!({ "type": "number" })
}

fn titles() -> Value {
    object([("zh", text()), ("en", text())])
}

/// A text of several lines.
fn prose(most: usize) -> Value {
    json!({ "type": "string", "maxLength": most })
}

/// A pair of records, compared.
fn compared() -> Vec<(&'static str, Value)> {
    let contribution = object([
        ("feature", features()),
        ("value", about(score(), "The number itself, from 0 to 1.")),
        ("adds", about(score(), "What it adds to the score: its weight times its value.")),
    ]);
    let word = object([
        ("said", about(text(), "As the text of the other record has it.")),
        ("sought", about(nullable(text()), "What it was sought as, where the term list carried it over.")),
        ("share", about(score(), "Its part of all that was matched.")),
    ]);
    let indicator = object([
        ("property", text()),
        ("wanted", about(text(), "The bound with its unit: `≥ 20 kOe`.")),
        ("found", one_of(["met", "missed", "unclear", "not-stated"])),
        ("short_by", about(nullable(score()), "How much is missing, in the same unit; null where nothing is.")),
    ]);
    let miss = object([
        ("change", one_of(["readiness", "budget", "indicator", "from", "until", "factor"])),
        ("is", about(text(), "What there is; empty where nothing is stated.")),
        ("needs", about(text(), "What it would have to be.")),
        ("reaches", about(levels(), "The level the pair would have then.")),
    ]);
    let gate = object([
        ("says", one_of(["domestic", "uncontrolled", "not-in-force", "holds"])),
        ("rules", about(list(text()), "The rules it names, by id.")),
    ]);
    let decided = object([("match", uuid()), ("stage", text()), ("reasons", list(text()))]);
    let pair = object([
        ("record", uuid()),
        ("kind", kinds()),
        ("title", titles()),
        ("score", score()),
        ("base", about(score(), "Where the sum begins; with what each feature adds it gives the score.")),
        ("level", levels()),
        ("contributions", list(reference("Contribution"))),
        ("words", list(reference("MatchedWord"))),
        ("nearest_sentence", about(nullable(text()), "The sentence of the offer that has most of what is wanted.")),
        ("indicators", list(reference("ComparedIndicator"))),
        ("near_misses", list(reference("WhatWouldFit"))),
        ("export_control", reference("ControlGate")),
        ("decided", nullable(reference("DecidedMatch"))),
    ]);
    vec![
        ("Contribution", contribution),
        ("MatchedWord", word),
        ("ComparedIndicator", indicator),
        ("WhatWouldFit", miss),
        ("ControlGate", gate),
        ("DecidedMatch", decided),
        ("ComparedPair", pair),
    ]
}

/// Everything that suits a record.
fn bundled() -> Vec<(&'static str, Value)> {
    let bundle = object([
        ("required", list(factors())),
        ("named", about(flag(), "Whether the need names its factors; else every one is required.")),
        ("chosen", list(reference("BundledRecord"))),
        ("uncovered", list(factors())),
        ("cost_fen", about(whole(0, i64::MAX), "In hundredths of a renminbi; what has no price counts as free.")),
        ("unpriced", about(list(uuid()), "Those of the chosen whose price is not known.")),
        ("proven", about(flag(), "Whether no cheaper bundle covers as much.")),
        ("runner_up", nullable(list(uuid()))),
    ]);
    let group = object([("kind", kinds()), ("items", list(reference("ComparedPair")))]);
    let pairs = object([("items", list(reference("PairsOfKind"))), ("bundle", nullable(reference("Bundle")))]);
    let chosen = object([("record", uuid()), ("factor", factors())]);
    vec![("BundledRecord", chosen), ("Bundle", bundle), ("PairsOfKind", group), ("Pairs", pairs)]
}

/// What people decide.
fn decided() -> Vec<(&'static str, Value)> {
    let reasons = || short_list(one_of(DeclineReason::CHOICES.iter().map(|choice| choice.code)), 20);
    let decision = object([
        ("other", about(uuid(), "The record on the other side.")),
        ("answer", one_of(["accept", "decline"])),
        ("anonymous_abstract?", about(prose(2000), "Of a confidential need: what the other side will see.")),
        ("reasons?", about(reasons(), "Why; a refusal needs one.")),
        ("note?", prose(2000)),
    ]);
    let mut answer = decision.clone();
    if let Some(properties) = answer["properties"].as_object_mut() {
        properties.remove("other");
    }
    answer["required"] = json!(["answer"]);
    let approach = object([
        ("id", about(uuid(), "The match.")),
        ("stage", text()),
        ("side", about(one_of(["need", "offer", "broker"]), "For whom one decides.")),
        ("waiting", about(flag(), "Whether one's answer is waited for.")),
        ("need", about(nullable(uuid()), "Null as long as only an abstract of it may be seen.")),
        ("need_title", nullable(titles())),
        ("anonymous_abstract", about(nullable(text()), "What may be seen of a confidential need.")),
        ("offer", uuid()),
        ("offer_title", titles()),
        ("level", text()),
        ("need_side", text()),
        ("offer_side", text()),
        ("decline_reasons", list(text())),
        ("updated", instant()),
    ]);
    vec![
        ("NewDecision", decision),
        ("MatchAnswer", answer),
        ("Approach", approach),
        ("Approaches", object([("items", list(reference("Approach")))])),
    ]
}

/// What the ranking goes by, and all needs at once.
fn whole_base() -> Vec<(&'static str, Value)> {
    let weight = object([
        ("feature", features()),
        ("start", score()),
        ("now", score()),
        ("range", about(list(score()), "The least and the most the number can be.")),
    ]);
    let weights = object([
        ("items", list(reference("Weight"))),
        ("decisions", about(whole(0, i64::MAX), "How many decisions moved them.")),
        ("since", about(nullable(instant()), "Since when decisions count; null for all.")),
    ]);
    let placed = object([
        ("need", uuid()),
        ("resource", uuid()),
        ("score", score()),
        ("regret", about(score(), "How much lower than the score of the need's own best.")),
    ]);
    let left = object([
        ("need", uuid()),
        ("best", nullable(uuid())),
        ("why", one_of(["not-scored", "forbidden", "no-gain", "full", "worse"])),
        ("loses", about(score(), "What the whole would lose at least if the best were insisted on.")),
    ]);
    let scarce = object([
        ("resource", uuid()),
        ("price", about(score(), "What one more unit of its capacity is worth at most.")),
    ]);
    let portfolio = object([
        ("kind", kinds()),
        ("capacity", whole(1, 100)),
        ("items", list(reference("PlacedPair"))),
        ("left", about(list(reference("LeftNeed")), "Needs that get nothing.")),
        ("scarce", about(list(reference("ScarceResource")), "Resources that are worth more than they can give.")),
        ("total", about(score(), "The scores of all pairs, added up.")),
        ("bound", about(nullable(score()), "No assignment has more; null where it could not be proven.")),
        ("more", about(flag(), "Whether there are more open needs than were taken in.")),
    ]);
    let terms = object([(
        "table",
        about(prose(2_000_000), "CSV with the columns `zh,en,zh_also,en_also,written,about,source`."),
    )]);
    let candidate = object([("zh", text()), ("en", text()), ("titles", whole(0, i64::MAX))]);
    vec![
        ("Weight", weight),
        ("Weights", weights),
        ("PlacedPair", placed),
        ("LeftNeed", left),
        ("ScarceResource", scarce),
        ("Portfolio", portfolio),
        ("Terms", terms),
        ("TermCandidates", object([("items", list(reference("TermCandidate")))])),
        ("TermCandidate", candidate),
        ("TermVerdict", object([("zh", prose(200)), ("en", prose(200)), ("dismissed", flag())])),
        ("DismissedTerms", object([("items", list(object([("zh", text()), ("en", text())])))])),
    ]
}
