//! Quantities of target indicators: a bound, one or two exact numbers, and a unit as text.

use crate::decimal::{Decimal, DecimalRefusal};
use std::cmp::Ordering;
use std::fmt;

/// Most characters of a unit.
const UNIT_LENGTH_MOST: usize = 40;
/// What stands between the ends of a range.
const BETWEEN: &[&str] = &["–", "-", "—", "―", "~", "至", "到"];
/// Signs and words before a number, and words after a unit, that bound it.
const BEFORE: &[(&str, Side)] = &[
    ("≥", Side::AtLeast),
    ("≧", Side::AtLeast),
    (">=", Side::AtLeast),
    ("大于等于", Side::AtLeast),
    ("不低于", Side::AtLeast),
    ("不小于", Side::AtLeast),
    ("不少于", Side::AtLeast),
    ("至少", Side::AtLeast),
    ("≤", Side::AtMost),
    ("≦", Side::AtMost),
    ("<=", Side::AtMost),
    ("小于等于", Side::AtMost),
    ("不高于", Side::AtMost),
    ("不大于", Side::AtMost),
    ("不超过", Side::AtMost),
    ("至多", Side::AtMost),
    (">", Side::MoreThan),
    ("大于", Side::MoreThan),
    ("高于", Side::MoreThan),
    ("<", Side::LessThan),
    ("小于", Side::LessThan),
    ("低于", Side::LessThan),
];
const AFTER: &[(&str, Side)] = &[
    ("及以上", Side::AtLeast),
    ("以上", Side::AtLeast),
    ("及以下", Side::AtMost),
    ("以下", Side::AtMost),
    ("以内", Side::AtMost),
];

/// Which side of a number counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
}

/// The numbers of a quantity and which side of them counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// This number: `20 kOe`.
    Exact(Decimal),
    /// This number or more: `≥1.45 T`.
    AtLeast(Decimal),
    /// This number or less: `≤0.5 %`.
    AtMost(Decimal),
    /// More than this number: `>99.9 %`.
    MoreThan(Decimal),
    /// Less than this number: `<5 ppm`.
    LessThan(Decimal),
    /// Between two numbers, both included: `1.2–1.5 mm`.
    Between {
        /// The lower end.
        low: Decimal,
        /// The upper end, not below the lower.
        high: Decimal,
    },
    /// A number with a tolerance on both sides: `25±1 ℃`.
    PlusMinus {
        /// The number in the middle.
        middle: Decimal,
        /// How far the value may lie from it; not negative.
        tolerance: Decimal,
    },
}

/// A quantity such as `≥1.45 T`; its [`fmt::Display`] is the canonical text, which parses to the same value.
///
/// ```
/// use didymium_measure::{Decimal, Quantity};
/// let remanence = Quantity::parse("不低于１．４５Ｔ")?;
/// assert_eq!(remanence.to_string(), "≥1.45 T");
/// assert!(remanence.admits(&Decimal::parse("1.450")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quantity {
    bound: Bound,
    unit: String,
}

/// Why a text was refused as a quantity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantityRefusal {
    /// Nothing is written.
    #[error("the quantity is empty")]
    Empty,
    /// No number stands where one is needed.
    #[error("“{0}” does not start with a number")]
    NoNumber(String),
    /// The number itself is refused.
    #[error(transparent)]
    Number(#[from] DecimalRefusal),
    /// The upper end of a range is below its lower end.
    #[error("the range runs backwards: from {low} to {high}")]
    RangeReversed {
        /// What was written first.
        low: Decimal,
        /// What was written second.
        high: Decimal,
    },
    /// A tolerance below zero.
    #[error("the tolerance {0} is below zero")]
    NegativeTolerance(Decimal),
    /// A range or tolerance together with a bound, or two bounds.
    #[error("“{0}” is bounded twice")]
    BoundedTwice(String),
    /// What stands after the number cannot be a unit.
    #[error("“{0}” is not a unit")]
    NotAUnit(String),
}

