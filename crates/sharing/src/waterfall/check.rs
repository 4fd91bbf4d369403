//! What a rule must hold by itself before anything is shared by it.

use std::collections::{BTreeMap, BTreeSet};

use measure::{Fraction, Money};

use super::name::{PartyId, StepId};
use super::refusal::Refusal;
use super::rule::{Action, Band, Base, FORMAT, Rule, Step};
use super::shares::Shares;

impl Rule {
    /// Checks all that the rule shows by itself.
    ///
    /// # Errors
    /// A [`Refusal`] names what is wrong.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.format != FORMAT {
            return Err(Refusal::UnknownFormat { format: self.format });
        }
        if self.agreed > self.from {
            return Err(Refusal::Backdated { version: self.version, from: self.from, agreed: self.agreed });
        }
        if let Some(until) = self.until.filter(|until| *until < self.from) {
            return Err(Refusal::EndsBeforeItBegins { version: self.version, from: self.from, until });
        }
        self.check_parties()?;
        let mut seen = BTreeSet::new();
        for (at, step) in self.steps.iter().enumerate() {
            if !seen.insert(&step.id) {
                return Err(Refusal::SameStep { step: step.id.clone() });
            }
            self.check_names(step)?;
            self.check_amounts(step)?;
            self.check_step(step, &self.steps[..at])?;
        }
        self.check_pools()?;
        self.check_circle()?;
        self.check_caps()?;
        self.check_rest()
    }

    fn check_parties(&self) -> Result<(), Refusal> {
        let mut seen = BTreeSet::new();
        for party in &self.parties {
            let names = std::iter::once(&party.id).chain(party.members.iter().map(|member| &member.id));
            for id in names {
                if !seen.insert(id) {
                    return Err(Refusal::SameParty { party: id.clone() });
                }
            }
            if party.members.is_empty() {
                continue;
            }
            let sum = Fraction::sum(party.members.iter().map(|member| member.share))?;
            if sum != Fraction::ONE || party.members.iter().any(|member| member.share.is_negative()) {
                return Err(Refusal::MembersNotOne { party: party.id.clone(), sum });
            }
        }
        Ok(())
    }

    fn check_names(&self, step: &Step) -> Result<(), Refusal> {
        for party in step.action.parties() {
            if self.party(party).is_none() && !self.is_one(party) {
                return Err(Refusal::UnknownParty { step: step.id.clone(), party: party.clone() });
            }
        }
        if let Action::Recoup { from: Some(from), .. } | Action::Guarantee { from, .. } = &step.action
            && !self.is_one(from)
        {
            return Err(Refusal::FromGroup { step: step.id.clone(), party: from.clone() });
        }
        let pair = match &step.action {
            Action::Cap { party, excess_to, .. } => excess_to.as_ref().map(|to| (party, to)),
            Action::Guarantee { party, from, .. } => Some((party, from)),
            Action::CatchUp { to, beside, .. } => beside.as_ref().map(|beside| (to, beside)),
            Action::PercentOfRemaining { .. }
            | Action::PercentOfGross { .. }
            | Action::Split { .. }
            | Action::Tiers { .. }
            | Action::First { .. }
            | Action::Recoup { .. }
            | Action::Preferred { .. } => None,
        };
        // What goes from one to the same would count twice.
        let Some((one, other)) = pair else { return Ok(()) };
        let others = self.persons(other);
        let shared = self.persons(one).into_iter().find(|(person, _)| others.iter().any(|(other, _)| other == person));
        shared.map_or(Ok(()), |(party, _)| Err(Refusal::SameShare { step: step.id.clone(), party }))
    }

    fn check_amounts(&self, step: &Step) -> Result<(), Refusal> {
        if let Action::Tiers { bands, .. } = &step.action {
            let bounds = bands.iter().flat_map(|band| std::iter::once(band.from).chain(band.to));
            return bounds.map(Money::currency).try_for_each(|given| self.check_currency(step, given));
        }
        let (Action::First { amount, .. } | Action::Guarantee { amount, .. } | Action::Cap { each: amount, .. }) =
            &step.action
        else {
            return Ok(());
        };
        self.check_currency(step, amount.currency())?;
        if amount.minor_units() <= 0 {
            return Err(Refusal::AmountNotPositive { step: step.id.clone(), amount: *amount });
        }
        Ok(())
    }

    fn check_currency(&self, step: &Step, given: measure::Currency) -> Result<(), Refusal> {
        if given == self.currency {
            return Ok(());
        }
        Err(Refusal::AmountCurrency { step: step.id.clone(), given, wanted: self.currency })
    }

    fn check_step(&self, step: &Step, earlier: &[Step]) -> Result<(), Refusal> {
        let id = &step.id;
        let part = |share: Fraction| {
            let within = !share.is_negative() && share <= Fraction::ONE;
            if within { Ok(()) } else { Err(Refusal::ShareOutOfRange { step: id.clone(), share }) }
        };
        match &step.action {
            Action::PercentOfRemaining { shares } => shares.check(id).map(drop),
            Action::PercentOfGross { shares } if self.base == Base::Gross => shares.check(id).map(drop),
            Action::PercentOfGross { .. } => Err(Refusal::GrossUnknown { step: id.clone() }),
            Action::Split { shares } | Action::First { shares, .. } => shares.check_one(id),
            Action::Tiers { bands, .. } => check_bands(id, bands, Money::zero(self.currency)),
            Action::Recoup { charge, .. } => part(*charge),
            Action::Preferred { rate, .. } => part(*rate),
            Action::CatchUp { target, over, speed, beside, .. } => {
                part(*target)?;
                part(*speed)?;
                let known = |other: &Step| other.id == *over && matches!(other.action, Action::Preferred { .. });
                if !earlier.iter().any(known) {
                    return Err(Refusal::UnknownStep { step: id.clone(), named: over.clone() });
                }
                if speed <= target {
                    return Err(Refusal::CatchUpTooSlow { step: id.clone(), speed: *speed, target: *target });
                }
                match beside {
                    None if *speed != Fraction::ONE => Err(Refusal::SharesNotOne { step: id.clone(), sum: *speed }),
                    Some(_) | None => Ok(()),
                }
            }
            Action::Cap { steps, .. } => {
                let unknown = steps.iter().find(|named| !earlier.iter().any(|other| other.id == **named));
                unknown.map_or(Ok(()), |named| Err(Refusal::UnknownStep { step: id.clone(), named: named.clone() }))
            }
            Action::Guarantee { .. } => Ok(()),
        }
    }

    /// Each pool is recouped by one step, and what bears interest is recouped.
    fn check_pools(&self) -> Result<(), Refusal> {
        let mut pools = BTreeSet::new();
        for step in &self.steps {
            if let Action::Recoup { pool, .. } = &step.action
                && !pools.insert(pool)
            {
                return Err(Refusal::SamePool { pool: pool.clone() });
            }
        }
        for step in &self.steps {
            if let Action::Preferred { pool, .. } = &step.action
                && !pools.contains(pool)
            {
                return Err(Refusal::UnknownPool { pool: pool.clone() });
            }
        }
        Ok(())
    }

    /// Nobody recoups from those who recoup from it, by themselves or through others; nobody from itself.
    fn check_circle(&self) -> Result<(), Refusal> {
        let mut takes: BTreeMap<&PartyId, BTreeSet<&PartyId>> = BTreeMap::new();
        for step in &self.steps {
            if let Action::Recoup { to, from: Some(from), .. } = &step.action {
                takes.entry(to).or_default().insert(from);
            }
        }
        for start in takes.keys() {
            let (mut reached, mut open) = (BTreeSet::new(), vec![*start]);
            while let Some(at) = open.pop() {
                for next in takes.get(at).into_iter().flatten() {
                    if next == start {
                        return Err(Refusal::CircularRecoupment { one: (*start).clone(), other: at.clone() });
                    }
                    if reached.insert(*next) {
                        open.push(next);
                    }
                }
            }
        }
        Ok(())
    }

    /// Nobody is guaranteed more than all its persons may keep over the same time.
    fn check_caps(&self) -> Result<(), Refusal> {
        for step in &self.steps {
            let Action::Guarantee { party, amount, per, .. } = &step.action else { continue };
            for other in &self.steps {
                let Action::Cap { party: capped, each, per: time, .. } = &other.action else { continue };
                if party != capped || per != time {
                    continue;
                }
                let persons = i64::try_from(self.persons(party).len()).map_err(|_| Refusal::TooLarge {})?;
                let cap = each.checked_mul(persons)?;
                if cap.minor_units() < amount.minor_units() {
                    return Err(Refusal::CapBelowGuarantee { party: party.clone(), cap, guarantee: *amount });
                }
            }
        }
        Ok(())
    }

    /// One step takes all that is left, and only steps that move what was given come after it.
    fn check_rest(&self) -> Result<(), Refusal> {
        if self.steps.is_empty() {
            return Err(Refusal::NoSteps {});
        }
        let Some(last) = self.steps.iter().position(|step| step.action.takes_all()) else {
            return Err(Refusal::NothingTakesTheRest {});
        };
        let after = &self.steps[last + 1..];
        if let Some(step) = after.iter().find(|step| !step.action.moves()) {
            return Err(Refusal::NeverReached { step: step.id.clone() });
        }
        // What a cap frees has to go somewhere.
        let loose = after.iter().any(|step| matches!(&step.action, Action::Cap { excess_to: None, .. }));
        if loose { Err(Refusal::NothingTakesTheRest {}) } else { Ok(()) }
    }
}

