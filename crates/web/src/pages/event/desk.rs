//! An event as everybody sees it who may: when and where, the agenda, and the way to register.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::kinds::{Event, EventStage, ParticipantRole, Registration};
use base::record::{Choice, Kind, RecordId, State as Stands};
use base::store::Shelf;
use talent::event::{Convened, convened, leads, mine, places, prefilled, timetable};

use super::super::frame::{Frame, Typed, page_of, written};
use super::words::{registered, span, stage, stage_word};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/event/desk.html")]
struct DeskPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    record: Link,
    title: String,
    stage: (&'static str, &'static str),
    facts: Vec<(String, String)>,
    changes: Vec<Change>,
    agenda: Agenda,
    own: Vec<(Link, String, &'static str)>,
    form: Option<RegisterForm>,
    leads: bool,
    leads_agenda: bool,
    signed: bool,
}

/// What became of the event after people knew of it.
struct Change {
    at: String,
    became: String,
    before: String,
    reason: String,
}

/// The agenda as a timetable.
pub(super) struct Agenda {
    pub rooms: Vec<String>,
    pub rows: Vec<AgendaRow>,
}

pub(super) struct AgendaRow {
    pub day: String,
    pub hours: String,
    /// By room, the points of that time.
    pub cells: Vec<Vec<AgendaCell>>,
}

pub(super) struct AgendaCell {
    pub at: usize,
    pub topic: String,
    pub speaker: String,
    pub track: String,
}

/// The form somebody registers with, filled in as far as is known.
struct RegisterForm {
    person: String,
    name: String,
    post: String,
    mail: String,
    phone: String,
    owners: Vec<(String, String)>,
    roles: &'static [Choice],
    contributes: bool,
    needs_contribution: bool,
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
) -> Result<DeskPage, base::Trouble> {
    let (t, viewer) = (frame.t, &frame.occasion.viewer);
    let convened = convened(shelf, viewer, id)?;
    let signed = viewer.account().is_some();
    let own = if signed { mine(shelf, &frame.occasion)? } else { Vec::new() };
    let own = own.into_iter().filter(|one| one.event.id == id).map(|one| {
        let (word, badge) = registered(one.registration.stage, t);
        let number = one.registration.number.map_or(0, |number| number.0);
        let title = t.say("event-registration").with("number", number.to_string()).to_string();
        (Link::at(format!("/registrations/{}/desk", one.record.id), title), word.to_owned(), badge)
    });
    let own: Vec<_> = own.collect();
    let title = frame.title(&convened.record);
    Ok(DeskPage {
        t,
        layout: frame.layout(),
        refused,
        typed,
        address: page_of(Kind::Event, id),
        record: Link::at(page_of(Kind::Event, id), title.clone()),
        title,
        stage: stage(&convened.event, t),
        facts: facts(frame, shelf, &convened)?,
        changes: changes(frame, &convened.event),
        agenda: agenda(shelf, frame, &convened.event)?,
        own,
        form: if signed { form(frame, shelf, &convened)? } else { None },
        leads: leads(viewer, &convened),
        leads_agenda: false,
        signed,
    })
}

fn facts(frame: &Frame, shelf: &mut dyn Shelf, convened: &Convened) -> Result<Vec<(String, String)>, base::Trouble> {
    let (t, event) = (frame.t, &convened.event);
    let places = places(shelf, convened)?;
    let held = places.all.map(|all| {
        t.say("event-places-of").with("held", places.held.to_string()).with("all", all.to_string()).to_string()
    });
    let each = event.places_each.map(|each| each.0.to_string());
    let facts = [
        (t.get("event-when"), Some(span(event.begins.as_ref(), event.ends.as_ref()))),
        (t.get("event-where"), event.venue.as_ref().map(|venue| venue.0.clone())),
        (t.get("event-online"), event.online.as_ref().map(|web| web.0.clone())),
        (t.get("event-places"), held),
        (t.get("event-places-each"), each),
        (t.get("event-contributions-until"), Some(written(event.contributions_until.as_ref()))),
        (t.get("event-until"), Some(written(event.registration_until.as_ref()))),
        (t.get("event-fee"), event.fee.as_ref().map(ToString::to_string)),
    ];
    let said = facts.into_iter().filter_map(|(label, text)| text.map(|text| (label, text)));
    Ok(said.filter(|(_, text)| !text.is_empty()).collect())
}

