//! Numbers with units in a text, in the unit that their dimension is counted in.

use super::glyph::Glyph;
use super::script::Script;
use super::unit::{self, digits};
use measure::Decimal;

/// Most glyphs of a number, and of what is looked at for its unit.
const NUMBER_MOST: usize = 24;
const UNIT_MOST: usize = 16;

/// A number and its unit, by the places of their glyphs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measured {
    /// Where the number begins.
    pub(super) start: usize,
    /// Where the number ends.
    pub(super) number_end: usize,
    /// Where the unit ends; where the number does if there is none of its own.
    pub(super) end: usize,
    /// In the base unit.
    pub(super) value: f64,
    /// The base unit; empty for a bare number.
    pub(super) base: &'static str,
}

impl Measured {
    /// Its canonical text.
    pub(super) fn text(&self) -> String {
        format!("{}{}", digits(self.value), self.base.to_lowercase())
    }
}

/// A number as it stands, before its unit is known.
struct Number {
    start: usize,
    end: usize,
    value: f64,
}

/// Every number of a text that no letter stands right before; the first of a range takes the unit of the second.
pub(super) fn measured(glyphs: &[Glyph]) -> Vec<Measured> {
    let mut found: Vec<Measured> = Vec::new();
    let mut place = 0;
    while let Some(glyph) = glyphs.get(place) {
        let number = (glyph.script == Script::Digit).then(|| number(glyphs, place)).flatten();
        if let Some(number) = number {
            place = number.end;
            found.push(with_unit(glyphs, &number));
        } else if glyph.script.is_wordly() {
            place +=
                glyphs.get(place..).unwrap_or_default().iter().take_while(|glyph| glyph.script.is_wordly()).count();
        } else {
            place += 1;
        }
        place = place.max(found.last().map_or(0, |last| last.end));
    }
    share_units(glyphs, &mut found);
    found
}

fn with_unit(glyphs: &[Glyph], number: &Number) -> Measured {
    let space = glyphs.get(number.end).filter(|glyph| glyph.cased == ' ').map_or(0, |_| 1);
    let start = number.end + space;
    let rest = glyphs.get(start..).unwrap_or_default();
    let characters: Vec<char> = rest.iter().take(UNIT_MOST).map(|glyph| glyph.cased).collect();
    let bare = Measured { start: number.start, number_end: number.end, end: number.end, value: number.value, base: "" };
    match unit::unit(&characters) {
        Some(unit) if !is_grade(glyphs, number, &characters) => {
            let value = (number.value + unit.offset) * unit.factor;
            Measured { end: start + unit.length, value, base: unit.base, ..bare }
        }
        Some(_) | None => bare,
    }
}

/// Whether an `A` or `L` right after a whole number makes the name of a grade, as in `304A` and `316L`.
fn is_grade(glyphs: &[Glyph], number: &Number, unit: &[char]) -> bool {
    let digits = glyphs.get(number.start..number.end).unwrap_or_default();
    let whole = digits.iter().all(|digit| digit.script == Script::Digit);
    let glued = glyphs.get(number.end).is_some_and(|glyph| glyph.script == Script::Latin);
    let letter = unit.first().is_some_and(|first| matches!(first, 'A' | 'L'));
    whole && glued && letter && unit.get(1).is_none_or(|next| *next != '/')
}

/// The first number of `1100~1200 ℃` is in the unit of the second.
fn share_units(glyphs: &[Glyph], found: &mut [Measured]) {
    for place in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(place);
        let (Some(first), Some(second)) = (before.last_mut(), after.first()) else { continue };
        let between = glyphs.get(first.end..second.start).unwrap_or_default();
        if !first.base.is_empty() || second.base.is_empty() || !(joins(between) || is_tolerance(between)) {
            continue;
        }
        let rest = glyphs.get(second.number_end..second.end).unwrap_or_default();
        let characters: Vec<char> = rest.iter().map(|glyph| glyph.cased).skip_while(|c| *c == ' ').collect();
        if let Some(unit) = unit::unit(&characters) {
            first.value = (first.value + unit.offset) * unit.factor;
            first.base = unit.base;
        }
    }
}

/// Whether what stands between two numbers makes them a range.
pub(super) fn joins(between: &[Glyph]) -> bool {
    let text: String = between.iter().map(|glyph| glyph.lower).collect();
    matches!(text.trim(), "-" | "–" | "—" | "―" | "−" | "~" | "∼" | "〜" | "至" | "到" | "to" | "--")
}

/// Whether it makes the second a tolerance.
pub(super) fn is_tolerance(between: &[Glyph]) -> bool {
    let text: String = between.iter().map(|glyph| glyph.lower).collect();
    matches!(text.trim(), "±" | "+/-")
}

