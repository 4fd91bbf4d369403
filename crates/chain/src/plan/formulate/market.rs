//! What is sold and bought.

use super::{Column, Horizon, Row, Sheet};
use crate::Side;

/// Sales earn and take from the balance; purchases cost and give to it.
///
/// ```text
/// objective:      + δ_t · p_m · s_mt        − δ_t · p_m · b_mt
/// balance of i:   − s_mt                    + b_mt
/// 0 ≤ s_mt, b_mt ≤ limit_m                  (rent ν_mt)
/// ```
pub(super) fn add(sheet: &mut Sheet<'_>, horizon: &Horizon, period: usize) {
    let chain = horizon.at(period);
    for (market, row) in chain.markets.iter().enumerate() {
        let sign = match row.side {
            Side::Sell { .. } => 1.0,
            Side::Buy => -1.0,
        };
        let limit = if row.standing.is_in_place() { row.limit.value } else { 0.0 };
        let price = sign * horizon.discount(period) * row.price.value;
        let column = sheet.column(Column::Market { market, period }, price, 0.0, limit);
        let balance = Row::Balance { commodity: row.commodity, region: row.region, period };
        sheet.enter(column, balance, -sign);
    }
}
