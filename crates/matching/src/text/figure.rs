//! Figures that a text states: of what, how it is bounded, how much, in which unit.

use super::glyph::{Glyph, bytes_of, glyphs};
use super::quantity::{self, Measured, is_tolerance, joins};
use std::ops::Range;

/// Most glyphs before a figure that say what it is a figure of.
const PROPERTY_MOST: usize = 40;
/// Most glyphs of the words that bound a number.
const BOUND_MOST: usize = 16;

/// Which numbers a figure admits, in its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Relation {
    /// This number.
    Exactly(f64),
    /// This number or more.
    AtLeast(f64),
    /// This number or less.
    AtMost(f64),
    /// More than this number.
    MoreThan(f64),
    /// Less than this number.
    LessThan(f64),
    /// Between two numbers, both included.
    Between(f64, f64),
}

/// A number that a text states of something.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The words before it in the same clause, as the text has them: what it is a figure of.
    pub property: String,
    /// Which numbers it admits.
    pub relation: Relation,
    /// The unit its dimension is counted in: `MPa` also where the text has `GPa`; empty for a bare number.
    pub unit: &'static str,
    /// Where it stands in the text with what bounds it, in bytes.
    pub bytes: Range<usize>,
}

type Made = fn(f64) -> Relation;
const BEFORE: &[(&str, Made)] = &[
    ("大于或等于", Relation::AtLeast),
    ("大于等于", Relation::AtLeast),
    ("小于或等于", Relation::AtMost),
    ("小于等于", Relation::AtMost),
    ("不低于", Relation::AtLeast),
    ("不小于", Relation::AtLeast),
    ("不少于", Relation::AtLeast),
    ("至少", Relation::AtLeast),
    ("at least", Relation::AtLeast),
    ("no less than", Relation::AtLeast),
    ("not less than", Relation::AtLeast),
    ("no lower than", Relation::AtLeast),
    ("≥", Relation::AtLeast),
    ("≧", Relation::AtLeast),
    ("⩾", Relation::AtLeast),
    (">=", Relation::AtLeast),
    ("不高于", Relation::AtMost),
    ("不大于", Relation::AtMost),
    ("不超过", Relation::AtMost),
    ("不多于", Relation::AtMost),
    ("至多", Relation::AtMost),
    ("at most", Relation::AtMost),
    ("no more than", Relation::AtMost),
    ("not more than", Relation::AtMost),
    ("not exceeding", Relation::AtMost),
    ("up to", Relation::AtMost),
    ("≤", Relation::AtMost),
    ("≦", Relation::AtMost),
    ("⩽", Relation::AtMost),
    ("<=", Relation::AtMost),
    ("大于", Relation::MoreThan),
    ("高于", Relation::MoreThan),
    ("超过", Relation::MoreThan),
    ("more than", Relation::MoreThan),
    ("greater than", Relation::MoreThan),
    ("higher than", Relation::MoreThan),
    ("above", Relation::MoreThan),
    ("over", Relation::MoreThan),
    (">", Relation::MoreThan),
    ("小于", Relation::LessThan),
    ("低于", Relation::LessThan),
    ("少于", Relation::LessThan),
    ("less than", Relation::LessThan),
    ("lower than", Relation::LessThan),
    ("below", Relation::LessThan),
    ("under", Relation::LessThan),
    ("<", Relation::LessThan),
    ("=", Relation::Exactly),
    ("等于", Relation::Exactly),
];
const AFTER: &[(&str, Made)] = &[
    ("及以上", Relation::AtLeast),
    ("或以上", Relation::AtLeast),
    ("以上", Relation::AtLeast),
    ("or more", Relation::AtLeast),
    ("or above", Relation::AtLeast),
    ("or higher", Relation::AtLeast),
    ("及以下", Relation::AtMost),
    ("或以下", Relation::AtMost),
    ("以下", Relation::AtMost),
    ("以内", Relation::AtMost),
    ("or less", Relation::AtMost),
    ("or below", Relation::AtMost),
    ("or lower", Relation::AtMost),
];
/// Words between a property and its figure that belong to neither.
const LINKS: &[&str] = &[
    "达到",
    "可达",
    "为",
    "是",
    "达",
    "约",
    "在",
    "应",
    "需",
    "要求",
    "提高到",
    "降低到",
    "提高至",
    "降至",
    " of",
    " is",
    " are",
    " was",
    " be",
    " to",
    " reaches",
    " reaching",
    " about",
];

