//! What a cell holds, as the text a person sees.

use calamine::{ExcelDateTime, ExcelDateTimeType};

/// Digits that a spreadsheet keeps of a number (Excel's specification: "number precision: 15 digits").
const DIGITS: usize = 15;

/// Takes away white space around a text, with what cannot be seen: the ideographic and the no-break space, zero-width
/// characters, direction marks and the byte order mark.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|character: char| {
        character.is_whitespace()
            || matches!(character, '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\0')
    })
}

/// A number as text: whole numbers without a point, no digits beyond the fifteen that a spreadsheet keeps, no exponent
/// unless the number is beyond 10²¹ or below 10⁻⁹.
///
/// ```
/// use didymium_sheet::number_text;
/// assert_eq!(number_text(3_000_000.0), "3000000");
/// assert_eq!(number_text(0.1 + 0.2), "0.3");
/// assert_eq!(number_text(12_345_678_901_234_567.0), "12345678901234568");
/// ```
pub fn number_text(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let value = if value.fract() == 0.0 || !value.is_finite() { value } else { rounded(value) };
    if value.is_finite() && !(1e-9..1e21).contains(&value.abs()) {
        let text = format!("{value:E}");
        return if text.contains("E-") { text } else { text.replace('E', "E+") };
    }
    value.to_string()
}

fn rounded(value: f64) -> f64 {
    if significant_digits(&format!("{value:e}")) <= DIGITS {
        return value;
    }
    format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value)
}

fn significant_digits(text: &str) -> usize {
    text.chars().take_while(|&sign| sign != 'e').filter(char::is_ascii_digit).count()
}

/// The number that a text is, if the text is just how that number is written: `-5` and `0.25`, and not `007`, `1e5`,
/// `1,000`, `５` or more digits than a spreadsheet keeps.
pub fn canonical_number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if !plain || !(1..=DIGITS).contains(&digits) {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    (number_text(value) == text).then_some(value)
}

/// The text of a serial number whose format is a date: `2023-01-15`, `2023-01-15 08:30`, or `08:30` for a time alone.
pub(crate) fn date_text(serial: f64, epoch_1904: bool) -> String {
    if !(0.0..2_958_466.0).contains(&serial) {
        return number_text(serial);
    }
    // A serial number is exact to some microseconds; without rounding half past eight reads as 08:29:59.
    let seconds = whole_seconds(serial);
    let clock = clock_text(seconds % DAY_SECONDS);
    if seconds < DAY_SECONDS && !epoch_1904 {
        return clock;
    }
    let day = ExcelDateTime::new((seconds / DAY_SECONDS) as f64, ExcelDateTimeType::DateTime, epoch_1904);
    let (year, month, day, ..) = day.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if seconds.is_multiple_of(DAY_SECONDS) { day } else { format!("{day} {clock}") }
}

/// The text of a serial number whose format counts hours beyond a day: `26:30`.
pub(crate) fn duration_text(serial: f64) -> String {
    if serial.abs() >= 2_958_466.0 || !serial.is_finite() {
        return number_text(serial);
    }
    let sign = if serial < 0.0 { "-" } else { "" };
    format!("{sign}{}", clock_text(whole_seconds(serial.abs())))
}

/// The text of a date in ISO form as ODS holds it: the `T` becomes a space, midnight and zero seconds go.
pub(crate) fn iso_date_text(iso: &str) -> String {
    let Some((day, clock)) = iso.split_once('T') else { return iso.to_owned() };
    let clock = clock.trim_end_matches('Z');
    let clock = clock.split('.').next().unwrap_or(clock);
    match clock.strip_suffix(":00") {
        Some("00:00") => day.to_owned(),
        Some(minutes) if minutes.contains(':') => format!("{day} {minutes}"),
        Some(_) | None => format!("{day} {clock}"),
    }
}

/// The text of a duration in ISO form as ODS holds it: `PT08H30M00S` becomes `08:30`.
pub(crate) fn iso_duration_text(iso: &str) -> String {
    let seconds = || -> Option<u64> {
        let (hours, rest) = iso.strip_prefix("PT")?.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S')?.split('.').next()?;
        let part = |text: &str| text.parse::<u64>().ok().filter(|value| *value < 100_000_000);
        Some(part(hours)? * 3_600 + part(minutes)? * 60 + part(seconds)?)
    };
    seconds().map_or_else(|| iso.to_owned(), clock_text)
}

const DAY_SECONDS: u64 = 86_400;

fn whole_seconds(serial: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "below three million days, not negative"
    )]
    let seconds = (serial * DAY_SECONDS as f64).round() as u64;
    seconds
}

fn clock_text(seconds: u64) -> String {
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if rest == 0 { format!("{hours:02}:{minutes:02}") } else { format!("{hours:02}:{minutes:02}:{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_seen() {
        for (value, text) in [
            (3.0, "3"),
            (-0.0, "0"),
            (0.1, "0.1"),
            (0.1 + 0.2, "0.3"),
            (1.1 * 3.0, "3.3"),
            (0.07, "0.07"),
            (12_345_678_901_234_567.0, "12345678901234568"),
            (110_101_199_003_070_000.0, "110101199003070000"),
            (1e21, "1E+21"),
            (2.5e-10, "2.5E-10"),
            (0.000_000_001, "0.000000001"),
            (-1234.5678, "-1234.5678"),
        ] {
            assert_eq!(number_text(value), text);
        }
    }

    #[test]
    fn which_texts_are_numbers() {
        for text in ["0", "5", "-5", "0.25", "123456789012345", "-0.001", "3000000"] {
            assert_eq!(canonical_number(text).map(number_text).as_deref(), Some(text));
        }
        for text in
            ["", "-", ".", "-0", "007", "1.0", "+5", "1e5", "1,000", "５", "1234567890123456", ".5", "5.", "1-2", " 5"]
        {
            assert_eq!(canonical_number(text), None, "{text:?}");
        }
    }

    #[test]
    fn dates_as_seen() {
        for (serial, text) in [
            (44_941.0, "2023-01-15"),
            (44_941.354_166_666_7, "2023-01-15 08:30"),
            (44_941.999_999_999, "2023-01-16"),
            (44_941.354_178_240_74, "2023-01-15 08:30:01"),
            (0.354_166_666_666_667, "08:30"),
            (-1.0, "-1"),
            (3e6, "3000000"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(date_text(serial, false), text);
        }
        assert_eq!(date_text(43_479.0, true), "2023-01-15");
        assert_eq!(duration_text(26.5 / 24.0), "26:30");
        assert_eq!(duration_text(-0.5), "-12:00");
    }

    #[test]
    fn iso_dates_as_seen() {
        for (iso, text) in [
            ("2023-01-15", "2023-01-15"),
            ("2023-01-15T00:00:00", "2023-01-15"),
            ("2023-01-15T08:30:00", "2023-01-15 08:30"),
            ("2023-01-15T08:30:01.500", "2023-01-15 08:30:01"),
            ("2023-01-15T08:30:00Z", "2023-01-15 08:30"),
        ] {
            assert_eq!(iso_date_text(iso), text);
        }
        assert_eq!(iso_duration_text("PT08H30M00S"), "08:30");
        assert_eq!(iso_duration_text("PT26H30M05.25S"), "26:30:05");
        assert_eq!(iso_duration_text("P1D"), "P1D");
    }

    #[test]
    fn what_is_trimmed() {
        assert_eq!(trim("\u{FEFF}\u{3000} 钕铁硼\u{A0}磁体\u{200B}\t\r\n"), "钕铁硼\u{A0}磁体");
        assert_eq!(trim("\u{200B}\u{3000}"), "");
    }
}
