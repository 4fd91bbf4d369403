//! The words of matching: features, levels, what was found, what would have to change.

use base::record::{Field, Kind, Record, Shape};
use base::rules::Gate;
use brokerage::Indicated;
use matching::rank::{Change, Factor, Feature, Found, Level, NearMiss};
use matching::text::Figure;
use serde_json::Value;

use super::super::record::money;
use crate::language::{Key, Messages};

/// What a feature is called.
pub(super) fn feature(feature: Feature, t: Messages) -> String {
    t.get(match feature {
        Feature::Fused => Key("feature-fused"),
        Feature::TitleInBody => Key("feature-title-in-body"),
        Feature::BodyInBody => Key("feature-body-in-body"),
        Feature::TitleInTitle => Key("feature-title-in-title"),
        Feature::Coverage => Key("feature-coverage"),
        Feature::WeightedCoverage => Key("feature-weighted-coverage"),
        Feature::PairsUsed => Key("feature-pairs-used"),
        Feature::NearestSentence => Key("feature-nearest-sentence"),
        Feature::VectorNearness => Key("feature-vector-nearness"),
        Feature::SameLink => Key("feature-same-link"),
        Feature::Upstream => Key("feature-upstream"),
        Feature::Downstream => Key("feature-downstream"),
        Feature::ChainDistance => Key("feature-chain-distance"),
        Feature::FactorsCovered => Key("feature-factors-covered"),
        Feature::IndicatorsMet => Key("feature-indicators-met"),
        Feature::IndicatorsMissed => Key("feature-indicators-missed"),
        Feature::ReadinessGap => Key("feature-readiness-gap"),
        Feature::MoneyGap => Key("feature-money-gap"),
        Feature::Availability => Key("feature-availability"),
        Feature::Freshness => Key("feature-freshness"),
        Feature::SameOrganisation => Key("feature-same-organisation"),
        Feature::Conflict => Key("feature-conflict"),
        Feature::PastAccepts => Key("feature-past-accepts"),
        Feature::PastDeclines => Key("feature-past-declines"),
        Feature::SameTags => Key("feature-same-tags"),
        Feature::ExpertByLinked => Key("feature-expert-by-linked"),
        Feature::LinkedMean => Key("feature-linked-mean"),
        Feature::AcrossLanguages => Key("feature-across-languages"),
    })
}

/// A level in words.
pub(super) fn level(level: Level, t: Messages) -> String {
    t.get(match level {
        Level::Strong => Key("level-strong"),
        Level::Fair => Key("level-fair"),
        Level::Weak => Key("level-weak"),
        Level::None => Key("level-none"),
    })
}

/// The class of a level's mark.
pub(super) fn level_class(level: Level) -> &'static str {
    match level {
        Level::Strong => "a",
        Level::Fair => "b",
        Level::Weak => "c",
        Level::None => "seen",
    }
}

/// What a factor is called.
pub(super) fn factor(factor: Factor, t: Messages) -> String {
    t.get(match factor {
        Factor::Technology => Key("factor-technology"),
        Factor::People => Key("factor-people"),
        Factor::Platform => Key("factor-platform"),
        Factor::Money => Key("factor-money"),
        Factor::Partner => Key("factor-partner"),
    })
}

/// A figure as it is written.
pub(super) fn figure(figure: &Figure) -> String {
    let bound = figure.relation.written(number);
    format!("{} {bound} {}", figure.property, figure.unit).trim().to_owned()
}

/// An indicator as the need has it; where it does not stand there, as it was read.
pub(super) fn wanted(figure: &Figure, need: &Record) -> String {
    let rows = need.content.get("indicators").as_array().into_iter().flatten();
    let named = |row: &&Value| row["indicator"].as_str().is_some_and(|name| name.trim() == figure.property);
    let target = rows.clone().find(named).and_then(|row| row["target"].as_str());
    target.map_or_else(|| self::figure(figure), |target| format!("{} {target}", figure.property))
}

