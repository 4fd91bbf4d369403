//! Kohlberg's criterion: a proof that a share is the nucleolus, which anybody can check by adding up.

use serde::Serialize;

use super::nucleolus::Bounds;
use super::span::Span;
use super::{Coalition, Game, Refusal};

/// The proof, level by level of complaint.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Kohlberg {
    /// From the loudest complaint down, until the payments of all players are determined.
    pub levels: Vec<Level>,
}

/// The coalitions of one complaint, with weights that balance them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Level {
    /// The complaint.
    pub complaint: f64,
    /// The coalitions that complain so, but for those whose payment follows from louder ones; each weight is positive.
    pub weights: Vec<(Coalition, f64)>,
    /// Weights of any sign on the whole and on coalitions of louder levels.
    pub louder: Vec<(Coalition, f64)>,
    /// Weights of at least 0 on players who have just what they have alone; 0 for all others.
    pub alone: Vec<f64>,
    /// The largest entry of the sum that ought to be zero, as a share of the largest weight.
    pub residual: f64,
}

/// A residual up to this is rounding.
const ROUNDING: f64 = 1e-7;
/// Complaints this close, as a share of the largest worth, are one level.
const ONE_LEVEL: f64 = 1e-7;

impl Game {
    /// Looks for the proof that a share which gives nobody less than alone is the nucleolus; it
    /// [holds](Kohlberg::holds) where it is.
    ///
    /// # Errors
    /// [`Refusal::Shares`]; [`Refusal::NotTheWhole`] and [`Refusal::LessThanAlone`] for shares that are no candidate;
    /// [`Refusal::Unresolved`].
    pub fn kohlberg(&self, shares: &[f64]) -> Result<Kohlberg, Refusal> {
        self.check_shares(shares)?;
        let (width, given, whole) = (ONE_LEVEL * self.scale(), shares.iter().sum::<f64>(), self.whole());
        if (given - whole).abs() > width {
            return Err(Refusal::NotTheWhole { given, whole });
        }
        for (at, (share, name)) in shares.iter().zip(self.players()).enumerate() {
            let alone = self.value(Coalition::single(at));
            if *share < alone - width {
                return Err(Refusal::LessThanAlone { player: name.clone(), share: *share, alone });
            }
        }
        Kohlberg::of(self, shares, Bounds::Rational)
    }
}

impl Kohlberg {
    /// Whether every level is balanced.
    pub fn holds(&self) -> bool {
        let good = |level: &Level| {
            level.residual <= ROUNDING
                && level.weights.iter().all(|(_, weight)| *weight > 0.0)
                && level.alone.iter().all(|weight| *weight >= 0.0)
        };
        self.levels.iter().all(good)
    }

    /// The proof for a share, or the level at which it breaks.
    ///
    /// ```text
    /// for every level α, with B = the whole and louder coalitions, A = players with x_i = v(i):
    ///   Σ_{S: e(S,x) = α} λ_S·1_S + Σ_{S ∈ B} μ_S·1_S + Σ_{i ∈ A} ν_i·1_i = 0,   λ_S > 0, ν_i ≥ 0
    /// ```
    ///
    /// No side payment y with y(N) = 0 can then help one coalition of the level without hurting another: Kohlberg 1971,
    /// On the nucleolus of a characteristic function game, SIAM J. Applied Math. 20:62–66. Without A it is the
    /// criterion of the prenucleolus.
    pub(super) fn of(game: &Game, shares: &[f64], bounds: Bounds) -> Result<Self, Refusal> {
        let players = game.players().len();
        let excesses = game.excesses(shares);
        let width = ONE_LEVEL * game.scale();
        let at_alone = |player: usize| {
            bounds == Bounds::Rational && (shares[player] - game.value(Coalition::single(player))).abs() <= width
        };
        let alone: Vec<bool> = (0..players).map(at_alone).collect();
        let mut order: Vec<Coalition> = Coalition::proper(players).collect();
        order.sort_by(|a, b| excesses[b.index()].total_cmp(&excesses[a.index()]).then(a.cmp(b)));
        let mut louder = vec![game.everybody()];
        let mut span = Span::new(players);
        span.add(game.everybody());
        let (mut levels, mut rest) = (Vec::new(), order.as_slice());
        while let (false, Some(loudest)) = (span.is_whole(), rest.first()) {
            let complaint = excesses[loudest.index()];
            let count = rest.iter().take_while(|set| excesses[set.index()] >= complaint - width).count();
            let level: Vec<Coalition> = rest[..count].iter().copied().filter(|set| !span.holds(*set)).collect();
            rest = &rest[count..];
            if level.is_empty() {
                continue;
            }
            levels.push(balance(complaint, &level, &louder, &alone)?);
            louder.extend(level.into_iter().filter(|set| span.add(*set)));
        }
        Ok(Self { levels })
    }
}

/// Weights from the dual of a programme whose optimum is zero exactly where the level is balanced.
///
/// ```text
/// max Σ_S y(S)   s.t.  y(S) ≥ 0 for S of the level,  y(S) = 0 for S ∈ B,  y_i ≥ 0 for i ∈ A,  −1 ≤ y ≤ 1
/// ```
fn balance(complaint: f64, level: &[Coalition], louder: &[Coalition], alone: &[bool]) -> Result<Level, Refusal> {
    let mut problem = lp::Problem::new();
    for _ in louder {
        problem.add_row(0.0, 0.0);
    }
    for _ in level {
        problem.add_row(0.0, f64::INFINITY);
    }
    for (player, at_alone) in alone.iter().enumerate() {
        let sets = louder.iter().chain(level).enumerate().filter(|(_, set)| set.contains(player));
        let entries: Vec<(usize, f64)> = sets.map(|(row, _)| (row, 1.0)).collect();
        let count = level.iter().filter(|set| set.contains(player)).count();
        problem.add_column(count as f64, if *at_alone { 0.0 } else { -1.0 }, 1.0, &entries);
    }
    let base = lp::Base::solve(problem)?;
    let Some(solution) = base.outcome().solution() else {
        return Err(Refusal::Unresolved { detail: "side payments without end".to_owned() });
    };
    let (of_louder, of_level) = solution.duals.split_at(louder.len());
    let weights: Vec<_> = level.iter().zip(of_level).map(|(set, dual)| (*set, 1.0 - dual)).collect();
    let louder: Vec<_> = louder.iter().zip(of_louder).map(|(set, dual)| (*set, -dual)).collect();
    let mut sum = vec![0.0; alone.len()];
    let mut largest = 1.0_f64;
    for (set, weight) in weights.iter().chain(&louder) {
        set.members().for_each(|player| sum[player] += weight);
        largest = largest.max(weight.abs());
    }
    // What the sum lacks where a player has what it has alone is that player's weight.
    let alone: Vec<f64> = alone.iter().zip(&sum).map(|(at, sum)| if *at { (-sum).max(0.0) } else { 0.0 }).collect();
    let residual = sum.iter().zip(&alone).map(|(sum, weight)| (sum + weight).abs() / largest).fold(0.0, f64::max);
    Ok(Level { complaint, weights, louder, alone, residual })
}
