//! What is carried from one period to the next.

use super::{Column, Horizon, Row, Sheet};

/// Stocks link periods. A plan of one period is a steady state and leaves them alone; a plan of several gives back
/// at the end what it found at the start.
///
/// ```text
/// objective:               − δ_t · q_k · w_kt
/// balance of i in t:       − w_kt
/// balance of i in t + 1:   + w_kt           (the opening stock enters the balance of period 0 as a constant)
/// 0 ≤ w_kt ≤ room_k;  w_kT ≥ opening_k, as period 0 found it
/// ```
pub(super) fn add(sheet: &mut Sheet<'_>, horizon: &Horizon, period: usize) {
    if horizon.periods() == 1 {
        return;
    }
    let last = period + 1 == horizon.periods();
    for (stock, row) in horizon.at(period).stocks.iter().enumerate() {
        let found = horizon.at(0).stocks.get(stock).map_or(0.0, |stock| stock.opening.value);
        let room = row.room.max(found);
        let lower = if last { found } else { 0.0 };
        let cost = -horizon.discount(period) * row.cost;
        let column = sheet.column(Column::Hold { stock, period }, cost, lower, room);
        let balance = |period| Row::Balance { commodity: row.commodity, region: row.region, period };
        sheet.enter(column, balance(period), -1.0);
        if !last {
            sheet.enter(column, balance(period + 1), 1.0);
        }
    }
}

/// The opening stocks of a node, which period 0 finds.
pub(in crate::plan) fn opening(horizon: &Horizon, commodity: usize, region: usize, period: usize) -> f64 {
    if horizon.periods() == 1 || period > 0 {
        return 0.0;
    }
    let stocks = horizon.at(0).stocks.iter().filter(|s| s.commodity == commodity && s.region == region);
    stocks.map(|stock| stock.opening.value).sum()
}
