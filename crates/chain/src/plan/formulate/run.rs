//! What activities make, use and cost.

use super::{Column, Horizon, Row, Sheet};

/// Runs cost money and move commodities.
///
/// ```text
/// objective:      − δ_t · c_a · x_at
/// balance of i:   + io_ia · x_at
/// x_at ≥ 0;  x_at = 0 where the activity was taken out or comes later
/// ```
pub(super) fn add(sheet: &mut Sheet<'_>, horizon: &Horizon, period: usize) {
    let chain = horizon.at(period);
    for (activity, row) in chain.activities.iter().enumerate() {
        let upper = if row.standing.is_in_place() { f64::INFINITY } else { 0.0 };
        let cost = -horizon.discount(period) * row.cost.value;
        let column = sheet.column(Column::Run { activity, period }, cost, 0.0, upper);
        for flow in &row.flows {
            let balance = Row::Balance { commodity: flow.commodity, region: flow.region, period };
            sheet.enter(column, balance, flow.amount.value);
        }
    }
}
