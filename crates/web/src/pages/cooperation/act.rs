//! What is done about a committee and a plan, one form a verb; a refusal comes back above the page with what was typed.

use axum::response::Response;
use base::Refusal;
use base::record::kinds::{Minutes, Motion, PlanItem, PlanOutcome, VoteChoice};
use base::record::verb::Occasion;
use base::record::{Day, RecordId};
use base::store::Shelf;
use cooperation::committee::{self as verbs, Meeting, Proposal};
use cooperation::plan::{self as planned, Ground, ItemGiven, Reported};
use jiff::civil::Date;

use super::super::answer_of;
use super::super::frame::{Frame, Typed, row};
use super::form::LABELS;
use super::{committee as committee_page, plan as plan_page};
use crate::shell::{Done, Form, Section, Trouble, Visit, see_other_done};
use crate::state::State;

/// What is done about the committee.
pub(super) fn committee(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Plan);
    let (id, version, given) = (frame.id()?, form.text("version").parse().ok(), form.clone());
    let motion = form.text("motion").to_owned();
    let (done, part) = match form.text("act") {
        "propose" => (Done::MotionPut, "motions"),
        "vote" => (Done::Voted, "motions"),
        "close" => (Done::MotionDecided, "decisions"),
        "take-back" => (Done::MotionTakenBack, "motions"),
        "minutes" => (Done::MinutesNoted, "minutes"),
        _ => return Err(Trouble::NotFound),
    };
    let work = move |shelf: &mut dyn Shelf, occasion: &Occasion| match given.text("act") {
        "propose" => propose(shelf, occasion, (id, version), &given),
        "vote" => {
            let choice: VoteChoice = answer_of(given.text("choice")).ok_or(Refusal::NotFound {})?;
            verbs::vote(shelf, occasion, id, &motion, choice).map(drop)
        }
        "close" => verbs::close(shelf, occasion, id, version, &motion).map(drop),
        "take-back" => verbs::take_back(shelf, occasion, id, version, &motion).map(drop),
        _ => minutes(shelf, occasion, (id, version), &given),
    };
    match frame.write(LABELS, work)? {
        Ok(()) => see_other_done(&format!("/agreements/{id}/committee#{part}"), done),
        Err(refused) => committee_page::render(&frame, Some(refused), Typed::of(form)),
    }
}

fn date(day: Option<&Day>) -> Option<Date> {
    day.and_then(|day| day.0.parse().ok())
}

fn propose(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (id, version): (RecordId, Option<u32>),
    form: &Form,
) -> Result<(), base::Trouble> {
    let read: Motion = row(shelf, occasion, form, &["about", "until", "plan_year"])?;
    let proposal = Proposal {
        subject: form.text("subject").to_owned(),
        text: form.text("text").to_owned(),
        about: read.about,
        until: date(read.until.as_ref()),
        plan_year: read.plan_year.map(|year| year.0),
    };
    verbs::propose(shelf, occasion, id, version, &proposal).map(drop)
}

fn minutes(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (id, version): (RecordId, Option<u32>),
    form: &Form,
) -> Result<(), base::Trouble> {
    let read: Minutes = row(shelf, occasion, form, &["day"])?;
    let meeting = Meeting {
        day: date(read.day.as_ref()),
        present: form.text("present").to_owned(),
        text: form.text("minutes").to_owned(),
    };
    verbs::note_minutes(shelf, occasion, id, version, &meeting).map(drop)
}

/// What is done about the plan.
pub(super) fn plan(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Plan);
    let (id, version, given) = (frame.id()?, form.text("version").parse().ok(), form.clone());
    let done = match form.text("act") {
        "item" => Done::PlanWritten,
        "report" => Done::ResultReported,
        _ => return Err(Trouble::NotFound),
    };
    let work = move |shelf: &mut dyn Shelf, occasion: &Occasion| match given.text("act") {
        "item" => item(shelf, occasion, (id, version), &given),
        _ => report(shelf, occasion, (id, version), &given),
    };
    match frame.write(LABELS, work)? {
        Ok(()) => see_other_done(&format!("/agreements/{id}/plan?year={}", form.text("year")), done),
        Err(refused) => plan_page::render(&frame, Some(id), Some(refused), &Typed::of(form)),
    }
}

fn item(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (id, version): (RecordId, Option<u32>),
    form: &Form,
) -> Result<(), base::Trouble> {
    let names = ["year", "code", "item", "base", "target", "unit", "responsible", "due"];
    let mut item: PlanItem = row(shelf, occasion, form, &names)?;
    item.outcome = form.field("dropped").map(|_| PlanOutcome::Dropped);
    let given = ItemGiven { before: form.field("before").map(str::to_owned), item };
    let ground = Ground { motion: form.text("motion").to_owned(), note: form.text("ground").to_owned() };
    planned::put_item(shelf, occasion, id, version, &given, &ground).map(drop)
}

fn report(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (id, version): (RecordId, Option<u32>),
    form: &Form,
) -> Result<(), base::Trouble> {
    let read: PlanItem = row(shelf, occasion, form, &["result", "outcome"])?;
    let given = Reported {
        value: read.result,
        outcome: read.outcome.unwrap_or(PlanOutcome::OnTrack),
        evidence: form.text("evidence").to_owned(),
        note: form.text("note").to_owned(),
    };
    planned::report(shelf, occasion, id, version, (form.text("code"), &given)).map(drop)
}
