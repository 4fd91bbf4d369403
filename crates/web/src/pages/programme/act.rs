//! What is done about programmes and enrolments, one form a verb; a refusal comes back above the page.

use std::collections::BTreeMap;

use axum::response::Response;
use base::Refusal;
use base::record::kinds::{Attendance, CourseResult, Enrolment, Presence, ProgrammeStage};
use base::record::verb::Occasion;
use base::record::{Kind, RecordId, SlipReason};
use base::store::Shelf;
use talent::programme::{self as verbs, Decision, Practice, Sheet};

use super::super::answer_of;
use super::super::frame::{Frame, Typed, page_of, row};
use super::{LABELS, desk, hand};
use crate::shell::{Done, Form, Section, Trouble, Visit, see_other_done};
use crate::state::State;

/// Applies for a programme, or does what who leads it does.
pub(super) fn lead(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Programmes);
    let (id, version, given) = (frame.id()?, form.text("version").parse().ok(), form.clone());
    let work = move |shelf: &mut dyn Shelf, occasion: &Occasion| match given.text("act") {
        "apply" => apply(shelf, occasion, id, &given),
        "advance" => advance(shelf, occasion, (id, version), &given),
        "cancel" => verbs::cancel(shelf, occasion, id, version).map(drop),
        "attendance" => attendance(shelf, occasion, id, &given),
        "credit" => credit(shelf, occasion, &given),
        "practise" => practise(shelf, occasion, &given),
        "certify" => verbs::certify(shelf, occasion, named(&given)?, None).map(drop),
        "decline" => verbs::decline(shelf, occasion, named(&given)?, None, given.text("reason")).map(drop),
        act => {
            let decision = match act {
                "admit" => Decision::Admit,
                "wait" => Decision::Wait,
                "refuse" => Decision::Refuse,
                _ => return Err(Refusal::NotFound {}.into()),
            };
            verbs::decide(shelf, occasion, named(&given)?, None, (decision, given.text("reason"))).map(drop)
        }
    };
    match frame.write(LABELS, work)? {
        Ok(()) => see_other_done(&format!("{}/desk", page_of(Kind::Programme, id)), Done::ProgrammeChanged),
        Err(refused) => desk::render(&frame, Some(refused), Typed::of(form)),
    }
}

/// What is done about an enrolment of one's own.
pub(super) fn own(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Programmes);
    let (id, version, given) = (frame.id()?, form.text("version").parse().ok(), form.clone());
    let work = move |shelf: &mut dyn Shelf, occasion: &Occasion| match given.text("act") {
        "call-off" => verbs::call_off(shelf, occasion, id, version),
        "outcome" => verbs::note_outcome(shelf, occasion, id, version, given.text("outcome")),
        "guide" => verbs::guide(shelf, occasion, id, version, given.text("note")),
        _ => Err(Refusal::NotFound {}.into()),
    };
    match frame.write(LABELS, work)? {
        Ok(_) => see_other_done(&format!("{}/desk", page_of(Kind::Enrolment, id)), Done::ProgrammeChanged),
        Err(refused) => hand::render(&frame, Some(refused), Typed::of(form)),
    }
}

fn named(form: &Form) -> Result<RecordId, Refusal> {
    form.text("enrolment").parse().map_err(|_| Refusal::NotFound {})
}

fn advance(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (id, version): (RecordId, Option<u32>),
    form: &Form,
) -> Result<(), base::Trouble> {
    let to: ProgrammeStage = answer_of(form.text("to")).ok_or(Refusal::NotFound {})?;
    verbs::advance(shelf, occasion, id, version, to).map(drop)
}

fn apply(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId, form: &Form) -> Result<(), base::Trouble> {
    let read: Enrolment = row(shelf, occasion, form, &["person"])?;
    verbs::apply(shelf, occasion, id, read.person, form.text("motivation")).map(drop)
}

fn attendance(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId, form: &Form) -> Result<(), base::Trouble> {
    let read: Attendance = row(shelf, occasion, form, &["day", "hours"])?;
    let missing = || Refusal::Slips(vec![SlipReason::Missing {}.at("day")]);
    let mut came: BTreeMap<RecordId, Presence> = BTreeMap::new();
    for (name, value) in form.pairs() {
        let of = name.strip_prefix("came-").and_then(|id| id.parse::<RecordId>().ok());
        if let (Some(of), Some(presence)) = (of, answer_of::<Presence>(value)) {
            came.insert(of, presence);
        }
    }
    let sheet =
        Sheet { course: form.text("course").to_owned(), day: read.day.ok_or_else(missing)?, hours: read.hours, came };
    verbs::note_attendance(shelf, occasion, id, &sheet).map(drop)
}

fn practise(shelf: &mut dyn Shelf, occasion: &Occasion, form: &Form) -> Result<(), base::Trouble> {
    let read: Enrolment = row(shelf, occasion, form, &["mentor", "project"])?;
    let practice = Practice { mentor: read.mentor, project: read.project, task: form.text("task").to_owned() };
    verbs::practise(shelf, occasion, named(form)?, None, &practice).map(drop)
}

fn credit(shelf: &mut dyn Shelf, occasion: &Occasion, form: &Form) -> Result<(), base::Trouble> {
    let read: CourseResult = row(shelf, occasion, form, &["credits"])?;
    let missing = || Refusal::Slips(vec![SlipReason::Missing {}.at("credits")]);
    let credits = read.credits.ok_or_else(missing)?;
    let said = (form.text("course"), form.text("mark"), &credits);
    verbs::credit(shelf, occasion, named(form)?, None, said).map(drop)
}
