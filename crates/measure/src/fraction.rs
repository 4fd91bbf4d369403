//! Exact fractions, for shares that people agree on: a third is a third.
#![deny(clippy::float_arithmetic)]

use std::cmp::Ordering;
use std::fmt;

use crate::decimal::{Decimal, DecimalRefusal};

/// An exact fraction in lowest terms. Its text is `7/10`, or `2` where it is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fraction {
    numerator: i128,
    /// Above zero.
    denominator: i128,
}

/// Why a fraction was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FractionRefusal {
    /// One of its numbers is none.
    #[error(transparent)]
    Number(#[from] DecimalRefusal),
    /// Nothing can be divided by nothing.
    #[error("a fraction cannot be over zero")]
    OverZero,
    /// The result has larger numbers than can be held.
    #[error("the fraction has larger numbers than can be held")]
    TooLarge,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// The whole.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// `numerator / denominator` in lowest terms.
    ///
    /// # Errors
    /// [`FractionRefusal::OverZero`], and [`FractionRefusal::TooLarge`] where a sign cannot be turned.
    pub fn new(numerator: i128, denominator: i128) -> Result<Self, FractionRefusal> {
        if denominator == 0 {
            return Err(FractionRefusal::OverZero);
        }
        let common = i128::try_from(gcd(numerator.unsigned_abs(), denominator.unsigned_abs()));
        let common = common.map_err(|_| FractionRefusal::TooLarge)?;
        let (numerator, denominator) = (numerator / common, denominator / common);
        if denominator > 0 {
            return Ok(Self { numerator, denominator });
        }
        match (numerator.checked_neg(), denominator.checked_neg()) {
            (Some(numerator), Some(denominator)) => Ok(Self { numerator, denominator }),
            (None, _) | (_, None) => Err(FractionRefusal::TooLarge),
        }
    }

    /// Reads `0.7`, `70%` or `7/10`.
    ///
    /// # Errors
    /// [`FractionRefusal`] names what is wrong.
    pub fn parse(text: &str) -> Result<Self, FractionRefusal> {
        let half = crate::full_width_to_half(text);
        let text = half.trim();
        if let Some(number) = text.strip_suffix('%') {
            return Self::of_decimal(number)?.checked_div(Self { numerator: 100, denominator: 1 });
        }
        match text.split_once('/') {
            Some((over, under)) => Self::of_decimal(over)?.checked_div(Self::of_decimal(under)?),
            None => Self::of_decimal(text),
        }
    }

    fn of_decimal(text: &str) -> Result<Self, FractionRefusal> {
        let (numerator, denominator) = Decimal::parse(text)?.fraction();
        Self::new(numerator, i128::try_from(denominator).map_err(|_| FractionRefusal::TooLarge)?)
    }

    /// The number above the line.
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The number below the line, above zero.
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// Whether it is below zero.
    pub const fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// The sum.
    ///
    /// # Errors
    /// [`FractionRefusal::TooLarge`].
    pub fn checked_add(self, other: Self) -> Result<Self, FractionRefusal> {
        let sum = || {
            let (mine, theirs, common) = over_common(self, other)?;
            Some((mine.checked_add(theirs)?, common))
        };
        let (numerator, denominator) = sum().ok_or(FractionRefusal::TooLarge)?;
        Self::new(numerator, denominator)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`FractionRefusal::TooLarge`].
    pub fn checked_sub(self, other: Self) -> Result<Self, FractionRefusal> {
        let numerator = other.numerator.checked_neg().ok_or(FractionRefusal::TooLarge)?;
        self.checked_add(Self { numerator, ..other })
    }

    /// The product.
    ///
    /// # Errors
    /// [`FractionRefusal::TooLarge`].
    pub fn checked_mul(self, other: Self) -> Result<Self, FractionRefusal> {
        // What cancels crosswise is cancelled first, so that only a product too large by itself is refused.
        let one = Self::new(self.numerator, other.denominator)?;
        let two = Self::new(other.numerator, self.denominator)?;
        let product = one.numerator.checked_mul(two.numerator).zip(one.denominator.checked_mul(two.denominator));
        let (numerator, denominator) = product.ok_or(FractionRefusal::TooLarge)?;
        Self::new(numerator, denominator)
    }

    /// The quotient.
    ///
    /// # Errors
    /// [`FractionRefusal::OverZero`], [`FractionRefusal::TooLarge`].
    pub fn checked_div(self, other: Self) -> Result<Self, FractionRefusal> {
        self.checked_mul(Self::new(other.denominator, other.numerator)?)
    }

    /// The sum of many; zero if there are none.
    ///
    /// # Errors
    /// [`FractionRefusal::TooLarge`].
    pub fn sum(fractions: impl IntoIterator<Item = Self>) -> Result<Self, FractionRefusal> {
        fractions.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        // By continued fractions: whole parts first, then what is left, upside down. Nothing is multiplied.
        let (mut left, mut right) = ((self.numerator, self.denominator), (other.numerator, other.denominator));
        loop {
            let whole = left.0.div_euclid(left.1).cmp(&right.0.div_euclid(right.1));
            if whole != Ordering::Equal {
                return whole;
            }
            let rest = (left.0.rem_euclid(left.1), right.0.rem_euclid(right.1));
            match rest {
                (0, 0) => return Ordering::Equal,
                (0, _) => return Ordering::Less,
                (_, 0) => return Ordering::Greater,
                (mine, theirs) => (left, right) = ((right.1, theirs), (left.1, mine)),
            }
        }
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.denominator {
            1 => write!(f, "{}", self.numerator),
            denominator => write!(f, "{}/{denominator}", self.numerator),
        }
    }
}

