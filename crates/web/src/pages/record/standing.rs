//! The records that stand on a place of the chain, for the pages of the chain.

use askama::Template;
use askama::filters::HtmlSafe;
use base::people::may_author;
use base::record::Kind;
use base::store::{Filter, Mark, Query, Sort};

use super::badge::{Badge, badges};
use super::relation::kind_label;
use crate::language::Messages;
use crate::shell::{Trouble, Visit};
use crate::state::State;
use crate::view::encoded;

/// Records shown at a place.
const SHOWN: usize = 20;

/// The records that stand on a place, as far as the viewer may see them; they write themselves.
#[derive(Template)]
#[template(path = "pages/record/standing.html")]
pub(crate) struct Standings {
    t: Messages,
    records: Vec<Standing>,
    /// Whether there are more than are shown.
    more: bool,
    /// Where to write a need that stands here, for those who may.
    new: Option<String>,
}

impl HtmlSafe for Standings {}

/// One of them.
struct Standing {
    kind: String,
    href: String,
    title: String,
    badges: Vec<Badge>,
}

/// The records that name this place among their positions.
pub(crate) fn standing_on(state: &State, visit: &Visit, place: &str) -> Result<Standings, Trouble> {
    let t = visit.messages();
    let marks = vec![Mark { field: "positions".to_owned(), value: place.to_owned() }];
    let filter = Filter { marks, ..Filter::default() };
    let query = Query { reach: visit.viewer.reach(), filter, sort: Sort::Updated, after: None, limit: SHOWN };
    let found = state.store().reading(|shelf| shelf.find(&query))?;
    let records = found.records.iter().map(|record| Standing {
        kind: kind_label(record.kind, t),
        href: format!("/{}/{}", record.kind.path(), record.id),
        title: record.content.title(t.pick(true, false)).to_owned(),
        badges: badges(record, t),
    });
    let writes = may_author(&visit.viewer, Kind::Need).is_ok();
    let new = writes.then(|| format!("/{}/new?positions={}", Kind::Need.path(), encoded(place)));
    Ok(Standings { t, records: records.collect(), more: found.next.is_some(), new })
}
