//! A lifted floor as lines of the allocation: what the statute moves, from whom to whom, by which article.

use measure::{Fraction, Money};

use super::answer::{Answer, Question};
use crate::waterfall::change::{Change, Place};
use crate::waterfall::cut::{cut, units};
use crate::waterfall::{Action, Allocation, Flow, Part, PartyId, PoolId, Refusal, Rule, StepId};

/// For which parties a floor is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protected {
    /// Whose parts are held against the floor.
    pub parties: Vec<PartyId>,
    /// The pools that are costs, so that what was recouped of them is no net income.
    pub costs: Vec<PoolId>,
    /// The clause by which the agreement departs from the floor, where it has one.
    pub clause: Option<String>,
}

impl Protected {
    /// Every person among the protected parties of a rule.
    pub fn persons(&self, rule: &Rule) -> Vec<PartyId> {
        self.parties.iter().flat_map(|party| rule.persons(party)).map(|(person, _)| person).collect()
    }
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
        let persons = protected.persons(rule);
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
    /// [`Refusal::FloorViolation`] for a floor that refused; [`Refusal::UnknownParty`]; [`Refusal::FromGroup`] for a group
    /// that is to give; [`Refusal::SameShare`] for one that is to give to itself; [`Refusal::TooLarge`].
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
        if !rule.is_one(from) {
            return Err(Refusal::FromGroup { step, party: from.clone() });
        }
        if rule.persons(to).iter().any(|(person, _)| person == from) {
            return Err(Refusal::SameShare { step, party: from.clone() });
        }
        let wanted = least.checked_sub(given)?;
        let available = self.after.given(from)?;
        if available.minor_units() < wanted.minor_units() {
            return Err(Refusal::OverDistribution { step, wanted, available });
        }
        let first = self.lines.len();
        let taken = wanted.checked_mul(-1)?;
        let place = |party, person, share, of| Place {
            step: &step,
            clause: None,
            part: Part::Floor { article: article.clone() },
            party,
            person,
            share,
            of,
        };
        let gives = place(from, from.clone(), Fraction::ONE, taken);
        Change::new(units(taken)?, taken).write(gives, &mut self.after, &mut self.lines)?;
        let persons = rule.persons(to);
        let shares: Vec<Fraction> = persons.iter().map(|(_, share)| *share).collect();
        for ((person, share), part) in persons.into_iter().zip(cut(wanted, &shares)?) {
            let gets = place(to, person, share, wanted);
            Change::new(part.exact, part.amount).write(gets, &mut self.after, &mut self.lines)?;
        }
        let gave = self.lines[first..].iter().map(|line| (line.person.clone(), line.amount)).collect();
        let nothing = Money::zero(self.shared.currency());
        self.flows.push(Flow { step, reached: nothing, gave, goes_on: nothing });
        Ok(self)
    }
}
