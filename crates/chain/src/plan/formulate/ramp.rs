//! How fast runs can change.

use super::{Column, Horizon, Row, Sheet};

/// Runs change no faster than the shares a patch states, from the second period on.
///
/// ```text
/// x_at − (1 + up_a)·x_a,t−1 ≤ 0                 x_at − (1 − down_a)·x_a,t−1 ≥ 0
/// ```
pub(super) fn add(sheet: &mut Sheet<'_>, horizon: &Horizon, period: usize) {
    if period == 0 {
        return;
    }
    for (activity, row) in horizon.at(period).activities.iter().enumerate() {
        let now = sheet.layout.column(Column::Run { activity, period });
        let before = sheet.layout.column(Column::Run { activity, period: period - 1 });
        let (Some(now), Some(before)) = (now, before) else {
            continue;
        };
        // What came only now starts as it likes.
        if !horizon.at(period - 1).activities[activity].standing.is_in_place() {
            continue;
        }
        if let Some(up) = row.ramp.up {
            let ramp = Row::RampUp { activity, period };
            sheet.bound(ramp, f64::NEG_INFINITY, 0.0);
            sheet.enter(now, ramp, 1.0);
            sheet.enter(before, ramp, -(1.0 + up));
        }
        if let Some(down) = row.ramp.down {
            let ramp = Row::RampDown { activity, period };
            sheet.bound(ramp, 0.0, f64::INFINITY);
            sheet.enter(now, ramp, 1.0);
            sheet.enter(before, ramp, -(1.0 - down).max(0.0));
        }
    }
}
