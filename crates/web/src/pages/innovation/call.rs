//! A call's desk: its way, its charter, what was amended and asked, and what is done with it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::Kind;
use base::record::kinds::{AwardRule, CallStage};
use base::record::verb::Within;
use base::store::Shelf;
use innovation::call::{Posted, Standing, clauses, leads, posted, standing, timeline};

use super::super::frame::{Frame, Typed, page_of};
use super::super::record::Shown;
use super::call_part::{Amended, Asked, OwnBid, Panel, Ruled, amended, asked, own_bids, panel, ruled};
use super::words;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/innovation/call.html")]
struct CallPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    id: String,
    record: Link,
    version: u32,
    title: String,
    owner: Option<Link>,
    standing: String,
    /// The code of where it stands, by which the template chooses what is to be done.
    stage: &'static str,
    /// What the viewer may do: `lead` the call, `sign` where they are signed in, `bid` and amend, `ask`; `one` where the
    /// call takes one winner.
    may: Vec<&'static str>,
    marks: Vec<(&'static str, String, String)>,
    frozen: String,
    charter: Vec<(String, Shown)>,
    amended: Vec<Amended>,
    clauses: Vec<(&'static str, &'static str, String)>,
    asked: Vec<Asked>,
    own: Vec<OwnBid>,
    ruled: Vec<Ruled>,
    panel: Panel,
    publicities: Vec<Link>,
    winners: Vec<Link>,
    thread: String,
    ended: String,
    today: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Calls), None, Typed::default())
}

/// The desk, below what was refused and with what was typed.
pub(super) fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    frame.below(refused, |shelf, id, refused| {
        let posted = posted(shelf, &frame.occasion.viewer, id)?;
        desk(frame, shelf, &posted, refused, typed)
    })
}

fn desk(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    posted: &Posted,
    refused: Option<String>,
    typed: Typed,
) -> Result<CallPage, base::Trouble> {
    let (t, viewer, now) = (frame.t, &frame.occasion.viewer, frame.occasion.now);
    let (record, call) = (&posted.record, &posted.call);
    let (id, stands, is_led) = (record.id, standing(posted, now), leads(viewer, posted));
    let marks = timeline(shelf, posted, now)?.into_iter();
    let marks = marks.map(|mark| (words::class(mark.state), words::step(mark.step, t), mark.when)).collect();
    let reviewed = is_led && matches!(stands, Standing::At(_));
    let panel = if reviewed { panel(frame, shelf, posted, stands)? } else { Panel::default() };
    let ruled = if reviewed { ruled(frame, shelf, id)? } else { Vec::new() };
    let shown = shelf.naming(id, &viewer.reach(), 100)?;
    let publicities = shown.iter().filter(|(field, titled)| field == "object" && titled.kind == Kind::Publicity);
    let publicities = publicities.map(|(_, titled)| {
        let link = super::super::record::titled_link(titled, t);
        Link::at(format!("{}/notice", link.href), link.text)
    });
    let publicities = publicities.collect();
    let known = frame.links(shelf, &call.awarded)?;
    // Who is to win is told by its publicity, not by a status.
    let is_awarded = matches!(
        stands,
        Standing::At(
            CallStage::Award
                | CallStage::Contract
                | CallStage::Milestones
                | CallStage::Acceptance
                | CallStage::Completed
        )
    );
    let owners = frame.links(shelf, &record.content.owner().into_iter().collect::<Vec<_>>())?;
    let takes_bids = stands.takes_bids();
    let takes_questions = match stands {
        Standing::Questions { .. } => true,
        Standing::Bids { .. } => call.questions_until.is_none(),
        Standing::Draft | Standing::Closed { .. } | Standing::At(_) => false,
    };
    let single = !matches!(call.award_rule, Some(AwardRule::Parallel | AwardRule::HorseRace));
    let may = [
        ("lead", is_led && viewer.writes().is_ok()),
        ("sign", viewer.account().is_some()),
        ("bid", takes_bids),
        ("ask", takes_questions),
        ("one", single),
    ];
    let may = may.into_iter().filter(|(_, may)| *may).map(|(what, _)| what).collect();
    Ok(CallPage {
        t,
        layout: frame.layout(),
        refused,
        typed,
        address: format!("/calls/{id}/desk"),
        id: id.to_string(),
        record: Link::at(page_of(Kind::Call, id), frame.title(record)),
        version: record.version,
        title: frame.title(record),
        owner: owners.into_values().next(),
        standing: words::standing(stands, t),
        stage: code(stands),
        may,
        marks,
        frozen: call.frozen.as_ref().map_or_else(String::new, |frozen| frozen.0.clone()),
        amended: amended(call),
        asked: asked(call),
        own: own_bids(frame, shelf, posted)?,
        ruled,
        panel,
        publicities,
        winners: if is_awarded { known.into_values().collect() } else { Vec::new() },
        thread: format!("/calls/{id}/thread"),
        ended: call.ended_because.as_ref().map_or_else(String::new, |why| why.0.clone()),
        today: now.date().to_string(),
        clauses: if is_led && takes_bids { texts(frame, shelf, posted)? } else { Vec::new() },
        charter: charter(frame, shelf, posted)?,
    })
}

/// Where a call stands, as the template asks.
fn code(standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => "draft",
        Standing::Questions { .. } | Standing::Bids { .. } => "open",
        Standing::Closed { .. } => "closed",
        Standing::At(stage) => stage.choice().code,
    }
}

/// The charter as it reads now.
fn charter(frame: &Frame, shelf: &mut dyn Shelf, posted: &Posted) -> Result<Vec<(String, Shown)>, base::Trouble> {
    let t = frame.t;
    let mut within = Within::new(shelf, &frame.occasion);
    let shown: Vec<(String, Shown)> = clauses()
        .map(|field| {
            let label = t.pick(field.label.zh, field.label.en).to_owned();
            (label, Shown::of(field, posted.record.content.get(field.name), &mut within, t))
        })
        .filter(|(_, shown)| !shown.is_absent())
        .collect();
    within.end()?;
    Ok(shown)
}

/// The clauses as text, for the form of an amendment.
fn texts(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    posted: &Posted,
) -> Result<Vec<(&'static str, &'static str, String)>, base::Trouble> {
    let t = frame.t;
    let mut within = Within::new(shelf, &frame.occasion);
    let texts = clauses().map(|field| {
        let text = base::record::show(field, posted.record.content.get(field.name), &mut within);
        (field.name, t.pick(field.label.zh, field.label.en), text)
    });
    let texts = texts.collect();
    within.end()?;
    Ok(texts)
}