/// The number that begins at a digit: with groups of thousands, a fraction, and a power of ten.
fn number(glyphs: &[Glyph], start: usize) -> Option<Number> {
    let rest = glyphs.get(start..)?;
    let is_digit = |at: usize| rest.get(at).is_some_and(|glyph| glyph.script == Script::Digit && !glyph.raised);
    let is = |at: usize, sign: char| rest.get(at).is_some_and(|glyph| glyph.cased == sign);
    let digits = |mut at: usize| {
        while is_digit(at) {
            at += 1;
        }
        at
    };
    let mut end = digits(0);
    while end <= NUMBER_MOST && is(end, ',') && digits(end + 1) == end + 4 {
        end += 4;
    }
    if is(end, '.') && is_digit(end + 1) {
        end = digits(end + 1);
    }
    if end == 0 || end > NUMBER_MOST {
        return None;
    }
    let text: String = rest.get(..end)?.iter().map(|glyph| glyph.cased).collect();
    let mut value = Decimal::parse(&text).ok()?.nearest_float();
    let mut end = start + end;
    if let Some((exponent, beyond)) = power_of_ten(glyphs, end) {
        value *= 10_f64.powi(exponent);
        end = beyond;
    }
    if glyphs.get(start.wrapping_sub(1)).is_some_and(|glyph| matches!(glyph.cased, '-' | '−'))
        && begins_negative(glyphs, start)
    {
        value = -value;
    }
    Some(Number { start, end, value })
}

/// A minus belongs to the number if nothing that could be a word, a number or a bracket's end stands before it.
fn begins_negative(glyphs: &[Glyph], start: usize) -> bool {
    let before = start.checked_sub(2).and_then(|at| glyphs.get(at));
    before.is_none_or(|glyph| !glyph.script.is_wordly() && !matches!(glyph.cased, ')' | ']' | '%' | '°'))
}

/// `×10^5`, `× 10⁻³`: the exponent and where it ends.
fn power_of_ten(glyphs: &[Glyph], start: usize) -> Option<(i32, usize)> {
    let cased = |at: usize| glyphs.get(at).map(|glyph| glyph.cased);
    let skip = |at: usize| at + usize::from(cased(at) == Some(' '));
    let mut at = skip(start);
    if !matches!(cased(at)?, '×' | 'x' | '*' | '·') {
        return None;
    }
    at = skip(at + 1);
    if (cased(at)?, cased(at + 1)?) != ('1', '0') {
        return None;
    }
    at += 2;
    let raised = glyphs.get(at)?.raised;
    if !raised && cased(at)? != '^' {
        return None;
    }
    at += usize::from(!raised);
    let negative = matches!(cased(at)?, '-' | '−');
    at += usize::from(negative || cased(at)? == '+');
    let length = glyphs.get(at..)?.iter().take(3).take_while(|glyph| glyph.script == Script::Digit).count();
    let text: String = glyphs.get(at..at + length)?.iter().map(|glyph| glyph.cased).collect();
    let exponent: i32 = text.parse().ok().filter(|exponent| *exponent <= 99)?;
    Some((if negative { -exponent } else { exponent }, at + length))
}

#[cfg(test)]
mod tests {
    use super::super::glyph::glyphs;
    use super::*;

    #[test]
    fn quantities_have_one_text_per_dimension() {
        let table = [
            ("600 MPa", "600mpa"),
            ("0.6GPa", "600mpa"),
            ("600N/mm²", "600mpa"),
            ("1200℃", "1200°c"),
            ("1 200 °C", "1 200°c"),
            ("1,200 °C", "1200°c"),
            ("212°F", "100°c"),
            ("≥99.99％", "99.99%"),
            ("500 ppm", "0.05%"),
            ("12 kOe", "954.929658551ka/m"),
            ("1.45 T 14.5kGs", "1.45t 1.45t"),
            ("50 MGOe", "397.88735773kj/m3"),
            ("1.2×10^5 Pa", "0.12mpa"),
            ("2 × 10⁻³ Pa", "0.000000002mpa"),
            ("1100~1200℃", "1100°c 1200°c"),
            ("5%-10%", "5% 10%"),
            ("3-5 μm", "0.003mm 0.005mm"),
            ("-40~85℃", "-40°c 85°c"),
            ("25±1 ℃", "25°c 1°c"),
            ("3000吨/年", "3000000kg/a"),
            ("120万元", "1200000元"),
            ("5小时30分钟", "5h 0.5h"),
            ("N52 316L P507", "316"),
            ("304A 5 A", "304 5a"),
            ("1.2.3 mm", "1.2 3mm"),
            ("6", "6"),
            ("12345678901234567890123456789", ""),
            ("", ""),
        ];
        for (given, expected) in table {
            let found: Vec<String> = measured(&glyphs(given)).iter().map(Measured::text).collect();
            assert_eq!(found.join(" "), expected, "{given}");
        }
    }
}