/// Tiers run from zero up without gap or overlap, the last one is open, and each is shared out wholly.
fn check_bands(step: &StepId, bands: &[Band], zero: Money) -> Result<(), Refusal> {
    let step = || step.clone();
    let mut end = Some(zero);
    for band in bands {
        let Some(reached) = end else {
            // The tier before is open: this one lies within it.
            return Err(Refusal::TierOverlap { step: step(), from: band.from, to: band.to.unwrap_or(band.from) });
        };
        if band.from.minor_units() > reached.minor_units() {
            return Err(Refusal::TierGap { step: step(), from: reached, to: band.from });
        }
        if band.from.minor_units() < reached.minor_units() {
            return Err(Refusal::TierOverlap { step: step(), from: band.from, to: reached });
        }
        if let Some(to) = band.to.filter(|to| to.minor_units() <= band.from.minor_units()) {
            return Err(Refusal::TierNotAscending { step: step(), from: band.from, to });
        }
        band.shares.check_one(&step())?;
        end = band.to;
    }
    if end.is_some() { Err(Refusal::TierNotOpen { step: step() }) } else { Ok(()) }
}

impl Action {
    /// Every party that the step names.
    pub fn parties(&self) -> Vec<&PartyId> {
        fn of(shares: &Shares) -> impl Iterator<Item = &PartyId> {
            shares.0.iter().map(|(party, _)| party)
        }
        match self {
            Self::PercentOfRemaining { shares }
            | Self::PercentOfGross { shares }
            | Self::Split { shares }
            | Self::First { shares, .. } => of(shares).collect(),
            Self::Tiers { bands, .. } => bands.iter().flat_map(|band| of(&band.shares)).collect(),
            Self::Recoup { to, from, .. } => std::iter::once(to).chain(from).collect(),
            Self::Preferred { to, .. } => vec![to],
            Self::CatchUp { to, beside, .. } => std::iter::once(to).chain(beside).collect(),
            Self::Cap { party, excess_to, .. } => std::iter::once(party).chain(excess_to).collect(),
            Self::Guarantee { party, from, .. } => vec![party, from],
        }
    }
}
