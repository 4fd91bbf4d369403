//! How an item stands on a day.

use base::record::kinds::{PlanItem, PlanOutcome};
use measure::{Bound, Decimal};

/// How an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its target is reached, or it was said to be.
    Reached,
    /// Its day is to come.
    OnTrack,
    /// It was said to be behind, though its day is to come.
    Behind,
    /// Its day is over, and it is not reached.
    Late,
    /// It was said to be missed.
    Missed,
    /// It was given up.
    Dropped,
    /// It has no day, and nothing was reported.
    Unknown,
}

impl Standing {
    /// Its code in addresses and for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::OnTrack => "on-track",
            Self::Behind => "behind",
            Self::Late => "late",
            Self::Missed => "missed",
            Self::Dropped => "dropped",
            Self::Unknown => "unknown",
        }
    }
}

/// How an item stands on a day, `2026-11-23`: by what was reported, else by its day.
pub fn standing(item: &PlanItem, today: &str) -> Standing {
    match item.outcome {
        Some(PlanOutcome::Reached) => return Standing::Reached,
        Some(PlanOutcome::Missed) => return Standing::Missed,
        Some(PlanOutcome::Dropped) => return Standing::Dropped,
        Some(PlanOutcome::Planned | PlanOutcome::OnTrack | PlanOutcome::Behind) | None => {}
    }
    let due = item.due.as_ref().map(|due| due.0.as_str());
    if meets(item, due.is_some_and(|due| due < today)) {
        return Standing::Reached;
    }
    match (due, item.outcome) {
        (Some(due), _) if due < today => Standing::Late,
        (_, Some(PlanOutcome::Behind)) => Standing::Behind,
        (Some(_), _) | (None, Some(PlanOutcome::OnTrack)) => Standing::OnTrack,
        (None, _) => Standing::Unknown,
    }
}

/// Whether the result meets the target; a target that is one number is met by it or by more, and a target that must not be
/// exceeded only once its day is `over`.
fn meets(item: &PlanItem, over: bool) -> bool {
    let (Some(target), Some(result)) = (&item.target, &item.result) else { return false };
    let Bound::Exact(value) = result.bound() else { return false };
    let at_least = |number: &Decimal| value.compare(number).is_ge();
    match target.bound() {
        Bound::Exact(number) => at_least(&number),
        Bound::AtMost(_) | Bound::LessThan(_) => over && target.admits(&value),
        Bound::AtLeast(_) | Bound::MoreThan(_) | Bound::Between { .. } | Bound::PlusMinus { .. } => {
            target.admits(&value)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use base::record::Day;
    use measure::Quantity;

    use super::*;

    #[test]
    fn an_item_stands_by_what_was_reported_and_by_its_day() {
        let quantity = |text: &str| (!text.is_empty()).then(|| Quantity::parse(text).unwrap());
        let item = |target, result, due: &str, outcome| PlanItem {
            target: quantity(target),
            result: quantity(result),
            due: (!due.is_empty()).then(|| Day(due.to_owned())),
            outcome,
            ..PlanItem::default()
        };
        let (behind, on_track) = (Some(PlanOutcome::Behind), Some(PlanOutcome::OnTrack));
        let table = [
            (item("≥3", "2", "2026-12-31", None), Standing::OnTrack),
            (item("≥3", "2", "2026-11-27", on_track), Standing::Late),
            (item("≥3", "3", "2026-11-27", on_track), Standing::Reached),
            (item("3", "4", "2026-12-31", None), Standing::Reached),
            (item("≤5", "4", "2026-12-31", None), Standing::OnTrack),
            (item("≤5", "4", "2026-11-27", None), Standing::Reached),
            (item("≥3", "", "2026-12-31", behind), Standing::Behind),
            (item("≥3", "", "2026-11-28", behind), Standing::Behind),
            (item("≥3", "", "", None), Standing::Unknown),
            (item("≥3", "", "", on_track), Standing::OnTrack),
            (item("≥3", "3", "", Some(PlanOutcome::Dropped)), Standing::Dropped),
            (item("", "", "2026-12-31", Some(PlanOutcome::Missed)), Standing::Missed),
            (item("", "", "2026-12-31", Some(PlanOutcome::Reached)), Standing::Reached),
        ];
        for (item, expected) in table {
            assert_eq!(standing(&item, "2026-11-28"), expected, "{item:?}");
        }
    }
}
