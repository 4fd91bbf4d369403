//! A rule for people: its steps in sentences, and as a picture of where an amount goes.

use askama::Template;
use askama::filters::HtmlSafe;
use measure::{Fraction, Money};
use sharing::waterfall::{Allocation, Flow, Lifetime, PartyId, PoolId, Receipt, Refusal, Rule, allocate};

use super::trial::pools;
use crate::figure::money;
use crate::language::{Key, Messages};
use crate::pages::percents;

const STREAM: f64 = 120.0;
const BOX: f64 = 150.0;
const BAR: f64 = 90.0;
const HEAD: f64 = 20.0;
const LINE: f64 = 19.0;
const GAP: f64 = 16.0;

/// A step in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// The step.
    pub step: String,
    /// The clause of the agreement; empty where it names none.
    pub clause: String,
    /// What it says.
    pub sentence: String,
}

/// The rule in sentences, one a step and one a tier.
pub(crate) fn sentences(t: Messages, rule: &Rule) -> Vec<Said> {
    let said = |sentence: sharing::waterfall::Sentence| {
        let facts = sentence.facts.iter();
        let text = facts.fold(t.say(Key(sentence.key)), |said, (name, fact)| said.with(name, fact_of(name, fact)));
        Said {
            step: sentence.step.to_string(),
            clause: sentence.clause.clone().unwrap_or_default(),
            sentence: text.to_string(),
        }
    };
    rule.sentences().into_iter().map(said).collect()
}

/// Where an amount goes, step by step; it writes itself.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/sharing/rule/picture.html")]
pub(crate) struct Picture {
    title: String,
    received: String,
    height: String,
    steps: Vec<Drawn>,
}

impl HtmlSafe for Picture {}

/// A step as it is drawn: its box, the stream beside it, and what flows from one into the other.
#[derive(Clone, Debug)]
struct Drawn {
    y: String,
    title_y: String,
    height: String,
    name: String,
    stream: String,
    left: String,
    left_y: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    y: String,
    text_x: String,
    text_y: String,
    width: String,
    flow: String,
    taken: bool,
    text: String,
}

/// Draws what becomes of a first receipt of `amount`.
///
/// # Errors
/// What the rule says to such a receipt.
pub(crate) fn picture(t: Messages, rule: &Rule, amount: Money) -> Result<Picture, Refusal> {
    let receipt = pools(rule).into_iter().fold(Receipt::new("trial", rule.from, amount), |receipt, pool: PoolId| {
        // A fifth of the amount stands to be recouped, so that the step is seen at work.
        receipt.claiming(pool, Money::new(amount.minor_units() / 5, amount.currency()))
    });
    let allocation = allocate(rule, &Lifetime::new(&rule.agreement, rule.currency), &receipt)?;
    Ok(drawn(t, &allocation))
}

/// Draws what became of a receipt.
pub(crate) fn drawn(t: Messages, allocation: &Allocation) -> Picture {
    let whole = allocation.shared.minor_units().max(1) as f64;
    let (mut y, mut steps) = (HEAD, Vec::new());
    for flow in &allocation.flows {
        let gave = by_party(flow);
        let bottom = y + HEAD + LINE * gave.len().max(1) as f64 + 6.0 + GAP;
        steps.push(step(flow, &gave, (y, bottom), whole));
        y = bottom;
    }
    let amount = format!("{} {}", allocation.shared.currency(), money(allocation.shared));
    let received = t.say("rule-picture-received").with("amount", amount).to_string();
    Picture { title: t.get("rule-picture-title"), received, height: format!("{y:.1}"), steps }
}

/// What a step gave each party, its tiers together.
fn by_party(flow: &Flow) -> Vec<(&PartyId, i64)> {
    let mut all: Vec<(&PartyId, i64)> = Vec::new();
    for (party, amount) in &flow.gave {
        match all.iter_mut().find(|(known, _)| *known == party) {
            Some((_, sum)) => *sum = sum.saturating_add(amount.minor_units()),
            None => all.push((party, amount.minor_units())),
        }
    }
    all
}

fn step(flow: &Flow, gave: &[(&PartyId, i64)], (top, bottom): (f64, f64), whole: f64) -> Drawn {
    let wide = |units: i64, most: f64| (units.unsigned_abs() as f64 / whole * most).min(most);
    let (before, after) = (wide(flow.reached.minor_units(), STREAM), wide(flow.goes_on.minor_units(), STREAM));
    // A step that only moves what others gave takes nothing from the stream.
    let takes = flow.goes_on.minor_units() < flow.reached.minor_units();
    let part = |(at, (party, units)): (usize, &(&PartyId, i64))| {
        let line = top + HEAD + LINE * at as f64;
        let (high, low, width) = (line + 3.0, line + 12.0, wide(*units, BAR).max(0.5));
        let branch =
            format!("M{before:.1} {:.1}L{BOX:.1} {high:.1}V{low:.1}L{before:.1} {:.1}Z", top + 4.0, top + HEAD);
        Part {
            y: format!("{high:.1}"),
            text_x: format!("{:.1}", BOX + width + 5.0),
            text_y: format!("{:.1}", line + 11.0),
            width: format!("{width:.1}"),
            flow: if takes && *units > 0 { branch } else { String::new() },
            taken: *units < 0,
            text: format!("{party} {}", money(Money::new(*units, flow.reached.currency()))),
        }
    };
    let (foot, end) = (top + HEAD, bottom - GAP);
    Drawn {
        y: format!("{top:.1}"),
        title_y: format!("{:.1}", top + 14.0),
        height: format!("{:.1}", end - top),
        name: flow.step.to_string(),
        // Once nothing flows on, nothing is drawn.
        stream: if before + after > 0.0 {
            format!("M0 {top:.1}H{before:.1}V{foot:.1}L{after:.1} {end:.1}V{bottom:.1}H0Z")
        } else {
            String::new()
        },
        left: if flow.goes_on.minor_units() == 0 { String::new() } else { money(flow.goes_on) },
        left_y: format!("{:.1}", bottom - 3.0),
        parts: gave.iter().enumerate().map(part).collect(),
    }
}

/// A fact as people read it; a whole is 100%.
fn fact_of(name: &str, fact: &str) -> String {
    if matches!(name, "charge" | "speed" | "target" | "rate") && fact == "1" {
        "100%".to_owned()
    } else {
        percents(fact)
    }
}

/// A share as people read it: per cent where it ends, else a fraction.
pub(super) fn share(share: Fraction) -> String {
    match percents(&share.to_string()) {
        text if text == "1" => "100%".to_owned(),
        text => text,
    }
}
