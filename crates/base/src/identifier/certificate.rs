//! Code of a certificate: 19 random characters, more than 94 bits, and a check character.

use super::refusal::Refuse;
use super::{Heard, IdentifierKind, IdentifierRefusal, Spoken, tidy};

const FORM: Spoken = Spoken { length: 20, group: 4 };
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
        FORM.draw().map(Self)
    }

    /// Reads a code with or without hyphens, in either case, or the number of a certificate from elsewhere.
    ///
    /// # Errors
    /// [`IdentifierRefusal`]: it is empty or too long, a character, or its check character.
    pub fn parse(text: &str) -> Result<Self, IdentifierRefusal> {
        let refuse = Refuse { kind: IdentifierKind::Certificate, given: text };
        match FORM.hear(text) {
            Some(Heard::Whole(code)) => return Ok(Self(code)),
            Some(Heard::Misread { expected, found }) => {
                refuse.unless_checked(&expected.to_string(), &found.to_string())?;
            }
            None => {}
        }
        let tidied = tidy(text);
        let characters: Vec<char> = tidied.chars().collect();
        if characters.is_empty() || characters.len() > MOST {
            refuse.unless_length(&characters, FORM.length)?;
        }
        match characters.iter().position(|character| character.is_control()) {
            Some(at) => Err(refuse.character(characters[at], at)),
            None => Ok(Self(tidied)),
        }
    }

    /// The code that a text is, where it was given out here: nothing for a misread one, nor for a number from elsewhere.
    pub fn ours(text: &str) -> Option<Self> {
        match FORM.hear(text)? {
            Heard::Whole(code) => Some(Self(code)),
            Heard::Misread { .. } => None,
        }
    }

    /// The code with its hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

super::identifier!(CertificateCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misread_code_is_refused_and_is_not_ours() {
        let code = CertificateCode::fresh().unwrap();
        assert_eq!(code.as_str().len(), 24);
        assert_eq!(CertificateCode::ours(&code.as_str().to_lowercase()).as_ref(), Some(&code));
        let last = if code.as_str().ends_with('A') { 'B' } else { 'A' };
        let misread = format!("{}{last}", &code.as_str()[..23]);
        assert_eq!(CertificateCode::ours(&misread), None);
        assert!(matches!(CertificateCode::parse(&misread), Err(IdentifierRefusal::CheckDigit { .. })));
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
