//! Whether the figures of an offer reach an indicator that a need wants.

use crate::text::{Figure, Relation};

/// Numbers closer than this, relative to the larger, are the same: units were converted.
const SAME: f64 = 1e-9;

/// What an offer says about an indicator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Found {
    /// One of its figures reaches it.
    Met,
    /// It states the indicator and misses it.
    Missed {
        /// By how much the figure nearest to it does, in the unit of the indicator; 0 where the bound itself is
        /// stated and does not count.
        short_by: f64,
    },
    /// It states what may or may not reach it: ≤ 5 where more than 3 is wanted.
    Unclear,
    /// It says nothing of it.
    NotStated,
}

/// One end of an interval; an open end does not belong to it.
#[derive(Clone, Copy)]
struct End {
    at: f64,
    open: bool,
}

/// What the figures of an offer say about an indicator: figures of the same property in the same unit. The best of
/// them counts.
///
/// Two properties are the same if the words of one end with the words of the other, without regard to case, spaces
/// and a symbol behind Chinese words: 室温剩磁 and 剩磁 Br are, 剩磁 and 剩磁温度系数 are not. Words of another language
/// have to be carried across by the caller. Figures of the very same words count before all others.
pub fn found(indicator: &Figure, figures: &[Figure]) -> Found {
    let same_unit = || figures.iter().filter(|figure| figure.unit == indicator.unit);
    let compared = |figure: &Figure| compare(indicator.relation, figure.relation);
    let named = property(&indicator.property);
    let exactly = same_unit().filter(|figure| !named.is_empty() && property(&figure.property) == named);
    match exactly.map(compared).fold(Found::NotStated, better) {
        Found::NotStated => {
            let loosely = same_unit().filter(|figure| is_about(&named, &property(&figure.property)));
            loosely.map(compared).fold(Found::NotStated, better)
        }
        stated @ (Found::Met | Found::Missed { .. } | Found::Unclear) => stated,
    }
}

fn is_about(wanted: &str, stated: &str) -> bool {
    !wanted.is_empty() && !stated.is_empty() && (wanted.ends_with(stated) || stated.ends_with(wanted))
}

/// The letters of a property in lower case, without a symbol behind Chinese words.
fn property(words: &str) -> String {
    let letters: String =
        words.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let head = letters.trim_end_matches(|letter: char| letter.is_ascii());
    if head.is_empty() { letters } else { head.to_owned() }
}

fn better(one: Found, other: Found) -> Found {
    match (one, other) {
        (Found::Met, _) | (_, Found::Met) => Found::Met,
        (Found::Missed { short_by: a }, Found::Missed { short_by: b }) => Found::Missed { short_by: a.min(b) },
        (Found::Unclear, _) | (_, Found::Unclear) => Found::Unclear,
        (missed @ Found::Missed { .. }, Found::NotStated) | (Found::NotStated, missed) => missed,
    }
}

/// Whether what is stated lies within what is wanted. A lower bound is asked of the lower end of what is stated, an
/// upper bound of the upper end; a single number may lie anywhere in a stated range.
fn compare(wanted: Relation, stated: Relation) -> Found {
    let (low, high) = ends(wanted);
    let (stated_low, stated_high) = ends(stated);
    if let (Relation::Exactly(number), Relation::Between(least, most)) = (wanted, stated)
        && (least..=most).contains(&number)
    {
        return Found::Met;
    }
    let sides = [
        low.map(|wanted| side(wanted, stated_low, stated_high)),
        high.map(|wanted| side(wanted.turned(), stated_high.map(End::turned), stated_low.map(End::turned))),
    ];
    sides.into_iter().flatten().fold(Found::Met, worse)
}

/// A wanted lower bound against the lower and the upper end of what is stated.
fn side(wanted: End, low: Option<End>, high: Option<End>) -> Found {
    let reaches = |end: End| {
        let same = (end.at - wanted.at).abs() <= SAME * end.at.abs().max(wanted.at.abs());
        if same { !wanted.open || end.open } else { end.at > wanted.at }
    };
    match (low, high) {
        (Some(low), _) if reaches(low) => Found::Met,
        (Some(low), Some(high)) if low.at == high.at => short(wanted, low),
        (_, Some(high)) if reaches(End { open: false, ..high }) => Found::Unclear,
        (_, Some(high)) => short(wanted, high),
        (Some(low), None) => short(wanted, low),
        (None, None) => Found::Unclear,
    }
}

