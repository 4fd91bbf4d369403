//! The rows of an import as its page shows them: each known column, with what is wrong beneath the cell.

use base::exchange::{Flaw, Judged, Twin, Verdict};
use base::store::ImportRow;

use super::view::View;
use super::word::{field, target, twin};
use crate::refusal::{said_sentence, status_word};
use crate::view::Link;

/// Most characters of a cell that are shown.
const MOST: usize = 120;

/// A column that the base knows.
pub(super) struct Heading {
    pub title: String,
    /// What it holds, where the title does not say so.
    pub holds: String,
    at: usize,
}

/// A row.
pub(super) struct Row {
    pub number: u32,
    pub status: String,
    pub word: String,
    /// The record it is about.
    pub record: Option<Link>,
    /// What is said of the row as a whole.
    pub said: Vec<String>,
    pub cells: Vec<Cell>,
    /// What may be decided about it.
    pub settled: Option<Settled>,
}

/// A cell.
pub(super) struct Cell {
    pub text: String,
    /// What is wrong or doubtful in it.
    pub slips: Vec<String>,
    /// Whether it changes a record.
    pub changes: bool,
}

/// What may be decided about a duplicate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Settled {
    /// Whether its twin is a record, which it could change.
    pub updates: bool,
}

/// The columns that the base knows.
pub(super) fn headings(view: &View) -> Vec<Heading> {
    let known = view.plan.columns.iter().enumerate().filter(|(_, column)| !column.target.code().is_empty());
    known
        .map(|(at, column)| {
            let holds = target(view.kind(), &column.target, view.t);
            let holds = if holds == column.title { String::new() } else { holds };
            Heading { title: column.title.clone(), holds, at }
        })
        .collect()
}

/// A row as it is shown.
pub(super) fn row(view: &View, headings: &[Heading], row: &ImportRow) -> Row {
    let (kind, t) = (view.kind(), view.t);
    let judged = Judged::of(row);
    let flaws = judged.as_ref().map_or(&[][..], Judged::flaws);
    let changed: &[String] = match judged.as_ref().map(|judged| &judged.verdict) {
        Some(Verdict::Update { fields, .. }) => fields,
        _ => &[],
    };
    let cell = |heading: &Heading| Cell {
        text: shortened(row.cells.get(heading.at).map_or("", String::as_str)),
        slips: flaws.iter().filter(|flaw| flaw.column == Some(heading.at)).map(|flaw| said(view, flaw)).collect(),
        changes: changed.iter().any(|name| view.plan.columns[heading.at].target.is_of(name)),
    };
    let shown = |flaw: &&Flaw| !headings.iter().any(|heading| flaw.column == Some(heading.at));
    let besides = flaws.iter().filter(shown).map(|flaw| match flaw.field.as_str() {
        "" => said(view, flaw),
        path => format!("{}：{}", field(kind, path, t), said(view, flaw)),
    });
    let twin = judged.as_ref().and_then(|judged| twin(kind, judged, t));
    let (record, why) = match twin {
        Some((link, why)) => (link, Some(why)),
        None => (judged.as_ref().and_then(|judged| about(view, judged)), None),
    };
    let settled = match judged.as_ref().map(|judged| &judged.verdict) {
        Some(Verdict::Duplicate { of, .. }) => Some(Settled { updates: matches!(of, Twin::Record { .. }) }),
        _ => None,
    };
    Row {
        number: row.number,
        status: row.status.clone(),
        word: status_word(t, &row.status),
        record,
        said: why.into_iter().chain(besides).collect(),
        cells: headings.iter().map(cell).collect(),
        settled,
    }
}

/// A link to the record that a row is about.
fn about(view: &View, judged: &Judged) -> Option<Link> {
    let id = judged.record()?;
    Some(Link::at(format!("/{}/{id}", view.kind().path()), view.t.get("exchange-record")))
}

fn said(view: &View, flaw: &Flaw) -> String {
    said_sentence(view.t, &flaw.said)
}

/// The beginning of a text.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST).chain(['…']).collect() }
}
