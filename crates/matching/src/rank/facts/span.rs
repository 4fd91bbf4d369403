//! Stretches of days that may be open at either end.

use super::{Offered, Wanted};
use jiff::civil::Date;

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::rank) struct Span {
    pub(in crate::rank) from: Option<Date>,
    pub(in crate::rank) until: Option<Date>,
}

impl Span {
    /// When the need wants it.
    pub(super) fn of_need(wanted: &Wanted) -> Self {
        Self { from: wanted.from, until: wanted.until }
    }

    /// When the offer is available.
    pub(super) fn of_offer(offered: &Offered) -> Self {
        Self { from: offered.from, until: offered.until }
    }

    /// The share of the days of `wanted` that these cover; where `wanted` is open at an end, 1 if the two meet at all
    /// and 0 if not. `None` where either says nothing or runs backwards.
    pub(super) fn share_of(self, wanted: Self) -> Option<f64> {
        if self.is_unsaid() || wanted.is_unsaid() || self.is_backwards() || wanted.is_backwards() {
            return None;
        }
        let from = self.from.max(wanted.from);
        let until = [self.until, wanted.until].into_iter().flatten().min();
        let both = Self { from, until };
        if both.is_backwards() {
            return Some(0.0);
        }
        Some(both.days().zip(wanted.days()).map_or(1.0, |(both, all)| both as f64 / all as f64))
    }

    fn is_unsaid(self) -> bool {
        self.from.is_none() && self.until.is_none()
    }

    fn is_backwards(self) -> bool {
        self.from.zip(self.until).is_some_and(|(from, until)| from > until)
    }

    fn days(self) -> Option<i64> {
        self.from.zip(self.until).map(|(from, until)| until.duration_since(from).as_hours() / 24 + 1)
    }
}
