//! Common problems in the order of what their solution is worth.

use askama::Template;
use axum::response::Response;
use base::record::kinds::ProblemStage;
use innovation::problem::{Ranked, priority};

use super::super::frame::Frame;
use super::problem::places;
use super::words::word;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Link, Numbers};

#[derive(Template)]
#[template(path = "pages/innovation/priority.html")]
struct PriorityPage {
    t: Messages,
    layout: Layout,
    /// Those with a worth and those without, each list with its heading and what it means.
    lists: [(String, String, Vec<Row>); 2],
    signed: bool,
}

struct Row {
    link: Link,
    stage: &'static str,
    worth: String,
    endorsed: usize,
    needs: usize,
    places: Vec<Link>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Priority);
    let found = frame.read(|shelf| Ok(priority(shelf, &frame.occasion.viewer)?))?;
    let numbers = Numbers::new(frame.t, &state.chain().currency);
    let row = |one: &Ranked| Row {
        link: Link::at(format!("/problems/{}/desk", one.record.id), frame.title(&one.record)),
        stage: word(one.problem.stage.unwrap_or(ProblemStage::Collecting).choice(), frame.t),
        worth: one.worth.map_or_else(String::new, |worth| numbers.money(worth)),
        endorsed: one.problem.endorsements.len(),
        needs: one.problem.needs.len(),
        places: places(&frame, one.problem.weak_link.iter().map(|place| place.0.as_str())),
    };
    let (ranked, unranked): (Vec<&Ranked>, Vec<&Ranked>) = found.iter().partition(|one| one.worth.is_some());
    let t = frame.t;
    page(&PriorityPage {
        t,
        layout: frame.layout(),
        lists: [
            (t.get("priority-ranked"), t.get("priority-ranked-why"), ranked.into_iter().map(row).collect()),
            (t.get("priority-unranked"), t.get("priority-unranked-why"), unranked.into_iter().map(row).collect()),
        ],
        signed: frame.occasion.viewer.account().is_some(),
    })
}
