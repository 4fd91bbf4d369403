//! Pairs, bundles and approaches as JSON.

use base::record::Record;
use brokerage::{Approach, Bundled, Disclosed, Indicated, Paired, Suits};
use matching::bundle::Proof;
use matching::rank::{Change, Found, NearMiss};
use matching::text::Figure;
use serde_json::{Value, json};

use super::{decider_code, factor_code, level_code};

/// Everything that suits a record.
pub(super) fn suits(suits: &Suits, bundle: Option<&Bundled>) -> Value {
    let group = |(kind, pairs): &(base::record::Kind, Vec<Paired>)| json!({ "kind": kind.code(), "items": pairs.iter().map(pair).collect::<Vec<_>>() });
    let groups: Vec<Value> = suits.by_kind.iter().map(group).collect();
    json!({ "items": groups, "bundle": bundle.map(bundled) })
}

/// The titles of a record.
pub(in super::super) fn titles(record: &Record) -> Value {
    json!({ "zh": record.content.text("title_zh"), "en": record.content.text("title_en") })
}

/// A pair with its reasons.
pub(in super::super) fn pair(pair: &Paired) -> Value {
    let contributions = pair.scored.contributions.iter().zip(pair.features.known());
    let contributions = contributions
        .map(|((feature, adds), (_, value))| json!({ "feature": feature.key(), "value": value, "adds": adds }));
    let words =
        pair.told.matched.iter().map(|one| json!({ "said": one.said, "sought": one.sought, "share": one.share }));
    json!({
        "record": pair.other.id.to_string(),
        "kind": pair.other.kind.code(),
        "title": titles(&pair.other),
        "score": pair.scored.score,
        "base": pair.scored.base,
        "level": level_code(pair.scored.level()),
        "contributions": contributions.collect::<Vec<_>>(),
        "words": words.collect::<Vec<_>>(),
        "nearest_sentence": pair.nearest,
        "indicators": pair.indicated.iter().map(indicator).collect::<Vec<_>>(),
        "near_misses": pair.near_misses.iter().map(|miss| near_miss(miss, &pair.indicated)).collect::<Vec<_>>(),
        "export_control": { "says": pair.gate.code(), "rules": pair.gate.rules() },
        "decided": pair.decided.as_ref().map(decided),
    })
}

fn decided(record: &Record) -> Value {
    let stage = record.content.text("stage");
    let reasons = record.content.get("decline_reasons").as_array().cloned().unwrap_or_default();
    json!({ "match": record.id.to_string(), "stage": stage, "reasons": reasons })
}

fn indicator(one: &Indicated) -> Value {
    let (found, short_by) = match one.found {
        Found::Met => ("met", None),
        Found::Missed { short_by } => ("missed", Some(short_by)),
        Found::Unclear => ("unclear", None),
        Found::NotStated => ("not-stated", None),
    };
    json!({ "property": one.wanted.property, "wanted": bound(&one.wanted), "found": found, "short_by": short_by })
}

fn bound(figure: &Figure) -> String {
    let bound = figure.relation.written(|value| value.to_string());
    format!("{bound} {}", figure.unit).trim_end().to_owned()
}

fn near_miss(miss: &NearMiss, indicated: &[Indicated]) -> Value {
    let (change, is, needs) = match &miss.change {
        Change::Readiness { has, needs } => ("readiness", has.to_string(), needs.to_string()),
        Change::Budget { short_by, enough } => ("budget", format!("−{short_by}"), enough.to_string()),
        Change::Indicator { indicator, short_by } => {
            let wanted = indicated.get(*indicator).map(|one| format!("{} {}", one.wanted.property, bound(&one.wanted)));
            ("indicator", format!("−{short_by}"), wanted.unwrap_or_default())
        }
        Change::AvailableFrom { is, needs } => ("from", is.to_string(), needs.to_string()),
        Change::AvailableUntil { is, needs } => ("until", is.to_string(), needs.to_string()),
        Change::Factor(factor) => ("factor", String::new(), factor_code(*factor).to_owned()),
    };
    json!({ "change": change, "is": is, "needs": needs, "reaches": level_code(miss.reaches) })
}

fn bundled(bundled: &Bundled) -> Value {
    let best = &bundled.bundle.best;
    let chosen = best.chosen.iter().map(|one| json!({ "record": one.id, "factor": factor_code(one.kind) }));
    let runner_up = bundled.bundle.runner_up.as_ref();
    json!({
        "required": bundled.required.iter().map(|factor| factor_code(*factor)).collect::<Vec<_>>(),
        "named": bundled.named,
        "chosen": chosen.collect::<Vec<_>>(),
        "uncovered": best.uncovered.iter().map(|factor| factor_code(*factor)).collect::<Vec<_>>(),
        "cost_fen": i64::try_from(best.cost).unwrap_or(i64::MAX),
        "unpriced": bundled.unpriced.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "proven": best.proof == Proof::Proven,
        "runner_up": runner_up.map(|cover| cover.chosen.iter().map(|one| one.id.clone()).collect::<Vec<_>>()),
    })
}

/// A match as one side sees it.
pub(super) fn approach(approach: &Approach) -> Value {
    let content = &approach.record.content;
    let (need, title, words) = match &approach.shown {
        Disclosed::Open(need) => (Some(need.id.to_string()), Some(titles(need)), None),
        Disclosed::Abstract(words) => (None, None, Some(words)),
    };
    let reasons = content.get("decline_reasons").as_array().cloned().unwrap_or_default();
    json!({
        "id": approach.record.id.to_string(),
        "stage": content.text("stage"),
        "side": decider_code(approach.decider),
        "waiting": approach.is_waiting(),
        "need": need,
        "need_title": title,
        "anonymous_abstract": words,
        "offer": approach.offer.id.to_string(),
        "offer_title": titles(&approach.offer),
        "level": content.text("level"),
        "need_side": content.text("need_side"),
        "offer_side": content.text("offer_side"),
        "decline_reasons": reasons,
        "updated": approach.record.updated.to_string(),
    })
}
