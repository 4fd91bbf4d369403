//! A bid's desk: where it stands, what its side does with it, what the panel told it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::may_change;
use base::record::kinds::BidStage;
use base::record::{Kind, State as Stands};
use innovation::bid::{note_amendment, offered, retract, rule_out, submit};
use innovation::call::{posted, standing};

use super::super::frame::{Frame, page_of};
use super::labels::LABELS;
use super::words;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/innovation/bid.html")]
struct BidPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    address: String,
    record: Link,
    edit: String,
    version: u32,
    title: String,
    stage: &'static str,
    call: Option<Link>,
    call_stands: String,
    until: String,
    submitted: String,
    opened: String,
    is_sealed: bool,
    /// What the viewer may do: `note` amendments, `submit`, `retract`.
    may: Vec<&'static str>,
    behind: i64,
    ineligible: String,
    comments: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Calls), None)
}

fn render(frame: &Frame, refused: Option<(StatusCode, String)>) -> Result<Response, Trouble> {
    let id = frame.id()?;
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let (t, viewer) = (frame.t, &frame.occasion.viewer);
    let desk = frame.read(|shelf| {
        let offered = offered(shelf, viewer, id)?;
        let call = offered.bid.call.and_then(|call| posted(shelf, viewer, call).ok());
        let stage = offered.bid.stage.unwrap_or(BidStage::Preparing);
        let own = may_change(viewer, &offered.record).is_ok();
        let takes_bids = call.as_ref().is_some_and(|call| standing(call, frame.occasion.now).takes_bids());
        let moment =
            |moment: &Option<base::record::Moment>| moment.as_ref().map_or_else(String::new, |moment| moment.0.clone());
        let prose =
            |prose: &Option<base::record::Prose>| prose.as_ref().map_or_else(String::new, |prose| prose.0.clone());
        let amendments = call.as_ref().map_or(0, |call| call.call.amendments.len());
        let noted = offered.bid.noted_amendment.map(|noted| noted.0);
        let is_draft = offered.record.state == Stands::Draft;
        let may = [
            ("note", own),
            ("submit", own && is_draft && takes_bids),
            ("retract", own && stage == BidStage::Submitted && takes_bids),
        ];
        Ok(BidPage {
            t,
            layout: frame.layout(),
            refused,
            address: format!("/bids/{id}/desk"),
            record: Link::at(page_of(Kind::Bid, id), frame.title(&offered.record)),
            edit: format!("/bids/{id}/edit"),
            version: offered.record.version,
            title: frame.title(&offered.record),
            stage: words::word(stage.choice(), t),
            call_stands: call
                .as_ref()
                .map_or_else(String::new, |call| words::standing(standing(call, frame.occasion.now), t)),
            until: call.as_ref().map_or_else(String::new, |call| moment(&call.call.bids_until)),
            call: call.map(|call| Link::at(format!("/calls/{}/desk", call.record.id), frame.title(&call.record))),
            submitted: moment(&offered.bid.submitted),
            opened: moment(&offered.bid.opened),
            is_sealed: stage == BidStage::Submitted && offered.bid.opened.is_none(),
            may: may.into_iter().filter(|(_, may)| *may).map(|(what, _)| what).collect(),
            behind: noted.map_or(0, |noted| i64::try_from(amendments).unwrap_or(i64::MAX) - noted),
            ineligible: offered.bid.ineligible_because.as_ref().map_or_else(String::new, |why| why.0.clone()),
            comments: prose(&offered.bid.panel_comments),
        })
    })?;
    page_with(status, &desk)
}

pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Calls);
    let (id, given, version) = (frame.id()?, form.clone(), form.text("version").parse().ok());
    let done = frame.write(LABELS, move |shelf, occasion| match given.text("act") {
        "submit" => submit(shelf, occasion, id, version),
        "retract" => retract(shelf, occasion, id, version),
        "note" => note_amendment(shelf, occasion, id, version),
        "rule-out" => rule_out(shelf, occasion, id, version, given.text("reason")),
        _ => Err(base::Refusal::NotFound {}.into()),
    })?;
    let said = match form.text("act") {
        "submit" => Done::BidSubmitted,
        "retract" => Done::BidRetracted,
        _ => Done::Saved,
    };
    match done {
        Ok(_) => see_other_done(&format!("/bids/{id}/desk"), said),
        Err(refused) => render(&frame, Some(refused)),
    }
}
