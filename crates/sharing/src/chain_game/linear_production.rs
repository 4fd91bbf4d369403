//! Players who pool resources that make products: the game of Owen's paper, without a chain around it.

use super::{Endowment, Interval, Limit, Production, Refusal};

/// A linear production game.
#[derive(Clone, Debug)]
pub struct LinearProduction {
    production: Production,
    resources: usize,
}

impl LinearProduction {
    /// `technology[r][p]` of resource `r` makes one of product `p`, which sells at `prices[p]`; `resources[i][r]` is
    /// what player `i` has of it.
    ///
    /// ```text
    /// v(S) = max Σ_p price_p·z_p   s.t.  Σ_p technology_rp·z_p ≤ Σ_{i ∈ S} resources_ir,  z ≥ 0
    /// ```
    ///
    /// Owen 1975, On the core of linear production games, Math. Programming 9:358–370. A figure that is missing is 0.
    ///
    /// # Errors
    /// [`Refusal::Endowment`], [`Refusal::TooManyParties`], a figure that is not a finite number.
    pub fn new(technology: &[Vec<f64>], prices: &[f64], resources: &[Vec<f64>]) -> Result<Self, Refusal> {
        let mut problem = lp::Problem::new();
        let mut endowments = Vec::new();
        for row in 0..technology.len() {
            let mut total = 0.0;
            for (party, owned) in resources.iter().enumerate() {
                let amount = owned.get(row).copied().unwrap_or_default();
                total += amount;
                endowments.push(Endowment { limit: Limit::Row(row), party, amount });
            }
            problem.add_row(f64::NEG_INFINITY, total);
        }
        for (product, price) in prices.iter().enumerate() {
            let used = technology.iter().enumerate();
            let used = used.map(|(row, rates)| (row, rates.get(product).copied().unwrap_or_default()));
            let entries: Vec<_> = used.filter(|(_, rate)| *rate != 0.0).collect();
            problem.add_column(*price, 0.0, f64::INFINITY, &entries);
        }
        let base = lp::Base::solve(problem)?;
        let players = (1..=resources.len()).map(|player| player.to_string()).collect();
        let production = Production::new(base, players, &endowments)?;
        Ok(Self { production, resources: technology.len() })
    }

    /// The programme with its endowments.
    pub fn production(&self) -> &Production {
        &self.production
    }

    /// What one more unit of each resource earns (`low`), and what one unit less costs (`high`).
    ///
    /// # Errors
    /// The arithmetic gave out.
    pub fn price_intervals(&self) -> Result<Vec<Interval>, Refusal> {
        let slope = |row| {
            let slope = self.production.base().row_slope(row)?;
            Ok(Interval { low: slope.up.unwrap_or_default(), high: slope.down.unwrap_or(f64::INFINITY) })
        };
        (0..self.resources).map(slope).collect()
    }
}
