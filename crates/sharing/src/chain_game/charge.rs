//! What everybody pays for limits that belong to no party.

use std::collections::HashMap;

use chain::{Column, Model, Row, Settlement};

use super::holding::Register;

/// Rents of limits without a holder at the canonical point of the whole chain, by id.
#[derive(Default)]
pub(super) struct Charge {
    capacities: HashMap<String, f64>,
    markets: HashMap<String, f64>,
}

impl Charge {
    pub fn of(model: &Model, settlement: &Settlement, register: &Register) -> Self {
        let (chain, layout, mut charge) = (model.chain(), model.layout(), Self::default());
        for (capacity, row) in chain.capacities.iter().enumerate() {
            if let (None, Some(at)) = (register.of_capacity(chain, capacity), layout.row(row_of(capacity))) {
                charge.capacities.insert(row.id.clone(), settlement.duals[at]);
            }
        }
        for (market, row) in chain.markets.iter().enumerate() {
            if let (None, Some(at)) = (register.of_market(chain, market), layout.column(column_of(market))) {
                charge.markets.insert(row.id.clone(), settlement.rents[at]);
            }
        }
        charge
    }

    /// New prices of the programme: whoever uses a limit without a holder pays its rent.
    ///
    /// ```text
    /// c_j ← c_j − Σ_k a_kj·μ_k − ν_j     k over capacities, j over markets that belong to no party
    /// ```
    ///
    /// With the chain's own prices for these, the whole is worth V(N) less their rent, nobody alone is worth nothing,
    /// and optimal prices stay optimal: what they pay the parties lies in the core, as in Owen's theorem. A technology
    /// that also takes possibilities away, such as a coefficient that it makes larger, breaks this; the core test tells.
    pub fn edits(&self, model: &Model) -> Vec<lp::Edit> {
        let (chain, layout, problem) = (model.chain(), model.layout(), model.base().problem());
        let mut by_row = vec![0.0; problem.rows()];
        let mut due = vec![0.0; problem.columns()];
        for (capacity, row) in chain.capacities.iter().enumerate() {
            if let (Some(rent), Some(at)) = (self.capacities.get(&row.id), layout.row(row_of(capacity))) {
                by_row[at] = *rent;
            }
        }
        for (market, row) in chain.markets.iter().enumerate() {
            if let (Some(rent), Some(at)) = (self.markets.get(&row.id), layout.column(column_of(market))) {
                due[at] = *rent;
            }
        }
        let mut edits = Vec::new();
        for (column, due) in due.into_iter().enumerate() {
            let used: f64 = problem.column_entries(column).map(|(row, rate)| rate * by_row[row]).sum();
            if used + due != 0.0 {
                edits.push(lp::Edit::Objective { column, value: problem.objective(column) - used - due });
            }
        }
        edits
    }
}

pub(super) fn row_of(capacity: usize) -> Row {
    Row::Capacity { capacity, period: 0 }
}

pub(super) fn column_of(market: usize) -> Column {
    Column::Market { market, period: 0 }
}
