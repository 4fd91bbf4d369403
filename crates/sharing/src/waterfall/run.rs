//! A receipt on its way through the steps: what each gives, moves and lets go on.

use std::collections::BTreeMap;

use jiff::civil::Date;
use measure::{Fraction, Money};

use super::allocate::{accrue_all, begin_version, begin_year};
use super::allocation::{Flow, Line, Part};
use super::change::{Change, Place};
use super::claim::{catch_up, take, top_up};
use super::cut::{cut, nearest, positive, units};
use super::lifetime::{Lifetime, StepLife};
use super::name::PartyId;
use super::pieces::{Piece, Standing, pieces};
use super::receipt::Receipt;
use super::refusal::Refusal;
use super::rule::{Action, Period, Rule, Step};

/// The sharing of one receipt, under way.
pub(super) struct Run<'r> {
    rule: &'r Rule,
    date: Date,
    pub(super) life: Lifetime,
    /// What was received in all, before the receipt.
    gross: Money,
    pub(super) lines: Vec<Line>,
    pub(super) flows: Vec<Flow>,
    /// What of the receipt reaches the next step.
    pub(super) flow: Money,
}

impl<'r> Run<'r> {
    pub(super) fn begin(rule: &'r Rule, mut life: Lifetime, receipt: &Receipt, shared: Money) -> Result<Self, Refusal> {
        let date = receipt.date;
        for step in &rule.steps {
            life.steps.entry(step.id.clone()).or_insert_with(|| StepLife::new(rule.currency));
        }
        accrue_all(rule, &mut life, date)?;
        if life.last.is_some_and(|last| last.year() != date.year()) {
            begin_year(&mut life);
        }
        if life.version != Some(rule.version) {
            begin_version(rule, &mut life)?;
        }
        let known = life.outstanding(rule)?;
        for (pool, amount) in &receipt.claims {
            if !known.contains_key(pool) {
                return Err(Refusal::UnknownPool { pool: pool.clone() });
            }
            let amount = receipt.claim(*amount, rule)?;
            let claimed = life.pools.entry(pool.clone()).or_insert(Money::zero(rule.currency));
            *claimed = claimed.checked_add(amount)?;
        }
        let gross = life.shared;
        life.shared = gross.checked_add(shared)?;
        (life.last, life.version) = (Some(date), Some(rule.version));
        Ok(Self { rule, date, life, gross, lines: Vec::new(), flows: Vec::new(), flow: shared })
    }

    pub(super) fn step(&mut self, step: &'r Step) -> Result<(), Refusal> {
        let (reached, first) = (self.flow, self.lines.len());
        let mut life = self.life.steps.get(&step.id).cloned().unwrap_or(StepLife::new(self.rule.currency));
        let input = match &step.action {
            Action::Recoup { from: Some(from), .. } => {
                self.life.earlier(self.rule, step, from, Period::Lifetime, &[])?
            }
            Action::Cap { .. } | Action::Guarantee { .. } => life.input,
            Action::PercentOfRemaining { .. }
            | Action::PercentOfGross { .. }
            | Action::Split { .. }
            | Action::Tiers { .. }
            | Action::First { .. }
            | Action::Recoup { from: None, .. }
            | Action::Preferred { .. }
            | Action::CatchUp { .. } => life.input.checked_add(self.flow)?,
        };
        let reached_before = life.input;
        let (taken_before, taken) = self.taken(step, &mut life, input)?;
        life.input = input;
        let before = Standing { input: reached_before, gross: self.gross, taken: taken_before };
        let after = Standing { input, gross: self.life.shared, taken };
        let began =
            if step.action.period() == Period::Year { life.year_began } else { Money::zero(self.rule.currency) };
        self.life.steps.insert(step.id.clone(), life);
        let since = |at: Standing| Ok::<_, Refusal>(Standing { input: at.input.checked_sub(began)?, ..at });
        let earlier = pieces(self.rule, &step.action, since(before)?)?;
        let later = pieces(self.rule, &step.action, since(after)?)?;
        let given = self.share_out(step, &earlier, &later)?;
        self.pay(step, given, taken.checked_sub(before.taken)?)?;
        let gave = self.lines[first..].iter().map(|line| (line.person.clone(), line.amount)).collect();
        self.flows.push(Flow { step: step.id.clone(), reached, gave, goes_on: self.flow });
        Ok(())
    }

    /// Takes what a step gave from where it comes from: what reached it, or somebody's part.
    fn pay(&mut self, step: &'r Step, given: Money, moved: Money) -> Result<(), Refusal> {
        match &step.action {
            Action::Recoup { from: Some(from), pool, .. } => {
                return self.line_of(step, from, from.clone(), Part::Charged { pool: pool.clone() }, moved);
            }
            Action::Guarantee { from, .. } => return self.line_of(step, from, from.clone(), Part::ToppingUp, moved),
            Action::Cap { excess_to, .. } => {
                self.cap(step)?;
                if excess_to.is_none() {
                    self.flow = self.flow.checked_add(moved)?;
                }
                return Ok(());
            }
            Action::PercentOfGross { shares } => {
                // Rounding may give each of them a minor unit that comes back with a later receipt.
                let receivers = i64::try_from(shares.0.len()).map_err(|_| Refusal::TooLarge {})?;
                let short = given.checked_sub(self.flow)?.minor_units() > receivers;
                if short {
                    let (step, available) = (step.id.clone(), self.flow);
                    return Err(Refusal::OverDistribution { step, wanted: given, available });
                }
            }
            Action::PercentOfRemaining { .. }
            | Action::Split { .. }
            | Action::Tiers { .. }
            | Action::First { .. }
            | Action::Recoup { from: None, .. }
            | Action::Preferred { .. }
            | Action::CatchUp { .. } => {}
        }
        self.flow = self.flow.checked_sub(given)?;
        Ok(())
    }

