//! What is done about events and registrations, one form a verb; a refusal comes back above the page with what was typed.

use axum::response::Response;
use base::Refusal;
use base::record::kinds::{AgendaPoint, Event, EventStage, WaitingReason};
use base::record::verb::Occasion;
use base::record::{Given, Kind, Moment, RecordId};
use base::store::Shelf;
use talent::event::{self as verbs, Becoming, Decision, Halting, Moving, Pointing, Terms};

use super::super::answer_of;
use super::super::frame::{Frame, Typed, page_of, row};
use super::{LABELS, desk, hand, lead as lead_page};
use crate::rulebook::rules;
use crate::shell::{Done, Form, Section, Trouble, Visit, see_other_done};
use crate::state::State;

/// Registers somebody.
pub(super) fn register(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Events);
    let (id, rules) = (frame.id()?, rules()?);
    let given = form.pairs().filter(|(name, text)| *name != "csrf" && !text.trim().is_empty());
    // Whoever has a record needs no name beside it.
    let has_person = !form.text("person").trim().is_empty();
    let given = given.filter(|(name, _)| !(has_person && *name == "name"));
    let given: Vec<(String, Given)> =
        given.map(|(name, text)| (name.to_owned(), Given::Text(text.to_owned()))).collect();
    let work = move |shelf: &mut dyn Shelf, occasion: &Occasion| verbs::register(shelf, occasion, rules, id, &given);
    match frame.write(LABELS, work)? {
        Ok(record) => see_other_done(&format!("/registrations/{}/desk", record.id), Done::Registered),
        Err(refused) => desk::render(&frame, Some(refused), Typed::of(form)),
    }
}

/// What who holds an event does about it.
pub(super) fn lead(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Events);
    let (id, version, given) = (frame.id()?, form.text("version").parse().ok(), form.clone());
    let (done, part) = match form.text("act") {
        "advance" | "terms" | "move" | "halt" => (Done::EventChanged, "main"),
        "point" | "unpoint" => (Done::EventChanged, "agenda"),
        "decide" => (Done::RegistrationChanged, "people"),
        "review" | "accept" | "decline" => (Done::RegistrationChanged, "contributions"),
        _ => return Err(Trouble::NotFound),
    };
    let work = move |shelf: &mut dyn Shelf, occasion: &Occasion| match given.text("act") {
        "advance" => {
            let to: EventStage = answer_of(given.text("to")).ok_or(Refusal::NotFound {})?;
            verbs::advance(shelf, occasion, id, version, to).map(drop)
        }
        "terms" => terms(shelf, occasion, (id, version), &given),
        "move" => moved(shelf, occasion, (id, version), &given),
        "halt" => {
            let halting = if given.text("halting") == "cancelled" { Halting::Cancelled } else { Halting::Postponed };
            verbs::halt(shelf, occasion, id, version, (halting, given.text("reason"))).map(drop)
        }
        "point" => point(shelf, occasion, (id, version), &given),
        "unpoint" => {
            let place = given.text("place").parse().map_err(|_| Refusal::NotFound {})?;
            verbs::remove_point(shelf, occasion, id, version, place).map(drop)
        }
        "decide" => decide(shelf, occasion, &given),
        _ => judge(shelf, occasion, &given),
    };
    match frame.write(LABELS, work)? {
        Ok(()) => see_other_done(&format!("{}/lead#{part}", page_of(Kind::Event, id)), done),
        Err(refused) => lead_page::render(&frame, Some(refused), Typed::of(form)),
    }
}

/// What is done about a registration of one's own.
pub(super) fn own(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Events);
    let (id, version, given) = (frame.id()?, form.text("version").parse().ok(), form.clone());
    if form.text("act") == "become" {
        return turn(&frame, (id, version), form);
    }
    let work = move |shelf: &mut dyn Shelf, occasion: &Occasion| match given.text("act") {
        "call-off" => verbs::call_off(shelf, occasion, id, version, given.text("note")),
        "contribute" => {
            let said = (given.text("contribution_title"), given.text("contribution"));
            verbs::contribute(shelf, occasion, id, version, said)
        }
        "meet" => {
            let with = named(given.text("with"))?;
            verbs::ask_meeting(shelf, occasion, id, (with, &at(&given), given.text("about")))
        }
        "answer" => {
            let with = named(given.text("with"))?;
            verbs::answer_meeting(shelf, occasion, id, (with, &at(&given), given.text("accepts") == "yes"))
        }
        "follow-up" => {
            let answers: Vec<String> = given.fields("answer").map(str::to_owned).collect();
            verbs::answer(shelf, occasion, id, version, &answers)
        }
        _ => Err(Refusal::NotFound {}.into()),
    };
    match frame.write(LABELS, work)? {
        Ok(record) => see_other_done(&format!("/registrations/{}/desk", record.id), Done::RegistrationChanged),
        Err(refused) => hand::render(&frame, Some(refused), Typed::of(form)),
    }
}

