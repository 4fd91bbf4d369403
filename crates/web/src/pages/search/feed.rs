//! The feed of a saved search: what it finds, for its owner as he is now.

use askama::Template;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use base::people::verb::member;
use base::people::{Secret, Viewer};
use base::store::{SavedSearch, Shelf};
use measure::Timestamp;
use uuid::Uuid;

use super::super::record::kind_label;
use super::news::news;
use crate::language::Messages;
use crate::shell::{Trouble, Visit};
use crate::state::State;

/// Entries of a feed.
const ENTRIES: usize = 50;

#[derive(Template)]
#[template(path = "pages/search/feed.xml")]
struct Feed {
    id: String,
    title: String,
    address: String,
    updated: String,
    entries: Vec<Entry>,
}

/// A record in it.
struct Entry {
    id: String,
    title: String,
    kind: String,
    href: String,
    updated: String,
    published: String,
}

/// Who may read it: its owner in a session, and whoever shows the secret of its address. Anybody else learns nothing.
pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let id: Uuid = visit.id.parse().map_err(|_| Trouble::NotFound)?;
    let (now, t) = (state.clock().now(), visit.messages());
    let feed = state.store().reading(|shelf| {
        let search = shelf.saved_search(id)?.ok_or(Trouble::NotFound)?;
        let viewer = reader(shelf, visit, &search, now)?.ok_or(Trouble::NotFound)?;
        feed(state, shelf, &viewer, &search, t)
    })?;
    let text = feed.render().map_err(Trouble::fault)?;
    // A control character is no character of XML.
    let text: String = text.chars().filter(|one| !one.is_control() || matches!(one, '\n' | '\t')).collect();
    Ok(([(CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response())
}

/// The owner, with the keys he holds now.
fn reader(
    shelf: &mut dyn Shelf,
    visit: &Visit,
    search: &SavedSearch,
    now: Timestamp,
) -> Result<Option<Viewer>, Trouble> {
    if visit.viewer.account() == Some(search.account) {
        return Ok(Some(visit.viewer.clone()));
    }
    let shown = visit.field("key").map(|key| Secret::shown(key).digest());
    if shown.is_none() || shown != search.feed {
        return Ok(None);
    }
    Ok(Some(member(shelf, search.account, now)?).filter(|viewer| viewer.account().is_some()))
}

fn feed(
    state: &State,
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    search: &SavedSearch,
    t: Messages,
) -> Result<Feed, Trouble> {
    let ever = Timestamp::from_milliseconds(0).map_err(Trouble::fault)?;
    let found = news(state, shelf, viewer, search, (ever, ENTRIES))?;
    let entries = found.records.iter().map(|record| {
        let title = record.content.title(t.pick(true, false));
        Entry {
            id: format!("urn:uuid:{}", record.id),
            title: if title.is_empty() { t.get("record-untitled") } else { title.to_owned() },
            kind: kind_label(record.kind, t),
            href: format!("/{}/{}", record.kind.path(), record.id),
            updated: record.updated.to_string(),
            published: record.created.to_string(),
        }
    });
    let updated = found.records.first().map_or(search.created, |record| record.updated).to_string();
    Ok(Feed {
        id: format!("urn:uuid:{}", search.id),
        title: search.name.clone(),
        address: search.address.clone(),
        updated,
        entries: entries.collect(),
    })
}
