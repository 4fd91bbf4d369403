//! Lists of records written as tables that can be imported again unchanged.

use std::io::Write;

use sheet::{Column, Unwritable, write_csv, write_xlsx};

use super::cell::cell_text;
use super::header::OWN;
use super::row::STATES;
use crate::record::verb::{Occasion, Within, confidential, note_reading};
use crate::record::{Choice, Field, Kind, Label, Record, RecordId, Shape};
use crate::refusal::Trouble;
use crate::store::{Filter, Query, Shelf, Sort, Store};

/// The most rows of one table.
const MOST: u64 = 100_000;
/// Records that are read at once.
const PAGE: usize = 200;

/// What to export: a list of one kind, narrowed and in order, under headers in one language.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The kind.
    pub kind: Kind,
    /// What the list is narrowed to; its kinds are set to the one.
    pub filter: Filter,
    /// The order.
    pub sort: Sort,
    /// Whether the headers are in Chinese.
    pub chinese: bool,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A workbook.
    Xlsx,
    /// Text with commas, in UTF-8.
    Csv,
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    /// How many rows.
    pub rows: u64,
    /// Whether there are more, which were left out.
    pub more: bool,
}

/// Why a table was not written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// The base said no, or failed.
    #[error(transparent)]
    Base(#[from] Trouble),
    /// The table could not be made.
    #[error(transparent)]
    Table(#[from] Unwritable),
}

/// Writes what the viewer can reach of a list, on one state of the base. `progress` hears how many rows are written.
/// Readings of confidential records go into the journal.
///
/// # Errors
/// The store's; the table cannot be put where it should go.
pub fn export(
    store: &dyn Store,
    occasion: &Occasion,
    wanted: &Wanted,
    format: Format,
    out: impl Write + Send,
    progress: &mut dyn FnMut(u64),
) -> Result<Exported, Unwritten> {
    let own = OWN.iter().take(3).map(|(title, _)| Column { width: Some(14.0), ..Column::text(*title) });
    let columns: Vec<Column> = own.chain(wanted.kind.fields().map(|field| column(field, wanted.chinese))).collect();
    let filter = Filter { kinds: vec![wanted.kind], ..wanted.filter.clone() };
    let (sort, reach) = (wanted.sort, occasion.viewer.reach());
    let mut query = Query { reach, filter, sort, after: None, limit: PAGE };
    let (exported, read) = store.reading(|shelf| {
        let mut lines = Lines {
            shelf,
            occasion,
            query: Some(&mut query),
            page: Vec::new().into_iter(),
            rows: 0,
            more: false,
            read: Vec::new(),
            trouble: None,
            progress,
        };
        let written = match format {
            Format::Xlsx => write_xlsx(&columns, &mut lines, out),
            Format::Csv => write_csv(&columns, &mut lines, out),
        };
        if let Some(trouble) = lines.trouble {
            return Err(Unwritten::Base(trouble));
        }
        written?;
        Ok((Exported { rows: lines.rows, more: lines.more }, lines.read))
    })?;
    note(store, occasion, wanted.kind, &read)?;
    Ok(exported)
}

impl From<crate::store::Fault> for Unwritten {
    fn from(fault: crate::store::Fault) -> Self {
        Self::Base(fault.into())
    }
}

/// Notes in the journal which confidential records were read.
fn note(store: &dyn Store, occasion: &Occasion, kind: Kind, read: &[RecordId]) -> Result<(), Trouble> {
    for some in read.chunks(PAGE) {
        let (occasion, some) = (occasion.clone(), some.to_vec());
        store.writing(move |shelf| {
            for id in some {
                if let Some(record) = shelf.record(id)?.filter(|record| record.kind == kind) {
                    note_reading(shelf, &occasion, &record)?;
                }
            }
            Ok::<(), Trouble>(())
        })?;
    }
    Ok(())
}

/// The lines of a table, read from the store page by page.
struct Lines<'a> {
    shelf: &'a mut dyn Shelf,
    occasion: &'a Occasion,
    /// What to ask for next; `None` at the end.
    query: Option<&'a mut Query>,
    page: std::vec::IntoIter<Vec<String>>,
    rows: u64,
    more: bool,
    /// Confidential records that were read.
    read: Vec<RecordId>,
    trouble: Option<Trouble>,
    progress: &'a mut dyn FnMut(u64),
}

impl Iterator for Lines<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        loop {
            if self.rows >= MOST {
                self.more = self.more || self.page.len() > 0 || self.query.is_some();
                return None;
            }
            if let Some(line) = self.page.next() {
                self.rows += 1;
                return Some(line);
            }
            (self.progress)(self.rows);
            if let Err(trouble) = self.turn()? {
                self.trouble = Some(trouble);
                return None;
            }
        }
    }
}

