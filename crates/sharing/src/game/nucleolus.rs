//! The nucleolus: the share whose worst complaint is smallest, then the second worst, and so on.

use serde::Serialize;

use super::kohlberg::Kohlberg;
use super::span::Span;
use super::{Coalition, Game, Refusal};

/// A nucleolus with its proof.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Nucleolus {
    /// One share a player.
    pub shares: Vec<f64>,
    /// The complaints that were settled in turn, each smaller than the one before.
    pub complaints: Vec<f64>,
    /// The proof that it is the nucleolus.
    pub kohlberg: Kohlberg,
}

/// Whether everybody must have at least what they have alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bounds {
    /// Any share that gives out the whole.
    Free,
    /// Nobody has less than alone.
    Rational,
}

/// Complaints below this, as a share of the largest worth, are none.
const NOTHING: f64 = 1e-10;
/// Weights of the dual below this are rounding.
const NO_WEIGHT: f64 = 1e-8;

impl Game {
    /// The nucleolus over the shares that give nobody less than alone.
    ///
    /// ```text
    /// lexicographic minimum of the complaints e(S, x), sorted in falling order,
    /// over x with Σ_i x_i = v(N) and x_i ≥ v(i)
    /// ```
    ///
    /// Schmeidler 1969, SIAM J. Applied Math. 17:1163–1170; by sequential linear programmes as in Kopelowitz 1967,
    /// whose rows are generated where a coalition complains more than the rows at hand allow.
    ///
    /// # Errors
    /// [`Refusal::NoImputation`], [`Refusal::Unresolved`].
    pub fn nucleolus(&self) -> Result<Nucleolus, Refusal> {
        let alone: f64 = (0..self.players().len()).map(|player| self.value(Coalition::single(player))).sum();
        if alone > self.whole() + self.tolerance() {
            return Err(Refusal::NoImputation { alone, whole: self.whole() });
        }
        self.lexicographic(Bounds::Rational)
    }

    /// The nucleolus over all shares that give out the whole.
    ///
    /// # Errors
    /// [`Refusal::Unresolved`].
    pub fn prenucleolus(&self) -> Result<Nucleolus, Refusal> {
        self.lexicographic(Bounds::Free)
    }

    fn lexicographic(&self, bounds: Bounds) -> Result<Nucleolus, Refusal> {
        let mut step = Step::first(self, bounds);
        let (mut complaints, mut shares) = (Vec::new(), vec![self.whole() / self.scale()]);
        // Each step settles one more dimension at least.
        while !step.span.is_whole() {
            let found = step.least_complaint()?;
            complaints.push(found.epsilon * self.scale());
            step.settle(&found)?;
            shares = found.shares;
        }
        let shares = self.in_money(&shares);
        let kohlberg = Kohlberg::of(self, &shares, bounds)?;
        Ok(Nucleolus { shares, complaints, kohlberg })
    }
}

/// One of the sequential programmes; figures are shares of the largest worth.
pub(super) struct Step<'a> {
    game: &'a Game,
    bounds: Bounds,
    /// Coalitions whose payment is settled, and at what.
    settled: Vec<(Coalition, f64)>,
    span: Span,
    /// Coalitions that have a row.
    rows: Vec<Coalition>,
}

/// The answer of a step.
pub(super) struct Found {
    pub epsilon: f64,
    pub shares: Vec<f64>,
    /// The weight of every row in the dual; together 1.
    weights: Vec<f64>,
}

impl<'a> Step<'a> {
    pub fn first(game: &'a Game, bounds: Bounds) -> Self {
        let players = game.players().len();
        let (whole, mut span) = (game.everybody(), Span::new(players));
        span.add(whole);
        let mut step = Self { game, bounds, settled: Vec::new(), span, rows: Vec::new() };
        step.settled.push((whole, step.value(whole)));
        step.close();
        step
    }

    fn value(&self, coalition: Coalition) -> f64 {
        self.game.value(coalition) / self.game.scale()
    }

    /// Rows without which the complaint could fall without end: a coalition against the rest of the players.
    fn close(&mut self) {
        self.rows.retain(|row| !self.span.holds(*row));
        let whole = self.game.everybody();
        for player in 0..self.game.players().len() {
            for row in [Coalition::single(player), whole.without(player)] {
                if row != Coalition::EMPTY && !self.span.holds(row) && !self.rows.contains(&row) {
                    self.rows.push(row);
                }
            }
        }
    }

