//! The people of whom nobody said for a year that what the pool says is still so, for who speaks for them.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::kinds::Person;
use base::record::{Kind, RecordId};
use talent::profile::{confirm, due, to_confirm};

use super::super::frame::{Frame, Labels, page_of, written};
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;
use crate::view::Link;

/// Shown at most; the longest unconfirmed first.
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "pages/talent/due.html")]
struct DuePage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    unit: String,
    rows: Vec<Row>,
    count: usize,
}

struct Row {
    id: String,
    link: Link,
    unit: String,
    confirmed: String,
    due: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let unit = visit.field("unit").unwrap_or_default();
    render(&Frame::new(state, visit, Section::Kind(Kind::Person)), unit, None)
}

/// Confirms those who were chosen.
pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Kind(Kind::Person));
    visit.viewer.writes()?;
    let chosen: Result<Vec<RecordId>, _> = form.fields("person").map(str::parse).collect();
    let chosen = chosen.map_err(|_| Trouble::NotFound)?;
    let labels = Labels { own: |_| None, kinds: &[Kind::Person] };
    let done = frame.write(labels, move |shelf, occasion| {
        chosen.into_iter().try_for_each(|id| confirm(shelf, occasion, id, None).map(drop))
    })?;
    match done {
        Ok(()) => see_other_done(&format!("/persons/due?unit={}", form.text("unit")), Done::Saved),
        Err(refused) => render(&frame, form.text("unit"), Some(refused)),
    }
}

fn render(frame: &Frame, unit: &str, refused: Option<(StatusCode, String)>) -> Result<Response, Trouble> {
    let of = if unit.is_empty() { None } else { Some(unit.parse().map_err(|_| Trouble::NotFound)?) };
    let (mut found, links) = frame.read(|shelf| {
        let found = to_confirm(shelf, &frame.occasion, of)?;
        let units: Vec<RecordId> = found.iter().filter_map(|record| record.content.owner()).collect();
        let links = frame.links(shelf, &units)?;
        Ok((found, links))
    })?;
    let count = found.len();
    found.truncate(MOST);
    let rows = found.iter().map(|record| {
        let person: Person = record.content.body();
        let unit = record.content.owner().and_then(|unit| links.get(&unit));
        Row {
            id: record.id.to_string(),
            link: Link::at(format!("{}/desk", page_of(Kind::Person, record.id)), frame.title(record)),
            unit: unit.map_or_else(String::new, |link| link.text.clone()),
            confirmed: written(person.confirmed.as_ref()),
            due: due(record, &person).to_string(),
        }
    });
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let rows = rows.collect();
    page_with(status, &DuePage { t: frame.t, layout: frame.layout(), refused, unit: unit.to_owned(), rows, count })
}
