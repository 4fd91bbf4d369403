//! A share proposal: who brings what, and what each way of sharing would give, side by side.

mod deal;
mod file;
mod first;
mod form;
mod told;
mod typed;

use std::time::Duration;

use askama::Template;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use sharing::chain_game::Refusal;

use super::frame::Frame;
use crate::jobs::{Answer, Progress};
use crate::language::Messages;
use crate::proposals::{Question, Worked};
use crate::refusal::{refusal_sentence, sharing_sentence};
use crate::shell::{Layout, Section, Trouble, Visit, page_with};
use crate::state::State;

use form::Form;
use told::Told;
use typed::Typed;

pub(super) use deal::keep;
pub(super) use file::{as_text, as_workbook};

/// A page is held back so long for an answer; what takes longer is watched.
const AT_ONCE: Duration = Duration::from_millis(1500);

#[derive(Template)]
#[template(path = "pages/sharing/proposal/proposal.html")]
struct ProposalPage {
    t: Messages,
    layout: Layout,
    form: Form,
    standing: Standing,
    /// The deal that it is asked for; empty where it is for none.
    deal: String,
    /// The address that asks it again.
    question: String,
}

/// Where the proposal stands.
enum Standing {
    Running {
        progress: String,
    },
    Refused {
        sentence: String,
    },
    /// The deal's parties are named, and not all of them hold something yet.
    Begun,
    Done(Box<Told>),
}

/// What was asked, as typed and as read.
struct Asked {
    typed: Typed,
    read: Result<Question, String>,
    /// Whether it is the proposal of a first visit.
    first: bool,
    /// Whether somebody is named who holds nothing yet, by what the deal says.
    begun: bool,
}

impl Asked {
    fn of(frame: Frame) -> Result<Self, Trouble> {
        let Some(typed) = Typed::of(frame.visit) else {
            if let Some(deal) = frame.visit.field("deal") {
                return Self::of_deal(frame, deal);
            }
            let question = first::question(frame)?;
            return Ok(Self { typed: Typed::asking(&question), read: Ok(question), first: true, begun: false });
        };
        let read = typed.read(frame.state.pack());
        let read = read.map_err(|wrong| sharing_sentence(frame.t, wrong.key.0, &wrong.facts));
        Ok(Self { typed, read, first: false, begun: false })
    }

    /// What is asked for a deal, as far as its record and the chain say who holds what.
    fn of_deal(frame: Frame, deal: &str) -> Result<Self, Trouble> {
        let typed = deal::typed(frame, deal)?;
        let read = typed.read(frame.state.pack());
        let begun = read.as_ref().is_ok_and(|question| question.parties.iter().any(|one| one.holdings.is_empty()));
        let read = read.map_err(|wrong| sharing_sentence(frame.t, wrong.key.0, &wrong.facts));
        Ok(Self { typed, read, first: false, begun })
    }

    /// The answer, if it is there after a while; a sentence where there is none.
    fn answer(&self, frame: Frame) -> Result<Option<Answer<Worked>>, String> {
        let question = self.read.as_ref().map_err(Clone::clone)?;
        match question.answer_within(frame.state, AT_ONCE) {
            Progress::Running { .. } => Ok(None),
            Progress::Done(answer) => match answer.get() {
                Some(Err(refusal)) => Err(refused(frame, refusal)),
                Some(Ok(_)) => Ok(Some(answer)),
                None => Err(frame.t.get("job-failed")),
            },
            Progress::Refused(refusal) => Err(refusal_sentence(frame.t, &refusal)),
            Progress::Failed => Err(frame.t.get("proposal-failed")),
            Progress::Busy => Err(frame.t.get("job-busy")),
        }
    }
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let asked = Asked::of(frame)?;
    let standing = standing(frame, &asked);
    let refused = matches!(standing, Standing::Refused { .. });
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let form = Form::new(frame, &asked.typed, refused);
    let (layout, question) = (frame.layout(Section::Proposal), asked.typed.address("/sharing/proposal"));
    page_with(status, &ProposalPage { t: frame.t, layout, form, standing, deal: asked.typed.deal, question })
}

fn standing(frame: Frame, asked: &Asked) -> Standing {
    if asked.begun {
        return Standing::Begun;
    }
    match asked.answer(frame) {
        Ok(Some(answer)) => match answer.get() {
            Some(Ok(proposal)) => Standing::Done(Box::new(Told::new(frame, asked, proposal))),
            Some(Err(_)) | None => Standing::Refused { sentence: frame.t.get("proposal-failed") },
        },
        Ok(None) => Standing::Running { progress: asked.typed.address("/sharing/proposal/progress") },
        Err(sentence) => Standing::Refused { sentence },
    }
}

/// Whether the proposal is there, for the progress bar.
pub(super) fn progress(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let running = Asked::of(frame)?
        .read
        .is_ok_and(|question| matches!(question.answer_within(state, Duration::ZERO), Progress::Running { .. }));
    let says = frame.t.get("proposal-running");
    Ok(Json(json!({ "done": 0, "of": 1, "says": says, "finished": !running })).into_response())
}

/// What the refusal says.
fn refused(frame: Frame, refusal: &Refusal) -> String {
    if let Refusal::Chain(refusal) = refusal {
        return refusal_sentence(frame.t, refusal);
    }
    sharing_sentence(frame.t, refusal.key(), &refusal.facts())
}