    /// ```text
    /// min ε   s.t.  Σ_{i ∈ S} x_i + ε ≥ v(S)   for every S whose payment is open
    ///               Σ_{i ∈ S} x_i     = settled_S
    /// ```
    pub fn least_complaint(&mut self) -> Result<Found, Refusal> {
        let players = self.game.players().len();
        let mut prices = vec![0.0; players];
        prices.push(-1.0);
        let Some((solution, first_row)) = self.generated(&prices, (f64::NEG_INFINITY, f64::INFINITY))? else {
            return Err(Refusal::Unresolved { detail: "the shares have no best one".to_owned() });
        };
        let (epsilon, shares) = (solution.columns[players], solution.columns[..players].to_vec());
        // A row that holds from below has a dual of at most zero.
        let weights = solution.duals[first_row..].iter().map(|dual| -dual).collect();
        Ok(Found { epsilon, shares, weights })
    }

    /// The most (`sign` 1) or the least (−1) that a player has where nobody complains of more than ε; `None` where there is
    /// no such share.
    pub fn extreme(&mut self, player: usize, sign: f64, epsilon: f64) -> Result<Option<f64>, Refusal> {
        let players = self.game.players().len();
        let mut prices = vec![0.0; players + 1];
        prices[player] = sign;
        let found = self.generated(&prices, (epsilon, epsilon))?;
        Ok(found.and_then(|(solution, _)| solution.columns.get(player).copied()))
    }

    /// Solves over the rows at hand, adds the coalitions that complain most, and solves again until none does.
    fn generated(&mut self, prices: &[f64], epsilon: (f64, f64)) -> Result<Option<(lp::Solution, usize)>, Refusal> {
        let players = self.game.players().len();
        let first_row = self.settled.len();
        let mut base = lp::Base::solve(self.problem(prices, epsilon))?;
        loop {
            let lp::Outcome::Optimal(solution) = base.outcome() else {
                return Ok(None);
            };
            let added = self.complaining(&solution.columns[..players], solution.columns[players]);
            if added.is_empty() {
                return Ok(Some((solution.clone(), first_row)));
            }
            let row = |set: &Coalition| lp::Edit::AddRow {
                lower: self.value(*set),
                upper: f64::INFINITY,
                entries: set.members().chain([players]).map(|column| (column, 1.0)).collect(),
            };
            base = base.rebase(&added.iter().map(row).collect::<Vec<_>>())?;
            self.rows.extend(added);
        }
    }

    fn problem(&self, prices: &[f64], epsilon: (f64, f64)) -> lp::Problem {
        let players = self.game.players().len();
        let mut problem = lp::Problem::new();
        for (_, paid) in &self.settled {
            problem.add_row(*paid, *paid);
        }
        for row in &self.rows {
            problem.add_row(self.value(*row), f64::INFINITY);
        }
        let sets = || self.settled.iter().map(|(set, _)| *set).chain(self.rows.iter().copied()).enumerate();
        for (player, price) in prices[..players].iter().enumerate() {
            let entries: Vec<_> = sets().filter(|(_, set)| set.contains(player)).map(|(row, _)| (row, 1.0)).collect();
            let alone = match self.bounds {
                Bounds::Free => f64::NEG_INFINITY,
                Bounds::Rational => self.value(Coalition::single(player)),
            };
            problem.add_column(*price, alone, f64::INFINITY, &entries);
        }
        let open: Vec<_> = (self.settled.len()..self.settled.len() + self.rows.len()).map(|row| (row, 1.0)).collect();
        problem.add_column(prices[players], epsilon.0, epsilon.1, &open);
        problem
    }

    /// The coalitions without a row that complain of more than ε, the loudest first, a few at a time.
    fn complaining(&self, shares: &[f64], epsilon: f64) -> Vec<Coalition> {
        let players = self.game.players().len();
        let excesses = self.game.excesses(&self.game.in_money(shares));
        let allowed = (epsilon + NOTHING) * self.game.scale();
        let mut loud: Vec<Coalition> =
            Coalition::proper(players).filter(|set| excesses[set.index()] > allowed).collect();
        loud.sort_by(|a, b| excesses[b.index()].total_cmp(&excesses[a.index()]).then(a.cmp(b)));
        let open = |set: &Coalition| !self.span.holds(*set) && !self.rows.contains(set);
        loud.into_iter().filter(open).take(2 * players).collect()
    }

    /// Coalitions with a weight in the dual complain of ε in every best share: their payments are settled.
    fn settle(&mut self, found: &Found) -> Result<(), Refusal> {
        let before = self.settled.len();
        for (at, weight) in found.weights.iter().enumerate() {
            let coalition = self.rows[at];
            if *weight > NO_WEIGHT && self.span.add(coalition) {
                self.settled.push((coalition, self.value(coalition) - found.epsilon));
            }
        }
        if self.settled.len() == before {
            return Err(Refusal::Unresolved { detail: "no coalition's complaint could be settled".to_owned() });
        }
        self.close();
        Ok(())
    }
}
