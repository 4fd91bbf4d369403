//! Conditions of a list: what the viewer can reach, what the list is narrowed to, where it goes on.

use std::sync::Arc;

use base::people::Reach;
use base::record::Kind;
use base::store::{Cursor, Fault, Filter, Sort};

use crate::memory::numbers;
use crate::session::{Dialect, Session, Value};
use crate::{among, full_text};

/// At most so many records are read one by one and put in order; where more may be in a list, it is walked in its order.
const FEW: usize = 2_000;
/// The key that stands beside those of a sealed record; nobody holds it.
pub const SEALED: &str = "sealed";

/// A condition on record `r`, with its values.
#[derive(Default)]
pub struct Condition {
    parts: Vec<String>,
    /// What leads to the records, where few can answer.
    lead: Option<String>,
    /// The values of `$1`, `$2` and so on.
    pub values: Vec<Value>,
}

impl Condition {
    /// Adds a value and gives its place.
    pub fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Adds values and gives their places, parted by commas.
    pub fn list<T: Into<Value>>(&mut self, values: impl IntoIterator<Item = T>) -> String {
        let places: Vec<String> = values.into_iter().map(|value| self.value(value)).collect();
        places.join(", ")
    }

    /// Adds a part that must hold too.
    pub fn and(&mut self, part: String) {
        self.parts.push(part);
    }

    /// Adds that the record must be one of few, which this question lists as `serial`. The first such question leads:
    /// SQLite would rather walk a list in its order until it has met enough, and `CROSS` forbids it.
    pub fn one_of(&mut self, question: String) {
        if self.lead.is_none() {
            self.lead = Some(question);
            self.and("r.serial = few.serial".to_owned());
        } else {
            self.and(format!("r.serial IN ({question})"));
        }
    }

    /// Adds that the record must be among these, in ascending order.
    pub fn among(&mut self, serials: &Arc<[i64]>, dialect: Dialect) {
        if serials.len() <= FEW {
            let place = self.value(among::few(dialect, serials));
            self.one_of(among::lead(dialect, &place));
        } else {
            let place = self.value(among::many(dialect, serials));
            self.and(among::condition(dialect, &place));
        }
    }

    /// The tables, after `FROM`.
    pub fn tables(&self) -> String {
        self.lead.as_ref().map_or_else(|| "record r".to_owned(), |lead| format!("({lead}) few CROSS JOIN record r"))
    }

    /// The whole, after `WHERE`.
    pub fn text(&self) -> String {
        if self.parts.is_empty() { "1 = 1".to_owned() } else { self.parts.join(" AND ") }
    }

    fn serials(&self, session: &mut dyn Session) -> Result<Arc<[i64]>, Fault> {
        numbers(session, &format!("SELECT r.serial FROM record r WHERE {}", self.text()), &self.values)
    }

    /// What the viewer can reach: the same check as `Audience::admits`, for the database.
    pub fn reach(&mut self, reach: &Reach) {
        match reach {
            Reach::Everything => {}
            Reach::Unsealed(keys) => {
                let keys = self.list(keys.iter().map(String::as_str).chain(["-"]));
                self.and(format!(
                    "(r.kind <> 'bid' OR NOT EXISTS (SELECT 1 FROM record_key k WHERE k.record = r.serial AND \
                     k.key = '{SEALED}') OR EXISTS \
                     (SELECT 1 FROM record_key k WHERE k.record = r.serial AND k.key IN ({keys})))"
                ));
            }
            Reach::Public => self.and("r.audience = 'public'".to_owned()),
            Reach::Keys(keys) => {
                let keys = self.list(keys.iter().map(String::as_str));
                self.and(format!(
                    "(r.audience IN ('public', 'members') OR EXISTS \
                     (SELECT 1 FROM record_key k WHERE k.record = r.serial AND k.key IN ({keys})))"
                ));
            }
        }
    }

