//! The thread that a record hangs on: from the weak link to the money, as far as the viewer may see it.

use askama::Template;
use axum::response::Response;
use base::record::{Kind, RecordId};
use innovation::{Strand, thread};

use super::super::frame::{Frame, page_of};
use super::super::record::{kind_label, titled_link};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::Link;

/// The loop, in the order in which it runs; other kinds come after.
const LOOP: [Kind; 11] = [
    Kind::Need,
    Kind::Problem,
    Kind::Call,
    Kind::Bid,
    Kind::Project,
    Kind::Achievement,
    Kind::Match,
    Kind::Deal,
    Kind::Publicity,
    Kind::Receipt,
    Kind::Payout,
];

#[derive(Template)]
#[template(path = "pages/innovation/thread.html")]
struct ThreadPage {
    t: Messages,
    layout: Layout,
    record: Link,
    steps: Vec<Step>,
    places: Vec<Link>,
}

/// A step of the loop with its records.
struct Step {
    kind: String,
    /// Each record: its link, whether it is the one asked for, what it arose from.
    records: Vec<(Link, bool, String)>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let kind = Kind::ALL.iter().copied().find(|kind| visit.path.starts_with(&format!("/{}/", kind.path())));
    let kind = kind.ok_or(Trouble::NotFound)?;
    let frame = Frame::new(state, visit, Section::of_kind(kind));
    let (id, t) = (frame.id()?, frame.t);
    let (strands, record) = frame.read(|shelf| {
        let strands = thread(shelf, &frame.occasion.viewer, id)?;
        Ok((strands, shelf.record(id)?.filter(|record| record.kind == kind).ok_or(base::Refusal::NotFound {})?))
    })?;
    let title = |id: &RecordId| {
        let strand = strands.iter().find(|strand| strand.titled.id == *id)?;
        Some(titled_link(&strand.titled, t).text)
    };
    let others = Kind::ALL.iter().copied().filter(|kind| !LOOP.contains(kind));
    let steps = LOOP.into_iter().chain(others).filter_map(|kind| {
        let of: Vec<&Strand> = strands.iter().filter(|strand| strand.titled.kind == kind).collect();
        (!of.is_empty()).then(|| Step {
            kind: kind_label(kind, t),
            records: of
                .iter()
                .map(|strand| {
                    let from: Vec<String> = strand.from.iter().filter_map(title).collect();
                    (titled_link(&strand.titled, t), strand.titled.id == id, from.join(t.pick("、", ", ")))
                })
                .collect(),
        })
    });
    let positions = record.content.get("positions").as_array().cloned().unwrap_or_default();
    page(&ThreadPage {
        t,
        layout: frame.layout(),
        record: Link::at(page_of(kind, id), frame.title(&record)),
        steps: steps.collect(),
        places: super::problem::places(&frame, positions.iter().filter_map(|place| place.as_str())),
    })
}
