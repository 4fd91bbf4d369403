//! The way into the administration.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use base::alert::relay_trouble;
use base::people::{AccountId, Role};
use base::store::{Fault, Shelf};

use super::desk::{Desk, minute, person_path};
use crate::language::{Key, Messages};
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::Link;

/// People whose letters are refused that are named.
const REFUSED_SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "pages/people/administration.html")]
struct Administration {
    t: Messages,
    layout: Layout,
    ways: Vec<Way>,
    engine: String,
    entries: u64,
    read_only: bool,
    post: Option<PostPanel>,
}

/// How alerts by mail fare.
struct PostPanel {
    relay: String,
    from: String,
    waiting: u64,
    /// Since when the relay takes nothing, and what it says.
    down: Option<(String, String)>,
    refused: Vec<(Link, String)>,
}

struct Way {
    link: Link,
    about: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let desk = Desk::new(state, visit);
    let (head, post) = desk.reading(|shelf| Ok((shelf.head()?, post(state, shelf)?)))?;
    let t = desk.t;
    let way = |path: &str, name: Key, about: Key| Way { link: Link::at(path, t.get(name)), about: t.get(about) };
    page(&Administration {
        t,
        layout: desk.layout(Section::Administration),
        ways: vec![
            way("/administration/people", Key("people-title"), Key("people-about")),
            way("/organisations", Key("administration-organisations"), Key("administration-organisations-about")),
            way("/administration/rules", Key("rules-title"), Key("rules-about")),
            way("/administration/rules/calendar", Key("calendar-title"), Key("calendar-about")),
            way("/administration/journal", Key("journal-title"), Key("journal-about")),
        ],
        engine: state.store().engine(),
        entries: head.number,
        post,
        read_only: !visit.viewer.has(Role::Administrator),
    })
}

/// `None` where the base sends no mail.
fn post(state: &State, shelf: &mut dyn Shelf) -> Result<Option<PostPanel>, Fault> {
    let Some(mailing) = state.mailing() else { return Ok(None) };
    let refused = shelf.alerts_refused(REFUSED_SHOWN)?;
    let ids: Vec<AccountId> = refused.iter().map(|alert| alert.account).collect();
    let names: BTreeMap<AccountId, String> = shelf.account_names(&ids)?.into_iter().collect();
    let named = |alert: base::store::Alert| {
        let name = names.get(&alert.account).cloned().unwrap_or_default();
        (Link::at(person_path(alert.account), name), alert.trouble)
    };
    Ok(Some(PostPanel {
        relay: mailing.post().relay().to_string(),
        from: mailing.post().from(),
        waiting: shelf.alerts_waiting()?,
        down: relay_trouble(shelf)?.map(|(since, said)| (minute(since), said)),
        refused: refused.into_iter().map(named).collect(),
    }))
}