    /// What the list is narrowed to. Whatever few records may answer is looked up first, by itself; what is left after
    /// all of it leads to the records where it is few, and is asked of each record, in the order of the list, where it
    /// is many.
    pub fn filter(&mut self, filter: &Filter, session: &mut dyn Session) -> Result<(), Fault> {
        if let Some(serials) = among::in_all(looked_up(filter, session)?) {
            self.among(&serials, session.dialect());
        }
        if !filter.kinds.is_empty() {
            let kinds = self.list(filter.kinds.iter().map(|kind| kind.code()));
            self.and(format!("r.kind IN ({kinds})"));
        }
        if filter.states.is_empty() {
            self.and("r.state <> 'deleted'".to_owned());
        } else {
            let states = self.list(filter.states.iter().map(String::as_str));
            self.and(format!("r.state IN ({states})"));
        }
        Ok(())
    }

    /// Where the list goes on.
    pub fn after(&mut self, sort: Sort, cursor: &Cursor) -> Result<(), Fault> {
        let key = match sort {
            Sort::Updated | Sort::Created => {
                let key: i64 =
                    cursor.key.parse().map_err(|_| Fault::Refused("the cursor is of another list".into()))?;
                self.value(key)
            }
            Sort::Title | Sort::Expires => self.value(cursor.key.as_str()),
        };
        let id = self.value(cursor.id.to_string());
        let beyond = if descending(sort) { '<' } else { '>' };
        self.and(format!("(r.{}, r.id) {beyond} ({key}, {id})", column(sort)));
        Ok(())
    }
}

/// The records that answer each part of a filter but its kinds, and its states where most are in one of them.
fn looked_up(filter: &Filter, session: &mut dyn Session) -> Result<Vec<Arc<[i64]>>, Fault> {
    let mut lists = Vec::new();
    for mark in &filter.marks {
        let values = [mark.field.as_str().into(), mark.value.as_str().into()];
        lists.push(numbers(session, "SELECT record FROM record_mark WHERE field = $1 AND value = $2", &values)?);
    }
    if let Some(owner) = filter.owner {
        lists.push(numbers(session, "SELECT serial FROM record WHERE owner = $1", &[owner.to_string().into()])?);
    }
    if let Some(author) = filter.author {
        lists.push(numbers(session, "SELECT serial FROM record WHERE author = $1", &[author.to_string().into()])?);
    }
    if let Some(day) = &filter.expires_before {
        let mut of_kinds = of_kinds(filter);
        let day = of_kinds.value(day.as_str());
        of_kinds.and(format!("r.expires < {day}"));
        lists.push(of_kinds.serials(session)?);
    }
    if !filter.states.is_empty() && !filter.states.iter().any(|state| state == "published") {
        let mut of_kinds = of_kinds(filter);
        let states = of_kinds.list(filter.states.iter().map(String::as_str));
        of_kinds.and(format!("r.state IN ({states})"));
        lists.push(of_kinds.serials(session)?);
    }
    if !filter.words.is_empty() {
        let dialect = session.dialect();
        let question = full_text::question(dialect, &filter.words);
        lists.push(numbers(session, full_text::answers(dialect), &[question.into()])?);
    }
    Ok(lists)
}

/// The condition that a record is of one of the kinds, all where none is named: the indexes begin with the kind.
fn of_kinds(filter: &Filter) -> Condition {
    let mut condition = Condition::default();
    let kinds: &[Kind] = if filter.kinds.is_empty() { Kind::ALL } else { &filter.kinds };
    let kinds = condition.list(kinds.iter().map(|kind| kind.code()));
    condition.and(format!("r.kind IN ({kinds})"));
    condition
}

/// The column a list is ordered by.
pub fn column(sort: Sort) -> &'static str {
    match sort {
        Sort::Updated => "updated",
        Sort::Created => "created",
        Sort::Title => "title",
        Sort::Expires => "expires",
    }
}

/// Whether the newest come first.
pub fn descending(sort: Sort) -> bool {
    matches!(sort, Sort::Updated | Sort::Created)
}
