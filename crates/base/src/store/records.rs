//! Records in a store.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::fault::Fault;
use crate::people::{AccountId, Reach};
use crate::record::{Audience, Kind, Part, Record, RecordId, State, Version};
use crate::refusal::Refusal;

/// Something a record is looked up by: a place on the chain, a link, an answer of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The field; inside a table, `patents.number`.
    pub field: String,
    /// The id or code.
    pub value: String,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Last changed first.
    #[default]
    Updated,
    /// Last written first.
    Created,
    /// By title.
    Title,
    /// What goes stale first, first.
    Expires,
}

impl Sort {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Updated, Self::Created, Self::Title, Self::Expires];

    /// Its code in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            Self::Created => "created",
            Self::Title => "title",
            Self::Expires => "expires",
        }
    }

    /// The order of this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == code)
    }
}

/// Where a list goes on: after the record with this key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// What the list is ordered by.
    pub key: String,
    /// The record.
    pub id: RecordId,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.id, self.key)
    }
}

impl FromStr for Cursor {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let (id, key) = text.split_once('.').ok_or(Refusal::BadCursor {})?;
        Ok(Self { key: key.to_owned(), id: id.parse().map_err(|_| Refusal::BadCursor {})? })
    }
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// The kinds; all where none is named.
    pub kinds: Vec<Kind>,
    /// The states, by code; all but deleted where none is named.
    pub states: Vec<String>,
    /// What the text must hold.
    pub words: Vec<Part>,
    /// The organisation it belongs to.
    pub owner: Option<RecordId>,
    /// Who wrote it first.
    pub author: Option<AccountId>,
    /// Marks it must have, all of them.
    pub marks: Vec<Mark>,
    /// Only what expires before this day.
    pub expires_before: Option<String>,
}

impl Filter {
    /// What is out of a kind.
    pub fn published(kind: Kind) -> Self {
        Self { kinds: vec![kind], states: vec![State::Published.code().to_owned()], ..Self::default() }
    }

    /// The same where a field links to a record, or has a value that lists are narrowed by.
    #[must_use]
    pub fn marked(mut self, field: &str, value: &(impl ToString + ?Sized)) -> Self {
        self.marks.push(Mark { field: field.to_owned(), value: value.to_string() });
        self
    }
}

/// What to list.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What the viewer can reach.
    pub reach: Reach,
    /// What it is narrowed to.
    pub filter: Filter,
    /// Its order.
    pub sort: Sort,
    /// Where it goes on.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: usize,
}

impl Query {
    /// The first ones in the order in which they were written.
    pub fn first(reach: Reach, filter: Filter, limit: usize) -> Self {
        Self { reach, filter, sort: Sort::Created, after: None, limit }
    }
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The records.
    pub records: Vec<Record>,
    /// Where it goes on; `None` at the end.
    pub next: Option<Cursor>,
}

/// A record's id, kind and titles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Titled {
    /// The id.
    pub id: RecordId,
    /// The kind.
    pub kind: Kind,
    /// The title in Chinese.
    pub zh: String,
    /// The title in English.
    pub en: String,
}

/// Records in a store. What takes a [`Reach`] gives nothing beyond it.
pub trait Records {
    /// A record, whoever asks: the caller checks.
    ///
    /// # Errors
    /// The store's.
    fn record(&mut self, id: RecordId) -> Result<Option<Record>, Fault>;

    /// Some records, whoever asks: the caller checks each. In the order asked; one that is not there is left out.
    ///
    /// # Errors
    /// The store's.
    fn records(&mut self, ids: &[RecordId]) -> Result<Vec<Record>, Fault>;

    /// Writes a record with its audience, the words of its text, and its marks; version 1 is new, a later one
    /// replaces the one before. `false` where that was not there: somebody else came first.
    ///
    /// # Errors
    /// The store's.
    fn put_record(&mut self, record: &Record, audience: &Audience, words: &str, marks: &[Mark]) -> Result<bool, Fault>;

    /// Part of a list.
    ///
    /// # Errors
    /// The store's.
    fn find(&mut self, query: &Query) -> Result<Found, Fault>;

    /// How many a list holds, counted up to `most`.
    ///
    /// # Errors
    /// The store's.
    fn count(&mut self, reach: &Reach, filter: &Filter, most: usize) -> Result<usize, Fault>;

    /// Records of these kinds with exactly this title in either language, deleted ones apart; at most `most`.
    ///
    /// # Errors
    /// The store's.
    fn titled(&mut self, kinds: &[Kind], title: &str, reach: &Reach, most: usize) -> Result<Vec<Titled>, Fault>;

    /// The titles of records.
    ///
    /// # Errors
    /// The store's.
    fn titles(&mut self, ids: &[RecordId], reach: &Reach) -> Result<Vec<Titled>, Fault>;

    /// The records that name this one, and the field they name it in.
    ///
    /// # Errors
    /// The store's.
    fn naming(&mut self, id: RecordId, reach: &Reach, most: usize) -> Result<Vec<(String, Titled)>, Fault>;

    /// The records of a kind that name each of these in any field, at most so many of each, the newest first.
    ///
    /// # Errors
    /// The store's.
    fn namers(
        &mut self,
        ids: &[RecordId],
        kind: Kind,
        reach: &Reach,
        most: usize,
    ) -> Result<BTreeMap<RecordId, Vec<RecordId>>, Fault>;

    /// The versions of a record, newest first.
    ///
    /// # Errors
    /// The store's.
    fn versions(&mut self, id: RecordId) -> Result<Vec<Version>, Fault>;

    /// How many records of each kind can be reached, each counted up to `most`.
    ///
    /// # Errors
    /// The store's.
    fn kinds_held(&mut self, reach: &Reach, most: usize) -> Result<Vec<(Kind, usize)>, Fault>;
}
