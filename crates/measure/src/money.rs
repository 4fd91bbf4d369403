//! Exact amounts of money: whole minor units of one currency, checked arithmetic, no floats.
#![deny(clippy::float_arithmetic)]

use crate::decimal::{Decimal, DecimalRefusal};
use std::fmt;

/// A currency whose amounts are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Renminbi, counted in fen.
    Cny,
    /// United States dollar, counted in cents.
    Usd,
    /// Euro, counted in cents.
    Eur,
    /// Japanese yen, which has no minor unit.
    Jpy,
    /// Hong Kong dollar, counted in cents.
    Hkd,
    /// Pound sterling, counted in pence.
    Gbp,
}

impl Currency {
    /// Every currency.
    pub const ALL: [Self; 6] = [Self::Cny, Self::Usd, Self::Eur, Self::Jpy, Self::Hkd, Self::Gbp];

    /// The ISO 4217 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cny => "CNY",
            Self::Usd => "USD",
            Self::Eur => "EUR",
            Self::Jpy => "JPY",
            Self::Hkd => "HKD",
            Self::Gbp => "GBP",
        }
    }

    /// How many decimal digits the minor unit has (ISO 4217).
    pub fn minor_digits(self) -> u32 {
        match self {
            Self::Cny | Self::Usd | Self::Eur | Self::Hkd | Self::Gbp => 2,
            Self::Jpy => 0,
        }
    }

    /// So many minor units in the major unit, without the currency: `1234.56`. Sums may be wider than an amount.
    pub fn text_of(self, minor_units: i128) -> String {
        let digits = self.minor_digits();
        let sign = if minor_units < 0 { "-" } else { "" };
        let size = minor_units.unsigned_abs();
        let power = 10_u128.pow(digits);
        if digits == 0 {
            return format!("{sign}{size}");
        }
        format!("{sign}{}.{:0width$}", size / power, size % power, width = digits as usize)
    }

    /// The currency of an ISO 4217 code, in either case.
    ///
    /// # Errors
    /// [`MoneyRefusal::UnknownCurrency`] for any other text.
    pub fn parse(code: &str) -> Result<Self, MoneyRefusal> {
        let known = Self::ALL.into_iter().find(|currency| currency.code().eq_ignore_ascii_case(code));
        known.ok_or_else(|| MoneyRefusal::UnknownCurrency(code.to_owned()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An exact amount of money, in minor units (fen for CNY); it may be negative. Its text is `CNY 1234.56`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Money {
    minor_units: i64,
    currency: Currency,
}

/// Why an amount of money was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyRefusal {
    /// The code names no currency held here.
    #[error("“{0}” is not a currency held here")]
    UnknownCurrency(String),
    /// The text lacks the code of its currency.
    #[error("“{0}” does not name its currency, as in CNY 1234.56")]
    NoCurrency(String),
    /// The amount is not a number.
    #[error(transparent)]
    Number(#[from] DecimalRefusal),
    /// The amount is finer than the currency's minor unit.
    #[error("{number} is finer than the minor unit of {currency}")]
    FinerThanMinorUnit {
        /// The amount as given, in the currency's major unit.
        number: String,
        /// The currency.
        currency: Currency,
    },
    /// Two amounts of different currencies do not add up.
    #[error("{left} and {right} are different currencies")]
    CurrenciesDiffer {
        /// Currency of the first amount.
        left: Currency,
        /// Currency of the second amount.
        right: Currency,
    },
    /// The result is larger than can be held.
    #[error("the amount is larger than can be held")]
    TooLarge,
}

impl Money {
    /// An amount of `minor_units` of the currency.
    pub const fn new(minor_units: i64, currency: Currency) -> Self {
        Self { minor_units, currency }
    }

    /// An amount of renminbi in fen.
    pub const fn fen(fen: i64) -> Self {
        Self::new(fen, Currency::Cny)
    }

    /// Nothing, in the currency.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Reads `CNY 1234.56`: code, amount in the major unit.
    ///
    /// # Errors
    /// [`MoneyRefusal`] names what is wrong.
    pub fn parse(text: &str) -> Result<Self, MoneyRefusal> {
        let half = crate::full_width_to_half(text);
        let (code, number) =
            half.trim().split_once(' ').ok_or_else(|| MoneyRefusal::NoCurrency(text.trim().to_owned()))?;
        Self::from_decimal(Decimal::parse(number)?, 0, Currency::parse(code)?)
    }

    /// `number × 10^exponent` of the currency's major unit, when it is a whole number of minor units.
    pub(crate) fn from_decimal(number: Decimal, exponent: i32, currency: Currency) -> Result<Self, MoneyRefusal> {
        let amount = number.trimmed().times_ten_to(exponent).ok_or(MoneyRefusal::TooLarge)?;
        let minor_units = amount
            .coefficient_at(currency.minor_digits())
            .ok_or_else(|| MoneyRefusal::FinerThanMinorUnit { number: amount.to_string(), currency })?;
        Ok(Self::new(i64::try_from(minor_units).map_err(|_| MoneyRefusal::TooLarge)?, currency))
    }

    /// The amount in minor units: fen, cents, pence, or whole yen.
    pub const fn minor_units(self) -> i64 {
        self.minor_units
    }

    /// The currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether the amount is below zero.
    pub const fn is_negative(self) -> bool {
        self.minor_units < 0
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyRefusal::CurrenciesDiffer`], [`MoneyRefusal::TooLarge`].
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyRefusal> {
        self.same_currency(other)?;
        self.with(self.minor_units.checked_add(other.minor_units))
    }

    /// The difference, which may be negative.
    ///
    /// # Errors
    /// [`MoneyRefusal::CurrenciesDiffer`], [`MoneyRefusal::TooLarge`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyRefusal> {
        self.same_currency(other)?;
        self.with(self.minor_units.checked_sub(other.minor_units))
    }

    /// The amount so many times.
    ///
    /// # Errors
    /// [`MoneyRefusal::TooLarge`].
    pub fn checked_mul(self, times: i64) -> Result<Self, MoneyRefusal> {
        self.with(self.minor_units.checked_mul(times))
    }

    /// The sum of amounts of one currency; zero of it if there are none.
    ///
    /// # Errors
    /// [`MoneyRefusal::CurrenciesDiffer`], [`MoneyRefusal::TooLarge`].
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyRefusal> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::checked_add)
    }

    /// Which amount is larger.
    ///
    /// # Errors
    /// [`MoneyRefusal::CurrenciesDiffer`].
    pub fn compare(self, other: Self) -> Result<std::cmp::Ordering, MoneyRefusal> {
        self.same_currency(other)?;
        Ok(self.minor_units.cmp(&other.minor_units))
    }

    /// The amount in the major unit without its currency: `1234.56`.
    pub fn amount_text(self) -> String {
        self.currency.text_of(self.minor_units.into())
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyRefusal> {
        if self.currency == other.currency {
            return Ok(());
        }
        Err(MoneyRefusal::CurrenciesDiffer { left: self.currency, right: other.currency })
    }

    fn with(self, minor_units: Option<i64>) -> Result<Self, MoneyRefusal> {
        Ok(Self::new(minor_units.ok_or(MoneyRefusal::TooLarge)?, self.currency))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency, self.amount_text())
    }
}

crate::text_form!(Money, MoneyRefusal, Money::parse);

#[cfg(test)]
mod tests {
    use super::*;
    use Currency::{Cny, Eur, Jpy, Usd};

    #[test]
    fn amounts_print_and_parse_to_the_minor_unit() {
        let table = [
            ("CNY 1234.56", Money::new(123_456, Cny), "CNY 1234.56"),
            ("cny 1,234.5", Money::new(123_450, Cny), "CNY 1234.50"),
            ("CNY -0.05", Money::new(-5, Cny), "CNY -0.05"),
            ("JPY 500", Money::new(500, Jpy), "JPY 500"),
            ("EUR 0.10000", Money::new(10, Eur), "EUR 0.10"),
            ("ＵＳＤ　１", Money::new(100, Usd), "USD 1.00"),
        ];
        for (given, money, shown) in table {
            assert_eq!(Money::parse(given), Ok(money), "{given}");
            assert_eq!(money.to_string(), shown);
            assert_eq!(Money::parse(shown), Ok(money));
        }
        for extreme in [i64::MAX, i64::MIN, 0, -1] {
            assert_eq!(Money::parse(&Money::fen(extreme).to_string()), Ok(Money::fen(extreme)));
        }
    }

    #[test]
    fn arithmetic_is_checked() {
        let one = Money::fen(1);
        assert_eq!(one.checked_add(Money::fen(2)), Ok(Money::fen(3)));
        assert_eq!(one.checked_sub(Money::fen(2)), Ok(Money::fen(-1)));
        assert_eq!(Money::fen(i64::MAX).checked_add(one), Err(MoneyRefusal::TooLarge));
        assert_eq!(Money::fen(i64::MIN).checked_sub(one), Err(MoneyRefusal::TooLarge));
        assert_eq!(Money::fen(i64::MAX).checked_mul(2), Err(MoneyRefusal::TooLarge));
        let differ = MoneyRefusal::CurrenciesDiffer { left: Cny, right: Usd };
        assert_eq!(one.checked_add(Money::new(1, Usd)), Err(differ.clone()));
        assert_eq!(one.compare(Money::new(1, Usd)), Err(differ));
        assert_eq!(Money::sum(Cny, [one, one, Money::fen(-5)]), Ok(Money::fen(-3)));
        assert_eq!(Money::sum(Jpy, []), Ok(Money::zero(Jpy)));
    }

    #[test]
    fn what_is_no_amount_is_refused_by_name() {
        let finer = |number: &str, currency| MoneyRefusal::FinerThanMinorUnit { number: number.to_owned(), currency };
        let table = [
            ("12.3", MoneyRefusal::NoCurrency("12.3".to_owned())),
            ("XYZ 12", MoneyRefusal::UnknownCurrency("XYZ".to_owned())),
            ("CNY 0.001", finer("0.001", Cny)),
            ("JPY 1.5", finer("1.5", Jpy)),
            ("CNY 9999999999999999999", MoneyRefusal::TooLarge),
            ("CNY x", MoneyRefusal::Number(DecimalRefusal::NotANumber("x".to_owned()))),
        ];
        for (given, expected) in table {
            assert_eq!(Money::parse(given), Err(expected), "{given}");
        }
    }
}
