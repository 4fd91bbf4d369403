//! Conditions of a list: what the viewer can reach, what the list is narrowed to, where it goes on.

use base::people::Reach;
use base::store::{Cursor, Fault, Filter, Mark, Sort};

use crate::full_text;
use crate::session::{Session, Value};

/// So many records that answer a word or hold a mark are listed first; where there are more, each record is asked.
const FEW: i64 = 2_000;

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

    /// The tables, after `FROM`.
    pub fn tables(&self) -> String {
        self.lead.as_ref().map_or_else(|| "record r".to_owned(), |lead| format!("({lead}) few CROSS JOIN record r"))
    }

    /// The whole, after `WHERE`.
    pub fn text(&self) -> String {
        if self.parts.is_empty() { "1 = 1".to_owned() } else { self.parts.join(" AND ") }
    }

    /// What the viewer can reach: the same check as `Audience::admits`, for the database.
    pub fn reach(&mut self, reach: &Reach) {
        match reach {
            Reach::Everything => {}
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

    /// What the list is narrowed to.
    pub fn filter(&mut self, filter: &Filter, session: &mut dyn Session) -> Result<(), Fault> {
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
        if let Some(owner) = filter.owner {
            let owner = self.value(owner.to_string());
            self.and(format!("r.owner = {owner}"));
        }
        if let Some(author) = filter.author {
            let author = self.value(author.to_string());
            self.and(format!("r.author = {author}"));
        }
        if let Some(day) = &filter.expires_before {
            let day = self.value(day.as_str());
            self.and(format!("r.expires < {day}"));
        }
        for mark in &filter.marks {
            self.mark(mark, session)?;
        }
        if !filter.words.is_empty() {
            let question = full_text::question(session.dialect(), &filter.words);
            let few = full_text::is_rare(session, &question, FEW)?;
            self.value(question);
            if few {
                self.one_of(full_text::answers(session.dialect(), self.values.len()));
            } else {
                self.and(full_text::condition(session.dialect(), self.values.len()));
            }
        }
        Ok(())
    }

    fn mark(&mut self, mark: &Mark, session: &mut dyn Session) -> Result<(), Fault> {
        let count = "SELECT count(*) FROM (SELECT 1 FROM record_mark WHERE field = $1 AND value = $2 LIMIT $3) few";
        let values = [mark.field.as_str().into(), mark.value.as_str().into(), Value::Int(FEW + 1)];
        let found = session.rows(count, &values)?.first().map_or(Ok(0), |row| row.int(0))?;
        let (field, value) = (self.value(mark.field.as_str()), self.value(mark.value.as_str()));
        let same = format!("m.field = {field} AND m.value = {value}");
        if found <= FEW {
            self.one_of(format!("SELECT m.record AS serial FROM record_mark m WHERE {same}"));
        } else {
            self.and(format!("EXISTS (SELECT 1 FROM record_mark m WHERE {same} AND m.record = r.serial)"));
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
