//! Sharing a receipt: every step is worked out before and after it over the lifetime, and the difference is posted.

use std::collections::BTreeMap;

use jiff::civil::Date;
use measure::{Fraction, Money};

use super::allocation::{Allocation, Flow, Line, Part, Rounding};
use super::claim::{accrue, catch_up, take, top_up};
use super::cut::{cut, floor, nearest, positive, units};
use super::lifetime::{Given, Lifetime, StepLife};
use super::name::{PartyId, StepId};
use super::pieces::{Piece, Standing, pieces};
use super::receipt::Receipt;
use super::refusal::Refusal;
use super::rule::{Action, Period, Rule, Step};

/// Shares a receipt by a rule, after all that was shared before.
///
/// `lineᵢ = Fᵢ(x + r) − Fᵢ(x)`: `F` tells what was shared of a lifetime's income `x`, `r` is the receipt. So the same
/// income divided into other receipts of the same day gives everybody the same in the end.
///
/// # Errors
/// A [`Refusal`] names what is wrong. Nothing was changed.
///
/// # Panics
/// If the lines did not sum to the receipt, which the arithmetic excludes.
pub fn allocate(rule: &Rule, before: &Lifetime, receipt: &Receipt) -> Result<Allocation, Refusal> {
    rule.check()?;
    in_force(rule, before, receipt.date)?;
    let shared = receipt.base(rule)?;
    let mut run = Run::begin(rule, before.clone(), receipt, shared)?;
    for step in &rule.steps {
        run.step(step)?;
    }
    let Run { life: after, lines, flows, flow, .. } = run;
    assert_eq!(flow, Money::zero(rule.currency), "all is shared out");
    let sum = Money::sum(rule.currency, lines.iter().map(|line| line.amount))?;
    assert_eq!(sum, shared, "the lines are the receipt");
    let outstanding = after.outstanding(rule)?.into_iter().collect();
    let (agreement, version) = (rule.agreement.clone(), rule.version);
    let (receipt, date) = (receipt.id.clone(), receipt.date);
    Ok(Allocation { agreement, version, receipt, date, shared, lines, flows, outstanding, after })
}

/// The ladder of questions before anything is shared.
fn in_force(rule: &Rule, before: &Lifetime, date: Date) -> Result<(), Refusal> {
    if (&before.agreement, before.currency) != (&rule.agreement, rule.currency) {
        let text = |agreement: &str, currency: measure::Currency| format!("{agreement} ({currency})");
        let one = text(&before.agreement, before.currency);
        return Err(Refusal::OtherAgreement { one, other: text(&rule.agreement, rule.currency) });
    }
    if date < rule.from {
        return Err(Refusal::NotInForce { version: rule.version, from: rule.from, date });
    }
    if let Some(until) = rule.until.filter(|until| date > *until) {
        return Err(Refusal::Ended { version: rule.version, until, date });
    }
    match before.last.filter(|last| date < *last) {
        Some(last) => Err(Refusal::ReceiptOutOfOrder { date, last }),
        None => Ok(()),
    }
}

/// The sharing of one receipt, under way.
pub(super) struct Run<'r> {
    pub(super) rule: &'r Rule,
    pub(super) date: Date,
    pub(super) life: Lifetime,
    /// What was received in all, before the receipt.
    gross: Money,
    pub(super) lines: Vec<Line>,
    flows: Vec<Flow>,
    /// What of the receipt reaches the next step.
    flow: Money,
}

/// A place in a statement: who gets something, from where.
pub(super) struct Place<'r> {
    pub step: &'r StepId,
    pub clause: Option<&'r String>,
    pub part: Part,
    pub party: &'r PartyId,
    pub person: PartyId,
    pub share: Fraction,
    pub of: Money,
}

/// An amount before and after a receipt, exact and rounded.
pub(super) struct Change {
    pub exact: (Fraction, Fraction),
    pub amount: (Money, Money),
}

