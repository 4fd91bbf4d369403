//! Digital object identifier: the prefix 10.registrant, a stroke, and a suffix (ISO 26324).

use super::refusal::Refuse;
use super::{IdentifierKind, IdentifierRefusal, tidy, without_prefix};

/// A DOI such as `10.1016/j.jmmm.2009.01.001`, in lower case, because case says nothing in a DOI.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Doi(String);

impl Doi {
    /// Reads a DOI with or without `https://doi.org/` or `doi:`.
    ///
    /// # Errors
    /// [`IdentifierRefusal`]: empty, a character that cannot stand in it, or no DOI at all.
    pub fn parse(text: &str) -> Result<Self, IdentifierRefusal> {
        let refuse = Refuse { kind: IdentifierKind::Doi, given: text };
        let trimmed = text.trim();
        let prefixes = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi.org/"];
        let bare = without_prefix(without_prefix(trimmed, &prefixes), &["doi:", "doi："]);
        if bare.is_empty() {
            return Err(IdentifierRefusal::Empty { kind: IdentifierKind::Doi });
        }
        if let Some((index, character)) = bare.chars().enumerate().find(|(_, c)| c.is_whitespace() || c.is_control()) {
            return Err(refuse.character(character, index));
        }
        let (prefix, suffix) = bare.split_once('/').ok_or_else(|| refuse.form())?;
        let prefix = tidy(prefix);
        let registrant = prefix.strip_prefix("10.").ok_or_else(|| refuse.form())?;
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !registrant.split('.').all(digits) || registrant.len() < 4 || suffix.is_empty() {
            return Err(refuse.form());
        }
        Ok(Self(format!("{prefix}/{}", suffix.to_lowercase())))
    }

    /// The DOI without its address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address that leads to what it names; characters that an address cannot hold are escaped.
    pub fn url(&self) -> String {
        let escape = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b';' | b'(' | b')' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        };
        format!("https://doi.org/{}", self.0.bytes().map(escape).collect::<String>())
    }
}

super::identifier!(Doi);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_dois_are_read_in_every_form() {
        let table = [
            ("10.1038/nphys1170", "10.1038/nphys1170"),
            ("https://doi.org/10.1103/PhysRevB.31.4207", "10.1103/physrevb.31.4207"),
            ("doi: 10.1000/182", "10.1000/182"),
            ("http://dx.doi.org/10.1002/0470841559.ch1", "10.1002/0470841559.ch1"),
            (
                "10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1",
                "10.1002/(sici)1096-8644(199601)99:1<1::aid-ajpa1>3.0.co;2-1",
            ),
        ];
        for (given, expected) in table {
            let doi = Doi::parse(given).unwrap();
            assert_eq!(doi.as_str(), expected);
            assert_eq!(Doi::parse(doi.as_str()), Ok(doi));
        }
        assert_eq!(Doi::parse("10.1000/a<b").unwrap().url(), "https://doi.org/10.1000/a%3Cb");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let table = [
            ("", "the DOI is empty"),
            ("https://doi.org/", "the DOI is empty"),
            ("10.1038", "“10.1038” has none of the forms of a DOI"),
            ("10.1038/", "“10.1038/” has none of the forms of a DOI"),
            ("11.1038/x", "“11.1038/x” has none of the forms of a DOI"),
            ("10.103/x", "“10.103/x” has none of the forms of a DOI"),
            ("10.1038/a b", "“ ” cannot stand at place 10 of the DOI “10.1038/a b”"),
        ];
        for (given, expected) in table {
            assert_eq!(Doi::parse(given).unwrap_err().to_string(), expected);
        }
    }
}
