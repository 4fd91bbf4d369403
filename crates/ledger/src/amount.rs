//! Amounts as programs write them: plain digits, no more decimals than the currency has, nothing guessed.

use measure::{Currency, Money};
use serde_json::Value;

use crate::refusal::Refusal;

/// Reads `-1234.50`: a minus at most, digits 0 to 9 without a zero before them, a point and decimals if any.
///
/// # Errors
/// [`Refusal::NotAnAmount`], [`Refusal::TooManyDecimals`], [`Refusal::AmountTooLarge`].
pub fn read_amount(text: &str, currency: Currency) -> Result<Money, Refusal> {
    let given = || text.to_owned();
    let size = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = size.split_once('.').map_or((size, None), |(whole, decimals)| (whole, Some(decimals)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || (whole.len() > 1 && whole.starts_with('0')) || decimals.is_some_and(|text| !digits(text)) {
        return Err(Refusal::NotAnAmount { given: given() });
    }
    let decimals = decimals.unwrap_or_default();
    let places = currency.minor_digits();
    let missing = usize::try_from(places).ok().and_then(|places| places.checked_sub(decimals.len()));
    let Some(missing) = missing else {
        return Err(Refusal::TooManyDecimals { given: given(), currency, digits: places });
    };
    let sign = if text.starts_with('-') { "-" } else { "" };
    let minor_units = format!("{sign}{whole}{decimals}{}", "0".repeat(missing));
    let minor_units = minor_units.parse().map_err(|_| Refusal::AmountTooLarge { given: given() })?;
    Ok(Money::new(minor_units, currency))
}

/// Reads an amount out of JSON, where it must be a text: a number may have gone through a float.
pub(crate) fn amount_of(value: &Value, field: &'static str, currency: Currency) -> Result<Money, Refusal> {
    match value {
        Value::String(text) => read_amount(text, currency),
        Value::Number(number) => Err(Refusal::FloatAmount { given: number.to_string() }),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => Err(Refusal::NotText { field }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Currency::{Cny, Jpy};

    #[test]
    fn plain_amounts_are_read_to_the_minor_unit() {
        let table = [
            ("20000.00", Cny, 2_000_000),
            ("0.1", Cny, 10),
            ("7", Cny, 700),
            ("-0.05", Cny, -5),
            ("-0.00", Cny, 0),
            ("500", Jpy, 500),
            ("92233720368547758.07", Cny, i64::MAX),
        ];
        for (given, currency, minor_units) in table {
            assert_eq!(read_amount(given, currency), Ok(Money::new(minor_units, currency)), "{given}");
        }
    }

    #[test]
    fn what_is_no_plain_amount_is_refused_by_name() {
        let not_plain =
            ["", "-", ".5", "5.", "NaN", "Infinity", "1e3", "+5", " 5", "5 ", "٥", "５", "1,000", "--5", "007"];
        for given in not_plain {
            assert_eq!(read_amount(given, Cny), Err(Refusal::NotAnAmount { given: given.to_owned() }), "{given}");
        }
        let finer =
            |given: &str, currency, digits| Refusal::TooManyDecimals { given: given.to_owned(), currency, digits };
        assert_eq!(read_amount("1.005", Cny), Err(finer("1.005", Cny, 2)));
        assert_eq!(read_amount("1.500", Cny), Err(finer("1.500", Cny, 2)));
        assert_eq!(read_amount("1.5", Jpy), Err(finer("1.5", Jpy, 0)));
        for given in ["92233720368547758.08", "10000000000000000000000000001"] {
            assert_eq!(read_amount(given, Cny), Err(Refusal::AmountTooLarge { given: given.to_owned() }));
        }
    }
}
