//! Capacity that is built.

use super::{Column, Horizon, Row, Sheet};

/// Capacity may be added at a cost and serves after its lead time, in plans of several periods.
///
/// ```text
/// objective:                         − δ_t · f_n · g_nt
/// capacity row of n in τ ≥ t + lead: − g_nt
/// 0 ≤ g_nt ≤ most_n
/// ```
pub(super) fn add(sheet: &mut Sheet<'_>, horizon: &Horizon, period: usize) {
    if horizon.periods() == 1 {
        return;
    }
    for (build, row) in horizon.at(period).builds.iter().enumerate() {
        let cost = -horizon.discount(period) * row.cost;
        let column = sheet.column(Column::Build { build, period }, cost, 0.0, row.most);
        for served in (period + row.lead_periods)..horizon.periods() {
            sheet.enter(column, Row::Capacity { capacity: row.capacity, period: served }, -1.0);
        }
    }
}
