//! The desk of who holds an event: its next step, its terms, who registered, what was offered, the agenda, the answers.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::may_change;
use base::record::kinds::{EventStage, ParticipantRole, Registration, RegistrationStage, WaitingReason};
use base::record::{Choice, Kind, Record, RecordId};
use base::store::Shelf;
use talent::event::{Convened, Places, Series, convened, name_of, next, places, registrations, series, summary};

use super::super::frame::{Frame, Typed, page_of, written};
use super::desk::{Agenda, agenda};
use super::words::{registered, span, stage, stage_word, typed as field_of, unit, waits};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/event/lead.html")]
struct LeadPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    title: String,
    version: u32,
    stage: (&'static str, &'static str),
    steps: Vec<(&'static str, &'static str)>,
    places: Places,
    terms: Terms,
    moving: Moving,
    /// Whether it may be moved, and whether it may be put off or called off.
    may_move: bool,
    may_halt: bool,
    people: Vec<Row>,
    /// How many offer to speak.
    offers: usize,
    holds: Vec<&'static Choice>,
    agenda: Agenda,
    leads_agenda: bool,
    accepted: Vec<(String, String)>,
    answered: usize,
    answers: Vec<(String, Vec<(String, usize)>)>,
    editions: Vec<(Link, String, String)>,
    due: String,
}

/// The terms of registration as the form holds them.
struct Terms {
    places: String,
    each: String,
    contributions: String,
    registration: String,
}

/// Where it may be moved to, as the form holds it.
struct Moving {
    begins: String,
    ends: String,
    venue: String,
}

/// One registration.
struct Row {
    id: String,
    number: i64,
    link: Link,
    unit: String,
    role: &'static str,
    stage: (&'static str, &'static str),
    waits: String,
    code: String,
    may_confirm: bool,
    may_refuse: bool,
    offered: Option<Offered>,
}

/// What somebody offers to speak about.
struct Offered {
    title: String,
    text: String,
    reviews: Vec<String>,
    /// Whether it was accepted; not decided where nothing is said.
    accepted: Option<bool>,
    note: String,
    record: Option<Link>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Events), None, Typed::default())
}

pub(super) fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    frame.below(refused, |shelf, id, refused| made(frame, shelf, id, (refused, typed)))
}

fn made(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    id: RecordId,
    (refused, typed): (Option<String>, Typed),
) -> Result<LeadPage, base::Trouble> {
    let (t, viewer) = (frame.t, &frame.occasion.viewer);
    let convened = convened(shelf, viewer, id)?;
    may_change(viewer, &convened.record)?;
    let event = &convened.event;
    let now = talent::event::stage(event);
    let people = people(frame, shelf, id)?;
    let accepted = people.iter().filter(|row| row.offered.as_ref().is_some_and(|one| one.accepted == Some(true)));
    let accepted =
        accepted.map(|row| (row.id.clone(), row.offered.as_ref().map_or_else(String::new, |one| one.title.clone())));
    let accepted = accepted.collect();
    let (answered, answers) = summary(shelf, &frame.occasion, id)?;
    let series = series(shelf, viewer, event)?;
    let over = matches!(now, EventStage::FollowUp | EventStage::Closed | EventStage::Cancelled);
    Ok(LeadPage {
        t,
        layout: frame.layout(),
        refused,
        typed,
        address: page_of(Kind::Event, id),
        title: frame.title(&convened.record),
        version: convened.record.version,
        stage: stage(event, t),
        steps: next(now).iter().map(|step| (step.choice().code, stage_word(*step, t))).collect(),
        places: places(shelf, &convened)?,
        terms: terms(&convened),
        moving: Moving {
            begins: field_of(event.begins.as_ref()),
            ends: field_of(event.ends.as_ref()),
            venue: written(event.venue.as_ref()),
        },
        may_move: !over && now != EventStage::Running,
        may_halt: !over,
        offers: people.iter().filter(|row| row.offered.is_some()).count(),
        people,
        holds: [WaitingReason::NotTheAudience, WaitingReason::FeeUnpaid, WaitingReason::ExportControl]
            .map(WaitingReason::choice)
            .into(),
        agenda: agenda(shelf, frame, event)?,
        leads_agenda: !over,
        accepted,
        answered,
        answers: answers.into_iter().map(|one| (one.question, one.answers)).collect(),
        due: series.as_ref().and_then(|series| series.due).map_or_else(String::new, |day| day.to_string()),
        editions: series.map_or_else(Vec::new, |series| editions(frame, &series)),
    })
}

