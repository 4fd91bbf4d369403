//! A linear programme whose limits belong to parties, solved for every coalition.

use std::collections::BTreeMap;

use super::Refusal;
use crate::game::{Coalition, Game};

/// An upper limit of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// Of a row.
    Row(usize),
    /// Of a column.
    Column(usize),
}

/// What a party brings to a limit, in the limit's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Endowment {
    /// The limit.
    pub limit: Limit,
    /// The party.
    pub party: usize,
    /// How much of it, at least 0; may be endless where one party alone holds it.
    pub amount: f64,
}

/// A solved programme with its endowments; limits that nobody brings anything to are there for every coalition.
///
/// ```text
/// v(S) = max c·x   s.t.  A x ≤ Σ_{p ∈ S} b_p,  …
/// ```
///
/// Owen 1975, On the core of linear production games, Math. Programming 9:358–370.
#[derive(Clone, Debug)]
pub struct Production {
    base: lp::Base,
    parties: Vec<String>,
    held: BTreeMap<Limit, Vec<(usize, f64)>>,
}

/// So many of the last free parties come and go within one basis.
const WITHIN: usize = 2;

impl Production {
    /// A solved programme for parties of these names.
    ///
    /// # Errors
    /// [`Refusal::TooManyParties`], [`Refusal::Endowment`].
    pub fn new(base: lp::Base, parties: Vec<String>, endowments: &[Endowment]) -> Result<Self, Refusal> {
        if parties.len() > Coalition::MOST_PLAYERS {
            return Err(Refusal::TooManyParties { parties: parties.len(), most: Coalition::MOST_PLAYERS });
        }
        let mut held: BTreeMap<Limit, Vec<(usize, f64)>> = BTreeMap::new();
        for (place, endowment) in endowments.iter().enumerate() {
            let there = match endowment.limit {
                Limit::Row(row) => row < base.problem().rows(),
                Limit::Column(column) => column < base.problem().columns(),
            };
            // What is not a number fails as well.
            if !(there && endowment.party < parties.len() && endowment.amount >= 0.0) {
                return Err(Refusal::Endowment { place: place + 1 });
            }
            held.entry(endowment.limit).or_default().push((endowment.party, endowment.amount));
        }
        Ok(Self { base, parties, held })
    }

    /// The programme as it was solved.
    pub fn base(&self) -> &lp::Base {
        &self.base
    }

    /// The parties' names.
    pub fn parties(&self) -> &[String] {
        &self.parties
    }

    /// Every limit that belongs to parties, with who brings how much.
    pub fn held(&self) -> impl Iterator<Item = (Limit, &[(usize, f64)])> {
        self.held.iter().map(|(limit, parts)| (*limit, parts.as_slice()))
    }

    /// What a party brings to a limit.
    pub(super) fn brought(&self, limit: Limit, party: usize) -> f64 {
        let parts = self.held.get(&limit).into_iter().flatten();
        parts.filter(|(holder, _)| *holder == party).map(|(_, amount)| amount).sum()
    }

    /// `v(S)` of every coalition, by its bits.
    ///
    /// # Errors
    /// [`Refusal::TooManyParties`] for more than a table is made for, [`Refusal::NoPlan`], or the arithmetic gave out.
    pub fn values(&self) -> Result<Vec<f64>, Refusal> {
        let parties = self.parties.len();
        if parties > Game::MOST_PLAYERS {
            return Err(Refusal::TooManyParties { parties, most: Game::MOST_PLAYERS });
        }
        let mut values = vec![0.0; 1 << parties];
        let free: Vec<usize> = (0..parties).collect();
        self.fill(Coalition::EMPTY, &free, |coalition, value| values[coalition.index()] = value)?;
        Ok(values)
    }

    /// `v(S)` of every coalition of some who are in it and any of others who may be.
    ///
    /// Coalitions are visited in the order of Gray's code (US patent 2,632,058, 1953): each basis differs from the one
    /// before by one party, and from each basis the few coalitions around it are solved.
    pub(super) fn fill(
        &self,
        within: Coalition,
        free: &[usize],
        mut tell: impl FnMut(Coalition, f64),
    ) -> Result<(), Refusal> {
        let (outer, inner) = free.split_at(free.len() - free.len().min(WITHIN));
        let mut scratch = lp::Scratch::default();
        let all = free.iter().fold(within, |set, party| set.with(*party));
        let (mut at, mut base) = (all, self.base.rebase(&self.edits(&self.base, all))?);
        for step in 0..1_u32 << outer.len() {
            let gone = Coalition(step ^ (step >> 1));
            let next = gone.members().filter_map(|place| outer.get(place)).fold(all, |set, party| set.without(*party));
            if next != at {
                base = base.rebase(&self.edits(&base, next))?;
                at = next;
            }
            for fewer in 0..1_u32 << inner.len() {
                let gone = Coalition(fewer);
                let coalition =
                    gone.members().filter_map(|place| inner.get(place)).fold(at, |set, party| set.without(*party));
                let value = if fewer == 0 {
                    self.best(base.outcome(), coalition)?
                } else {
                    self.best(&base.resolve_with(&mut scratch, &self.edits(&base, coalition))?, coalition)?
                };
                tell(coalition, value);
            }
        }
        Ok(())
    }

    /// `v(S)` of one coalition, from the solved programme.
    ///
    /// # Errors
    /// As [`Production::values`].
    pub fn value(&self, coalition: Coalition, scratch: &mut lp::Scratch) -> Result<f64, Refusal> {
        self.best(&self.base.resolve_with(scratch, &self.edits(&self.base, coalition))?, coalition)
    }

    /// `Σ_{p ∈ S} b_p` where it differs from what the base has.
    fn edits(&self, base: &lp::Base, coalition: Coalition) -> Vec<lp::Edit> {
        let problem = base.problem();
        let mut edits = Vec::new();
        for (limit, parts) in &self.held {
            let amount = parts.iter().filter(|(party, _)| coalition.contains(*party)).map(|(_, amount)| amount).sum();
            match *limit {
                Limit::Row(row) => {
                    let (lower, upper) = problem.row_bounds(row);
                    if upper != amount {
                        edits.push(lp::Edit::RowBounds { row, lower, upper: amount });
                    }
                }
                Limit::Column(column) => {
                    let (lower, upper) = problem.column_bounds(column);
                    if upper != amount {
                        edits.push(lp::Edit::ColumnBounds { column, lower, upper: amount });
                    }
                }
            }
        }
        edits
    }

    fn best(&self, outcome: &lp::Outcome, coalition: Coalition) -> Result<f64, Refusal> {
        outcome.solution().map(|solution| solution.objective).ok_or_else(|| self.no_plan(coalition))
    }

    pub(super) fn no_plan(&self, coalition: Coalition) -> Refusal {
        Refusal::NoPlan { coalition: coalition.named(&self.parties) }
    }
}