impl Relation {
    /// As people write it, numbers in the given form: `≥ 20`, `0.5–0.8`.
    pub fn written(self, number: impl Fn(f64) -> String) -> String {
        match self {
            Self::Exactly(value) => number(value),
            Self::AtLeast(value) => format!("≥ {}", number(value)),
            Self::AtMost(value) => format!("≤ {}", number(value)),
            Self::MoreThan(value) => format!("> {}", number(value)),
            Self::LessThan(value) => format!("< {}", number(value)),
            Self::Between(least, most) => format!("{}–{}", number(least), number(most)),
        }
    }

    /// The least and the most that it admits; infinite where it has no bound.
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Self::Exactly(value) => (value, value),
            Self::AtLeast(least) | Self::MoreThan(least) => (least, f64::INFINITY),
            Self::AtMost(most) | Self::LessThan(most) => (f64::NEG_INFINITY, most),
            Self::Between(least, most) => (least, most),
        }
    }

    /// Whether a number is one of those that it admits.
    pub fn admits(self, value: f64) -> bool {
        let (least, most) = self.bounds();
        let open = matches!(self, Self::MoreThan(_) | Self::LessThan(_));
        if open { least < value && value < most } else { least <= value && value <= most }
    }
}

/// The figures of a text: its numbers with units, and bare numbers that a word or sign bounds.
///
/// ```
/// use matching::text::{Relation, quantities};
/// let figures = quantities("要求矫顽力不低于 20 kOe，厚度1.2~1.5毫米，纯度≥99.99%");
/// assert_eq!((figures[0].property.as_str(), figures[0].unit), ("要求矫顽力", "kA/m"));
/// assert_eq!((figures[1].property.as_str(), figures[1].relation), ("厚度", Relation::Between(1.2, 1.5)));
/// assert_eq!((figures[2].unit, figures[2].relation), ("%", Relation::AtLeast(99.99)));
/// ```
pub fn quantities(text: &str) -> Vec<Figure> {
    let glyphs = glyphs(text);
    let numbers = quantity::measured(&glyphs);
    let mut figures: Vec<Figure> = Vec::new();
    let (mut place, mut free) = (0, 0);
    while let Some(first) = numbers.get(place) {
        let second = numbers.get(place + 1).and_then(|second| pair(&glyphs, first, second));
        let used = if second.is_some() { 2 } else { 1 };
        let last = numbers.get(place + used - 1).unwrap_or(first);
        if let Some((figure, end)) = figure(text, &glyphs, first, last, second, free) {
            // Two numbers of one character, as in ½, are none that can be marked.
            if figures.last().is_none_or(|before| before.bytes.end <= figure.bytes.start) {
                figures.push(figure);
            }
            free = end;
        } else {
            free = last.end;
        }
        place += used;
    }
    figures
}

/// What two numbers mean together.
fn pair(glyphs: &[Glyph], first: &Measured, second: &Measured) -> Option<Relation> {
    let between = glyphs.get(first.end..second.start)?;
    let (one, other) = (first.value, second.value);
    // A minus that is the sign of the range is not that of the number.
    let other = if joins(between) && between.len() == 1 { other.abs() } else { other };
    if first.base != second.base {
        None
    } else if joins(between) {
        (one <= other).then_some(Relation::Between(one, other))
    } else {
        is_tolerance(between).then_some(Relation::Between(one - other, one + other))
    }
}

/// The figure of one or two numbers, and where it ends; `free` is where the one before ended.
fn figure(
    text: &str,
    glyphs: &[Glyph],
    first: &Measured,
    last: &Measured,
    pair: Option<Relation>,
    free: usize,
) -> Option<(Figure, usize)> {
    let signed = if first.value.is_sign_negative() { first.start.saturating_sub(1) } else { first.start };
    let (mut start, mut end) = (signed, last.end);
    let mut bound = None;
    if let Some((made, length)) = before(glyphs.get(free..start).unwrap_or_default()) {
        (bound, start) = (Some(made), start - length);
    } else if let Some((made, length)) = after(glyphs.get(end..).unwrap_or_default()) {
        (bound, end) = (Some(made), end + length);
    }
    if first.base.is_empty() && bound.is_none() {
        return None;
    }
    let relation = pair.unwrap_or_else(|| bound.unwrap_or(Relation::Exactly)(first.value));
    let property = property(text, glyphs.get(free..start).unwrap_or_default());
    let bytes = bytes_of(glyphs.get(start..end).unwrap_or_default());
    Some((Figure { property, relation, unit: first.base, bytes }, end))
}

