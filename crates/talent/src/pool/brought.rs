//! What a file brings: people with their posts and works, works alone, and what of it could not be read.

use base::record::kinds::Publication;
use base::record::{Line, Whole};
use serde::{Deserialize, Serialize};

use super::read::Source;

/// Everything a file brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Brought {
    /// Of which form it is.
    pub source: Source,
    /// Its people.
    pub people: Vec<Profile>,
    /// Its works, where it names no people of its own: those of whoever the works are brought for.
    pub works: Vec<Publication>,
    /// What could not be read; all else was.
    pub broken: Vec<Broken>,
}

impl Brought {
    pub(super) fn new(source: Source) -> Self {
        Self { source, people: Vec::new(), works: Vec::new(), broken: Vec::new() }
    }
}

/// Somebody, as a file tells of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// The name as it is written there.
    pub name: String,
    /// The same in another script, where there is one.
    pub other_name: String,
    /// The researcher's id; checked.
    pub orcid: Option<String>,
    /// What they work on.
    pub fields: Vec<String>,
    /// Where they worked, and when.
    pub posts: Vec<Post>,
    /// What they published.
    pub works: Vec<Publication>,
}

/// Where somebody worked or studied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// For whom.
    pub organisation: String,
    /// As what.
    pub post: String,
    /// Whether they studied there.
    pub studied: bool,
    /// From when, a whole day; where a source says a year, its first.
    pub since: Option<String>,
    /// Until when; where a source says a year, its last.
    pub until: Option<String>,
}

/// Something of a file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broken {
    /// The line it begins on, or its number in a list; from 1.
    pub at: usize,
    /// What it begins with.
    pub begins: String,
    /// Why.
    pub flaw: Flaw,
}

impl Broken {
    pub(super) fn new(at: usize, text: &str, flaw: Flaw) -> Self {
        let begins: String = text.trim().chars().map(|one| if one.is_control() { ' ' } else { one }).take(60).collect();
        Self { at, begins, flaw }
    }
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flaw {
    /// It has no title.
    NoTitle,
    /// Nobody is named.
    NoName,
    /// It does not end where it should.
    NoEnd,
    /// Its id has a wrong digit or a wrong length.
    BadOrcid(String),
    /// It is not what such a record looks like.
    Unreadable(String),
}

impl Flaw {
    /// Its name where it is shown.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoTitle => "no-title",
            Self::NoName => "no-name",
            Self::NoEnd => "no-end",
            Self::BadOrcid(_) => "bad-orcid",
            Self::Unreadable(_) => "unreadable",
        }
    }

    /// What it quotes.
    pub fn given(&self) -> &str {
        match self {
            Self::BadOrcid(given) | Self::Unreadable(given) => given,
            Self::NoTitle | Self::NoName | Self::NoEnd => "",
        }
    }
}

/// A work from its parts; `None` without a title.
pub(super) fn work(title: &str, venue: &str, year: Option<&str>, doi: &str) -> Option<Publication> {
    let line = |text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then(|| Line(text.chars().take(500).collect()))
    };
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<i64>().ok();
    let year = year.and_then(|text| digits(text.trim())).filter(|year| (1900..=2200).contains(year));
    Some(Publication {
        title: Some(line(title)?),
        venue: line(venue),
        year: year.map(Whole),
        doi: base::identifier::Doi::parse(doi).ok(),
    })
}