fn short(wanted: End, end: End) -> Found {
    Found::Missed { short_by: (wanted.at - end.at).max(0.0) }
}

fn worse(one: Found, other: Found) -> Found {
    match (one, other) {
        (Found::Missed { short_by: a }, Found::Missed { short_by: b }) => Found::Missed { short_by: a.max(b) },
        (missed @ Found::Missed { .. }, _) | (_, missed @ Found::Missed { .. }) => missed,
        (Found::Unclear, _) | (_, Found::Unclear) => Found::Unclear,
        (Found::Met | Found::NotStated, other) => other,
    }
}

fn ends(relation: Relation) -> (Option<End>, Option<End>) {
    let closed = |at| Some(End { at, open: false });
    let open = |at| Some(End { at, open: true });
    match relation {
        Relation::Exactly(at) => (closed(at), closed(at)),
        Relation::AtLeast(at) => (closed(at), None),
        Relation::AtMost(at) => (None, closed(at)),
        Relation::MoreThan(at) => (open(at), None),
        Relation::LessThan(at) => (None, open(at)),
        Relation::Between(low, high) => (closed(low), closed(high)),
    }
}

impl End {
    /// The end seen from the other side.
    fn turned(self) -> Self {
        Self { at: -self.at, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::quantities;

    #[test]
    fn figures_of_an_offer_reach_an_indicator_or_miss_it() {
        let missed = |short_by| Found::Missed { short_by };
        let table = [
            ("剩磁≥1.40 T", "剩磁为1.42 T", Found::Met),
            ("剩磁≥1.40 T", "剩磁 14 kGs", Found::Met),
            ("剩磁≥1.40 T", "剩磁≥1.40 T", Found::Met),
            ("剩磁>1.40 T", "剩磁≥1.40 T", missed(0.0)),
            ("剩磁≥1.40 T", "剩磁≥1.35 T", missed(0.05)),
            ("剩磁≥1.40 T", "剩磁为1.30~1.35 T", missed(0.05)),
            ("剩磁≥1.40 T", "剩磁为1.38~1.45 T", Found::Unclear),
            ("剩磁≥1.40 T", "剩磁≤1.5 T", Found::Unclear),
            ("剩磁≥1.40 T", "剩磁≤1.3 T", missed(0.1)),
            ("剩磁≥1.40 T", "剩磁1.2 T，剩磁1.45 T", Found::Met),
            ("剩磁≥1.40 T", "剩磁1.2 T，剩磁1.3 T", missed(0.1)),
            ("剩磁≥1.40 T", "剩磁温度系数为1.5 T", Found::NotStated),
            ("剩磁≥1.40 T", "剩磁为1500 MPa", Found::NotStated),
            ("剩磁≥1.40 T", "矫顽力2000 kA/m", Found::NotStated),
            ("剩磁≥1.40 T", "1.45 T", Found::NotStated),
            ("氧含量≤800 ppm", "氧含量≤500 ppm", Found::Met),
            ("氧含量≤0.08%", "氧含量为 1000 ppm", missed(0.02)),
            ("氧含量<5%", "氧含量≤5%", missed(0.0)),
            ("烧结温度 1050 ℃", "烧结温度 1000~1100 ℃", Found::Met),
            ("烧结温度 1050 ℃", "烧结温度 900~1000 ℃", missed(50.0)),
            ("烧结温度 1000~1100 ℃", "烧结温度 1050 ℃", Found::Met),
            ("烧结温度 1000~1100 ℃", "烧结温度 1150 ℃", missed(50.0)),
            ("烧结温度 1000~1100 ℃", "烧结温度≥1050 ℃", Found::Unclear),
            ("tensile strength ≥ 600 MPa", "Strength of 0.7 GPa; Tensile strength: 0.55 GPa", missed(50.0)),
            ("tensile strength ≥ 600 MPa", "Tensile strength: 0.65 GPa", Found::Met),
            ("tensile strength ≥ 600 MPa", "Strength: 0.65 GPa", Found::Met),
        ];
        for (need, offer, expected) in table {
            let wanted = quantities(need).remove(0);
            let found = found(&wanted, &quantities(offer));
            let near = match (found, expected) {
                (Found::Missed { short_by: a }, Found::Missed { short_by: b }) => (a - b).abs() < 1e-9,
                (found, expected) => found == expected,
            };
            assert!(near, "{need} against {offer}: {found:?}, not {expected:?}");
        }
    }
}
