//! Figures as people read them.

use measure::Money;

/// A number with four significant digits, thousands set apart by a thin comma: `1,234`, `0.05678`, `1.2e-9`.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return if value.is_nan() {
            "—"
        } else if value > 0.0 {
            "∞"
        } else {
            "−∞"
        }
        .to_owned();
    }
    let size = value.abs();
    if size == 0.0 {
        return "0".to_owned();
    }
    if !(1e-6..1e15).contains(&size) {
        return format!("{value:.3e}").replace('-', "−");
    }
    #[expect(clippy::cast_possible_truncation, reason = "between −6 and 15")]
    let magnitude = size.log10().floor() as i32;
    let decimals = usize::try_from(3 - magnitude).unwrap_or(0);
    let text = format!("{size:.decimals$}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let grouped = thousands(whole);
    let fraction = fraction.trim_end_matches('0');
    let sign = if value < 0.0 { "−" } else { "" };
    if fraction.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{fraction}") }
}

/// Digits with their thousands set apart.
pub(crate) fn thousands(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// An amount with its thousands set apart and a minus that is one.
pub fn money(amount: Money) -> String {
    let text = amount.amount_text();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("−", digits));
    let (whole, rest) =
        digits.split_once('.').map_or((digits, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    format!("{sign}{}{rest}", thousands(whole))
}

/// An amount in debit and in credit; one of the two is empty.
pub fn sides(amount: Money) -> (String, String) {
    let text = money(amount);
    match text.strip_prefix('−') {
        Some(credit) => (String::new(), credit.to_owned()),
        None => (text, String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        let table = [
            (0.0, "0"),
            (1.0, "1"),
            (1234.5678, "1,235"),
            (-1_234_567.0, "−1,234,567"),
            (12.3456, "12.35"),
            (0.056_78, "0.05678"),
            (0.1 + 0.2, "0.3"),
            (9999.96, "10,000"),
            (1.2e-9, "1.200e−9"),
            (f64::INFINITY, "∞"),
            (f64::NAN, "—"),
        ];
        for (value, text) in table {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn amounts_are_grouped_and_signed() {
        let table = [(0, "0.00"), (-1, "−0.01"), (123_456_789, "1,234,567.89"), (-100_000, "−1,000.00")];
        for (fen, expected) in table {
            assert_eq!(money(Money::fen(fen)), expected);
        }
        assert_eq!(sides(Money::fen(-5)), (String::new(), "0.05".to_owned()));
    }
}
