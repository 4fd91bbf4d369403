//! A rule in sentences: for each step a message and its facts, which a page words in either language.

use super::name::StepId;
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
        if let Action::Tiers { bands, per } = &self.action {
            return bands.iter().map(|band| self.say(tier(band, *per))).collect();
        }
        vec![self.say(self.action.said())]
    }

    fn say(&self, (key, facts): Said) -> Sentence {
        Sentence { step: self.id.clone(), clause: self.clause.clone(), key, facts }
    }
}

type Said = (&'static str, Vec<(&'static str, String)>);

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
    fn said(&self) -> Said {
        match self {
            Self::PercentOfRemaining { shares } => ("sharing-step-percent", vec![("shares", shares.to_string())]),
            Self::PercentOfGross { shares } => ("sharing-step-percent-gross", vec![("shares", shares.to_string())]),
            // Tiers are said one by one.
            Self::Split { shares } => ("sharing-step-split", vec![("shares", shares.to_string())]),
            Self::Tiers { bands, .. } => ("sharing-step-tiers", vec![("count", bands.len().to_string())]),
            Self::First { amount, shares, per } => {
                let key = by(*per, "sharing-step-first", "sharing-step-first-year");
                (key, vec![("amount", amount.to_string()), ("shares", shares.to_string())])
            }
            Self::Recoup { pool, to, charge, from } => {
                let facts = vec![("pool", pool.to_string()), ("to", to.to_string()), ("charge", charge.to_string())];
                match from {
                    None => ("sharing-step-recoup", facts),
                    Some(from) => {
                        let from = ("from", from.to_string());
                        ("sharing-step-recoup-from", facts.into_iter().chain([from]).collect())
                    }
                }
            }
            Self::Preferred { pool, to, rate } => {
                let facts = vec![("pool", pool.to_string()), ("to", to.to_string()), ("rate", rate.to_string())];
                ("sharing-step-preferred", facts)
            }
            Self::CatchUp { to, target, speed, .. } => {
                let facts = vec![("to", to.to_string()), ("target", target.to_string()), ("speed", speed.to_string())];
                ("sharing-step-catch-up", facts)
            }
            Self::Cap { party, each, per, excess_to, .. } => {
                let facts = vec![("party", party.to_string()), ("each", each.to_string())];
                match excess_to {
                    None => (by(*per, "sharing-step-cap", "sharing-step-cap-year"), facts),
                    Some(to) => {
                        let key = by(*per, "sharing-step-cap-to", "sharing-step-cap-to-year");
                        (key, facts.into_iter().chain([("to", to.to_string())]).collect())
                    }
                }
            }
            Self::Guarantee { party, amount, per, from } => {
                let key = by(*per, "sharing-step-guarantee", "sharing-step-guarantee-year");
                let facts = [("party", party.to_string()), ("amount", amount.to_string()), ("from", from.to_string())];
                (key, facts.to_vec())
            }
        }
    }
}

fn by(per: Period, lifetime: &'static str, year: &'static str) -> &'static str {
    match per {
        Period::Lifetime => lifetime,
        Period::Year => year,
    }
}
