//! A record: what it says, in one flat canonical object, and what is known about it.

use measure::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::body::Body;
use super::common::{Head, Tail, Visibility};
use super::field::{Field, Hand};
use super::id::RecordId;
use super::kind::Kind;
use super::state::State;
use crate::people::AccountId;

/// What a record says: the fields that hold something, by name, each in its canonical form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content(pub Map<String, Value>);

impl Content {
    /// The value of a field; `Null` where it holds nothing.
    pub fn get(&self, name: &str) -> &Value {
        self.0.get(name).unwrap_or(&Value::Null)
    }

    /// Whether a field holds nothing, or a list without anything in it.
    pub fn is_empty(&self, name: &str) -> bool {
        let value = self.get(name);
        value.is_null() || value.as_array().is_some_and(Vec::is_empty)
    }

    /// The text of a field that holds text; empty where it holds nothing.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).as_str().unwrap_or_default()
    }

    /// Sets a field; `Null` empties it.
    pub fn set(&mut self, name: &str, value: Value) {
        if value.is_null() {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), value);
        }
    }

    /// The common fields before the kind's own.
    pub fn head(&self) -> Head {
        self.typed()
    }

    /// The common fields after the kind's own.
    pub fn tail(&self) -> Tail {
        self.typed()
    }

    /// The kind's own fields.
    pub fn body<T: Body>(&self) -> T {
        self.typed()
    }

    /// Content is checked when it is written; what an older program wrote and this one cannot read is as if empty.
    fn typed<T: DeserializeOwned + Default>(&self) -> T {
        T::deserialize(&self.0).unwrap_or_default()
    }

    /// Who may see it once it is published; its own organisation where it does not say.
    pub fn visibility(&self) -> Visibility {
        self.tail().visibility.unwrap_or(Visibility::Owner)
    }

    /// The organisation it belongs to.
    pub fn owner(&self) -> Option<RecordId> {
        self.text("owner").parse().ok()
    }

    /// The records that a field of links names.
    pub fn links(&self, name: &str) -> Vec<RecordId> {
        match self.get(name) {
            Value::String(one) => one.parse().into_iter().collect(),
            Value::Array(many) => many.iter().filter_map(|one| one.as_str()?.parse().ok()).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
        }
    }

    /// The title in the language wanted, else in the other.
    pub fn title(&self, chinese_first: bool) -> &str {
        let (zh, en) = (self.text("title_zh"), self.text("title_en"));
        let (first, second) = if chinese_first { (zh, en) } else { (en, zh) };
        if first.is_empty() { second } else { first }
    }

    /// Canonical bytes: the same content gives the same bytes.
    pub fn canonical(&self) -> String {
        // The map is ordered by name, and a value that was read is in its one form.
        Value::Object(self.0.clone()).to_string()
    }
}

/// A record as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// How often it was written; the first is 1.
    pub version: u32,
    /// Where it stands.
    pub state: State,
    /// What it says.
    pub content: Content,
    /// Who wrote it first; `None` once that person's data were erased.
    pub author: Option<AccountId>,
    /// Who may change it besides its author and the managers of its organisation.
    pub managers: Vec<AccountId>,
    /// When it was first written.
    pub created: Timestamp,
    /// When it was last written.
    pub updated: Timestamp,
}

impl Record {
    /// Whether it is more than somebody's draft: it is out, was out, or its workflow has written something to it.
    pub fn stands(&self) -> bool {
        let written = |field: &Field| field.hand == Hand::Workflow && !self.content.is_empty(field.name);
        self.state != State::Draft || self.kind.fields().any(written)
    }
}

/// One version of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its number.
    pub version: u32,
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<AccountId>,
    /// What was done.
    pub verb: String,
    /// Where the record stood after it.
    pub state: State,
    /// What it said; `None` once erased.
    pub content: Option<Content>,
}
