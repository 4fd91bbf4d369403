//! Code of a certificate: 19 random characters and a check character, in groups of four, none like another.
//!
//! The characters are those of 2–9 and A–Z without I, L and O: 31, a prime. The check character makes Σ i·cᵢ a multiple
//! of 31, i from 1 to 20, so that one misread character and two neighbours exchanged are always noticed. 19 random
//! characters are more than 94 bits.

use super::refusal::Refuse;
use super::{IdentifierKind, IdentifierRefusal, tidy};

const CHARACTERS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH: usize = 20;
const GROUP: usize = 4;
/// Most characters of a number that somebody else gave out.
const MOST: usize = 100;

/// The code of a certificate, as `ABCD-EFGH-JKMN-PQRS-TUVW`; a certificate from elsewhere keeps the number it has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CertificateCode(String);

impl CertificateCode {
    /// A new code.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn fresh() -> Result<Self, getrandom::Error> {
        let mut places = Vec::with_capacity(LENGTH);
        while places.len() < LENGTH - 1 {
            let mut bytes = [0_u8; 32];
            getrandom::fill(&mut bytes)?;
            // Bytes from 248 on would favour the first characters.
            let even = bytes.into_iter().filter(|byte| *byte < 248).map(|byte| usize::from(byte) % CHARACTERS.len());
            places.extend(even.take(LENGTH - 1 - places.len()));
        }
        places.push(check(&places));
        Ok(Self(grouped(&places)))
    }

    /// Reads a code with or without hyphens, in either case, or the number of a certificate from elsewhere.
    ///
    /// # Errors
    /// [`IdentifierRefusal`]: it is empty or too long, a character, or its check character.
    pub fn parse(text: &str) -> Result<Self, IdentifierRefusal> {
        let refuse = Refuse { kind: IdentifierKind::Certificate, given: text };
        let tidied = tidy(text);
        if let Some(places) = places(&tidied) {
            let expected = check(&places[..LENGTH - 1]);
            let of = |place: usize| char::from(CHARACTERS[place]).to_string();
            refuse.unless_checked(&of(expected), &of(places[LENGTH - 1]))?;
            return Ok(Self(grouped(&places)));
        }
        let characters: Vec<char> = tidied.chars().collect();
        if characters.is_empty() || characters.len() > MOST {
            refuse.unless_length(&characters, LENGTH)?;
        }
        match characters.iter().position(|character| character.is_control()) {
            Some(at) => Err(refuse.character(characters[at], at)),
            None => Ok(Self(tidied)),
        }
    }

    /// The code that a text is, where it was given out here: nothing for a misread one, nor for a number from elsewhere.
    pub fn ours(text: &str) -> Option<Self> {
        places(&tidy(text)).and_then(|_| Self::parse(text).ok())
    }

    /// The code with its hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The characters as places in the list, where it is as many as a code has.
fn places(text: &str) -> Option<Vec<usize>> {
    let of = |character: char| {
        let upper = u8::try_from(character.to_ascii_uppercase()).ok()?;
        CHARACTERS.iter().position(|known| *known == upper)
    };
    let characters = text.chars().filter(|character| !matches!(character, '-' | ' '));
    let places: Option<Vec<usize>> = characters.take(LENGTH + 1).map(of).collect();
    places.filter(|places| places.len() == LENGTH)
}

/// The last character that makes the sum a multiple of 31.
///
/// ```text
/// 20·c₂₀ ≡ −Σ i·cᵢ (mod 31),  20⁻¹ ≡ 14 (mod 31)
/// ```
fn check(places: &[usize]) -> usize {
    let sum: usize = places.iter().enumerate().map(|(at, place)| (at + 1) * place).sum();
    (31 - sum % 31) * 14 % 31
}

fn grouped(places: &[usize]) -> String {
    let group = |group: &[usize]| group.iter().map(|place| char::from(CHARACTERS[*place])).collect::<String>();
    places.chunks(GROUP).map(group).collect::<Vec<_>>().join("-")
}

super::identifier!(CertificateCode);

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_is_given_out_is_read_in_every_form_and_never_twice() {
        let mut seen = BTreeSet::new();
        for _ in 0..1000 {
            let code = CertificateCode::fresh().unwrap();
            let text = code.as_str();
            assert_eq!(text.len(), 24);
            assert!(!text.contains(['0', '1', 'I', 'L', 'O']), "{text}");
            for form in [text.to_owned(), text.to_lowercase(), text.replace('-', ""), format!(" {text} ")] {
                assert_eq!(CertificateCode::ours(&form).as_ref(), Some(&code), "{form}");
            }
            assert!(seen.insert(code));
        }
    }

    #[test]
    fn every_misread_character_and_every_exchange_of_neighbours_is_noticed() {
        let code = CertificateCode::fresh().unwrap().0.replace('-', "");
        for (at, was) in code.char_indices() {
            for other in CHARACTERS.iter().map(|byte| char::from(*byte)).filter(|other| *other != was) {
                let mut misread = code.clone();
                misread.replace_range(at..=at, &other.to_string());
                assert_eq!(CertificateCode::ours(&misread), None, "{misread}");
            }
        }
        let characters: Vec<char> = code.chars().collect();
        for at in (1..characters.len()).filter(|at| characters[at - 1] != characters[*at]) {
            let mut exchanged = characters.clone();
            exchanged.swap(at - 1, at);
            let exchanged: String = exchanged.into_iter().collect();
            assert!(matches!(CertificateCode::parse(&exchanged), Err(IdentifierRefusal::CheckDigit { .. })));
        }
    }

    #[test]
    fn a_number_from_elsewhere_stays_as_it_is_and_is_not_ours() {
        for (given, kept) in [("SAMPLE-2026-0011", "SAMPLE-2026-0011"), (" 结业字第 12 号 ", "结业字第 12 号")]
        {
            assert_eq!(CertificateCode::parse(given).unwrap().as_str(), kept);
            assert_eq!(CertificateCode::ours(given), None);
        }
        for wrong in ["", "   ", "A\u{7}B", &"x".repeat(101)] {
            assert!(CertificateCode::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
