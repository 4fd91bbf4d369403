//! What every writing of a record does: its audience, its words, its marks, its entry in the journal.

use serde_json::{Value, json};

use super::Occasion;
use crate::journal::Entry;
use crate::people::may_change;
use crate::record::{Audience, Content, Field, Kind, Record, RecordId, Says, Shape, indexed};
use crate::refusal::{Refusal, Trouble};
use crate::store::{Mark, Shelf};

/// The record, where the viewer can see it, may change it, and it stands at the version meant.
pub(crate) fn writable(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let record = super::show(shelf, &occasion.viewer, id)?;
    may_change(&occasion.viewer, &record)?;
    match version {
        Some(given) if given != record.version => {
            Err(Refusal::Stale { given: given.to_string(), current: record.version.to_string() }.into())
        }
        Some(_) | None => Ok(record),
    }
}

/// Writes a record and its entry in the journal, whoever may: the workflow that calls it has asked that before, by
/// rules of its own.
///
/// # Errors
/// Somebody else has written the record meanwhile.
pub fn write(shelf: &mut dyn Shelf, occasion: &Occasion, record: &Record, verb: &str) -> Result<(), Trouble> {
    let FoundBy { audience, words, marks } = found_by(record);
    if !shelf.put_record(record, &audience, &words, &marks)? {
        let (given, current) = (record.version - 1, record.version);
        return Err(Refusal::Stale { given: given.to_string(), current: current.to_string() }.into());
    }
    shelf.append(Entry {
        at: occasion.now,
        by: occasion.viewer.account(),
        verb: verb.to_owned(),
        object: format!("{}:{}", record.kind, record.id),
        version: record.version,
        payload: payload(record),
    })?;
    Ok(())
}

/// What the journal keeps of a version of a record.
fn payload(record: &Record) -> Value {
    let managers: Vec<String> = record.managers.iter().map(ToString::to_string).collect();
    json!({ "state": record.state, "managers": managers, "content": Value::Object(record.content.0.clone()) })
}

/// What a record is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundBy {
    /// Who may see it.
    pub audience: Audience,
    /// The words of its text, cut.
    pub words: String,
    /// Its places on the chain, links, answers of lists, identifiers.
    pub marks: Vec<Mark>,
}

/// What a record is found by, from the record alone.
pub fn found_by(record: &Record) -> FoundBy {
    FoundBy { audience: Audience::of(record), words: words(record), marks: marks(record.kind, &record.content) }
}

/// Whether a record is what an entry of the journal wrote.
pub fn is_as_written(record: &Record, payload_written: &str) -> bool {
    serde_json::from_str::<Value>(payload_written).is_ok_and(|written| written == payload(record))
}

/// The words that find a record.
fn words(record: &Record) -> String {
    indexed(&texts(record).into_iter().map(|(_, text)| text).collect::<String>())
}

/// What a record says in words, by field: its titles, summaries and texts, each part on a line of its own. What is
/// about a natural person is left out, but for the person's own record.
pub fn texts(record: &Record) -> Vec<(&'static str, String)> {
    let fields = record.kind.fields().filter(|field| !field.personal || record.kind == Kind::Person);
    let texts = fields.map(|field| {
        let mut text = String::new();
        gather(field, record.content.get(field.name), &mut text);
        (field.name, text)
    });
    texts.filter(|(_, text)| !text.is_empty()).collect()
}

/// What a record is about: [`texts`] without sources, addresses, ways to reach people and numbers of papers, by which no
/// two records are compared.
pub fn substance(record: &Record) -> Vec<(&'static str, String)> {
    let aside = |name: &str| record.kind.fields().any(|field| field.name == name && is_aside(field));
    texts(record).into_iter().filter(|(name, _)| !aside(name)).collect()
}

fn is_aside(field: &Field) -> bool {
    field.says == Says::Aside || matches!(field.shape, Shape::Identifier(_))
}

fn gather(field: &Field, value: &Value, text: &mut String) {
    match (field.shape, value) {
        (Shape::Line | Shape::Prose | Shape::Identifier(_), Value::String(part)) => {
            text.push_str(part);
            text.push('\n');
        }
        (Shape::Words, Value::Array(parts)) => {
            for part in parts.iter().filter_map(Value::as_str) {
                text.push_str(part);
                text.push('\n');
            }
        }
        (Shape::Rows(columns), Value::Array(rows)) => {
            for row in rows {
                for column in columns {
                    gather(column, &row[column.name], text);
                }
            }
        }
        _ => {}
    }
}

/// What a record is looked up by.
fn marks(kind: Kind, content: &Content) -> Vec<Mark> {
    let mut marks = Vec::new();
    for field in kind.fields() {
        mark(field.name, field.shape, content.get(field.name), &mut marks);
    }
    marks.sort();
    marks.dedup();
    marks
}

fn mark(name: &str, shape: Shape, value: &Value, marks: &mut Vec<Mark>) {
    match (shape, value) {
        (Shape::Link | Shape::Choice(_) | Shape::Identifier(_), Value::String(value)) => {
            marks.push(Mark { field: name.to_owned(), value: value.clone() });
        }
        (Shape::Links | Shape::Choices(_) | Shape::Positions, Value::Array(values)) => {
            let values = values.iter().filter_map(Value::as_str);
            marks.extend(values.map(|value| Mark { field: name.to_owned(), value: value.to_owned() }));
        }
        (Shape::Rows(columns), Value::Array(rows)) => {
            for (row, column) in rows.iter().flat_map(|row| columns.iter().map(move |column| (row, column))) {
                mark(&format!("{name}.{}", column.name), column.shape, &row[column.name], marks);
            }
        }
        _ => {}
    }
}
