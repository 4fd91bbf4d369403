//! The balance of every commodity in every region.

use super::{Column, Horizon, Row, Sheet, stock};
use crate::Disposal;

/// What is made covers what is used, sold, carried on and delivered.
///
/// ```text
/// Σ_a io_ia·x_at − Σ_m sells i s_mt + Σ_m buys i b_mt + w_k,t−1 − w_kt − z_it = withdraw_i     (price λ_it)
/// z_it ≥ 0 at h_i each; free disposal: the row is ≥ and z_it is its slack; disposal none: z_it = 0
/// ```
pub(super) fn add(sheet: &mut Sheet<'_>, horizon: &Horizon, period: usize) {
    let chain = horizon.at(period);
    for withdrawal in &chain.withdrawals {
        sheet.row(Row::Balance { commodity: withdrawal.commodity, region: withdrawal.region, period });
    }
    for (commodity, row) in chain.commodities.iter().enumerate() {
        for region in 0..chain.regions.len() {
            let balance = Row::Balance { commodity, region, period };
            if sheet.layout.row(balance).is_none() {
                continue;
            }
            let same = |w: &&crate::Withdrawal| w.commodity == commodity && w.region == region;
            let withdraw: f64 = chain.withdrawals.iter().filter(same).map(|w| w.amount.value).sum();
            let needed = withdraw - stock::opening(horizon, commodity, region, period);
            match row.disposal {
                Disposal::Free => sheet.bound(balance, needed, f64::INFINITY),
                Disposal::None => sheet.bound(balance, needed, needed),
                Disposal::Cost(cost) => {
                    sheet.bound(balance, needed, needed);
                    let surplus = Column::Surplus { commodity, region, period };
                    let cost = -horizon.discount(period) * cost;
                    let column = sheet.column(surplus, cost, 0.0, f64::INFINITY);
                    sheet.enter(column, balance, -1.0);
                }
            }
        }
    }
}
