//! The way into the administration.

use askama::Template;
use axum::response::Response;
use base::people::Role;

use super::desk::Desk;
use crate::language::{Key, Messages};
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/people/administration.html")]
struct Administration {
    t: Messages,
    layout: Layout,
    ways: Vec<Way>,
    engine: String,
    entries: u64,
    read_only: bool,
}

struct Way {
    link: Link,
    about: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let desk = Desk::new(state, visit);
    let head = desk.reading(|shelf| Ok(shelf.head()?))?;
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
        read_only: !visit.viewer.has(Role::Administrator),
    })
}