    /// What the step had taken in its period before the receipt and has taken after it, where that is not a function of
    /// what reached it alone. What a cap or a guarantee had moved is what it gave to those who are its persons now.
    fn taken(&self, step: &Step, life: &mut StepLife, input: Money) -> Result<(Money, Money), Refusal> {
        let zero = Money::zero(self.rule.currency);
        match &step.action {
            Action::Recoup { pool, charge, .. } => {
                take(life, input, self.life.pools.get(pool).copied().unwrap_or(zero), *charge)
            }
            Action::Preferred { .. } => {
                let due = nearest(life.accrued, self.rule.currency)?;
                take(life, input, due, Fraction::ONE)
            }
            Action::CatchUp { over, target, speed, .. } => {
                let preferred = self.life.steps.get(over).map_or(zero, |life| life.taken);
                take(life, input, catch_up(preferred, *target, *speed)?, Fraction::ONE)
            }
            Action::Cap { party, per, .. } => {
                let above = self.above(step)?;
                let taken = self.gave(step, party, *per)?.checked_mul(-1)?;
                Ok((taken, Money::sum(self.rule.currency, above.into_values())?))
            }
            Action::Guarantee { party, amount, per, from } => {
                let part = |party| self.life.earlier(self.rule, step, party, *per, &[]);
                Ok((self.gave(step, party, *per)?, top_up(*amount, part(party)?, part(from)?)?))
            }
            Action::PercentOfRemaining { .. }
            | Action::PercentOfGross { .. }
            | Action::Split { .. }
            | Action::Tiers { .. }
            | Action::First { .. } => Ok((zero, zero)),
        }
    }

    /// What a step has given the persons of a party in a period, less what it took from them.
    fn gave(&self, step: &Step, party: &PartyId, per: Period) -> Result<Money, Refusal> {
        let persons = self.rule.persons(party);
        let life = self.life.steps.get(&step.id);
        let given = persons.iter().filter_map(|(person, _)| life?.given.get(person));
        Ok(Money::sum(self.rule.currency, given.map(|given| given.over(per)))?)
    }

    /// What each capped person has above the cap: `max(part − each, 0)`.
    fn above(&self, step: &Step) -> Result<BTreeMap<PartyId, Money>, Refusal> {
        let Action::Cap { party, each, per, steps, .. } = &step.action else { return Ok(BTreeMap::new()) };
        let persons = self.rule.persons(party).into_iter();
        persons
            .map(|(person, _)| {
                let part = self.life.earlier(self.rule, step, &person, *per, steps)?;
                let above = part.checked_sub(*each)?;
                Ok((person, positive(above)))
            })
            .collect()
    }

    /// Takes from each capped person what is above the cap and was not taken before.
    fn cap(&mut self, step: &'r Step) -> Result<(), Refusal> {
        let Action::Cap { party, per, .. } = &step.action else { return Ok(()) };
        for (person, above) in self.above(step)? {
            let more = above.checked_add(self.gave(step, &person, *per)?)?;
            self.line_of(step, party, person, Part::Capped, more)?;
        }
        Ok(())
    }

    /// A line by which a whole amount is taken from a person.
    fn line_of(
        &mut self,
        step: &'r Step,
        party: &'r PartyId,
        person: PartyId,
        part: Part,
        moved: Money,
    ) -> Result<(), Refusal> {
        let amount = moved.checked_mul(-1)?;
        let place = Place {
            step: &step.id,
            clause: step.clause.as_ref(),
            part,
            party,
            person,
            share: Fraction::ONE,
            of: amount,
        };
        self.write(place, &Change::new(units(amount)?, amount))
    }

    /// Writes a line for everybody whose part of the pieces differs; gives the sum.
    fn share_out(&mut self, step: &'r Step, before: &[Piece<'r>], after: &[Piece<'r>]) -> Result<Money, Refusal> {
        let mut given = Money::zero(self.rule.currency);
        for (before, after) in before.iter().zip(after) {
            let weights: Vec<Fraction> = after.weights.iter().map(|(_, weight)| *weight).collect();
            let (earlier, later) = (cut(before.total, &weights)?, cut(after.total, &weights)?);
            let of = after.total.checked_sub(before.total)?;
            for ((party, weight), (earlier, later)) in after.weights.iter().zip(earlier.into_iter().zip(later)) {
                let Some(party) = *party else { continue };
                given = given.checked_add(later.amount.checked_sub(earlier.amount)?)?;
                let persons = self.rule.persons(party);
                let parts: Vec<Fraction> = persons.iter().map(|(_, part)| *part).collect();
                let amounts = cut(earlier.amount, &parts)?.into_iter().zip(cut(later.amount, &parts)?);
                for ((person, share), (one, other)) in persons.into_iter().zip(amounts) {
                    let exact = (earlier.exact.checked_mul(share)?, later.exact.checked_mul(share)?);
                    let share = weight.checked_mul(share)?;
                    let (part, clause) = (after.part.clone(), step.clause.as_ref());
                    let place = Place { step: &step.id, clause, part, party, person, share, of };
                    self.write(place, &Change { exact, amount: (one.amount, other.amount) })?;
                }
            }
        }
        Ok(given)
    }

    /// Writes a line, unless it is of nothing or of somebody who has left.
    fn write(&mut self, place: Place<'_>, change: &Change) -> Result<(), Refusal> {
        let date = self.date;
        match self.rule.left(&place.person).filter(|left| *left <= date) {
            Some(left) if !change.is_nothing() => Err(Refusal::PartyLeft { party: place.person, left, date }),
            Some(_) | None => change.write(place, &mut self.life, &mut self.lines),
        }
    }
}
