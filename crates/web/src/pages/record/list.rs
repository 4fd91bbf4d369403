//! The list of a kind: narrowed, in order, a page at a time.

use askama::Template;
use axum::response::Response;
use base::people::may_author;
use base::record::verb::{self, Within};
use base::record::{Field, Record, RecordId, Shape};
use base::store::{SavedSearch, Shelf};

use super::badge::{Badge, badges};
use super::day::instant;
use super::filter::{Asked, Chooser, asked_for, shown, sorts};
use super::form::{Suggestions, places, titles};
use super::relation::one_of;
use super::value::{Shown, label, links_of};
use super::view::View;
use crate::language::Messages;
use crate::shell::{Layout, Trouble, Visit, page};
use crate::state::State;

/// Records on a page.
const PAGE: usize = 50;
/// Counted up to so many.
const COUNTED: usize = 1_000;

#[derive(Template)]
#[template(path = "pages/record/list.html")]
struct ListPage {
    t: Messages,
    layout: Layout,
    heading: String,
    /// The kind inside a sentence.
    one: String,
    list: String,
    reader: Reader,
    question: String,
    owner: String,
    position: String,
    expires: String,
    mine: bool,
    choosers: Vec<Chooser>,
    sorts: Chooser,
    suggestions: Vec<Suggestions>,
    slips: Vec<String>,
    narrowed: bool,
    count: String,
    columns: Vec<&'static str>,
    rows: Vec<Row>,
    next: Option<String>,
    /// Back to the beginning, from further on.
    first: Option<String>,
    /// The address without its place in the list, as it is saved.
    address: String,
    /// The query of that address, with its mark; empty where it has none.
    asked: String,
    searches: Vec<SavedSearch>,
}

/// Who reads the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// Somebody who is not signed in.
    Visitor,
    /// Somebody who is.
    Member,
    /// Somebody who may write one.
    Author,
}

impl Reader {
    fn of(view: &View) -> Self {
        match view.viewer().account() {
            None => Self::Visitor,
            Some(_) if may_author(view.viewer(), view.kind).is_ok() => Self::Author,
            Some(_) => Self::Member,
        }
    }

    fn writes(self) -> bool {
        self == Self::Author
    }

    fn signed_in(self) -> bool {
        self != Self::Visitor
    }
}

/// A record in the list.
struct Row {
    href: String,
    title: String,
    other_title: String,
    badges: Vec<Badge>,
    owner: String,
    cells: Vec<String>,
    updated: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    state.store().reading(|shelf| {
        let mut within = Within::new(shelf, &view.occasion);
        let asked = asked_for(&view, &mut within);
        let (records, next, count) = found(&view, &asked, within.shelf())?;
        let columns: Vec<&Field> = view.kind.own_fields().iter().filter(|field| field.listed).collect();
        let linked: Vec<RecordId> = records.iter().flat_map(|record| named(record, &columns)).collect();
        within.learn(&linked);
        let rows = records.iter().map(|record| row(&view, record, &columns, &mut within)).collect();
        let suggestions = vec![
            Suggestions {
                id: "list-owners".to_owned(),
                options: titles(&view, &mut within, &[base::record::Kind::Organisation])?,
            },
            Suggestions { id: "list-places".to_owned(), options: places(&view) },
        ];
        let searches = searches(&view, within.shelf())?;
        within.end()?;
        let text = |name: &str| visit.field(name).unwrap_or_default().to_owned();
        page(&ListPage {
            t: view.t,
            layout: view.layout(),
            heading: view.kind_label(),
            one: one_of(view.kind, view.t),
            list: view.list(),
            reader: Reader::of(&view),
            question: text("q"),
            owner: text("owner"),
            position: text("positions"),
            expires: text("expires"),
            mine: asked.filter.author.is_some(),
            choosers: shown(&view),
            sorts: sorts(&view),
            suggestions,
            slips: asked.slips,
            narrowed: asked.narrowed,
            count: counted(count),
            columns: columns.iter().map(|column| label(column.label, view.t)).collect(),
            rows,
            next: next.map(|after| address(&view, Some(&after))),
            first: visit.field("after").map(|_| address(&view, None)),
            asked: address(&view, None).replacen(&view.list(), "", 1),
            address: address(&view, None),
            searches,
        })
    })
}

/// The records of this page, where the list goes on, how many there are.
fn found(view: &View, asked: &Asked, shelf: &mut dyn Shelf) -> Result<(Vec<Record>, Option<String>, usize), Trouble> {
    if !asked.slips.is_empty() {
        return Ok((Vec::new(), None, 0));
    }
    let count = shelf.count(&view.viewer().reach(), &asked.filter, COUNTED + 1)?;
    let query = verb::listing(view.viewer(), asked.filter.clone(), asked.sort, view.visit.field("after"), PAGE)?;
    let found = verb::list(shelf, &query)?;
    Ok((found.records, found.next.map(|cursor| cursor.to_string()), count))
}

/// A count, or that there are more than are counted.
pub(super) fn counted(count: usize) -> String {
    if count > COUNTED { format!("{COUNTED}+") } else { count.to_string() }
}

fn named(record: &Record, columns: &[&Field]) -> Vec<RecordId> {
    let linked = columns.iter().flat_map(|column| links_of(column, record.content.get(column.name)));
    record.content.owner().into_iter().chain(linked).collect()
}

fn row(view: &View, record: &Record, columns: &[&Field], within: &mut Within) -> Row {
    let t = view.t;
    let title = view.title(record);
    let other = record.content.title(t.pick(false, true)).to_owned();
    let cell = |column: &&Field| {
        let shown = Shown::of(column, record.content.get(column.name), within, t);
        if matches!(column.shape, Shape::Prose) { shortened(&shown.line()) } else { shown.line() }
    };
    let cells = columns.iter().map(cell).collect();
    let owner = record.content.owner().and_then(|owner| super::value::link_to(owner, within, t));
    Row {
        href: format!("{}/{}", view.list(), record.id),
        other_title: if other == title { String::new() } else { other },
        title,
        badges: badges(record, t),
        owner: owner.map(|link| link.text).unwrap_or_default(),
        cells,
        updated: instant(record.updated, t),
    }
}

/// The beginning of a text.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST).chain(['…']).collect() }
}

/// The address of the list as it is narrowed, at a place in it.
fn address(view: &View, after: Option<&str>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let kept = view.visit.query.iter().filter(|(name, value)| !value.is_empty() && name != "after" && name != "done");
    query.extend_pairs(kept);
    if let Some(after) = after {
        query.append_pair("after", after);
    }
    let query = query.finish();
    if query.is_empty() { view.list() } else { format!("{}?{query}", view.list()) }
}

/// What the viewer has saved of this list.
fn searches(view: &View, shelf: &mut dyn Shelf) -> Result<Vec<SavedSearch>, Trouble> {
    let Some(account) = view.viewer().account() else { return Ok(Vec::new()) };
    let list = view.list();
    let here = |search: &SavedSearch| search.address.split('?').next() == Some(&list);
    Ok(shelf.saved_searches(account)?.into_iter().filter(here).collect())
}
