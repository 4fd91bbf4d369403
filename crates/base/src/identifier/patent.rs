//! Numbers of patents: Chinese application numbers with their check digit, others by the shape of their office.
//!
//! Source for China: ZC 0006-2003, 专利申请号标准 (CNIPA): year, type, serial number, and after the point the sum of
//! the digits times 2, 3, … 9, 2, … mod 11, with X for 10. Before October 2003 the year had two digits and the serial five.

mod shape;

use super::refusal::Refuse;
use super::{IdentifierKind, IdentifierRefusal, tidy, without_prefix};
use std::fmt;

/// The first year of Chinese applications.
const YEAR_FIRST: u16 = 1985;
/// The year in which numbers grew from eight digits to twelve.
const YEAR_TWELVE: u16 = 2003;
/// The last year a twelve-digit number may name.
const YEAR_LAST: u16 = 2099;

/// The office that gave a number out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PatentOffice {
    /// China (CNIPA).
    China,
    /// United States (USPTO).
    UnitedStates,
    /// European Patent Office.
    Europe,
    /// World Intellectual Property Organization: PCT and WO numbers.
    World,
    /// Japan (JPO).
    Japan,
    /// Korea (KIPO).
    Korea,
}

/// Whether a number was given at application or at publication (which includes grant).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PatentForm {
    /// An application number.
    Application,
    /// A publication or patent number.
    Publication,
}

/// A patent number in canonical form: `CN201811564288.X`, `US7654321B2`, `PCT/CN2019/123456`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PatentNumber {
    text: String,
    office: PatentOffice,
    form: PatentForm,
}

impl PatentNumber {
    /// Reads a number; `ZL`, `CN` or nothing before a Chinese one, spaces and commas anywhere.
    ///
    /// # Errors
    /// [`IdentifierRefusal`]: form, length, character, year or check digit.
    pub fn parse(text: &str) -> Result<Self, IdentifierRefusal> {
        let refuse = Refuse { kind: IdentifierKind::PatentNumber, given: text };
        let number: String = tidy(text).chars().filter(|c| !matches!(c, ' ' | ',' | '\t')).collect();
        let number = number.to_uppercase();
        if number.is_empty() {
            return Err(IdentifierRefusal::Empty { kind: IdentifierKind::PatentNumber });
        }
        if let Some((office, form, text)) = shape::canonical(&number) {
            return Ok(Self { text, office, form });
        }
        let bare = without_prefix(&number, &["ZL", "CN"]);
        if bare.starts_with(|c: char| c.is_ascii_digit()) {
            let text = chinese_application(bare, &refuse)?;
            return Ok(Self { text, office: PatentOffice::China, form: PatentForm::Application });
        }
        Err(refuse.form())
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The office that gave it out.
    pub fn office(&self) -> PatentOffice {
        self.office
    }

    /// Whether it is an application number or a publication number.
    pub fn form(&self) -> PatentForm {
        self.form
    }
}

super::identifier!(PatentNumber);

/// `201811564288.X` as `CN201811564288.X`, when year, type and check digit are right.
fn chinese_application(bare: &str, refuse: &Refuse<'_>) -> Result<String, IdentifierRefusal> {
    let characters: Vec<char> = bare.chars().filter(|c| !matches!(c, '.' | '-')).collect();
    // Eight or twelve digits stand before the check digit; of 9 and 13 characters the last is the check digit.
    let digits_expected = if characters.len() <= 10 { 8 } else { 12 };
    let (body, check) = characters.split_at(digits_expected.min(characters.len()));
    if let Some((index, character)) = body.iter().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
        return Err(refuse.character(*character, index));
    }
    let year = year_of(body);
    let plausible = if digits_expected == 8 { YEAR_FIRST..=YEAR_TWELVE } else { YEAR_TWELVE..=YEAR_LAST };
    if body.len() == digits_expected && !plausible.contains(&year) {
        let given = refuse.given.trim().to_owned();
        return Err(IdentifierRefusal::Year { kind: IdentifierKind::PatentNumber, given, year });
    }
    let type_index = if digits_expected == 8 { 2 } else { 4 };
    if let Some(kind) = body.get(type_index).filter(|kind| !matches!(kind, '1' | '2' | '3' | '8' | '9')) {
        return Err(refuse.character(*kind, type_index));
    }
    let expected = check_digit(body);
    match check {
        [] if body.len() == digits_expected => {
            let given = refuse.given.trim().to_owned();
            Err(IdentifierRefusal::NoCheckDigit { kind: IdentifierKind::PatentNumber, given, expected })
        }
        [found] => {
            if !found.is_ascii_digit() && *found != 'X' {
                return Err(refuse.character(*found, digits_expected));
            }
            refuse.unless_checked(&expected, &found.to_string())?;
            Ok(format!("CN{}.{expected}", body.iter().collect::<String>()))
        }
        _ => refuse.unless_length(&characters, digits_expected + 1).and(Err(refuse.form())),
    }
}

/// The year at the start of eight or twelve digits.
fn year_of(body: &[char]) -> u16 {
    let number = |digits: &[char]| digits.iter().collect::<String>().parse::<u16>().unwrap_or_default();
    match body {
        [first, second, ..] if body.len() <= 8 => {
            let short = number(&[*first, *second]);
            if short >= YEAR_FIRST % 100 { 1900 + short } else { 2000 + short }
        }
        [first, second, third, fourth, ..] => number(&[*first, *second, *third, *fourth]),
        _ => 0,
    }
}

/// The sum of the digits times 2, 3, … 9, 2, … mod 11.
fn check_digit(body: &[char]) -> String {
    let weights = (2..=9).cycle();
    let sum: u32 =
        body.iter().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap_or_default() * weight).sum();
    match sum % 11 {
        10 => "X".to_owned(),
        digit => digit.to_string(),
    }
}

impl fmt::Display for PatentOffice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::China => "CN",
            Self::UnitedStates => "US",
            Self::Europe => "EP",
            Self::World => "WO",
            Self::Japan => "JP",
            Self::Korea => "KR",
        })
    }
}

#[cfg(test)]
mod tests;
