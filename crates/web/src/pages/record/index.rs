//! All records: the kinds with how many can be reached, and a search over everything, grouped by kind.

use askama::Template;
use axum::response::Response;
use base::people::may_author;
use base::record::verb;
use base::record::{Kind, Record, asked};
use base::store::{Filter, SavedSearch, Sort};

use super::badge::{Badge, badges};
use super::list::{counted, shortened};
use super::relation::one_of;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page, plural};
use crate::state::State;
use crate::view::encoded;

/// Records found that are looked at.
const FOUND: usize = 200;
/// Records of a kind shown at first.
const SHOWN: usize = 5;
/// Counted up to so many.
const COUNTED: usize = 1_000;

#[derive(Template)]
#[template(path = "pages/record/index.html")]
struct IndexPage {
    t: Messages,
    layout: Layout,
    question: String,
    kinds: Vec<Tile>,
    groups: Vec<Group>,
    more: bool,
    signed_in: bool,
    searches: Vec<SavedSearch>,
}

/// A kind and how many of it there are.
struct Tile {
    href: String,
    label: String,
    one: String,
    count: String,
    new: Option<String>,
}

/// What was found of a kind.
struct Group {
    label: String,
    all: String,
    hits: Vec<Hit>,
    more: bool,
}

struct Hit {
    href: String,
    title: String,
    summary: String,
    badges: Vec<Badge>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let (occasion, t) = (visit.occasion(state), visit.messages());
    let viewer = &occasion.viewer;
    let question = visit.field("q").unwrap_or_default().trim();
    state.store().reading(|shelf| {
        let (mut groups, mut more, mut kinds) = (Vec::new(), false, Vec::new());
        if question.is_empty() {
            let held = shelf.kinds_held(&viewer.reach(), COUNTED + 1)?;
            kinds =
                held.into_iter().map(|(kind, count)| tile(kind, count, may_author(viewer, kind).is_ok(), t)).collect();
        } else {
            let filter = Filter { words: asked(question), ..Filter::default() };
            if !filter.words.is_empty() {
                let query = verb::listing(viewer, filter, Sort::Updated, None, FOUND)?;
                let found = verb::list(shelf, &query)?;
                more = found.next.is_some();
                groups = grouped(&found.records, question, t);
            }
        }
        let searches = match viewer.account() {
            Some(account) => shelf.saved_searches(account)?,
            None => Vec::new(),
        };
        page(&IndexPage {
            t,
            layout: Layout::new(state, visit, Some(Section::Records)),
            question: question.to_owned(),
            kinds,
            groups,
            more,
            signed_in: viewer.account().is_some(),
            searches,
        })
    })
}

fn tile(kind: Kind, count: usize, writes: bool, t: Messages) -> Tile {
    let href = format!("/{}", kind.path());
    let new = writes.then(|| format!("{href}/new"));
    Tile { label: plural(kind, t), one: one_of(kind, t), count: counted(count), new, href }
}

/// What was found, by kind, in the order of the kinds.
fn grouped(records: &[Record], question: &str, t: Messages) -> Vec<Group> {
    let groups = Kind::ALL.iter().filter_map(|kind| {
        let of_kind: Vec<&Record> = records.iter().filter(|record| record.kind == *kind).collect();
        let hits: Vec<Hit> = of_kind.iter().take(SHOWN).map(|record| hit(record, t)).collect();
        let all = format!("/{}?q={}", kind.path(), encoded(question));
        let more = of_kind.len() > SHOWN;
        (!hits.is_empty()).then(|| Group { label: plural(*kind, t), all, more, hits })
    });
    groups.collect()
}

fn hit(record: &Record, t: Messages) -> Hit {
    let (first, second) = t.pick(("summary_zh", "summary_en"), ("summary_en", "summary_zh"));
    let summary = Some(record.content.text(first)).filter(|text| !text.is_empty());
    let title = record.content.title(t.pick(true, false));
    Hit {
        href: format!("/{}/{}", record.kind.path(), record.id),
        title: if title.is_empty() { t.get("record-untitled") } else { title.to_owned() },
        summary: shortened(summary.unwrap_or(record.content.text(second))),
        badges: badges(record, t),
    }
}
