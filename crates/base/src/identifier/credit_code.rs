//! 统一社会信用代码 of a Chinese organisation: 18 characters, the last a check character mod 31 (GB 32100-2015).

use super::refusal::Refuse;
use super::{IdentifierKind, IdentifierRefusal, tidy};

/// Digits and letters without I, O, S, V and Z; a character's value is its place.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// The modulus of the check character, as many as the alphabet has characters.
const MODULUS: usize = 31;

/// A unified social credit code such as `12100000400000624D`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditCode(String);

impl CreditCode {
    /// Reads a code, with spaces or hyphens between its parts or without.
    ///
    /// # Errors
    /// [`IdentifierRefusal`]: its length, a character, or its check character.
    pub fn parse(text: &str) -> Result<Self, IdentifierRefusal> {
        let refuse = Refuse { kind: IdentifierKind::CreditCode, given: text };
        let code: String = tidy(text).chars().filter(|c| !matches!(c, ' ' | '-')).collect::<String>().to_uppercase();
        let characters: Vec<char> = code.chars().collect();
        refuse.unless_length(&characters, 18)?;
        let mut sum = 0;
        let mut weight = 1;
        for (index, character) in characters.iter().enumerate() {
            let value = ALPHABET.chars().position(|known| known == *character);
            // Places 3 to 8 are the code of an administrative division, which has digits only.
            let fits = if (2..8).contains(&index) { character.is_ascii_digit() } else { value.is_some() };
            let (true, Some(value)) = (fits, value) else {
                return Err(refuse.character(*character, index));
            };
            if index < 17 {
                sum += value * weight;
                weight = weight * 3 % MODULUS;
            }
        }
        let expected: String = ALPHABET.chars().nth((MODULUS - sum % MODULUS) % MODULUS).into_iter().collect();
        refuse.unless_checked(&expected, &characters[17].to_string())?;
        Ok(Self(code))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The six digits of the administrative division (GB/T 2260) that registered the organisation.
    pub fn division(&self) -> &str {
        &self.0[2..8]
    }

    /// The nine characters of the organisation code (GB 11714) within.
    pub fn organisation_code(&self) -> &str {
        &self.0[8..17]
    }
}

super::identifier!(CreditCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_public_organisations_are_read() {
        let table = [
            ("12100000400000624D", "100000"),                   // 清华大学
            ("12100000400002259p", "100000"),                   // 北京大学
            ("12100000470095016Q", "100000"),                   // 浙江大学
            ("12100000425006117P", "100000"),                   // 复旦大学
            ("9144 0300 1922 038216", "440300"),                // 华为技术有限公司
            ("9144030071526726XG", "440300"),                   // 深圳市腾讯计算机系统有限公司
            ("９１１１００００８０２１００４３３Ｂ", "110000"), // 北京百度网讯科技有限公司
            ("91330100799655058B", "330100"),                   // 阿里巴巴（中国）有限公司
        ];
        for (given, division) in table {
            let code = CreditCode::parse(given).unwrap();
            assert_eq!((code.as_str().len(), code.division()), (18, division), "{given}");
        }
        assert_eq!(CreditCode::parse("12100000400000624D").unwrap().organisation_code(), "400000624");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let table = [
            ("", "the unified social credit code is empty"),
            ("12100000400000624", "the unified social credit code “12100000400000624” has 17 characters, not 18"),
            (
                "12100000400000624I",
                "“I” cannot stand at place 18 of the unified social credit code “12100000400000624I”",
            ),
            (
                "121A0000400000624D",
                "“A” cannot stand at place 4 of the unified social credit code “121A0000400000624D”",
            ),
            (
                "12100000400000642D",
                "the check digit of the unified social credit code “12100000400000642D” should be 9 and is D",
            ),
        ];
        for (given, expected) in table {
            assert_eq!(CreditCode::parse(given).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn every_single_misread_character_is_caught() {
        let code = "9144030071526726XG";
        for (at, c) in code.char_indices() {
            for other in ALPHABET.chars().filter(|other| *other != c) {
                let mut misread = code.to_owned();
                misread.replace_range(at..=at, &other.to_string());
                assert!(CreditCode::parse(&misread).is_err(), "{misread}");
            }
        }
    }
}
