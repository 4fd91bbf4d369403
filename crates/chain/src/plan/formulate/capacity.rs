//! The limits of capacities.

use super::{Column, Horizon, Row, Sheet};

/// What is used of a capacity is there.
///
/// ```text
/// Σ_a use_ka·x_at ≤ cap_k + Σ_{τ ≤ t − lead} g_kτ                         (rent μ_kt)
/// ```
pub(super) fn add(sheet: &mut Sheet<'_>, horizon: &Horizon, period: usize) {
    let chain = horizon.at(period);
    for (capacity, row) in chain.capacities.iter().enumerate() {
        let upper = if row.standing.is_in_place() { row.amount.value } else { f64::INFINITY };
        let limit = Row::Capacity { capacity, period };
        sheet.bound(limit, f64::NEG_INFINITY, upper);
        for used in &row.uses {
            if let Some(column) = sheet.layout.column(Column::Run { activity: used.activity, period }) {
                sheet.enter(column, limit, used.rate.value);
            }
        }
    }
}
