//! Identifiers that others have given out: each is parsed to its one canonical form, or refused by name.

mod certificate;
mod country;
mod credit_code;
mod doi;
mod orcid;
mod patent;
mod refusal;
mod ror;
mod spoken;

pub use certificate::CertificateCode;
pub use country::Country;
pub use credit_code::CreditCode;
pub use doi::Doi;
pub use orcid::Orcid;
pub use patent::{PatentForm, PatentNumber, PatentOffice};
pub use refusal::{IdentifierKind, IdentifierRefusal};
pub use ror::Ror;
pub use spoken::{Heard, Spoken};

/// Gives an identifier with a canonical text its text, its conversions and its place in serde.
macro_rules! identifier {
    ($type:ty) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::identifier::IdentifierRefusal;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $type {
            type Error = $crate::identifier::IdentifierRefusal;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$type> for String {
            fn from(identifier: $type) -> Self {
                identifier.as_str().to_owned()
            }
        }
    };
}
use identifier;

/// Half-width, trimmed text.
fn tidy(text: &str) -> String {
    measure::full_width_to_half(text).trim().to_owned()
}

/// The text without the first of the prefixes that it starts with, in either case.
fn without_prefix<'t>(text: &'t str, prefixes: &[&str]) -> &'t str {
    let starts = |prefix: &&&str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    prefixes.iter().find(starts).map_or(text, |prefix| text[prefix.len()..].trim_start())
}