impl Quantity {
    /// Reads a quantity as people write it, full-width or not.
    ///
    /// # Errors
    /// [`QuantityRefusal`] names what is wrong.
    pub fn parse(text: &str) -> Result<Self, QuantityRefusal> {
        let half = crate::full_width_to_half(text);
        let whole = half.trim();
        if whole.is_empty() {
            return Err(QuantityRefusal::Empty);
        }
        let (side, inner) = strip_side(whole).ok_or_else(|| QuantityRefusal::BoundedTwice(whole.to_owned()))?;
        if let Some(tolerance) = strip_tolerance(inner) {
            let (tolerance, unit) = number(tolerance)?;
            let zero = Decimal::new(0, 0).ok_or_else(|| QuantityRefusal::NoNumber(whole.to_owned()))?;
            return Self::sided(Bound::PlusMinus { middle: zero, tolerance }, side, unit, whole);
        }
        let (first, rest) = number(inner)?;
        if let Some(tolerance) = strip_tolerance(rest) {
            let (tolerance, unit) = number(tolerance)?;
            return Self::sided(Bound::PlusMinus { middle: first, tolerance }, side, unit, whole);
        }
        if let Some((high, unit)) = upper_end(rest) {
            return Self::sided(Bound::Between { low: first, high: high? }, side, unit, whole);
        }
        let bound = match side {
            None => Bound::Exact(first),
            Some(Side::AtLeast) => Bound::AtLeast(first),
            Some(Side::AtMost) => Bound::AtMost(first),
            Some(Side::MoreThan) => Bound::MoreThan(first),
            Some(Side::LessThan) => Bound::LessThan(first),
        };
        Self::new(bound, rest)
    }

    /// A quantity of a bound and a unit; an empty unit is a bare number.
    ///
    /// # Errors
    /// [`QuantityRefusal`] for a range that runs backwards, a negative tolerance, or what is no unit.
    pub fn new(bound: Bound, unit: &str) -> Result<Self, QuantityRefusal> {
        match bound {
            Bound::Between { low, high } if low.compare(&high) == Ordering::Greater => {
                return Err(QuantityRefusal::RangeReversed { low, high });
            }
            Bound::PlusMinus { tolerance, .. } if tolerance.is_negative() => {
                return Err(QuantityRefusal::NegativeTolerance(tolerance));
            }
            Bound::Exact(_)
            | Bound::AtLeast(_)
            | Bound::AtMost(_)
            | Bound::MoreThan(_)
            | Bound::LessThan(_)
            | Bound::Between { .. }
            | Bound::PlusMinus { .. } => {}
        }
        Ok(Self { bound, unit: unit_of(unit)? })
    }

    /// The numbers and which side of them counts.
    pub fn bound(&self) -> Bound {
        self.bound
    }

    /// The unit as text, empty for a bare number.
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// Whether a value, given in the same unit, meets the bound.
    pub fn admits(&self, value: &Decimal) -> bool {
        match &self.bound {
            Bound::Exact(number) => value.compare(number).is_eq(),
            Bound::AtLeast(number) => value.compare(number).is_ge(),
            Bound::AtMost(number) => value.compare(number).is_le(),
            Bound::MoreThan(number) => value.compare(number).is_gt(),
            Bound::LessThan(number) => value.compare(number).is_lt(),
            Bound::Between { low, high } => value.compare(low).is_ge() && value.compare(high).is_le(),
            Bound::PlusMinus { middle, tolerance } => value.is_within(tolerance, middle),
        }
    }