fn terms(convened: &Convened) -> Terms {
    let event = &convened.event;
    Terms {
        places: event.places.as_ref().map_or_else(String::new, |places| places.0.to_string()),
        each: event.places_each.as_ref().map_or_else(String::new, |places| places.0.to_string()),
        contributions: field_of(event.contributions_until.as_ref()),
        registration: field_of(event.registration_until.as_ref()),
    }
}

fn editions(frame: &Frame, series: &Series) -> Vec<(Link, String, String)> {
    let told = series.editions.iter().map(|edition| {
        let link = Link::at(format!("{}/desk", page_of(Kind::Event, edition.record.id)), frame.title(&edition.record));
        let when = span(edition.event.begins.as_ref(), edition.event.ends.as_ref());
        (link, when, stage(&edition.event, frame.t).0.to_owned())
    });
    told.collect()
}

fn people(frame: &Frame, shelf: &mut dyn Shelf, event: RecordId) -> Result<Vec<Row>, base::Trouble> {
    let all = registrations(shelf, &frame.occasion, event)?;
    let units: Vec<RecordId> = all.iter().filter_map(|(record, _)| record.content.owner()).collect();
    let made: Vec<RecordId> = all.iter().filter_map(|(_, one)| one.contribution_record).collect();
    let links = frame.links(shelf, &[units, made].concat())?;
    let mut rows = Vec::with_capacity(all.len());
    for (record, registration) in &all {
        let unit = unit(record, registration, &links);
        let name = name_of(shelf, registration, frame.t.pick(true, false))?;
        let made = registration.contribution_record.and_then(|id| links.get(&id)).cloned();
        rows.push(row(frame, (record, registration), name, unit, made));
    }
    Ok(rows)
}

fn row(
    frame: &Frame,
    (record, registration): (&Record, &Registration),
    name: String,
    unit: String,
    made: Option<Link>,
) -> Row {
    let t = frame.t;
    let review = |one: &base::record::kinds::ContributionReview| {
        let points = one.points.as_ref().map_or_else(String::new, |points| points.0.to_string());
        [written(one.reviewer.as_ref()), points, written(one.note.as_ref())].join(" ").trim().to_owned()
    };
    let offered = registration.contribution_title.as_ref().map(|title| Offered {
        title: title.0.clone(),
        text: registration.contribution.as_ref().map_or_else(String::new, |text| text.0.clone()),
        reviews: registration.contribution_reviews.iter().map(review).collect(),
        accepted: registration.contribution_accepted,
        note: written(registration.contribution_note.as_ref()),
        record: made,
    });
    let role = registration.role.unwrap_or(ParticipantRole::Participant).choice().label;
    let stage = registration.stage;
    Row {
        id: record.id.to_string(),
        number: registration.number.as_ref().map_or(0, |number| number.0),
        link: Link::at(format!("/registrations/{}/desk", record.id), name),
        unit,
        role: t.pick(role.zh, role.en),
        stage: registered(stage, t),
        waits: waits(registration.waiting_reason, t),
        code: written(registration.code.as_ref()),
        may_confirm: matches!(stage, Some(RegistrationStage::Registered | RegistrationStage::Waiting)),
        may_refuse: matches!(
            stage,
            Some(RegistrationStage::Registered | RegistrationStage::Waiting | RegistrationStage::Confirmed)
        ),
        offered,
    }
}
