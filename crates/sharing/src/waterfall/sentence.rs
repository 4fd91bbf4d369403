//! A rule in sentences: for each step a message and its facts, which a page words in either language.

use super::name::{PartyId, StepId};
use super::rule::{Action, Band, Period, Rule, Step};

/// What a step says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The step.
    pub step: StepId,
    /// The clause of the agreement.
    pub clause: Option<String>,
    /// The message id.
    pub key: &'static str,
    /// The facts as text, by the names the message uses.
    pub facts: Vec<(&'static str, String)>,
}

impl Rule {
    /// The rule in sentences: one for each step, and one for each tier.
    pub fn sentences(&self) -> Vec<Sentence> {
        self.steps.iter().flat_map(Step::sentences).collect()
    }
}

impl Step {
    fn sentences(&self) -> Vec<Sentence> {
        let of = |(key, facts)| Sentence { step: self.id.clone(), clause: self.clause.clone(), key, facts };
        self.action.said().into_iter().map(of).collect()
    }
}

type Facts = Vec<(&'static str, String)>;
type Said = (&'static str, Facts);

fn tier(band: &Band, per: Period) -> Said {
    let (from, shares) = (("from", band.from.to_string()), ("shares", band.shares.to_string()));
    match (band.to, per) {
        (Some(to), Period::Lifetime) => ("sharing-step-tier", vec![from, ("to", to.to_string()), shares]),
        (Some(to), Period::Year) => ("sharing-step-tier-year", vec![from, ("to", to.to_string()), shares]),
        (None, Period::Lifetime) => ("sharing-step-tier-open", vec![from, shares]),
        (None, Period::Year) => ("sharing-step-tier-open-year", vec![from, shares]),
    }
}

impl Action {
    fn said(&self) -> Vec<Said> {
        vec![match self {
            Self::PercentOfRemaining { shares } => ("sharing-step-percent", vec![("shares", shares.to_string())]),
            Self::PercentOfGross { shares } => ("sharing-step-percent-gross", vec![("shares", shares.to_string())]),
            Self::Split { shares } => ("sharing-step-split", vec![("shares", shares.to_string())]),
            Self::Tiers { bands, per } => return bands.iter().map(|band| tier(band, *per)).collect(),
            Self::First { amount, shares, per } => {
                let key = by(*per, "sharing-step-first", "sharing-step-first-year");
                (key, vec![("amount", amount.to_string()), ("shares", shares.to_string())])
            }
            Self::Recoup { pool, to, charge, from } => {
                let facts = vec![("pool", pool.to_string()), ("to", to.to_string()), ("charge", charge.to_string())];
                match from {
                    None => ("sharing-step-recoup", facts),
                    Some(from) => ("sharing-step-recoup-from", and(facts, "from", from)),
                }
            }
            Self::Preferred { pool, to, rate } => {
                let facts = vec![("pool", pool.to_string()), ("to", to.to_string()), ("rate", rate.to_string())];
                ("sharing-step-preferred", facts)
            }
            Self::CatchUp { to, target, speed, beside, .. } => {
                let facts = vec![("to", to.to_string()), ("target", target.to_string()), ("speed", speed.to_string())];
                match beside {
                    None => ("sharing-step-catch-up", facts),
                    Some(beside) => ("sharing-step-catch-up-beside", and(facts, "beside", beside)),
                }
            }
            Self::Cap { party, each, per, steps, excess_to } => {
                cap(vec![("party", party.to_string()), ("each", each.to_string())], *per, steps, excess_to.as_ref())
            }
            Self::Guarantee { party, amount, per, from } => {
                let key = by(*per, "sharing-step-guarantee", "sharing-step-guarantee-year");
                let facts = [("party", party.to_string()), ("amount", amount.to_string()), ("from", from.to_string())];
                (key, facts.to_vec())
            }
        }]
    }
}

/// A cap is on all earlier steps, or on those it names; what is above goes on, or to somebody.
fn cap(facts: Facts, per: Period, steps: &[StepId], to: Option<&PartyId>) -> Said {
    let named = steps.iter().map(StepId::as_str).collect::<Vec<_>>().join(", ");
    match (steps, to) {
        ([], None) => (by(per, "sharing-step-cap", "sharing-step-cap-year"), facts),
        ([], Some(to)) => (by(per, "sharing-step-cap-to", "sharing-step-cap-to-year"), and(facts, "to", to)),
        (_, None) => (by(per, "sharing-step-cap-of", "sharing-step-cap-of-year"), and(facts, "steps", &named)),
        (_, Some(to)) => {
            let facts = and(and(facts, "steps", &named), "to", to);
            (by(per, "sharing-step-cap-of-to", "sharing-step-cap-of-to-year"), facts)
        }
    }
}

fn and(mut facts: Facts, name: &'static str, fact: &impl ToString) -> Facts {
    facts.push((name, fact.to_string()));
    facts
}

fn by(per: Period, lifetime: &'static str, year: &'static str) -> &'static str {
    match per {
        Period::Lifetime => lifetime,
        Period::Year => year,
    }
}