    /// A bound that leaves no room for a further one.
    fn sided(bound: Bound, side: Option<Side>, unit: &str, whole: &str) -> Result<Self, QuantityRefusal> {
        match side {
            None => Self::new(bound, unit),
            Some(_) => Err(QuantityRefusal::BoundedTwice(whole.to_owned())),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.bound {
            Bound::Exact(number) => write!(f, "{number}")?,
            Bound::AtLeast(number) => write!(f, "≥{number}")?,
            Bound::AtMost(number) => write!(f, "≤{number}")?,
            Bound::MoreThan(number) => write!(f, ">{number}")?,
            Bound::LessThan(number) => write!(f, "<{number}")?,
            Bound::Between { low, high } => write!(f, "{low}–{high}")?,
            Bound::PlusMinus { middle, tolerance } => write!(f, "{middle}±{tolerance}")?,
        }
        if self.unit.is_empty() { Ok(()) } else { write!(f, " {}", self.unit) }
    }
}

crate::text_form!(Quantity, QuantityRefusal, Quantity::parse);

/// The text without the sign or word that bounds it; `None` where two of them meet.
fn strip_side(text: &str) -> Option<(Option<Side>, &str)> {
    let before = BEFORE.iter().find_map(|(word, side)| Some((*side, text.strip_prefix(word)?.trim_start())));
    let inner = before.map_or(text, |(_, rest)| rest);
    let after = AFTER.iter().find_map(|(word, side)| Some((*side, inner.strip_suffix(word)?.trim_end())));
    match (before, after) {
        (Some(_), Some(_)) => None,
        (Some((side, rest)), None) | (None, Some((side, rest))) => Some((Some(side), rest)),
        (None, None) => Some((None, inner)),
    }
}

/// What follows ± or +/-.
fn strip_tolerance(text: &str) -> Option<&str> {
    text.strip_prefix('±').or_else(|| text.strip_prefix("+/-")).map(str::trim_start)
}

/// The upper end of a range and its unit, where the lower end's rest is `–1.5 mm` or `mm – 1.5 mm`.
fn upper_end(rest: &str) -> Option<(Result<Decimal, QuantityRefusal>, &str)> {
    if let Some(upper) = BETWEEN.iter().find_map(|sign| rest.strip_prefix(sign)) {
        return Some(match number(upper.trim_start()) {
            Ok((high, unit)) => (Ok(high), unit),
            Err(refusal) => (Err(refusal), ""),
        });
    }
    BETWEEN.iter().find_map(|sign| {
        let (unit, upper) = rest.split_once(sign)?;
        let (high, upper_unit) = number(upper.trim_start()).ok()?;
        (unit.trim() == upper_unit.trim()).then_some((Ok(high), upper_unit))
    })
}

/// A number at the start of the text, with `×10^n` if it has one, and the trimmed rest.
fn number(text: &str) -> Result<(Decimal, &str), QuantityRefusal> {
    let (number, rest) = Decimal::leading(text).ok_or_else(|| QuantityRefusal::NoNumber(text.to_owned()))?;
    let (number, rest) = (number?, rest.trim_start());
    let Some((exponent, after)) = power_of_ten(rest) else { return Ok((number, rest)) };
    let too_long = || DecimalRefusal::TooLong(text.to_owned());
    Ok((number.times_ten_to(exponent).ok_or_else(too_long)?, after.trim_start()))
}

/// The exponent of `×10^5`, `×10⁵` or `×10⁻³`, and what follows it.
fn power_of_ten(text: &str) -> Option<(i32, &str)> {
    let after = text.strip_prefix('×')?.trim_start().strip_prefix("10")?;
    let plain = after.strip_prefix('^');
    let written = plain.unwrap_or(after);
    let length = written.find(|c| exponent_digit(c, plain.is_some()).is_none()).unwrap_or(written.len());
    let (digits, rest) = written.split_at(length);
    let digits: Option<String> = digits.chars().map(|c| exponent_digit(c, plain.is_some())).collect();
    Some((digits?.parse().ok()?, rest))
}

/// A digit or minus of an exponent, plain or superscript.
fn exponent_digit(c: char, plain: bool) -> Option<char> {
    if plain {
        return (c.is_ascii_digit() || c == '-').then_some(c);
    }
    let place = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".chars().position(|superscript| superscript == c)?;
    "0123456789-".chars().nth(place)
}

/// A unit as kept: trimmed, one micro sign; refused where it can only be a misread number or bound.
fn unit_of(text: &str) -> Result<String, QuantityRefusal> {
    let unit = text.trim().replace('µ', "μ");
    let refusal = || QuantityRefusal::NotAUnit(text.trim().to_owned());
    let Some(first) = unit.chars().next() else { return Ok(unit) };
    let misread = first.is_ascii_digit() || "+-−–—×.^".contains(first);
    let exponent =
        unit.strip_prefix(['e', 'E']).is_some_and(|rest| rest.starts_with(|c: char| "+-0123456789".contains(c)));
    let foreign = unit.chars().any(|c| "≥≤≧≦<>=±~,;:".contains(c) || c.is_control());
    if misread || exponent || foreign || unit.chars().count() > UNIT_LENGTH_MOST {
        return Err(refusal());
    }
    let bounds = AFTER.iter().any(|(word, _)| unit.ends_with(word));
    let range = upper_end(&unit).is_some();
    if bounds || range { Err(refusal()) } else { Ok(unit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(given: &str) -> String {
        Quantity::parse(given).map_or_else(|refusal| format!("refused: {refusal}"), |quantity| quantity.to_string())
    }

    #[test]
    fn indicators_are_understood() {
        let table = [
            ("≥1.45 T", "≥1.45 T"),
            ("≤ 0.5 %", "≤0.5 %"),
            ("≤０．５％", "≤0.5 %"),
            ("1.2–1.5 mm", "1.2–1.5 mm"),
            ("1.2-1.5mm", "1.2–1.5 mm"),
            ("1.2 mm ~ 1.5 mm", "1.2–1.5 mm"),
            ("-40～85℃", "-40–85 ℃"),
            ("-40--20 ℃", "-40–-20 ℃"),
            ("25±1 ℃", "25±1 ℃"),
            ("25 +/- 0.50 ℃", "25±0.50 ℃"),
            ("±0.01 mm", "0±0.01 mm"),
            ("20 kOe", "20 kOe"),
            ("不低于99.99%", "≥99.99 %"),
            ("1000h以上", "≥1000 h"),
            (">99.9 %", ">99.9 %"),
            ("＜5 ppm", "<5 ppm"),
            ("10 µm", "10 μm"),
            ("3", "3"),
            ("5 m·s-1", "5 m·s-1"),
            ("1,200 t/a", "1200 t/a"),
            ("1.2×10^5 Pa", "120000 Pa"),
            ("≤2 × 10⁻³ Pa", "≤0.002 Pa"),
            ("5eV", "5 eV"),
        ];
        for (given, shown) in table {
            assert_eq!(text_of(given), shown, "{given}");
            assert_eq!(Quantity::parse(shown), Quantity::parse(given), "{given}");
        }
    }

    #[test]
    fn what_is_no_quantity_is_refused_by_name() {
        let table = [
            ("", "refused: the quantity is empty"),
            ("高性能", "refused: “高性能” does not start with a number"),
            ("≥", "refused: “” does not start with a number"),
            ("1.2– mm", "refused: “mm” does not start with a number"),
            ("1.5-1.2 mm", "refused: the range runs backwards: from 1.5 to 1.2"),
            ("25±-1 ℃", "refused: the tolerance -1 is below zero"),
            ("≥1-2 mm", "refused: “≥1-2 mm” is bounded twice"),
            ("≥5 mm以上", "refused: “≥5 mm以上” is bounded twice"),
            ("≥25±1 ℃", "refused: “≥25±1 ℃” is bounded twice"),
            ("1.5e3 Pa", "refused: “e3 Pa” is not a unit"),
            ("3×10 mm", "refused: “×10 mm” is not a unit"),
            ("1.45 T, 20 kOe", "refused: “T, 20 kOe” is not a unit"),
            ("1.2.3 mm", "refused: “.3 mm” is not a unit"),
            ("1,5 mm", "refused: the commas in “1,5” do not part groups of three digits"),
        ];
        for (given, expected) in table {
            assert_eq!(text_of(given), expected, "{given}");
        }
    }

    #[test]
    fn bounds_admit_by_worth() {
        let table = [
            ("≥1.45 T", "1.450", true),
            ("≥1.45 T", "1.449", false),
            (">1.45 T", "1.450", false),
            ("≤0.5 %", "0.50", true),
            ("<0.5 %", "0.5", false),
            ("20 kOe", "20.0", true),
            ("1.2–1.5 mm", "1.5", true),
            ("1.2–1.5 mm", "1.51", false),
            ("25±1 ℃", "24", true),
            ("25±1 ℃", "23.99", false),
        ];
        for (quantity, value, expected) in table {
            let admitted = Quantity::parse(quantity).unwrap().admits(&Decimal::parse(value).unwrap());
            assert_eq!(admitted, expected, "{value} for {quantity}");
        }
    }

    #[test]
    fn what_is_shown_parses_to_the_same() {
        let mut draw = crate::draw::Draw::seeded(3);
        for _ in 0..20_000 {
            let mut number = || {
                let sign = if draw.below(3) == 0 { -1 } else { 1 };
                Decimal::new(i128::from(draw.amount()) * sign, u32::try_from(draw.below(19)).unwrap()).unwrap()
            };
            let (one, other) = (number(), number());
            let (low, high) = if one.compare(&other).is_le() { (one, other) } else { (other, one) };
            let bound = match draw.below(7) {
                0 => Bound::Exact(one),
                1 => Bound::AtLeast(one),
                2 => Bound::AtMost(one),
                3 => Bound::MoreThan(one),
                4 => Bound::LessThan(one),
                5 => Bound::Between { low, high },
                _ if other.is_negative() => Bound::AtLeast(other),
                _ => Bound::PlusMinus { middle: one, tolerance: other },
            };
            let unit = draw.one_of(&["", "T", "%", "kOe", "℃", "m·s-1", "MJ/m³", "次", "t REO", "μm"]);
            let quantity = Quantity::new(bound, unit).unwrap();
            assert_eq!(Quantity::parse(&quantity.to_string()), Ok(quantity.clone()), "{quantity}");
        }
    }
}
