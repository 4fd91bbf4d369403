//! Exact decimal numbers as people write them: digits kept, nothing rounded.

use std::cmp::Ordering;
use std::fmt;

/// Most significant digits a number may have; with [`PLACES_MOST`] it keeps every comparison inside `i128`.
const DIGITS_MOST: usize = 19;
/// Most digits after the point.
const PLACES_MOST: u32 = 18;

/// An exact decimal number, `coefficient × 10^-places`, with trailing zeros kept as written.
///
/// `1.50` and `1.5` are different texts and so not `==`; [`Decimal::compare`] compares what they are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal {
    coefficient: i128,
    places: u32,
}

/// Why a text was refused as a number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalRefusal {
    /// The text is no decimal number.
    #[error("“{0}” is not a decimal number")]
    NotANumber(String),
    /// The commas do not stand between groups of three digits.
    #[error("the commas in “{0}” do not part groups of three digits")]
    Grouping(String),
    /// The number has more digits than are kept exactly.
    #[error("“{0}” has more digits than can be kept exactly")]
    TooLong(String),
}

impl Decimal {
    /// Reads a whole text such as `-1,234.50`, full-width or half-width.
    ///
    /// # Errors
    /// [`DecimalRefusal`] names what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, DecimalRefusal> {
        let half = crate::full_width_to_half(text);
        match Self::leading(half.trim()) {
            Some((number, "")) => number,
            Some(_) | None => Err(DecimalRefusal::NotANumber(text.to_owned())),
        }
    }

    /// The number `coefficient × 10^-places`, when it is within what is kept exactly.
    pub(crate) fn new(coefficient: i128, places: u32) -> Option<Self> {
        let short = coefficient.unsigned_abs() < 10_u128.pow(u32::try_from(DIGITS_MOST).ok()?);
        (short && places <= PLACES_MOST).then_some(Self { coefficient, places })
    }

    /// The number at the start of a half-width text, and what follows it; `None` where no number starts.
    pub(crate) fn leading(text: &str) -> Option<(Result<Self, DecimalRefusal>, &str)> {
        let unsigned = text.strip_prefix(['+', '-', '−']).unwrap_or(text);
        let length = number_length(unsigned);
        let (digits, rest) = unsigned.split_at(length);
        if !digits.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let negative = text.starts_with(['-', '−']);
        Some((read(digits, negative), rest))
    }

    /// The number `exponent` powers of ten larger, when it is still within what is kept exactly.
    pub(crate) fn times_ten_to(self, exponent: i32) -> Option<Self> {
        let shift = i64::from(self.places) - i64::from(exponent);
        if shift >= 0 {
            return Self::new(self.coefficient, u32::try_from(shift).ok()?);
        }
        let power = 10_i128.checked_pow(u32::try_from(-shift).ok()?)?;
        Self::new(self.coefficient.checked_mul(power)?, 0)
    }

    /// The coefficient when the number is written with `places` digits after the point; `None` if that loses digits.
    pub(crate) fn coefficient_at(self, places: u32) -> Option<i128> {
        if places >= self.places {
            return self.coefficient.checked_mul(10_i128.checked_pow(places - self.places)?);
        }
        let divisor = 10_i128.checked_pow(self.places - places)?;
        (self.coefficient % divisor == 0).then(|| self.coefficient / divisor)
    }

    /// The same number without zeros at its end.
    #[must_use]
    pub fn trimmed(self) -> Self {
        let mut trimmed = self;
        while trimmed.places > 0 && trimmed.coefficient % 10 == 0 {
            trimmed.coefficient /= 10;
            trimmed.places -= 1;
        }
        trimmed
    }

    /// Which of the two is worth more; `1.50` and `1.5` are equal here.
    pub fn compare(&self, other: &Self) -> Ordering {
        let (one, other, _) = self.aligned(other);
        one.cmp(&other)
    }

    /// Whether the number is below zero.
    pub fn is_negative(&self) -> bool {
        self.coefficient < 0
    }

    /// Whether `self` lies within `tolerance` of `middle`, both ends included.
    pub fn is_within(&self, tolerance: &Self, middle: &Self) -> bool {
        let (value, centre, places) = self.aligned(middle);
        let distance = (value - centre).unsigned_abs();
        let (tolerance_scale, distance_scale) = (
            10_u128.pow(places.saturating_sub(tolerance.places)),
            10_u128.pow(tolerance.places.saturating_sub(places)),
        );
        let allowed = tolerance.coefficient.unsigned_abs().checked_mul(tolerance_scale);
        match (distance.checked_mul(distance_scale), allowed) {
            (Some(distance), Some(allowed)) => tolerance.coefficient >= 0 && distance <= allowed,
            (None, Some(_)) => false,
            (_, None) => true,
        }
    }

    /// The number as a fraction: an integer over a power of ten.
    pub fn fraction(&self) -> (i128, u128) {
        let trimmed = self.trimmed();
        (trimmed.coefficient, 10_u128.pow(trimmed.places))
    }

    /// The nearest floating-point number, for models that compute in them.
    pub fn nearest_float(&self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// Both coefficients at the larger number of places, and that number; fits `i128` by the limits above.
    fn aligned(&self, other: &Self) -> (i128, i128, u32) {
        let places = self.places.max(other.places);
        let at = |number: &Self| number.coefficient * 10_i128.pow(places - number.places);
        (at(self), at(other), places)
    }
}

