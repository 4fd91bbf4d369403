//! ORCID iD of a person: 15 digits and a check digit by ISO 7064 mod 11-2.
//!
//! Source: ORCID, “Structure of the ORCID Identifier”.

use super::refusal::Refuse;
use super::{IdentifierKind, IdentifierRefusal, tidy, without_prefix};

/// An ORCID iD as `0000-0002-1825-0097`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Orcid(String);

impl Orcid {
    /// Reads an iD with or without `https://orcid.org/` and hyphens.
    ///
    /// # Errors
    /// [`IdentifierRefusal`]: its length, a character, or its check digit.
    pub fn parse(text: &str) -> Result<Self, IdentifierRefusal> {
        let refuse = Refuse { kind: IdentifierKind::Orcid, given: text };
        let tidied = tidy(text);
        let prefixes = ["https://orcid.org/", "http://orcid.org/", "https://www.orcid.org/", "orcid.org/", "orcid:"];
        let bare = without_prefix(&tidied, &prefixes).trim_end_matches('/');
        let characters: Vec<char> =
            bare.chars().filter(|c| !matches!(c, '-' | ' ')).map(|c| c.to_ascii_uppercase()).collect();
        refuse.unless_length(&characters, 16)?;
        let mut sum = 0;
        for (index, character) in characters.iter().enumerate() {
            match character.to_digit(10) {
                Some(digit) if index < 15 => sum = (sum + digit) * 2 % 11,
                Some(_) => {}
                None if index == 15 && *character == 'X' => {}
                None => return Err(refuse.character(*character, index)),
            }
        }
        let expected = check_digit(sum);
        refuse.unless_checked(&expected, &characters[15].to_string())?;
        let groups: Vec<String> = characters.chunks(4).map(|group| group.iter().collect()).collect();
        Ok(Self(groups.join("-")))
    }

    /// The iD with its hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of the iD.
    pub fn url(&self) -> String {
        format!("https://orcid.org/{}", self.0)
    }
}

/// The check digit after the running sum of mod 11-2; X stands for 10.
fn check_digit(sum: u32) -> String {
    match (12 - sum) % 11 {
        10 => "X".to_owned(),
        digit => digit.to_string(),
    }
}

super::identifier!(Orcid);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_ids_are_read_in_every_form() {
        let table = [
            // The example persons of ORCID's own documentation, and Stephen Hawking's.
            ("0000-0002-1825-0097", "0000-0002-1825-0097"),
            ("https://orcid.org/0000-0001-5109-3700", "0000-0001-5109-3700"),
            ("0000-0002-1694-233x", "0000-0002-1694-233X"),
            ("http://orcid.org/0000-0002-9079-593X", "0000-0002-9079-593X"),
            ("ORCID: 0000000218250097", "0000-0002-1825-0097"),
            ("ｏｒｃｉｄ．ｏｒｇ／００００－０００２－１８２５－００９７", "0000-0002-1825-0097"),
        ];
        for (given, expected) in table {
            assert_eq!(Orcid::parse(given).unwrap().as_str(), expected, "{given}");
        }
        assert_eq!(Orcid::parse("0000-0002-1825-0097").unwrap().url(), "https://orcid.org/0000-0002-1825-0097");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let table = [
            ("", "the ORCID iD is empty"),
            ("https://orcid.org/", "the ORCID iD is empty"),
            ("0000-0002-1825-009", "the ORCID iD “0000-0002-1825-009” has 15 characters, not 16"),
            ("0000-0002-1825-0079", "the check digit of the ORCID iD “0000-0002-1825-0079” should be 0 and is 9"),
            ("0000-0002-1825-X097", "“X” cannot stand at place 13 of the ORCID iD “0000-0002-1825-X097”"),
            ("0000-0002-1825-009?", "“?” cannot stand at place 16 of the ORCID iD “0000-0002-1825-009?”"),
        ];
        for (given, expected) in table {
            assert_eq!(Orcid::parse(given).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn every_single_misread_digit_is_caught() {
        let id = "0000-0002-1825-0097";
        for (at, c) in id.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            for digit in ('0'..='9').filter(|digit| *digit != c) {
                let mut misread = id.to_owned();
                misread.replace_range(at..=at, &digit.to_string());
                assert!(matches!(Orcid::parse(&misread), Err(IdentifierRefusal::CheckDigit { .. })), "{misread}");
            }
        }
    }
}
