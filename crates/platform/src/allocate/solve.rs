//! Solving one resource, with the bound that proves it.

use lp::{Base, Fault};

use super::Resource;
use super::explain::{Reason, reasons};
use super::programme::{Programme, programme};

/// What a wish is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    /// Units in each week of the resource.
    pub weeks: Vec<u32>,
    /// Why so much, and what would change it.
    pub reason: Reason,
}

impl Grant {
    /// All units.
    pub fn units(&self) -> u32 {
        self.weeks.iter().sum()
    }
}

/// What is reached and what cannot be surpassed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The worth of what is given, summed over whole units.
    pub reached: f64,
    /// No allocation is worth more: the worth of the dual.
    pub bound: f64,
    /// Their difference, relative to the bound.
    pub gap: f64,
}

/// The answer for one resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// One for each wish.
    pub grants: Vec<Grant>,
    /// The price of a unit of each week: what the vertex's dual says one more would earn.
    pub prices: Vec<f64>,
    /// The proof.
    pub bound: Bound,
}

/// Gives out one resource.
///
/// # Errors
/// The programme breaks a rule (a weight that is no number), or has no certified answer.
pub fn solve(resource: &Resource) -> Result<Outcome, Fault> {
    let made = programme(resource);
    let base = Base::solve(made.problem.clone())?;
    let Some(solution) = base.outcome().solution() else {
        // Nothing given is an answer, and worth has a limit: there is always an optimum.
        return Ok(Outcome {
            grants: Vec::new(),
            prices: Vec::new(),
            bound: Bound { reached: 0.0, bound: 0.0, gap: 0.0 },
        });
    };
    let weeks = whole_weeks(resource, &made, &solution.columns);
    let reached = worth(resource, &weeks);
    let bound = dual(resource, &made, &solution.duals);
    let gap = if bound > 0.0 { ((bound - reached) / bound).max(0.0) } else { 0.0 };
    let prices = made.capacity.iter().map(|row| solution.duals[*row].max(0.0)).collect();
    let reasons = reasons(resource, &weeks);
    let grants = weeks.into_iter().zip(reasons).map(|(weeks, reason)| Grant { weeks, reason }).collect();
    Ok(Outcome { grants, prices, bound: Bound { reached, bound, gap } })
}

/// The units of each wish by week: the vertex, whose entries are whole but for rounding.
fn whole_weeks(resource: &Resource, made: &Programme, columns: &[f64]) -> Vec<Vec<u32>> {
    let wish = |(wish, given): (&super::Wish, &Vec<usize>)| {
        let mut weeks = vec![0; resource.capacity.len()];
        for (week, column) in (wish.first..).zip(given) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of units")]
            let units = columns[*column].round().max(0.0) as u32;
            weeks[week] = units;
        }
        weeks
    };
    resource.wishes.iter().zip(&made.weeks).map(wish).collect()
}

/// What units are worth, the earlier parts of each wish first.
fn worth(resource: &Resource, weeks: &[Vec<u32>]) -> f64 {
    let of = |(wish, weeks): (&super::Wish, &Vec<u32>)| {
        let mut left: u32 = weeks.iter().sum();
        let parts = wish.parts().into_iter().zip(super::WORTH_OF_PARTS);
        parts.fold(0.0, |sum, (size, worth)| {
            let given = left.min(size);
            left -= given;
            sum + f64::from(given) * worth * wish.weight
        })
    };
    resource.wishes.iter().zip(weeks).map(of).sum()
}

/// The worth of a dual that is made feasible: prices of weeks, none below zero, and for each wish what its parts earn above
/// the cheapest week it may have. No allocation is worth more (weak duality), whatever rounding did to the prices.
fn dual(resource: &Resource, made: &Programme, duals: &[f64]) -> f64 {
    let price = |row: usize| duals[row].max(0.0);
    let reserved = super::programme::reserved(resource);
    let weeks = 0..resource.capacity.len();
    let rent: f64 = weeks
        .map(|week| {
            let kept = f64::from(resource.capacity[week] - reserved[week]);
            f64::from(resource.capacity[week]) * price(made.capacity[week])
                + made.open[week].map_or(0.0, |row| kept * price(row))
        })
        .sum();
    let earned: f64 = resource
        .wishes
        .iter()
        .map(|wish| {
            let last = wish.last.min(resource.capacity.len().saturating_sub(1));
            let cost = |week: usize| {
                let open = made.open[week].filter(|_| wish.track == super::Track::Problem);
                price(made.capacity[week]) + open.map_or(0.0, price)
            };
            let cheapest = (wish.first..=last).map(cost).fold(f64::INFINITY, f64::min);
            let parts = wish.parts().into_iter().zip(super::WORTH_OF_PARTS);
            parts.map(|(size, worth)| f64::from(size) * (worth * wish.weight - cheapest).max(0.0)).sum::<f64>()
        })
        .sum();
    rent + earned
}