fn changes(frame: &Frame, event: &Event) -> Vec<Change> {
    let t = frame.t;
    let told = event.changes.iter().rev().map(|change| {
        let before =
            [span(change.begins_before.as_ref(), change.ends_before.as_ref()), written(change.venue_before.as_ref())];
        Change {
            at: written(change.at.as_ref()),
            became: change.became.map_or("", |stage| stage_word(stage, t)).to_owned(),
            before: before.join(" ").trim().to_owned(),
            reason: written(change.reason.as_ref()),
        }
    });
    told.collect()
}

/// The agenda as a timetable, with the names of who speaks.
pub(super) fn agenda(shelf: &mut dyn Shelf, frame: &Frame, event: &Event) -> Result<Agenda, base::Trouble> {
    let speakers: Vec<RecordId> = event.agenda.iter().filter_map(|point| point.speaker).collect();
    let names = frame.links(shelf, &speakers)?;
    let (rooms, slots) = timetable(event);
    let cell = |at: &usize| {
        let point = &event.agenda[*at];
        let named = point.speaker.and_then(|id| names.get(&id)).map(|link| link.text.clone());
        AgendaCell {
            at: *at,
            topic: written(point.topic.as_ref()),
            speaker: named.unwrap_or_else(|| written(point.speaker_name.as_ref())),
            track: written(point.track.as_ref()),
        }
    };
    let rows = slots.into_iter().map(|slot| AgendaRow {
        hours: if slot.until.is_empty() { slot.from } else { format!("{}–{}", slot.from, slot.until) },
        day: slot.day,
        cells: slot.rooms.iter().map(|points| points.iter().map(cell).collect()).collect(),
    });
    Ok(Agenda { rows: rows.collect(), rooms })
}

/// The form, where registrations are taken.
fn form(frame: &Frame, shelf: &mut dyn Shelf, convened: &Convened) -> Result<Option<RegisterForm>, base::Trouble> {
    let viewer = &frame.occasion.viewer;
    let now = talent::event::stage(&convened.event);
    let led = leads(viewer, convened);
    let open = match now {
        EventStage::Contributions | EventStage::Registration => true,
        EventStage::RegistrationClosed | EventStage::Running => led,
        EventStage::Planned
        | EventStage::FollowUp
        | EventStage::Closed
        | EventStage::Postponed
        | EventStage::Cancelled => false,
    };
    if !open || convened.record.state != Stands::Published {
        return Ok(None);
    }
    let known: Registration = prefilled(shelf, &frame.occasion)?;
    let standings = viewer.member().map_or(&[][..], |member| &member.standings);
    let units: Vec<RecordId> = standings.iter().map(|standing| standing.organisation).collect();
    let owners = shelf.titles(&units, &viewer.reach())?;
    let owners =
        owners.iter().map(|titled| (titled.id.to_string(), super::super::record::titled_link(titled, frame.t).text));
    let owners = owners.collect();
    let own = viewer.person();
    let person = own.map(|id| frame.links(shelf, &[id])).transpose()?.and_then(|links| links.into_values().next());
    Ok(Some(RegisterForm {
        person: person.map_or_else(String::new, |link| link.text),
        name: written(known.name.as_ref()),
        post: written(known.post.as_ref()),
        mail: known.mail.map_or_else(String::new, |mail| mail.0),
        phone: written(known.phone.as_ref()),
        owners,
        roles: ParticipantRole::CHOICES,
        contributes: now == EventStage::Contributions || convened.event.contributions_until.is_some(),
        needs_contribution: now == EventStage::Contributions && !led,
    }))
}
