//! Twins: records of the base, and rows further up, that a new row seems to repeat.

use std::collections::HashMap;

use super::alike::{Alike, AlikeRows};
use super::digest::short;
use super::verdict::{Likeness, Twin};
use crate::people::{Reach, Viewer};
use crate::record::verb::Within;
use crate::record::{Content, Field, Identifier, Kind, Record, RecordId, Shape};
use crate::store::{Fault, Filter, Mark, Query, Sort};

/// What the rows of a table so far were.
pub(super) struct Seen {
    rows: Box<dyn AlikeRows>,
    likenesses: HashMap<[u8; 16], u32>,
    records: HashMap<RecordId, u32>,
    prints: HashMap<[u8; 16], (u32, u32)>,
}

impl Seen {
    /// Of no row yet.
    pub(super) fn new(rows: Box<dyn AlikeRows>) -> Self {
        Self { rows, likenesses: HashMap::new(), records: HashMap::new(), prints: HashMap::new() }
    }

    /// How often these cells stood in rows before, and the first of those rows.
    pub(super) fn print(&mut self, print: [u8; 16], number: u32) -> (u32, u32) {
        let (first, times) = self.prints.entry(print).or_insert((number, 0));
        *times += 1;
        (*first, *times - 1)
    }

    /// The row before that was about a record.
    pub(super) fn record(&mut self, id: RecordId, number: u32) -> Option<u32> {
        match self.records.get(&id) {
            Some(row) if *row != number => Some(*row),
            Some(_) => None,
            None => {
                self.records.insert(id, number);
                None
            }
        }
    }

    /// The row before that is like a new record.
    fn like(&self, record: &Record) -> Option<(u32, Likeness)> {
        likenesses(record).into_iter().find_map(|(key, why)| self.likenesses.get(&key).map(|row| (*row, why)))
    }

    /// The row before that says nearly the same; where there is none, this one is to go in and is remembered.
    fn meet(&mut self, record: &Record, number: u32) -> Option<(Twin, Likeness)> {
        if let Some((row, hundredths)) = self.rows.meet(record, number) {
            return Some((Twin::Row { number: row }, Likeness::Texts { hundredths }));
        }
        for (key, _) in likenesses(record) {
            self.likenesses.entry(key).or_insert(number);
        }
        None
    }
}

/// The twin of a record that is to be added; without one, its row is remembered.
pub(super) fn find(
    within: &mut Within,
    reach: &Reach,
    record: &Record,
    (alike, viewer): (&dyn Alike, &Viewer),
    seen: Option<(&mut Seen, u32)>,
) -> Result<Option<(Twin, Likeness)>, Fault> {
    for (mark, why) in identifiers(record.kind, &record.content) {
        let filter = Filter { kinds: vec![record.kind], marks: vec![mark], ..Filter::default() };
        let query = Query { reach: reach.clone(), filter, sort: Sort::Created, after: None, limit: 1 };
        if let Some(found) = within.shelf().find(&query)?.records.first() {
            return Ok(Some((twin(found), why)));
        }
    }
    for title in titles(&record.content) {
        for titled in within.shelf().titled(&[record.kind], title, reach, 10)? {
            let found = within.shelf().record(titled.id)?;
            if let Some(found) = found.filter(|found| found.content.owner() == record.content.owner()) {
                return Ok(Some((twin(&found), Likeness::TitleAndOwner)));
            }
        }
    }
    if let Some((number, why)) = seen.as_ref().and_then(|(seen, _)| seen.like(record)) {
        return Ok(Some((Twin::Row { number }, why)));
    }
    // The likest, where it can still be found.
    for found in alike.alike(within.shelf(), viewer, record)? {
        if let Some(other) = within.shelf().record(found.id)? {
            return Ok(Some((twin(&other), Likeness::Texts { hundredths: found.hundredths })));
        }
    }
    Ok(seen.and_then(|(seen, number)| seen.meet(record, number)))
}

fn twin(record: &Record) -> Twin {
    Twin::Record { id: record.id, title: record.content.title(true).to_owned() }
}

fn titles(content: &Content) -> impl Iterator<Item = &str> {
    ["title_zh", "title_en"].into_iter().map(|name| content.text(name)).filter(|title| !title.is_empty())
}

/// The identifiers that belong to one record alone: its own, and the numbers of its patents.
fn identifiers(kind: Kind, content: &Content) -> Vec<(Mark, Likeness)> {
    let mut found = Vec::new();
    let mut add = |mark: String, field: &str, value: &str| {
        let likeness = Likeness::Identifier { field: field.to_owned(), value: value.to_owned() };
        found.push((Mark { field: mark, value: value.to_owned() }, likeness));
    };
    let own = |field: &Field| matches!(field.shape, Shape::Identifier(identifier) if identifier != Identifier::Country);
    for field in kind.fields() {
        let value = content.get(field.name);
        match (field.shape, value.as_str()) {
            (Shape::Identifier(_), Some(value)) if own(field) => add(field.name.to_owned(), field.name, value),
            (Shape::Rows(columns), _) => {
                let numbers =
                    columns.iter().filter(|column| matches!(column.shape, Shape::Identifier(Identifier::PatentNumber)));
                for column in numbers {
                    let rows = value.as_array().into_iter().flatten();
                    for number in rows.filter_map(|row| row[column.name].as_str()) {
                        add(format!("{}.{}", field.name, column.name), field.name, number);
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// What a record is told from others by, as digests.
fn likenesses(record: &Record) -> Vec<([u8; 16], Likeness)> {
    let owner = record.content.owner().map(|owner| owner.to_string()).unwrap_or_default();
    let identifiers = identifiers(record.kind, &record.content).into_iter();
    let identifiers = identifiers.map(|(mark, why)| (short(["identifier", &mark.field, &mark.value]), why));
    let titles = titles(&record.content).map(|title| (short(["title", title, &owner]), Likeness::TitleAndOwner));
    identifiers.chain(titles).collect()
}
