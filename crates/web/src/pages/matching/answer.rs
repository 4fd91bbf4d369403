//! A match as one side sees it, and its answer.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::Trouble as BaseTrouble;
use base::record::{Audience, Kind, Record, RecordId};
use brokerage::{Answer, Approach, Disclosed, answer, approach};

use super::super::record::titled_link;
use super::frame::Frame;
use super::pair::reasons;
use super::suits::{answer_of, is_mended_here};
use super::words;
use crate::language::Messages;
use crate::refusal::base_sentence;
use crate::rulebook::rules;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/matching/answer.html")]
struct AnswerPage {
    t: Messages,
    layout: Layout,
    address: String,
    offer: Link,
    offer_owner: String,
    /// The need with what it says, or the abstract alone.
    need: Option<ShownNeed>,
    anonymous_abstract: String,
    stage: String,
    level: String,
    need_side: String,
    offer_side: String,
    reasons: String,
    note: String,
    waiting: bool,
    /// Where its deal is opened, once both sides agreed.
    open: Option<String>,
    record: Option<String>,
    choices: Vec<(&'static str, &'static str)>,
    refused: Option<String>,
}

struct ShownNeed {
    title: String,
    /// Its page, for whom it is.
    link: Option<Link>,
    owner: String,
    problem: String,
    contact: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    render(StatusCode::OK, &frame, None)
}

pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let said = answer_of(form).ok_or(Trouble::NotFound)?;
    let (id, occasion, rules) = (id(&frame)?, frame.occasion.clone(), rules()?);
    let done = if matches!(said, Answer::Accept { .. }) { Done::MatchAccepted } else { Done::MatchDeclined };
    let answered = state.store().writing(move |shelf| answer(shelf, rules, &occasion, id, &said));
    match answered {
        Ok(record) => see_other_done(&format!("/matching/{}", record.id), done),
        Err(brokerage::Trouble::Base(BaseTrouble::Refused(refusal))) if is_mended_here(&refusal) => {
            let said = base_sentence(frame.t, &refusal);
            render(StatusCode::UNPROCESSABLE_ENTITY, &frame, Some(said))
        }
        Err(other) => Err(other.into()),
    }
}

fn id(frame: &Frame) -> Result<RecordId, Trouble> {
    frame.visit.id.parse().map_err(|_| Trouble::NotFound)
}

fn render(status: StatusCode, frame: &Frame, refused: Option<String>) -> Result<Response, Trouble> {
    let (t, id) = (frame.t, id(frame)?);
    let seen = frame.state.store().reading(|shelf| approach(shelf, &frame.occasion, id))?;
    let waiting = seen.is_waiting();
    let Approach { record, offer, shown, .. } = seen;
    let side = |name: &str| words::choice(Kind::Match, name, record.content.text(name), t);
    let open = Audience::of(&record).admits(frame.viewer());
    let (need, anonymous_abstract) = match shown {
        Disclosed::Open(need) => (Some(shown_need(frame, &need)?), String::new()),
        Disclosed::Abstract(words) => (None, words),
    };
    page_with(
        status,
        &AnswerPage {
            t,
            layout: frame.layout(Section::Matching),
            address: format!("/matching/{id}"),
            offer: frame.link(&offer),
            offer_owner: owner(frame, &offer)?,
            need,
            anonymous_abstract,
            stage: words::stage(&record, t),
            level: words::choice(Kind::Match, "level", record.content.text("level"), t),
            need_side: side("need_side"),
            offer_side: side("offer_side"),
            reasons: reasons(&record, frame),
            note: record.content.text("decline_note").to_owned(),
            waiting,
            open: (record.content.text("stage") == "accepted").then(|| format!("/matches/{id}/deal")),
            record: open.then(|| format!("/{}/{id}", Kind::Match.path())),
            choices: words::answers(Kind::Match, "decline_reasons", t),
            refused,
        },
    )
}

/// The organisation that a record is of, by name.
fn owner(frame: &Frame, record: &Record) -> Result<String, Trouble> {
    let Some(owner) = record.content.owner() else { return Ok(String::new()) };
    let titles = frame.state.store().reading(|shelf| shelf.titles(&[owner], &frame.viewer().reach()))?;
    Ok(titles.first().map(|titled| titled_link(titled, frame.t).text).unwrap_or_default())
}

fn shown_need(frame: &Frame, need: &Record) -> Result<ShownNeed, Trouble> {
    let text = |field| need.content.text(field);
    let contact = [text("contact"), text("contact_reach")].into_iter().filter(|part| !part.is_empty());
    Ok(ShownNeed {
        title: frame.title(need),
        link: Audience::of(need).admits(frame.viewer()).then(|| frame.link(need)),
        owner: owner(frame, need)?,
        problem: text("problem").to_owned(),
        contact: contact.collect::<Vec<_>>().join(" · "),
    })
}
