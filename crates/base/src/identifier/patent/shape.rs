//! The shapes of numbers whose check digits are not computed here.

use super::{PatentForm, PatentOffice};

/// Office, form and canonical text of a number of a known shape, in capitals and without spaces and commas.
pub(super) fn canonical(number: &str) -> Option<(PatentOffice, PatentForm, String)> {
    use PatentForm::{Application, Publication};
    if let Some(rest) = number.strip_prefix("PCT/") {
        return pct(rest).map(|text| (PatentOffice::World, Application, text));
    }
    if number.starts_with("特願") || number.starts_with("特开") || number.starts_with("特開") {
        return japanese(number);
    }
    let (prefix, rest) = number.split_at_checked(2)?;
    let plain: String = rest.chars().filter(|c| !matches!(c, '/' | '-')).collect();
    let published = |office, digits: &[usize], kinds: &str| {
        (shaped(&plain, digits, kinds)).then(|| (office, Publication, format!("{prefix}{plain}")))
    };
    match prefix {
        "CN" => lettered(&plain).then(|| published(PatentOffice::China, &[7, 8, 9], "ABCUYS"))?,
        "US" if us_application(rest) => Some((PatentOffice::UnitedStates, Application, format!("US{rest}"))),
        "US" => published(PatentOffice::UnitedStates, &[6, 7, 8, 11], "ABPSEH"),
        "EP" if point_check(rest, 8) => Some((PatentOffice::Europe, Application, format!("EP{rest}"))),
        "EP" => published(PatentOffice::Europe, &[7], "AB"),
        "WO" => published(PatentOffice::World, &[10], "A"),
        "JP" => published(PatentOffice::Japan, &[6, 7, 10], "ABCUYS"),
        "KR" => korean(&plain),
        _ => None,
    }
}

/// Digits of one of the lengths, and a kind code such as `A` or `B2` or none.
fn shaped(text: &str, lengths: &[usize], kinds: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut kind = text[digits..].chars();
    let letter = kind.next().is_none_or(|letter| kinds.contains(letter));
    let number = kind.next().is_none_or(|number| number.is_ascii_digit());
    lengths.contains(&digits) && letter && number && kind.next().is_none()
}

/// Whether a kind letter stands after the digits; without one, a Chinese number is an application number.
fn lettered(text: &str) -> bool {
    let kind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    kind.starts_with(|c: char| c.is_ascii_uppercase() && c != 'X')
}

/// `CN2019/123456` after `PCT/`.
fn pct(rest: &str) -> Option<String> {
    let (year, serial) = rest.split_once('/')?;
    let (country, year) = year.split_at_checked(2)?;
    let letters = country.bytes().all(|byte| byte.is_ascii_uppercase());
    let digits = |text: &str, lengths: &[usize]| shaped(text, lengths, "");
    (letters && digits(year, &[2, 4]) && digits(serial, &[5, 6])).then(|| format!("PCT/{rest}"))
}

/// `15/123456`: series code and serial number.
fn us_application(rest: &str) -> bool {
    rest.split_once('/').is_some_and(|(series, serial)| shaped(series, &[2], "") && shaped(serial, &[6], ""))
}

/// Digits, a point and a check digit.
fn point_check(rest: &str, digits: usize) -> bool {
    rest.split_once('.').is_some_and(|(body, check)| shaped(body, &[digits], "") && shaped(check, &[1], ""))
}

/// `特願2019-123456` and `特開2019-123456`.
fn japanese(number: &str) -> Option<(PatentOffice, PatentForm, String)> {
    let (word, rest) = number.split_at_checked("特願".len())?;
    let (year, serial) = rest.split_once('-')?;
    if !shaped(year, &[4], "") || !shaped(serial, &[6], "") {
        return None;
    }
    let form = if word == "特願" { PatentForm::Application } else { PatentForm::Publication };
    Some((PatentOffice::Japan, form, format!("JP{year}{serial}{}", if word == "特願" { "" } else { "A" })))
}

/// `1020190123456` with a kind (publication) or without (application); `102123456B1` is a grant.
fn korean(plain: &str) -> Option<(PatentOffice, PatentForm, String)> {
    let form = match plain.len() {
        13 if shaped(plain, &[13], "") => PatentForm::Application,
        _ if shaped(plain, &[13], "AU") || shaped(plain, &[9], "BUY") => PatentForm::Publication,
        _ => return None,
    };
    Some((PatentOffice::Korea, form, format!("KR{plain}")))
}
