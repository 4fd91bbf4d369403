//! The indicators of several needs in one list: of the same figure the strictest wish.

use base::record::kinds::Indicator;
use measure::{Bound, Decimal, Quantity};
use std::cmp::Ordering;

/// Indicators in one list, in the order in which they come. Of two of the same name and unit whose bounds point the same
/// way the stricter stays, since a solution has to serve all; others stand beside each other.
pub(super) fn merged(lists: impl IntoIterator<Item = Vec<Indicator>>) -> Vec<Indicator> {
    let mut merged: Vec<Indicator> = Vec::new();
    for indicator in lists.into_iter().flatten() {
        let same = merged.iter().position(|known| is_same(known, &indicator));
        match same.map(|at| (at, stricter(merged[at].target.as_ref(), indicator.target.as_ref()))) {
            Some((at, Some(Ordering::Less))) => merged[at] = indicator,
            Some((_, Some(Ordering::Equal | Ordering::Greater))) => {}
            Some((_, None)) | None => merged.push(indicator),
        }
    }
    merged
}

fn is_same(one: &Indicator, other: &Indicator) -> bool {
    let name = |indicator: &Indicator| indicator.indicator.as_ref().map(|name| name.trim().to_lowercase());
    name(one).is_some() && name(one) == name(other)
}

/// Whether the first wish is stricter (`Greater`), as strict or less strict than the second; `None` where they do not
/// compare.
fn stricter(one: Option<&Quantity>, other: Option<&Quantity>) -> Option<Ordering> {
    match (one, other) {
        (None, None) => Some(Ordering::Equal),
        (None, Some(_)) => Some(Ordering::Less),
        (Some(_), None) => Some(Ordering::Greater),
        (Some(one), Some(other)) if one == other => Some(Ordering::Equal),
        (Some(one), Some(other)) if one.unit() == other.unit() => {
            match (low(one), low(other), high(one), high(other)) {
                (Some(one), Some(other), _, _) => Some(one.compare(&other)),
                (_, _, Some(one), Some(other)) => Some(other.compare(&one)),
                _ => None,
            }
        }
        (Some(_), Some(_)) => None,
    }
}

fn low(quantity: &Quantity) -> Option<Decimal> {
    match quantity.bound() {
        Bound::AtLeast(number) | Bound::MoreThan(number) => Some(number),
        Bound::Exact(_) | Bound::AtMost(_) | Bound::LessThan(_) | Bound::Between { .. } | Bound::PlusMinus { .. } => {
            None
        }
    }
}

fn high(quantity: &Quantity) -> Option<Decimal> {
    match quantity.bound() {
        Bound::AtMost(number) | Bound::LessThan(number) => Some(number),
        Bound::Exact(_) | Bound::AtLeast(_) | Bound::MoreThan(_) | Bound::Between { .. } | Bound::PlusMinus { .. } => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use base::record::Line;

    use super::*;

    fn list(rows: &[(&str, &str)]) -> Vec<Indicator> {
        let row = |(name, target): &(&str, &str)| Indicator {
            indicator: Some(Line((*name).to_owned())),
            target: Quantity::parse(target).ok(),
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn the_strictest_wish_stays() {
        type Rows = &'static [(&'static str, &'static str)];
        let table: [(Rows, Rows, Rows); 5] = [
            (&[("厚度", "≥10 mm")], &[("厚度", "≥12 mm")], &[("厚度", "≥12 mm")]),
            (&[("用量", "≤2 %")], &[(" 用量", "≤1.5 %")], &[(" 用量", "≤1.5 %")]),
            (&[("厚度", "≥10 mm")], &[("厚度", "≥1 cm")], &[("厚度", "≥10 mm"), ("厚度", "≥1 cm")]),
            (&[("厚度", "≥10 mm")], &[("厚度", "")], &[("厚度", "≥10 mm")]),
            (&[("厚度", "≥10 mm")], &[("厚度", "≤12 mm")], &[("厚度", "≥10 mm"), ("厚度", "≤12 mm")]),
        ];
        for (one, other, expected) in table {
            assert_eq!(merged([list(one), list(other)]), list(expected), "{one:?} {other:?}");
        }
    }
}
