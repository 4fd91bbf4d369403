//! A lifted floor as lines of the allocation: what the statute moves, from whom to whom, by which article.

use measure::{Fraction, Money};

use super::answer::{Answer, Question};
use super::row::Subject;
use crate::waterfall::{
    Action, Allocation, Flow, Given, Line, Part, PartyId, PoolId, Refusal, Rounding, Rule, StepId, StepLife,
};

/// Of which parties, and by which type of unit, a floor is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protected {
    /// What the share is of.
    pub subject: Subject,
    /// The type of the unit that gives it.
    pub party_type: String,
    /// Whose parts are held against the floor.
    pub parties: Vec<PartyId>,
    /// The pools that are costs, so that what was recouped of them is no net income.
    pub costs: Vec<PoolId>,
    /// The clause by which the agreement departs from the floor, where it has one.
    pub clause: Option<String>,
}

impl Question {
    /// What an allocation asks: the lifetime of an agreement up to it, with what the protected parties have of it.
    ///
    /// `base = shared − recouped costs`, over the lifetime.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`].
    pub fn of(allocation: &Allocation, rule: &Rule, protected: &Protected) -> Result<Self, Refusal> {
        let life = &allocation.after;
        let parties = protected.parties.iter();
        let persons: Vec<PartyId> = parties.flat_map(|party| rule.persons(party)).map(|(person, _)| person).collect();
        let exact: Result<Vec<Fraction>, Refusal> = persons.iter().map(|person| life.exact(person)).collect();
        let given: Result<Vec<Money>, Refusal> = persons.iter().map(|person| life.given(person)).collect();
        let mut base = life.shared;
        for step in &rule.steps {
            if let (Action::Recoup { pool, from: None, .. }, Some(done)) = (&step.action, life.steps.get(&step.id))
                && protected.costs.contains(pool)
            {
                base = base.checked_sub(done.taken)?;
            }
        }
        Ok(Self {
            subject: protected.subject,
            party_type: protected.party_type.clone(),
            date: allocation.date,
            base,
            exact: Fraction::sum(exact?)?,
            given: Money::sum(life.currency, given?)?,
            clause: protected.clause.clone(),
        })
    }
}

impl Allocation {
    /// The allocation with what a lifted floor moves from one person to the protected party, as lines of their own that
    /// cite the article; other answers leave it as it is.
    ///
    /// # Errors
    /// [`Refusal::OverDistribution`] where the one who gives has less of this agreement than is to be moved;
    /// [`Refusal::FloorViolation`] for a floor that refused; [`Refusal::UnknownParty`], [`Refusal::TooLarge`].
    pub fn lifted(mut self, rule: &Rule, answer: &Answer, from: &PartyId, to: &PartyId) -> Result<Self, Refusal> {
        let (floor, given, least, article) = match answer.clone().accepted()? {
            Answer::Lifted { floor, from, to, article } => (floor, from, to, article),
            Answer::Met { .. } | Answer::Refused { .. } | Answer::NotCovered { .. } => return Ok(self),
        };
        let step = StepId::parse(&floor)?;
        for party in [from, to] {
            if rule.persons(party).iter().any(|(person, _)| !rule.is_one(person)) {
                return Err(Refusal::UnknownParty { step, party: party.clone() });
            }
        }
        let wanted = least.checked_sub(given)?;
        let available = self.after.given(from)?;
        if available.minor_units() < wanted.minor_units() {
            return Err(Refusal::OverDistribution { step, wanted, available });
        }
        let first = self.lines.len();
        let part = Part::Floor { article };
        self.write(
            &step,
            &part,
            from,
            (from.clone(), Fraction::ONE),
            wanted.checked_mul(-1)?,
            wanted.checked_mul(-1)?,
        )?;
        let persons = rule.persons(to);
        let shares: Vec<Fraction> = persons.iter().map(|(_, share)| *share).collect();
        let amounts = wanted.split(&shares)?;
        for (person, amount) in persons.into_iter().zip(amounts) {
            self.write(&step, &part, to, person, wanted, amount)?;
        }
        let gave = self.lines[first..].iter().map(|line| (line.person.clone(), line.amount)).collect();
        let nothing = Money::zero(self.shared.currency());
        self.flows.push(Flow { step, reached: nothing, gave, goes_on: nothing });
        Ok(self)
    }

    fn write(
        &mut self,
        step: &StepId,
        part: &Part,
        party: &PartyId,
        (person, share): (PartyId, Fraction),
        of: Money,
        amount: Money,
    ) -> Result<(), Refusal> {
        if amount.minor_units() == 0 {
            return Ok(());
        }
        let currency = self.shared.currency();
        let exact = Fraction::new(i128::from(of.minor_units()), 1)?.checked_mul(share)?;
        let life = self.after.steps.entry(step.clone()).or_insert_with(|| StepLife::new(currency));
        let given = life.given.entry(person.clone()).or_insert_with(|| Given::nothing(currency));
        given.lifetime = given.lifetime.checked_add(amount)?;
        given.year = given.year.checked_add(amount)?;
        given.exact = given.exact.checked_add(exact)?;
        let whole = i64::try_from(exact.numerator().div_euclid(exact.denominator()));
        let after = amount.minor_units().checked_sub(whole.map_err(|_| Refusal::TooLarge {})?);
        let rounding = Rounding { before: 0, after: after.ok_or(Refusal::TooLarge {})? };
        let lifetime = self.after.given(&person)?;
        let (step, party, part) = (step.clone(), party.clone(), part.clone());
        self.lines.push(Line { person, party, step, clause: None, part, of, share, exact, amount, rounding, lifetime });
        Ok(())
    }
}