/// Makes a contribution a record, and goes there: it is a draft that its author finishes.
fn turn(frame: &Frame, (id, version): (RecordId, Option<u32>), form: &Form) -> Result<Response, Trouble> {
    let becoming = if form.text("kind") == "need" { Becoming::Need } else { Becoming::Achievement };
    let work =
        move |shelf: &mut dyn Shelf, occasion: &Occasion| verbs::become_record(shelf, occasion, id, version, becoming);
    match frame.write(LABELS, work)? {
        Ok(record) => see_other_done(&page_of(record.kind, record.id), Done::ContributionMade),
        Err(refused) => hand::render(frame, Some(refused), Typed::of(form)),
    }
}

fn named(given: &str) -> Result<RecordId, Refusal> {
    given.parse().map_err(|_| Refusal::NotFound {})
}

fn at(form: &Form) -> Moment {
    Moment(form.text("begins").to_owned())
}

fn terms(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (id, version): (RecordId, Option<u32>),
    form: &Form,
) -> Result<(), base::Trouble> {
    let names = ["places", "places_each", "contributions_until", "registration_until"];
    let read: Event = row(shelf, occasion, form, &names)?;
    let terms = Terms {
        places: read.places.and_then(|places| u32::try_from(places.0).ok()),
        places_each: read.places_each.and_then(|places| u32::try_from(places.0).ok()),
        contributions_until: read.contributions_until,
        registration_until: read.registration_until,
    };
    verbs::set_terms(shelf, occasion, id, version, &terms).map(drop)
}

fn moved(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (id, version): (RecordId, Option<u32>),
    form: &Form,
) -> Result<(), base::Trouble> {
    let read: Event = row(shelf, occasion, form, &["begins", "ends"])?;
    let missing = || Refusal::Slips(vec![base::record::SlipReason::Missing {}.at("begins")]);
    let moving = Moving {
        begins: read.begins.ok_or_else(missing)?,
        ends: read.ends,
        venue: form.text("venue").to_owned(),
        reason: form.text("reason").to_owned(),
    };
    verbs::shift(shelf, occasion, id, version, &moving).map(drop)
}

fn point(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (id, version): (RecordId, Option<u32>),
    form: &Form,
) -> Result<(), base::Trouble> {
    let read: AgendaPoint = row(shelf, occasion, form, &["begins", "ends", "speaker"])?;
    let text = |name: &str| form.text(name).to_owned();
    let pointing = Pointing {
        from: form.text("from").parse().ok(),
        topic: text("topic"),
        begins: read.begins,
        ends: read.ends,
        speaker: read.speaker,
        speaker_name: text("speaker_name"),
        track: text("track"),
        room: text("room"),
    };
    verbs::add_point(shelf, occasion, id, version, &pointing).map(drop)
}

fn decide(shelf: &mut dyn Shelf, occasion: &Occasion, form: &Form) -> Result<(), base::Trouble> {
    let id = named(form.text("registration"))?;
    let decision = match form.text("decision") {
        "confirm" => Decision::Confirm,
        "refuse" => Decision::Refuse,
        code => Decision::Hold(answer_of::<WaitingReason>(code).ok_or(Refusal::NotFound {})?),
    };
    verbs::decide(shelf, occasion, id, None, (decision, form.text("note"))).map(drop)
}

fn judge(shelf: &mut dyn Shelf, occasion: &Occasion, form: &Form) -> Result<(), base::Trouble> {
    let (id, note) = (named(form.text("registration"))?, form.text("note"));
    match form.text("act") {
        "review" => {
            let points = form.text("points").trim().parse().map_err(|_| {
                let given = form.text("points").to_owned();
                Refusal::Slips(vec![base::record::SlipReason::NotWhole { given }.at("points")])
            })?;
            verbs::review_contribution(shelf, occasion, id, None, (points, note)).map(drop)
        }
        act => verbs::decide_contribution(shelf, occasion, id, None, (act == "accept", note)).map(drop),
    }
}