/// What bounds a number from before, and how many glyphs it takes with the space after it.
fn before(glyphs: &[Glyph]) -> Option<(Made, usize)> {
    let stretch = glyphs.get(glyphs.len().saturating_sub(BOUND_MOST)..)?;
    let text: String = stretch.iter().map(|glyph| glyph.lower).collect();
    let words = text.trim_end();
    let found = BEFORE.iter().find(|(word, _)| words.strip_suffix(word).is_some_and(|rest| stands_alone(rest, word)));
    found.map(|(word, made)| (*made, word.chars().count() + text.chars().count() - words.chars().count()))
}

/// An English word must not be the end of another: `cover` does not bound.
fn stands_alone(before: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    !(word.starts_with(is_letter) && before.ends_with(is_letter))
}

fn after(glyphs: &[Glyph]) -> Option<(Made, usize)> {
    let text: String = glyphs.iter().take(BOUND_MOST).map(|glyph| glyph.lower).collect();
    let words = text.trim_start();
    let found = AFTER.iter().find(|(word, _)| words.starts_with(word));
    found.map(|(word, made)| (*made, word.chars().count() + text.chars().count() - words.chars().count()))
}

/// The words of the same clause before a figure.
fn property(text: &str, glyphs: &[Glyph]) -> String {
    let parts = |glyph: &Glyph| matches!(glyph.cased, ',' | ';' | '。' | '!' | '?' | '、' | '\n' | '\r');
    let glyphs = glyphs.get(glyphs.len().saturating_sub(PROPERTY_MOST)..).unwrap_or_default();
    let clause = glyphs.rsplit(parts).next().unwrap_or_default();
    let mut words = text.get(bytes_of(clause)).unwrap_or_default();
    loop {
        let before = words;
        words = words
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '(' | '（' | '=' | '-' | '.' | '~'));
        words = LINKS.iter().find_map(|link| words.strip_suffix(link)).unwrap_or(words);
        if words == before {
            return words.to_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_with_what_they_are_of() {
        let table = [
            ("矫顽力≥20 kOe", "矫顽力 AtLeast(1591.5494309189535) kA/m @9..18"),
            ("抗拉强度达到0.6GPa以上", "抗拉强度 AtLeast(600.0) MPa @18..30"),
            ("tensile strength of at least 600 MPa", "tensile strength AtLeast(600.0) MPa @20..36"),
            ("氧含量：<500ppm", "氧含量 LessThan(0.05) % @12..19"),
            ("TRL ≥6", "TRL AtLeast(6.0)  @4..8"),
            ("烧结温度1050~1100℃，保温2h", "烧结温度 Between(1050.0, 1100.0) °C @12..24; 保温 Exactly(2.0) h @33..35"),
            ("25±1 ℃", " Between(24.0, 26.0) °C @0..9"),
            ("-40~85℃", " Between(-40.0, 85.0) °C @0..9"),
            ("厚度 1.2 mm - 1.5 mm", "厚度 Between(1.2, 1.5) mm @7..22"),
            ("discover 5 mm", "discover Exactly(5.0) mm @9..13"),
            ("预算不超过200万元", "预算 AtMost(2000000.0) 元 @6..24"),
            ("第3节 2026", ""),
            ("", ""),
        ];
        for (given, expected) in table {
            let shown: Vec<String> = quantities(given)
                .iter()
                .map(|figure| format!("{} {:?} {} @{:?}", figure.property, figure.relation, figure.unit, figure.bytes))
                .collect();
            assert_eq!(shown.join("; "), expected, "{given}");
        }
    }

    #[test]
    fn relations_admit() {
        let table = [
            (Relation::AtLeast(20.0), 20.0, true),
            (Relation::MoreThan(20.0), 20.0, false),
            (Relation::AtMost(20.0), 20.5, false),
            (Relation::LessThan(20.0), 19.5, true),
            (Relation::Between(1.0, 2.0), 2.0, true),
            (Relation::Exactly(1.0), 1.5, false),
        ];
        for (relation, value, expected) in table {
            assert_eq!(relation.admits(value), expected, "{relation:?} {value}");
        }
    }
}
