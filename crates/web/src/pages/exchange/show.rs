//! An import: how far it is, what was found in its rows, and what is to be decided before they are written.

use askama::Template;
use axum::Json;
use axum::response::{IntoResponse, Response};
use base::exchange::{MissingOwner, Start, failure};
use base::people::Role;
use base::store::ImportStage;
use serde_json::json;

use super::import::{instant, stage};
use super::row::{Heading, Row, headings, row};
use super::view::View;
use crate::language::Messages;
use crate::refusal::{said_sentence, status_word};
use crate::shell::{Layout, Trouble, Visit, page};
use crate::state::State;

/// Rows on a page.
const PAGE: usize = 50;
/// Names of missing organisations that are shown.
const NAMES: usize = 30;
/// Rows of these statuses are written, in this order on the page.
const TO_WRITE: [&str; 3] = ["add", "update", "delete"];

#[derive(Template)]
#[template(path = "pages/exchange/show.html")]
struct ShowPage {
    t: Messages,
    layout: Layout,
    name: String,
    address: String,
    list: String,
    kind: String,
    when: String,
    stage: String,
    standing: Standing,
}

/// How far it is.
enum Standing {
    /// Being read or written.
    Running { heading: String, done: u64, of: u64, says: String },
    /// It was being read or written when the server stopped.
    BrokenOff,
    /// The file could not be read.
    Failed { sentence: String, sheets: Vec<String> },
    /// The rows can be looked at.
    Open(Box<Open>),
}

/// What can be looked at and decided.
struct Open {
    counts: Vec<Count>,
    /// How many rows would be written.
    to_write: u64,
    bad: u64,
    duplicates: u64,
    /// Rows with a doubtful unit.
    doubtful: u64,
    /// Columns with doubtful units, with the first doubt.
    doubts: Vec<Doubt>,
    missing: Vec<String>,
    /// How many more are missing than are shown.
    more_missing: usize,
    enters: bool,
    notes: bool,
    published: bool,
    unknown: String,
    sheets: Vec<(usize, String, bool)>,
    header: u32,
    status: String,
    headings: Vec<Heading>,
    rows: Vec<Row>,
    next: Option<String>,
    first: Option<String>,
}

/// How many rows have a status.
struct Count {
    status: &'static str,
    word: String,
    rows: u64,
    here: bool,
}

/// A column whose unit is doubted.
struct Doubt {
    column: usize,
    title: String,
    says: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let standing = match &view.import.stage {
        ImportStage::Reading | ImportStage::Writing if view.running => running(&view),
        ImportStage::Reading | ImportStage::Writing => Standing::BrokenOff,
        ImportStage::Failed { .. } => Standing::Failed {
            sentence: failure(&view.import).map(|said| said_sentence(view.t, &said)).unwrap_or_default(),
            sheets: view.plan.sheets.clone(),
        },
        ImportStage::Previewed | ImportStage::Done => Standing::Open(Box::new(open(&view)?)),
    };
    let stage = stage(&view.import.stage, view.t);
    let undecided = match &standing {
        Standing::Open(open) => open.duplicates + open.doubtful,
        Standing::Running { .. } | Standing::BrokenOff | Standing::Failed { .. } => 0,
    };
    page(&ShowPage {
        t: view.t,
        layout: view.layout(),
        name: view.import.name.clone(),
        address: view.address(),
        list: format!("/{}", view.kind().path()),
        kind: view.kind_label(),
        when: instant(view.import.created, view.t),
        stage: if undecided == 0 {
            stage
        } else {
            view.t.say("exchange-stage-undecided").with("stage", stage).with("count", undecided.to_string()).to_string()
        },
        standing,
    })
}

fn running(view: &View) -> Standing {
    let (done, of) = (view.import.done, view.import.of);
    let heading = match view.import.stage {
        ImportStage::Writing => view.t.get("exchange-writing"),
        ImportStage::Reading | ImportStage::Previewed | ImportStage::Done | ImportStage::Failed { .. } => {
            view.t.get("exchange-reading")
        }
    };
    Standing::Running { heading, done, of: of.max(1), says: says(view) }
}