crate::text_form!(Fraction, FractionRefusal, Fraction::parse);

/// The greatest common divisor; that of zero and a number is the number.
fn gcd(one: u128, other: u128) -> u128 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// The numerators of both over their least common denominator, and that.
fn over_common(one: Fraction, other: Fraction) -> Option<(i128, i128, i128)> {
    let shared = i128::try_from(gcd(one.denominator.unsigned_abs(), other.denominator.unsigned_abs())).ok()?;
    let common = (one.denominator / shared).checked_mul(other.denominator)?;
    let mine = one.numerator.checked_mul(common / one.denominator)?;
    Some((mine, other.numerator.checked_mul(common / other.denominator)?, common))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Draw;

    fn fraction(text: &str) -> Fraction {
        Fraction::parse(text).unwrap()
    }

    #[test]
    fn fractions_read_as_people_write_them_and_print_in_lowest_terms() {
        let table = [
            ("0.70", "7/10"),
            ("70%", "7/10"),
            ("７０％", "7/10"),
            ("33.3%", "333/1000"),
            ("2/6", "1/3"),
            (" 1 / 3 ", "1/3"),
            ("-1/3", "-1/3"),
            ("1/-3", "-1/3"),
            ("0", "0"),
            ("0/5", "0"),
            ("10/5", "2"),
            ("0.5/1.5", "1/3"),
        ];
        for (given, shown) in table {
            assert_eq!(fraction(given).to_string(), shown, "{given}");
            assert_eq!(fraction(shown), fraction(given), "{given}");
        }
    }

    #[test]
    fn what_is_no_fraction_is_refused_by_name() {
        let not = |text: &str| FractionRefusal::Number(DecimalRefusal::NotANumber(text.to_owned()));
        let table = [
            ("", not("")),
            ("1/", not("")),
            ("1/2/3", not("2/3")),
            ("1e-1", not("1e-1")),
            ("1/0", FractionRefusal::OverZero),
            ("0/0", FractionRefusal::OverZero),
        ];
        for (given, expected) in table {
            assert_eq!(Fraction::parse(given), Err(expected), "{given}");
        }
    }

    #[test]
    fn arithmetic_is_exact_and_checked() {
        let (third, half) = (fraction("1/3"), fraction("1/2"));
        assert_eq!(third.checked_add(half), Ok(fraction("5/6")));
        assert_eq!(third.checked_sub(half), Ok(fraction("-1/6")));
        assert_eq!(third.checked_mul(half), Ok(fraction("1/6")));
        assert_eq!(third.checked_div(half), Ok(fraction("2/3")));
        assert_eq!(third.checked_div(Fraction::ZERO), Err(FractionRefusal::OverZero));
        assert_eq!(Fraction::sum([third, third, third]), Ok(Fraction::ONE));
        let large = Fraction::new(i128::MAX, 1).unwrap();
        assert_eq!(large.checked_add(Fraction::ONE), Err(FractionRefusal::TooLarge));
        assert_eq!(large.checked_mul(large), Err(FractionRefusal::TooLarge));
        assert_eq!(large.checked_mul(Fraction::new(1, i128::MAX).unwrap()), Ok(Fraction::ONE));
        assert_eq!(Fraction::new(1, i128::MIN), Err(FractionRefusal::TooLarge));
        assert_eq!(Fraction::new(i128::MIN, i128::MIN), Err(FractionRefusal::TooLarge));
    }

    #[test]
    fn order_is_that_of_the_numbers_however_large() {
        let mut draw = Draw::seeded(21);
        let one = |draw: &mut Draw| (i128::from(draw.amount()) - 1_000_000, i128::from(draw.amount()) + 1);
        for _ in 0..20_000 {
            let ((a, b), (c, d)) = (one(&mut draw), one(&mut draw));
            let (left, right) = (Fraction::new(a, b).unwrap(), Fraction::new(c, d).unwrap());
            assert_eq!(left.cmp(&right), (a * d).cmp(&(c * b)), "{left} {right}");
        }
        let (more, less) = (Fraction::new(i128::MAX, i128::MAX - 1), Fraction::new(i128::MAX - 1, i128::MAX));
        assert!(more.unwrap() > less.unwrap());
    }
}