impl Lines<'_> {
    /// Reads the next page; `None` at the end.
    fn turn(&mut self) -> Option<Result<(), Trouble>> {
        let query = self.query.take()?;
        let found = match self.shelf.find(query) {
            Ok(found) => found,
            Err(fault) => return Some(Err(fault.into())),
        };
        let viewer = &self.occasion.viewer;
        self.read.extend(found.records.iter().filter(|record| confidential(viewer, record)).map(|record| record.id));
        let mut within = Within::new(self.shelf, self.occasion);
        let linked: Vec<RecordId> = found.records.iter().flat_map(links).collect();
        within.learn(&linked);
        let lines: Vec<Vec<String>> = found.records.iter().map(|record| line(record, &mut within)).collect();
        if let Err(fault) = within.end() {
            return Some(Err(fault.into()));
        }
        self.page = lines.into_iter();
        if found.next.is_some() {
            query.after = found.next;
            self.query = Some(query);
        }
        Some(Ok(()))
    }
}

/// The records that a record names.
fn links(record: &Record) -> Vec<RecordId> {
    record
        .kind
        .fields()
        .filter(|field| !field.targets.is_empty())
        .flat_map(|field| record.content.links(field.name))
        .collect()
}

fn line(record: &Record, within: &mut Within) -> Vec<String> {
    let state = STATES.iter().find(|(code, ..)| *code == record.state.code()).map_or("", |(_, zh, _)| zh);
    let own = [record.id.to_string(), record.version.to_string(), state.to_owned()];
    let fields = record.kind.fields().map(|field| cell_text(field, record.content.get(field.name), within));
    own.into_iter().chain(fields.collect::<Vec<_>>()).collect()
}

/// Writes an empty table of a kind to be filled in: choices as lists, hints as notes.
///
/// # Errors
/// The table cannot be put where it should go.
pub fn template(kind: Kind, chinese: bool, out: impl Write + Send) -> Result<(), Unwritten> {
    let columns: Vec<Column> = kind.fields().map(|field| column(field, chinese)).collect();
    write_xlsx(&columns, Vec::new(), out)?;
    Ok(())
}

fn pick(label: Label, chinese: bool) -> &'static str {
    if chinese { label.zh } else { label.en }
}

fn column(field: &Field, chinese: bool) -> Column {
    let title = pick(field.label, chinese).to_owned();
    let long = matches!(field.shape, Shape::Prose | Shape::Rows(_) | Shape::Patch);
    let (kind, width) = if matches!(field.shape, Shape::Date) {
        (sheet::Kind::Date, 12.0)
    } else if matches!(field.shape, Shape::Whole(..)) {
        (sheet::Kind::Number, 10.0)
    } else {
        (sheet::Kind::Text, if long { 40.0 } else { 20.0 })
    };
    let choices = if let Shape::Choice(choices) = field.shape {
        choices.iter().map(|choice| choice.label.zh.to_owned()).collect()
    } else if matches!(field.shape, Shape::Flag) {
        vec!["是".to_owned(), "否".to_owned()]
    } else {
        Vec::new()
    };
    let note = note_of(field, chinese);
    Column { title, width: Some(width), kind, choices, note: (!note.is_empty()).then_some(note) }
}

/// What helps to fill in a column.
fn note_of(field: &Field, chinese: bool) -> String {
    let word = |zh: &'static str, en: &'static str| if chinese { zh } else { en };
    let mut lines: Vec<String> = Vec::new();
    if field.required {
        lines.push(word("发布前必填", "Needed before publication").to_owned());
    }
    if !field.hint.zh.is_empty() {
        lines.push(pick(field.hint, chinese).to_owned());
    }
    lines.extend(form_of(field.shape, chinese));
    lines.join("\n")
}

/// How a cell of a shape is written.
fn form_of(shape: Shape, chinese: bool) -> Option<String> {
    let word = |zh: &'static str, en: &'static str| if chinese { zh } else { en };
    if let Shape::Choices(choices) = shape {
        let labels = choices.iter().map(|choice: &Choice| choice.label.zh).collect::<Vec<_>>().join("；");
        return Some(format!("{}{labels}", word("可多选，用；隔开：", "Several, parted by ；: ")));
    }
    if let Shape::Rows(columns) = shape {
        let parts = columns.iter().map(|column| pick(column.label, chinese)).collect::<Vec<_>>().join(" | ");
        return Some(format!("{}{parts}", word("每行一条：", "One a line: ")));
    }
    if matches!(shape, Shape::Words | Shape::Links | Shape::Positions) {
        return Some(word("多个用；隔开", "Several are parted by ；").to_owned());
    }
    if matches!(shape, Shape::Budget) {
        return Some("50万元 / 100-200万元 / 面议".to_owned());
    }
    let example = if matches!(shape, Shape::Moment) { "2026-01-15 09:30" } else { "2026-01-15" };
    matches!(shape, Shape::Date | Shape::Moment).then(|| example.to_owned())
}
