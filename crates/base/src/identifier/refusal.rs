//! Why an identifier was refused.

use std::fmt;

/// Which identifier was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifierKind {
    /// ORCID iD of a person.
    Orcid,
    /// ROR id of a research organisation.
    Ror,
    /// 统一社会信用代码 of a Chinese organisation.
    CreditCode,
    /// Application or publication number of a patent.
    PatentNumber,
    /// Digital object identifier.
    Doi,
    /// Country code.
    Country,
    /// Code of a certificate.
    Certificate,
}

impl IdentifierKind {
    /// The name in Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Orcid => "ORCID",
            Self::Ror => "ROR 编号",
            Self::CreditCode => "统一社会信用代码",
            Self::PatentNumber => "专利号",
            Self::Doi => "DOI",
            Self::Country => "国家或地区",
            Self::Certificate => "证书编号",
        }
    }

    /// The name in English.
    pub fn en(self) -> &'static str {
        match self {
            Self::Orcid => "ORCID iD",
            Self::Ror => "ROR id",
            Self::CreditCode => "unified social credit code",
            Self::PatentNumber => "patent number",
            Self::Doi => "DOI",
            Self::Country => "country",
            Self::Certificate => "certificate code",
        }
    }
}

impl fmt::Display for IdentifierKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.en())
    }
}

/// Why a text was refused as an identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierRefusal {
    /// Nothing is written.
    #[error("the {kind} is empty")]
    Empty {
        /// Which identifier was meant.
        kind: IdentifierKind,
    },
    /// The number of characters is wrong.
    #[error("the {kind} “{given}” has {found} characters, not {expected}")]
    Length {
        /// Which identifier was meant.
        kind: IdentifierKind,
        /// The text as given.
        given: String,
        /// How many characters it should have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// A character stands where it cannot.
    #[error("“{character}” cannot stand at place {place} of the {kind} “{given}”")]
    Character {
        /// Which identifier was meant.
        kind: IdentifierKind,
        /// The text as given.
        given: String,
        /// The character.
        character: char,
        /// Its place, from 1, without prefix and separators.
        place: usize,
    },
    /// The check digit does not fit the rest: a digit was misread or exchanged.
    #[error("the check digit of the {kind} “{given}” should be {expected} and is {found}")]
    CheckDigit {
        /// Which identifier was meant.
        kind: IdentifierKind,
        /// The text as given.
        given: String,
        /// The check digit that the rest calls for.
        expected: String,
        /// The check digit as given.
        found: String,
    },
    /// The check digit is missing.
    #[error("the {kind} “{given}” lacks its check digit, which is {expected}")]
    NoCheckDigit {
        /// Which identifier was meant.
        kind: IdentifierKind,
        /// The text as given.
        given: String,
        /// The check digit that the rest calls for.
        expected: String,
    },
    /// The year in a number cannot be.
    #[error("the {kind} “{given}” names the year {year}, when no such number was given out")]
    Year {
        /// Which identifier was meant.
        kind: IdentifierKind,
        /// The text as given.
        given: String,
        /// The year that it names.
        year: u16,
    },
    /// The text has none of the forms of such an identifier.
    #[error("“{given}” has none of the forms of a {kind}")]
    Form {
        /// Which identifier was meant.
        kind: IdentifierKind,
        /// The text as given.
        given: String,
    },
    /// The code or name is in no list.
    #[error("“{given}” is no {kind} of the list")]
    Unknown {
        /// Which identifier was meant.
        kind: IdentifierKind,
        /// The text as given.
        given: String,
    },
}

/// Builds refusals of one identifier as given.
pub(super) struct Refuse<'t> {
    pub(super) kind: IdentifierKind,
    pub(super) given: &'t str,
}

impl Refuse<'_> {
    /// Refuses a text whose number of characters is not `expected`, or that is empty.
    pub(super) fn unless_length(&self, characters: &[char], expected: usize) -> Result<(), IdentifierRefusal> {
        match characters.len() {
            0 => Err(IdentifierRefusal::Empty { kind: self.kind }),
            found if found == expected => Ok(()),
            found => {
                Err(IdentifierRefusal::Length { kind: self.kind, given: self.given.trim().to_owned(), expected, found })
            }
        }
    }

    /// The character at an index (from 0) cannot stand there.
    pub(super) fn character(&self, character: char, index: usize) -> IdentifierRefusal {
        let given = self.given.trim().to_owned();
        IdentifierRefusal::Character { kind: self.kind, given, character, place: index + 1 }
    }

    /// Refuses check digits that are not as expected.
    pub(super) fn unless_checked(&self, expected: &str, found: &str) -> Result<(), IdentifierRefusal> {
        if expected == found {
            return Ok(());
        }
        Err(IdentifierRefusal::CheckDigit {
            kind: self.kind,
            given: self.given.trim().to_owned(),
            expected: expected.to_owned(),
            found: found.to_owned(),
        })
    }

    /// The text has none of the forms.
    pub(super) fn form(&self) -> IdentifierRefusal {
        IdentifierRefusal::Form { kind: self.kind, given: self.given.trim().to_owned() }
    }
}
