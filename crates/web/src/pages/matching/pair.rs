//! A pair as a page shows it: how well the two fit, why, what is missing, and what can be done.

use base::record::{Kind, Record};
use base::rules::Gate;
use brokerage::{Decider, Indicated, Paired, Side, confidential_to, decider};
use matching::rank::Found;

use super::super::record::{RecordBadge, badges};
use super::frame::Frame;
use super::words;
use crate::language::Messages;
use crate::view::{Link, Meter};

/// A pair, ready to be shown.
pub(in crate::pages) struct Shown {
    pub id: String,
    pub link: Link,
    pub owner: String,
    pub badges: Vec<RecordBadge>,
    pub level: String,
    pub level_class: &'static str,
    pub score: String,
    pub meter: Meter,
    pub matched: Vec<(String, Option<String>, String)>,
    pub contributions: Vec<Contribution>,
    pub nearest: Option<String>,
    /// Each indicator: as it is wanted, the class of what is found, the words.
    pub indicated: Vec<(String, &'static str, String)>,
    /// Those of which the offer says something sure.
    pub stated: Vec<(String, &'static str, String)>,
    pub misses: Vec<String>,
    pub gate: String,
    pub held: bool,
    pub decided: Option<Decided>,
    /// The two ends, as the form sends them.
    pub need: String,
    pub offer: String,
    /// What the viewer may decide.
    pub deciding: Option<Deciding>,
}

/// What a viewer who may decide is asked.
pub(in crate::pages) struct Deciding {
    /// Whether an abstract must be approved first.
    pub needs_abstract: bool,
    /// Whether they bring both sides together, being neither.
    pub brokers: bool,
}

/// What a feature adds to a score.
pub(in crate::pages) struct Contribution {
    pub name: String,
    pub value: String,
    pub adds: String,
    pub against: bool,
}

/// What was decided about the two.
pub(in crate::pages) struct Decided {
    pub stage: String,
    pub href: String,
    pub reasons: String,
}

impl Shown {
    pub(in crate::pages) fn new(frame: &Frame, subject: &Record, pair: &Paired, owner: String) -> Self {
        let t = frame.t;
        let wants = Side::of(subject.kind) == Some(Side::Need);
        let (need, offer) = if wants { (subject, &pair.other) } else { (&pair.other, subject) };
        let level = pair.scored.level();
        let decider = decider(frame.viewer(), need, offer);
        let over = pair
            .decided
            .as_ref()
            .is_some_and(|record| matches!(record.content.text("stage"), "accepted" | "declined" | "dealt" | "lapsed"));
        let values = pair.features.known();
        let mut contributions: Vec<(f64, Contribution)> = pair
            .scored
            .contributions
            .iter()
            .zip(values)
            .filter(|((_, part), _)| part.abs() >= 0.0005)
            .map(|((feature, part), (_, value))| {
                let shown = Contribution {
                    name: words::feature(*feature, t),
                    value: words::number((value * 1000.0).round() / 1000.0),
                    adds: format!("{part:+.3}").replace('-', "−"),
                    against: *part < 0.0,
                };
                (part.abs(), shown)
            })
            .collect();
        contributions.sort_by(|a, b| b.0.total_cmp(&a.0));
        Self {
            id: pair.other.id.to_string(),
            link: frame.link(&pair.other),
            owner,
            badges: badges(&pair.other, t),
            level: words::level(level, t),
            level_class: words::level_class(level),
            score: format!("{:.2}", pair.scored.score),
            meter: Meter::new(pair.scored.score),
            matched: pair
                .told
                .matched
                .iter()
                .map(|one| (one.said.clone(), one.sought.clone(), format!("{:.0} %", 100.0 * one.share)))
                .collect(),
            contributions: contributions.into_iter().map(|(_, one)| one).collect(),
            nearest: pair.nearest.clone(),
            stated: indicated(pair.indicated.iter().filter(|one| is_sure(one)), need, t),
            indicated: indicated(pair.indicated.iter(), need, t),
            misses: pair.near_misses.iter().map(|miss| words::near_miss(miss, &pair.indicated, t)).collect(),
            gate: words::gate(&pair.gate, t),
            held: matches!(pair.gate, Gate::Holds { .. }),
            decided: pair.decided.as_ref().map(|record| Decided {
                stage: words::stage(record, t),
                href: format!("/matching/{}", record.id),
                reasons: reasons(record, frame),
            }),
            need: need.id.to_string(),
            offer: offer.id.to_string(),
            deciding: decider.filter(|_| !over).map(|decider| Deciding {
                needs_abstract: decider != Decider::Offer && confidential_to(need, offer),
                brokers: decider == Decider::Broker,
            }),
        }
    }
}

fn indicated<'a>(
    all: impl Iterator<Item = &'a Indicated>,
    need: &Record,
    t: Messages,
) -> Vec<(String, &'static str, String)> {
    all.map(|one| {
        let (class, said) = words::indicated(one, t);
        (words::wanted(&one.wanted, need), class, said)
    })
    .collect()
}

fn is_sure(one: &Indicated) -> bool {
    matches!(one.found, Found::Met | Found::Missed { .. })
}

/// Why a match was declined, in words.
pub(in crate::pages) fn reasons(record: &Record, frame: &Frame) -> String {
    let codes = record.content.get("decline_reasons").as_array().into_iter().flatten().filter_map(|code| code.as_str());
    let said: Vec<String> = codes.map(|code| words::choice(Kind::Match, "decline_reasons", code, frame.t)).collect();
    said.join(frame.t.pick("、", ", "))
}