impl<'r> Run<'r> {
    fn begin(rule: &'r Rule, mut life: Lifetime, receipt: &Receipt, shared: Money) -> Result<Self, Refusal> {
        let date = receipt.date;
        for step in &rule.steps {
            life.steps.entry(step.id.clone()).or_insert_with(|| StepLife::new(rule.currency));
        }
        accrue_all(rule, &mut life, date)?;
        if life.last.is_some_and(|last| last.year() != date.year()) {
            begin_year(rule, &mut life);
        }
        if life.version != Some(rule.version) {
            // A charge that has changed counts from here on.
            for step in life.steps.values_mut() {
                (step.input_then, step.taken_then) = (step.input, step.taken);
            }
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

    fn step(&mut self, step: &'r Step) -> Result<(), Refusal> {
        let (reached, first) = (self.flow, self.lines.len());
        let mut life = self.life.steps.get(&step.id).cloned().unwrap_or(StepLife::new(self.rule.currency));
        let before = Standing { input: life.input, gross: self.gross, taken: life.taken };
        let input = match &step.action {
            Action::Recoup { from: Some(from), .. } => self.earlier(step, from, Period::Lifetime, &[])?,
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
        let taken = self.taken(step, &mut life, input)?;
        (life.input, life.taken) = (input, taken);
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

    /// What the step has taken in its period, where that is not a function of what reached it alone.
    fn taken(&self, step: &Step, life: &mut StepLife, input: Money) -> Result<Money, Refusal> {
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
            Action::Cap { .. } => {
                let above = self.above(step)?;
                Ok(Money::sum(self.rule.currency, above.into_values())?)
            }
            Action::Guarantee { party, amount, per, from } => {
                top_up(*amount, self.earlier(step, party, *per, &[])?, self.earlier(step, from, *per, &[])?)
            }
            Action::PercentOfRemaining { .. }
            | Action::PercentOfGross { .. }
            | Action::Split { .. }
            | Action::Tiers { .. }
            | Action::First { .. } => Ok(zero),
        }
    }

    /// What a party has of the steps before this one in a period; of these alone, where some are named.
    fn earlier(&self, step: &Step, party: &PartyId, per: Period, only: &[StepId]) -> Result<Money, Refusal> {
        let persons = self.rule.persons(party);
        let counted = self.rule.steps.iter().take_while(|other| other.id != step.id);
        let counted = counted.filter(|other| only.is_empty() || only.contains(&other.id));
        let lives = counted.filter_map(|other| self.life.steps.get(&other.id));
        let given = lives.flat_map(|life| persons.iter().filter_map(|(person, _)| life.given.get(person)));
        Ok(Money::sum(self.rule.currency, given.map(|given| in_period(given, per)))?)
    }

    /// What each capped person has above the cap: `max(part − each, 0)`.
    fn above(&self, step: &Step) -> Result<BTreeMap<PartyId, Money>, Refusal> {
        let Action::Cap { party, each, per, steps, .. } = &step.action else { return Ok(BTreeMap::new()) };
        let persons = self.rule.persons(party).into_iter();
        persons
            .map(|(person, _)| {
                let above = self.earlier(step, &person, *per, steps)?.checked_sub(*each)?;
                Ok((person, positive(above)))
            })
            .collect()
    }

    /// Takes from each capped person what is above the cap and was not taken before.
    fn cap(&mut self, step: &'r Step) -> Result<(), Refusal> {
        let Action::Cap { party, per, .. } = &step.action else { return Ok(()) };
        for (person, above) in self.above(step)? {
            let given = self.life.steps.get(&step.id).and_then(|life| life.given.get(&person));
            let taken =
                given.map_or(Money::zero(self.rule.currency), |given| in_period(given, *per)).checked_mul(-1)?;
            self.line_of(step, party, person, Part::Capped, above.checked_sub(taken)?)?;
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
        let change =
            Change { exact: (Fraction::ZERO, units(amount)?), amount: (Money::zero(self.rule.currency), amount) };
        self.write(place, &change)
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

    /// Writes a line, unless it is of nothing.
    pub(super) fn write(&mut self, place: Place<'_>, change: &Change) -> Result<(), Refusal> {
        let currency = self.rule.currency;
        let exact = change.exact.1.checked_sub(change.exact.0)?;
        let amount = change.amount.1.checked_sub(change.amount.0)?;
        if exact == Fraction::ZERO && amount.minor_units() == 0 {
            return Ok(());
        }
        let date = self.date;
        if let Some(left) = self.rule.left(&place.person).filter(|left| *left <= date) {
            return Err(Refusal::PartyLeft { party: place.person, left, date });
        }
        let above = |amount: Money, exact: Fraction| {
            Ok::<_, Refusal>(amount.checked_sub(floor(exact, currency)?)?.minor_units())
        };
        let rounding = Rounding {
            before: above(change.amount.0, change.exact.0)?,
            after: above(change.amount.1, change.exact.1)?,
        };
        let life = self.life.steps.entry(place.step.clone()).or_insert_with(|| StepLife::new(currency));
        let given = life.given.entry(place.person.clone()).or_insert_with(|| Given::nothing(currency));
        given.lifetime = given.lifetime.checked_add(amount)?;
        given.year = given.year.checked_add(amount)?;
        given.exact = given.exact.checked_add(exact)?;
        let lifetime = self.life.given(&place.person)?;
        let Place { step, clause, part, party, person, share, of } = place;
        let (step, clause, party) = (step.clone(), clause.cloned(), party.clone());
        self.lines.push(Line { person, party, step, clause, part, of, share, exact, amount, rounding, lifetime });
        Ok(())
    }
}

fn in_period(given: &Given, per: Period) -> Money {
    match per {
        Period::Lifetime => given.lifetime,
        Period::Year => given.year,
    }
}

/// Interest of all preferred returns until a day, on what was outstanding since the last receipt.
fn accrue_all(rule: &Rule, life: &mut Lifetime, date: Date) -> Result<(), Refusal> {
    let Some(last) = life.last else { return Ok(()) };
    let days = (date - last).get_days();
    let open = life.outstanding(rule)?;
    for step in &rule.steps {
        let Action::Preferred { pool, rate, .. } = &step.action else { continue };
        let Some(outstanding) = open.get(pool) else { continue };
        if let Some(step) = life.steps.get_mut(&step.id) {
            step.accrued = accrue(step.accrued, *outstanding, *rate, days)?;
        }
    }
    Ok(())
}

/// What counts by the year counts anew.
fn begin_year(rule: &Rule, life: &mut Lifetime) {
    let zero = Money::zero(rule.currency);
    for (id, step) in &mut life.steps {
        step.year_began = step.input;
        step.given.values_mut().for_each(|given| given.year = zero);
        if rule.steps.iter().any(|other| other.id == *id && other.action.period() == Period::Year) {
            step.taken = zero;
        }
    }
}