/// How many bytes at the start are digits, one point, or commas before digits.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut seen_point = false;
    let mut at = 0;
    loop {
        match bytes.get(at) {
            Some(b'0'..=b'9') => {}
            Some(b'.') if !seen_point && digit(at + 1) => seen_point = true,
            Some(b',') if !seen_point && at > 0 && digit(at + 1) => {}
            Some(_) | None => return at,
        }
        at += 1;
    }
}

/// Digits, commas and a point, already found to be nothing else.
fn read(text: &str, negative: bool) -> Result<Decimal, DecimalRefusal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next().map_or(0, str::len);
        if !(1..=3).contains(&first) || groups.any(|group| group.len() != 3) {
            return Err(DecimalRefusal::Grouping(text.to_owned()));
        }
    }
    let too_long = || DecimalRefusal::TooLong(text.to_owned());
    let digits: String = whole.chars().filter(|c| *c != ',').chain(fraction.chars()).collect();
    let significant = digits.trim_start_matches('0');
    if significant.len() > DIGITS_MOST {
        return Err(too_long());
    }
    let size: i128 = if significant.is_empty() { 0 } else { significant.parse().map_err(|_| too_long())? };
    let places = u32::try_from(fraction.len()).map_err(|_| too_long())?;
    Decimal::new(if negative { -size } else { size }, places).ok_or_else(too_long)
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.coefficient.unsigned_abs();
        let power = 10_u128.pow(self.places);
        let sign = if self.is_negative() { "-" } else { "" };
        write!(f, "{sign}{}", size / power)?;
        if self.places == 0 {
            return Ok(());
        }
        write!(f, ".{:0width$}", size % power, width = self.places as usize)
    }
}

crate::text_form!(Decimal, DecimalRefusal, Decimal::parse);

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn numbers_keep_their_digits() {
        let table = [
            ("0", "0"),
            ("-0", "0"),
            ("007", "7"),
            ("1.50", "1.50"),
            (".5", "0.5"),
            ("-0.05", "-0.05"),
            ("−3", "-3"),
            ("+3", "3"),
            ("3,000,000", "3000000"),
            ("１，２３４．５", "1234.5"),
            ("0.000000000000000001", "0.000000000000000001"),
        ];
        for (given, shown) in table {
            assert_eq!(number(given).to_string(), shown, "{given}");
            assert_eq!(number(shown), number(given), "{given}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_by_name() {
        let not = |text: &str| DecimalRefusal::NotANumber(text.to_owned());
        let table = [
            ("", not("")),
            (".", not(".")),
            ("5.", not("5.")),
            ("1.2.3", not("1.2.3")),
            ("1e3", not("1e3")),
            ("--1", not("--1")),
            ("1 000", not("1 000")),
            ("1,5", DecimalRefusal::Grouping("1,5".to_owned())),
            ("1234,567", DecimalRefusal::Grouping("1234,567".to_owned())),
            ("12345678901234567890", DecimalRefusal::TooLong("12345678901234567890".to_owned())),
            ("0.1234567890123456789", DecimalRefusal::TooLong("0.1234567890123456789".to_owned())),
        ];
        for (given, expected) in table {
            assert_eq!(Decimal::parse(given), Err(expected), "{given}");
        }
    }

    #[test]
    fn worth_is_compared_not_text() {
        assert_ne!(number("1.50"), number("1.5"));
        assert_eq!(number("1.50").compare(&number("1.5")), Ordering::Equal);
        assert_eq!(number("-2").compare(&number("1.5")), Ordering::Less);
        assert_eq!(number("9999999999999999999").compare(&number("0.000000000000000001")), Ordering::Greater);
        assert_eq!(number("1.500").trimmed(), number("1.5"));
    }

    #[test]
    fn tolerance_includes_its_ends() {
        let table = [
            ("24", "1", "25", true),
            ("26.0", "1", "25", true),
            ("26.001", "1", "25", false),
            ("-1", "0", "-1.00", true),
            ("9999999999999999999", "0.000000000000000001", "-9999999999999999999", false),
        ];
        for (value, tolerance, middle, expected) in table {
            assert_eq!(
                number(value).is_within(&number(tolerance), &number(middle)),
                expected,
                "{value} in {middle}±{tolerance}"
            );
        }
    }
}
