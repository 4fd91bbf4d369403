//! The calls, by where they stand: those that take bids first.

use askama::Template;
use axum::response::Response;
use base::people::may_author;
use base::record::kinds::Call;
use base::record::verb::listing;
use base::record::{Kind, State as Stands};
use base::store::{Filter, Sort};
use innovation::call::{Posted, Standing, standing};

use super::super::frame::Frame;
use super::words;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;

/// Calls that the board holds.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "pages/innovation/board.html")]
struct BoardPage {
    t: Messages,
    layout: Layout,
    may_call: bool,
    /// Calls that take bids, that are at work, that are over; each list with its heading.
    lists: [(String, Vec<Card>); 3],
}

struct Card {
    href: String,
    title: String,
    owner: String,
    standing: String,
    budget: String,
    until: String,
    track: &'static str,
    amended: usize,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Calls);
    let t = frame.t;
    let cards = frame.read(|shelf| {
        let filter = Filter { kinds: vec![Kind::Call], ..Filter::default() };
        let query = listing(&frame.occasion.viewer, filter, Sort::Updated, None, MOST)?;
        let records = shelf.find(&query)?.records;
        let owners: Vec<_> = records.iter().filter_map(|record| record.content.owner()).collect();
        let owners = frame.links(shelf, &owners)?;
        let cards = records.into_iter().filter(|record| record.state == Stands::Published).map(|record| {
            let owner = record.content.owner().and_then(|owner| owners.get(&owner));
            let posted = Posted { call: record.content.body::<Call>(), record };
            let stands = standing(&posted, frame.occasion.now);
            let card = Card {
                href: format!("/calls/{}/desk", posted.record.id),
                title: frame.title(&posted.record),
                owner: owner.map_or_else(String::new, |link| link.text.clone()),
                standing: words::standing(stands, t),
                budget: posted.call.budget.as_ref().map_or_else(String::new, ToString::to_string),
                until: posted.call.bids_until.as_ref().map_or_else(String::new, |until| until.0.clone()),
                track: posted.call.track.map_or("", |track| words::word(track.choice(), t)),
                amended: posted.call.amendments.len(),
            };
            (stands, card)
        });
        Ok(cards.collect::<Vec<_>>())
    })?;
    let (mut open, mut working, mut over) = (Vec::new(), Vec::new(), Vec::new());
    for (stands, card) in cards {
        use base::record::kinds::CallStage::{Cancelled, Completed, NoAward};
        match stands {
            Standing::Questions { .. } | Standing::Bids { .. } => open.push(card),
            Standing::At(Completed | NoAward | Cancelled) => over.push(card),
            Standing::Draft | Standing::Closed { .. } | Standing::At(_) => working.push(card),
        }
    }
    open.sort_by(|one: &Card, other: &Card| one.until.cmp(&other.until));
    page(&BoardPage {
        t,
        layout: frame.layout(),
        may_call: may_author(&frame.occasion.viewer, Kind::Call).is_ok(),
        lists: [
            (t.get("call-board-open"), open),
            (t.get("call-board-working"), working),
            (t.get("call-board-over"), over),
        ],
    })
}