fn says(view: &View) -> String {
    let said = view.t.say("exchange-progress").with("done", view.import.done.to_string());
    said.with("of", view.import.of.max(view.import.done).to_string()).to_string()
}

/// How far it is, for the progress bar.
pub(super) fn progress(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let answer = if view.running {
        json!({ "done": view.import.done, "of": view.import.of.max(1), "says": says(&view), "finished": false })
    } else {
        json!({ "finished": true })
    };
    Ok(Json(answer).into_response())
}

fn open(view: &View) -> Result<Open, Trouble> {
    let (t, id, visit) = (view.t, view.id(), view.visit);
    let wanted = visit.field("status").unwrap_or_default();
    let status = base::exchange::STATUSES.iter().copied().find(|status| *status == wanted).unwrap_or_default();
    let after = visit.field("after").and_then(|after| after.parse().ok()).unwrap_or(0);
    let (counted, mut found, doubted) = view.state.store().reading(|shelf| {
        let counted = shelf.import_counts(id)?;
        let found = shelf.import_rows(id, status, after, PAGE + 1)?;
        Ok::<_, Trouble>((counted, found, shelf.import_rows(id, "doubt", 0, PAGE)?))
    })?;
    let count = |status: &str| counted.iter().find(|(known, _)| known == status).map_or(0, |(_, count)| *count);
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let narrowed = if status.is_empty() { String::new() } else { format!("status={status}&") };
    let next =
        found.last().filter(|_| more).map(|row| format!("{}?{narrowed}after={}#rows", view.address(), row.number));
    let headings = headings(view);
    let rows = found.iter().map(|found| row(view, &headings, found)).collect();
    let all = Count {
        status: "",
        word: t.get("exchange-all"),
        rows: counted.iter().map(|(_, count)| count).sum(),
        here: status.is_empty(),
    };
    let counts = base::exchange::STATUSES.iter().filter(|status| count(status) > 0).map(|word| Count {
        status: word,
        word: status_word(t, word),
        rows: count(word),
        here: *word == status,
    });
    let plan = &view.plan;
    Ok(Open {
        counts: std::iter::once(all).chain(counts).collect(),
        to_write: TO_WRITE.iter().map(|status| count(status)).sum(),
        bad: count("bad"),
        duplicates: count("duplicate"),
        doubtful: count("doubt"),
        doubts: doubts(view, &doubted),
        missing: plan.missing.iter().take(NAMES).cloned().collect(),
        more_missing: plan.missing.len().saturating_sub(NAMES),
        enters: view.occasion.viewer.has(Role::Administrator),
        notes: plan.missing_owner == MissingOwner::Note,
        published: plan.start == Start::Published,
        unknown: plan.unknown().collect::<Vec<_>>().join("、"),
        sheets: plan.sheets.iter().enumerate().map(|(at, name)| (at, name.clone(), at == plan.sheet)).collect(),
        header: plan.header,
        status: status.to_owned(),
        headings,
        rows,
        next,
        first: (after > 0).then(|| format!("{}?{narrowed}#rows", view.address())),
    })
}

/// The columns whose units are doubted, each with what its first doubtful cell looks like.
fn doubts(view: &View, rows: &[base::store::ImportRow]) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = Vec::new();
    for judged in rows.iter().filter_map(base::exchange::Judged::of) {
        for flaw in judged.flaws() {
            let Some(column) = flaw.column.filter(|column| doubts.iter().all(|doubt| doubt.column != *column)) else {
                continue;
            };
            let title = view.plan.columns.get(column).map(|column| column.title.clone()).unwrap_or_default();
            doubts.push(Doubt { column, title, says: said_sentence(view.t, &flaw.said) });
        }
    }
    doubts
}