/// A number with four digits that count, without zeros at its end.
pub(super) fn number(value: f64) -> String {
    let places = match value.abs() {
        large if large >= 1000.0 => 0,
        large if large >= 100.0 => 1,
        large if large >= 10.0 => 2,
        large if large >= 1.0 => 3,
        _ => 4,
    };
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// What an offer says of an indicator: a class and the words.
pub(super) fn indicated(one: &Indicated, t: Messages) -> (&'static str, String) {
    match one.found {
        Found::Met => ("good", t.get("indicator-met")),
        Found::Missed { short_by } => {
            let by = format!("{} {}", number(short_by), one.wanted.unit);
            ("bad", t.say("indicator-missed").with("by", by.trim()).to_string())
        }
        Found::Unclear => ("warn", t.get("indicator-unclear")),
        Found::NotStated => ("soft", t.get("indicator-not-stated")),
    }
}

/// What would make a better match, as a sentence.
pub(super) fn near_miss(miss: &NearMiss, indicated: &[Indicated], t: Messages) -> String {
    let change = match &miss.change {
        Change::Readiness { has, needs } => {
            t.say("miss-readiness").with("has", u32::from(*has)).with("needs", u32::from(*needs)).to_string()
        }
        Change::Budget { short_by, enough } => {
            t.say("miss-budget").with("short", money(*short_by, t)).with("enough", money(*enough, t)).to_string()
        }
        Change::Indicator { indicator, short_by } => {
            let wanted = indicated.get(*indicator).map(|one| &one.wanted);
            let (name, unit) = wanted.map_or(("", ""), |figure| (figure.property.as_str(), figure.unit));
            let by = format!("{} {unit}", number(*short_by));
            t.say("miss-indicator").with("name", name).with("by", by.trim()).to_string()
        }
        Change::AvailableFrom { is, needs } => {
            t.say("miss-from").with("is", is.to_string()).with("needs", needs.to_string()).to_string()
        }
        Change::AvailableUntil { is, needs } => {
            t.say("miss-until").with("is", is.to_string()).with("needs", needs.to_string()).to_string()
        }
        Change::Factor(one) => t.say("miss-factor").with("factor", factor(*one, t)).to_string(),
    };
    t.say("miss-would").with("level", level(miss.reaches, t)).with("change", change).to_string()
}

/// What the export-control check says.
pub(super) fn gate(gate: &Gate, t: Messages) -> String {
    let rules = gate.rules().join(", ");
    match gate {
        Gate::Domestic => t.get("gate-domestic"),
        Gate::Uncontrolled => t.get("gate-uncontrolled"),
        Gate::NotInForce { .. } => t.say("gate-not-in-force").with("rules", rules).to_string(),
        Gate::Holds { .. } => t.say("gate-holds").with("rules", rules).to_string(),
    }
}

/// How far a match has come, and when it was decided.
pub(super) fn stage(record: &Record, t: Messages) -> String {
    choice(Kind::Match, "stage", record.content.text("stage"), t)
}

/// The answers of a field: code and label.
pub(super) fn answers(kind: Kind, name: &str, t: Messages) -> Vec<(&'static str, &'static str)> {
    let choices = kind.field(name).map(choices_of).unwrap_or_default();
    choices.iter().map(|choice| (choice.code, t.pick(choice.label.zh, choice.label.en))).collect()
}

/// The label of an answer of a field.
pub(super) fn choice(kind: Kind, name: &str, code: &str, t: Messages) -> String {
    let found = answers(kind, name, t).into_iter().find(|(known, _)| *known == code);
    found.map_or_else(|| code.to_owned(), |(_, label)| label.to_owned())
}

fn choices_of(field: &Field) -> &'static [base::record::Choice] {
    if let Shape::Choice(choices) | Shape::Choices(choices) = field.shape { choices } else { &[] }
}
