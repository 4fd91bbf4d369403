//! The matches that somebody takes part in: what waits for them first.

use askama::Template;
use axum::response::Response;
use brokerage::{Approach, Disclosed, approaches};

use super::frame::Frame;
use super::words;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/matching/desk.html")]
struct DeskPage {
    t: Messages,
    layout: Layout,
    waiting: Vec<Row>,
    others: Vec<Row>,
}

struct Row {
    href: String,
    need: String,
    anonymous: bool,
    offer: String,
    stage: String,
    updated: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let found = state.store().reading(|shelf| approaches(shelf, &frame.occasion))?;
    let (waiting, others): (Vec<Approach>, Vec<Approach>) = found.into_iter().partition(Approach::is_waiting);
    let rows = |found: Vec<Approach>| found.iter().map(|one| row(&frame, one)).collect();
    let (waiting, others) = (rows(waiting), rows(others));
    page(&DeskPage { t: frame.t, layout: frame.layout(Section::Matching), waiting, others })
}

fn row(frame: &Frame, one: &Approach) -> Row {
    let (need, anonymous) = match &one.shown {
        Disclosed::Open(need) => (frame.title(need), false),
        Disclosed::Abstract(words) if words.is_empty() => (frame.t.get("matching-anonymous-need"), true),
        Disclosed::Abstract(words) => (words.clone(), true),
    };
    Row {
        href: format!("/matching/{}", one.record.id),
        need,
        anonymous,
        offer: frame.title(&one.offer),
        stage: words::stage(&one.record, frame.t),
        updated: one.record.updated.date().to_string(),
    }
}
