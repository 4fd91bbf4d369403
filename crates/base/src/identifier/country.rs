//! Countries and areas by the two-letter codes of ISO 3166-1, with their names in Chinese and English.

use super::{IdentifierKind, IdentifierRefusal, tidy};
use std::sync::LazyLock;

/// A country or area of ISO 3166-1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(into = "String")]
pub struct Country {
    code: &'static str,
    zh: &'static str,
    en: &'static str,
}

/// By hand: the derived one would want its text to live as long as the list.
impl<'de> serde::Deserialize<'de> for Country {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// The shipped list, in the order of its codes.
static LIST: LazyLock<Vec<Country>> =
    LazyLock::new(|| include_str!("../../data/countries.csv").lines().filter_map(row).collect());

impl Country {
    /// Mainland China, whose rules the base asks first.
    pub const CHINA: Self = Self { code: "CN", zh: "中国", en: "China" };

    /// Every country and area of the list.
    pub fn all() -> &'static [Self] {
        &LIST
    }

    /// Reads a two-letter code, or a name in Chinese or English as the list has it.
    ///
    /// # Errors
    /// [`IdentifierRefusal::Unknown`] for what is not in the list.
    pub fn parse(text: &str) -> Result<Self, IdentifierRefusal> {
        let tidied = tidy(text);
        if tidied.is_empty() {
            return Err(IdentifierRefusal::Empty { kind: IdentifierKind::Country });
        }
        let named = |country: &&Self| {
            [country.code, country.en].iter().any(|name| name.eq_ignore_ascii_case(&tidied))
                || tidy(country.zh) == tidied
        };
        let unknown = || IdentifierRefusal::Unknown { kind: IdentifierKind::Country, given: text.trim().to_owned() };
        Self::all().iter().find(named).copied().ok_or_else(unknown)
    }

    /// The two-letter code.
    pub fn as_str(&self) -> &'static str {
        self.code
    }

    /// The name in Chinese.
    pub fn zh(&self) -> &'static str {
        self.zh
    }

    /// The name in English.
    pub fn en(&self) -> &'static str {
        self.en
    }
}

super::identifier!(Country);

/// A row of the list; comments and the head are none.
fn row(line: &'static str) -> Option<Country> {
    let mut cells = line.splitn(3, ',');
    let (code, zh, en) = (cells.next()?, cells.next()?, cells.next()?);
    let upper = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    upper.then_some(Country { code, zh, en })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_and_in_order() {
        let rows = include_str!("../../data/countries.csv").lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!((Country::all().len(), rows), (249, 249));
        assert!(Country::all().windows(2).all(|pair| pair[0].code < pair[1].code));
        for country in Country::all() {
            assert!(!country.zh.is_empty() && !country.en.is_empty() && !country.en.contains(','), "{country}");
            for name in [country.code, country.zh, country.en] {
                assert_eq!(Country::parse(name), Ok(*country), "{name}");
            }
        }
        assert_eq!(Country::parse("CN"), Ok(Country::CHINA));
    }

    #[test]
    fn codes_and_names_lead_to_one_country() {
        let table =
            [("us", "US"), ("美国", "US"), (" myanmar ", "MM"), ("中国香港", "HK"), ("ＪＰ", "JP"), ("刚果(金)", "CD")];
        for (given, code) in table {
            assert_eq!(Country::parse(given).unwrap().as_str(), code, "{given}");
        }
        let unknown =
            |given: &str| IdentifierRefusal::Unknown { kind: IdentifierKind::Country, given: given.to_owned() };
        for given in ["XX", "UK", "Atlantis"] {
            assert_eq!(Country::parse(given), Err(unknown(given)));
        }
        assert_eq!(Country::parse(" "), Err(IdentifierRefusal::Empty { kind: IdentifierKind::Country }));
    }
}
