//! ROR id of a research organisation: 0, six characters of Crockford's base 32, two check digits by ISO 7064 mod 97-10.
//!
//! Source: Research Organization Registry, “The structure of the ROR ID”.

use super::refusal::Refuse;
use super::{IdentifierKind, IdentifierRefusal, tidy, without_prefix};

/// Crockford's base 32 leaves out i, l, o and u.
const ALPHABET: &str = "0123456789abcdefghjkmnpqrstvwxyz";

/// A ROR id as `03cve4549`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ror(String);

impl Ror {
    /// Reads an id with or without `https://ror.org/`.
    ///
    /// # Errors
    /// [`IdentifierRefusal`]: its length, a character, or its check digits.
    pub fn parse(text: &str) -> Result<Self, IdentifierRefusal> {
        let refuse = Refuse { kind: IdentifierKind::Ror, given: text };
        let tidied = tidy(text);
        let prefixes = ["https://ror.org/", "http://ror.org/", "https://www.ror.org/", "ror.org/", "ror:"];
        let bare = without_prefix(&tidied, &prefixes).trim_end_matches('/').to_ascii_lowercase();
        let characters: Vec<char> = bare.chars().collect();
        refuse.unless_length(&characters, 9)?;
        let mut number: u64 = 0;
        for (index, character) in characters.iter().enumerate() {
            let value = ALPHABET.chars().position(|known| known == *character);
            let fits = match index {
                0 => *character == '0',
                1..=6 => value.is_some(),
                _ => character.is_ascii_digit(),
            };
            if !fits {
                return Err(refuse.character(*character, index));
            }
            if index < 7 {
                number = number * 32 + value.unwrap_or_default() as u64;
            }
        }
        let expected = format!("{:02}", 98 - number * 100 % 97);
        refuse.unless_checked(&expected, &bare[7..])?;
        Ok(Self(bare))
    }

    /// The id without its address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of the id, which is how ROR asks for it to be shown.
    pub fn url(&self) -> String {
        format!("https://ror.org/{}", self.0)
    }
}

super::identifier!(Ror);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_ids_are_read_in_every_form() {
        let table = [
            ("https://ror.org/03cve4549", "03cve4549"),  // Tsinghua University
            ("02v51f717", "02v51f717"),                  // Peking University
            ("ror.org/034T30J35", "034t30j35"),          // Chinese Academy of Sciences
            ("https://ror.org/03v4gjf40/", "03v4gjf40"), // Technische Universität Berlin
            ("02zhqgq86", "02zhqgq86"),                  // University of Hong Kong
            ("05qwgg493", "05qwgg493"),                  // Boston University
            ("0326v3z14", "0326v3z14"),                  // Toshiba
            ("03yrm5c26", "03yrm5c26"),                  // California Digital Library
        ];
        for (given, expected) in table {
            assert_eq!(Ror::parse(given).unwrap().as_str(), expected, "{given}");
        }
        assert_eq!(Ror::parse("03cve4549").unwrap().url(), "https://ror.org/03cve4549");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let table = [
            (" ", "the ROR id is empty"),
            ("03cve454", "the ROR id “03cve454” has 8 characters, not 9"),
            ("13cve4549", "“1” cannot stand at place 1 of the ROR id “13cve4549”"),
            ("03cue4549", "“u” cannot stand at place 4 of the ROR id “03cue4549”"),
            ("03cve45x9", "“x” cannot stand at place 8 of the ROR id “03cve45x9”"),
            ("03cve4594", "the check digit of the ROR id “03cve4594” should be 49 and is 94"),
            ("03cev4549", "the check digit of the ROR id “03cev4549” should be 54 and is 49"),
        ];
        for (given, expected) in table {
            assert_eq!(Ror::parse(given).unwrap_err().to_string(), expected);
        }
    }
}
