//! What is ahead, month by month, and what one is registered for.

use askama::Template;
use axum::response::Response;
use base::record::Kind;
use talent::event::{Edition, ahead, mine};

use super::super::frame::{Frame, page_of, written};
use super::words::{registered, span, stage};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/event/calendar.html")]
struct CalendarPage {
    t: Messages,
    layout: Layout,
    months: Vec<(String, Vec<Row>)>,
    own: Vec<(Link, String, Link, String, &'static str)>,
    feed: Option<String>,
}

struct Row {
    link: Link,
    kind: String,
    when: String,
    venue: String,
    stage: (&'static str, &'static str),
    until: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Events);
    let t = frame.t;
    let account = frame.occasion.viewer.account();
    let (coming, attended) = frame.read(|shelf| {
        let coming = ahead(shelf, &frame.occasion)?;
        let attended = if account.is_some() { mine(shelf, &frame.occasion)? } else { Vec::new() };
        Ok((coming, attended))
    })?;
    let mut months: Vec<(String, Vec<Row>)> = Vec::new();
    for edition in &coming {
        let begins = written(edition.event.begins.as_ref());
        let month = begins.get(..7).map_or_else(|| t.get("event-no-time"), str::to_owned);
        if months.last().is_none_or(|(last, _)| *last != month) {
            months.push((month, Vec::new()));
        }
        if let Some((_, rows)) = months.last_mut() {
            rows.push(row(&frame, edition));
        }
    }
    let own = attended.iter().map(|one| {
        let (word, badge) = registered(one.registration.stage, t);
        let hand = Link::at(format!("/registrations/{}/desk", one.record.id), t.get("event-own-desk"));
        let event = Link::at(format!("/events/{}/desk", one.event.id), frame.title(&one.event));
        (event, span(one.of.begins.as_ref(), one.of.ends.as_ref()), hand, word.to_owned(), badge)
    });
    page(&CalendarPage {
        t,
        layout: frame.layout(),
        months,
        own: own.collect(),
        feed: account.map(|account| format!("/calendars/{account}/events.ics")),
    })
}

fn row(frame: &Frame, edition: &Edition) -> Row {
    let (t, event) = (frame.t, &edition.event);
    Row {
        link: Link::at(format!("{}/desk", page_of(Kind::Event, edition.record.id)), frame.title(&edition.record)),
        kind: event.event_type.map_or_else(String::new, |kind| {
            let label = kind.choice().label;
            t.pick(label.zh, label.en).to_owned()
        }),
        when: span(event.begins.as_ref(), event.ends.as_ref()),
        venue: written(event.venue.as_ref()),
        stage: stage(event, t),
        until: written(event.registration_until.as_ref()),
    }
}
