//! One registration: its code, its contribution, its meetings, its answers.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::kinds::{EventStage, MeetingAnswer, RegistrationStage};
use base::record::{Kind, RecordId};
use base::store::Shelf;
use talent::event::{Hand, Open, Planned, hand, name_of, open_to_meet, questions, schedule};

use super::super::frame::{Frame, Typed, written};
use super::words::{Code, registered, span, waits};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page_with};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/event/hand.html")]
struct HandPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    version: u32,
    event: Link,
    when: String,
    who: String,
    number: i64,
    stage: (&'static str, &'static str),
    waits: String,
    note: String,
    came: String,
    code: Option<(String, Code)>,
    may: May,
    contribution: Option<(String, String)>,
    /// Whether it was accepted, and what was noted; nothing where it was not decided.
    decided: Option<(bool, String)>,
    became: Option<Link>,
    meetings: Vec<Meeting>,
    open: Vec<Open>,
    slots: Vec<String>,
    questions: Vec<(String, String)>,
}

/// What the viewer may still do with the registration.
struct May {
    call_off: bool,
    contribute: bool,
    becomes: bool,
}

/// A meeting as one side has it.
struct Meeting {
    with: String,
    name: String,
    begins: String,
    about: String,
    table: String,
    said: &'static str,
    may_answer: bool,
    may_call_off: bool,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Events), None, Typed::default())
}

pub(super) fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    let id = frame.id()?;
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let (page, text) = frame.read(|shelf| made(frame, shelf, id, (refused, typed)))?;
    let code = text.map(|text| Code::new(&text).map(|code| (text, code))).transpose()?;
    page_with(status, &HandPage { code, ..page })
}

fn made(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    id: RecordId,
    (refused, typed): (Option<String>, Typed),
) -> Result<(HandPage, Option<String>), base::Trouble> {
    let t = frame.t;
    let hand = hand(shelf, &frame.occasion, id)?;
    let registration = &hand.registration;
    let event = &hand.convened.event;
    let became = registration.contribution_record.map(|id| frame.links(shelf, &[id])).transpose()?;
    let answered = |question: &String| {
        let given = registration.follow_up.iter().find(|row| row.question.as_ref().is_some_and(|q| q.0 == *question));
        given.and_then(|row| row.answer.as_ref()).map_or_else(String::new, |answer| answer.0.clone())
    };
    let asks = hand.is_self
        && registration.stage == Some(RegistrationStage::CheckedIn)
        && talent::event::stage(event) == EventStage::FollowUp;
    let questions = if asks { questions(event) } else { Vec::new() };
    let meetings = schedule(shelf, &frame.occasion, id, t.pick(true, false))?;
    let page = HandPage {
        t,
        layout: frame.layout(),
        refused,
        typed,
        address: format!("/registrations/{id}"),
        version: hand.record.version,
        event: Link::at(
            format!("/{}/{}/desk", Kind::Event.path(), hand.convened.record.id),
            frame.title(&hand.convened.record),
        ),
        when: [span(event.begins.as_ref(), event.ends.as_ref()), written(event.venue.as_ref())].join(" "),
        who: name_of(shelf, registration, t.pick(true, false))?,
        number: registration.number.as_ref().map_or(0, |number| number.0),
        stage: registered(registration.stage, t),
        waits: waiting(frame, &hand),
        note: written(registration.decision_note.as_ref()),
        came: written(registration.checked_in.as_ref()),
        code: None,
        may: may(&hand),
        contribution: registration.contribution_title.as_ref().map(|title| {
            (title.0.clone(), registration.contribution.as_ref().map_or_else(String::new, |text| text.0.clone()))
        }),
        decided: registration
            .contribution_accepted
            .map(|accepted| (accepted, written(registration.contribution_note.as_ref()))),
        became: became.and_then(|links| links.into_values().next()),
        meetings: meetings.iter().map(|one| meeting(t, one, hand.owns)).collect(),
        open: open_to_meet(shelf, &frame.occasion, id, t.pick(true, false))?,
        slots: event.meeting_slots.iter().map(|slot| written(slot.begins.as_ref())).collect(),
        questions: questions.into_iter().map(|question| (question.clone(), answered(&question))).collect(),
    };
    let placed = matches!(
        registration.stage,
        Some(RegistrationStage::Registered | RegistrationStage::Confirmed | RegistrationStage::CheckedIn)
    );
    Ok((page, placed.then(|| written(registration.code.as_ref()))))
}

fn waiting(frame: &Frame, hand: &Hand) -> String {
    let place = hand.registration.waiting_place.as_ref().map(|place| place.0.to_string());
    let why = waits(hand.registration.waiting_reason, frame.t);
    match place {
        Some(place) => frame.t.say("event-waits").with("reason", why).with("place", place).to_string(),
        None => why,
    }
}

fn may(hand: &Hand) -> May {
    let registration = &hand.registration;
    let now = talent::event::stage(&hand.convened.event);
    let stands = matches!(
        registration.stage,
        Some(RegistrationStage::Registered | RegistrationStage::Confirmed | RegistrationStage::Waiting)
    );
    let over = matches!(now, EventStage::FollowUp | EventStage::Closed);
    May {
        call_off: hand.owns && stands && !over,
        contribute: hand.owns
            && stands
            && registration.contribution_accepted.is_none()
            && matches!(now, EventStage::Contributions | EventStage::Registration),
        becomes: over
            && registration.contribution_accepted == Some(true)
            && registration.contribution_record.is_none()
            && (hand.owns || hand.leads),
    }
}

fn meeting(t: Messages, one: &Planned, owns: bool) -> Meeting {
    let said = match (one.ours, one.theirs) {
        (Some(MeetingAnswer::Declined), _) | (_, Some(MeetingAnswer::Declined)) => MeetingAnswer::Declined,
        (Some(MeetingAnswer::Accepted), Some(MeetingAnswer::Accepted)) => MeetingAnswer::Accepted,
        (_, _) => MeetingAnswer::Asked,
    };
    let word = said.choice().label;
    Meeting {
        with: one.with.map_or_else(String::new, |with| with.to_string()),
        name: one.name.clone(),
        begins: written(one.begins.as_ref()),
        about: one.about.clone(),
        table: one.table.clone(),
        said: t.pick(word.zh, word.en),
        may_answer: owns && one.ours == Some(MeetingAnswer::Asked) && said == MeetingAnswer::Asked,
        may_call_off: owns && one.with.is_some() && said != MeetingAnswer::Declined,
    }
}
