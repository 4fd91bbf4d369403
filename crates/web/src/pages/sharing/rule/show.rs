//! A rule for people: its steps in sentences, and as a picture of where an amount goes.

use askama::Template;
use askama::filters::HtmlSafe;
use measure::{Fraction, Money};
use sharing::waterfall::{Allocation, Lifetime, PoolId, Receipt, Refusal, Rule, allocate};

use super::trial::pools;
use crate::figure::money;
use crate::language::{Key, Messages};
use crate::pages::percents;

const STREAM: f64 = 120.0;
const BOX: f64 = 150.0;
const BAR: f64 = 120.0;
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
    let wide = |amount: Money, most: f64| (amount.minor_units().unsigned_abs() as f64 / whole * most).min(most);
    let mut y = HEAD;
    let mut steps = Vec::new();
    for flow in &allocation.flows {
        let (top, count) = (y, flow.gave.len().max(1));
        let height = HEAD + LINE * count as f64 + 6.0;
        let (before, after) = (wide(flow.reached, STREAM), wide(flow.goes_on, STREAM));
        let bottom = top + height + GAP;
        let stream = format!("M0 {top:.1}H{before:.1}V{:.1}L{after:.1} {:.1}V{bottom:.1}H0Z", top + HEAD, top + height);
        let parts = flow.gave.iter().enumerate().map(|(at, (party, amount))| {
            let line = top + HEAD + LINE * at as f64;
            let width = wide(*amount, BAR);
            // From the stream's edge to the bar, as wide as what flows.
            let (high, low) = (line + 3.0, line + 3.0 + 9.0);
            let flow = if amount.is_negative() {
                String::new()
            } else {
                format!("M{before:.1} {:.1}L{BOX:.1} {high:.1}V{low:.1}L{before:.1} {:.1}Z", top + 4.0, top + HEAD)
            };
            Part {
                y: format!("{high:.1}"),
                text_y: format!("{:.1}", line + 11.0),
                width: format!("{:.1}", width.max(0.5)),
                flow,
                taken: amount.is_negative(),
                text: format!("{party} {}", money(*amount)),
            }
        });
        steps.push(Drawn {
            y: format!("{top:.1}"),
            title_y: format!("{:.1}", top + 14.0),
            height: format!("{height:.1}"),
            name: flow.step.to_string(),
            stream,
            left: if flow.goes_on.minor_units() == 0 { String::new() } else { money(flow.goes_on) },
            left_y: format!("{:.1}", bottom - 3.0),
            parts: parts.collect(),
        });
        y = bottom;
    }
    let received = t
        .say("rule-picture-received")
        .with("amount", format!("{} {}", allocation.shared.currency(), money(allocation.shared)));
    Picture { title: t.get("rule-picture-title"), received: received.to_string(), height: format!("{y:.1}"), steps }
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
