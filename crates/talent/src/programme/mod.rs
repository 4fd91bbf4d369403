//! 培养项目: a cohort from the application to the certificate, and what became of it a year later.

mod apply;
mod certify;
mod class;
mod decide;
mod outcome;
mod practise;
mod stage;

pub use apply::{apply, call_off, mine};
pub use certify::{Certificate, Sum, certificate, certify, decline, sum};
pub use class::{Sheet, credit, note_attendance};
pub use decide::{Decision, decide};
pub use outcome::{ask_outcomes, is_asked, note_outcome};
pub use practise::{Practice, guide, guided, may_guide, practise};
pub use stage::{advance, cancel, next};

use std::collections::BTreeSet;

use base::notice::{Topic, account_of, tell};
use base::people::{AccountId, Reach, Viewer, may_change};
use base::record::kinds::{Enrolment, EnrolmentStage, Programme, ProgrammeStage};
use base::record::verb::{Occasion, show};
use base::record::{Kind, Record, RecordId, State};
use base::store::{Fault, Filter, Query, Shelf};
use base::{Refusal, Trouble};

/// Most enrolments of one programme that are read.
const MOST: usize = 20_000;

/// A programme as it stands.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// Its record.
    pub record: Record,
    /// What the record says of it.
    pub programme: Programme,
}

/// Somebody in a programme, and what the viewer is to them.
#[derive(Clone, Debug)]
pub struct Place {
    /// The record.
    pub record: Record,
    /// What it says.
    pub enrolment: Enrolment,
    /// The programme.
    pub cohort: Cohort,
    /// Whether the viewer leads the programme.
    pub leads: bool,
    /// Whether it is about the viewer, or made by them, or about somebody of a unit they lead.
    pub owns: bool,
}

/// A programme that the viewer may see.
///
/// # Errors
/// There is none, or it is not for them.
pub fn cohort(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Cohort, Trouble> {
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Programme {
        return Err(Refusal::NotFound {}.into());
    }
    Ok(Cohort { programme: record.content.body(), record })
}

/// Every programme that is out and that the viewer may see, the newest first.
///
/// # Errors
/// The store's.
pub fn all(shelf: &mut dyn Shelf, viewer: &Viewer) -> Result<Vec<Cohort>, Fault> {
    let query = Query::first(viewer.reach(), Filter::published(Kind::Programme), MOST);
    let found = shelf.find(&query)?.records.into_iter().rev();
    Ok(found.map(|record| Cohort { programme: record.content.body(), record }).collect())
}

/// Somebody's place in a programme, for whom it is to be seen.
///
/// # Errors
/// There is none, or it is not for them.
pub fn place(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Place, Trouble> {
    let viewer = &occasion.viewer;
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Enrolment {
        return Err(Refusal::NotFound {}.into());
    }
    let enrolment: Enrolment = record.content.body();
    let cohort = cohort(shelf, viewer, enrolment.programme.ok_or(Refusal::NotFound {})?)?;
    let person = viewer.person();
    let wrote = viewer.account().is_some() && record.author == viewer.account();
    let leads_unit = record.content.owner().is_some_and(|owner| viewer.manages(owner));
    let owns = wrote || leads_unit || person.is_some() && enrolment.person == person;
    Ok(Place { leads: leads(viewer, &cohort), owns, record, enrolment, cohort })
}

/// Whether a viewer leads a programme: may change it.
pub fn leads(viewer: &Viewer, cohort: &Cohort) -> bool {
    may_change(viewer, &cohort.record).is_ok()
}

/// How far a programme has come; planned where it does not say.
pub fn stage(programme: &Programme) -> ProgrammeStage {
    programme.stage.unwrap_or(ProgrammeStage::Planned)
}

/// The enrolments of a programme, in the order they came, for who leads it.
///
/// # Errors
/// The viewer does not lead it.
pub fn enrolments(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
) -> Result<Vec<(Record, Enrolment)>, Trouble> {
    let cohort = cohort(shelf, &occasion.viewer, id)?;
    may_change(&occasion.viewer, &cohort.record)?;
    Ok(enrolled(shelf, id)?)
}

/// The same, whoever asks: the caller checks.
fn enrolled(shelf: &mut dyn Shelf, programme: RecordId) -> Result<Vec<(Record, Enrolment)>, Fault> {
    let filter = Filter::published(Kind::Enrolment).marked("programme", &programme);
    let query = Query::first(Reach::Everything, filter, MOST);
    let mut all: Vec<(Record, Enrolment)> = shelf
        .find(&query)?
        .records
        .into_iter()
        .map(|record| (record.content.body::<Enrolment>(), record))
        .filter(|(body, _)| body.stage.is_some())
        .map(|(body, record)| (record, body))
        .collect();
    all.sort_by_key(|(record, _)| (record.created, record.id));
    Ok(all)
}

/// A programme that is out and that the viewer leads.
fn led(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Cohort, Trouble> {
    let cohort = cohort(shelf, viewer, id)?;
    may_change(viewer, &cohort.record)?;
    if cohort.record.state != State::Published {
        return Err(at(ProgrammeStage::Planned).into());
    }
    Ok(cohort)
}

/// Somebody's place, for who leads the programme.
fn led_place(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Place, Trouble> {
    let place = place(shelf, occasion, id)?;
    may_change(&occasion.viewer, &place.cohort.record)?;
    Ok(place)
}

/// Somebody's place, for whoever it is theirs.
fn own_place(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Place, Trouble> {
    occasion.viewer.writes()?;
    let place = place(shelf, occasion, id)?;
    if !place.owns {
        return Err(Refusal::NotYourPerson {}.into());
    }
    Ok(place)
}

/// Whether people are taken in at a stage: those who wait move up, and who leads it decides.
pub fn takes(stage: ProgrammeStage) -> bool {
    match stage {
        ProgrammeStage::Applications | ProgrammeStage::Selection | ProgrammeStage::Running => true,
        ProgrammeStage::Planned | ProgrammeStage::Completed | ProgrammeStage::Cancelled => false,
    }
}

/// Whether somebody still has a way in the programme before them: they may call it off.
pub fn is_on(stage: Option<EnrolmentStage>) -> bool {
    match stage {
        Some(
            EnrolmentStage::Applied | EnrolmentStage::Waiting | EnrolmentStage::Admitted | EnrolmentStage::Attending,
        ) => true,
        None
        | Some(
            EnrolmentStage::Refused
            | EnrolmentStage::CalledOff
            | EnrolmentStage::Certified
            | EnrolmentStage::NotCertified,
        ) => false,
    }
}

/// Whether somebody is in the class, or will be once it begins: they have a mentor and a project to practise on.
pub fn learns(enrolment: &Enrolment) -> bool {
    matches!(enrolment.stage, Some(EnrolmentStage::Admitted | EnrolmentStage::Attending))
}

/// Whether a stage holds a place.
pub fn holds(stage: Option<EnrolmentStage>) -> bool {
    match stage {
        Some(
            EnrolmentStage::Admitted
            | EnrolmentStage::Attending
            | EnrolmentStage::Certified
            | EnrolmentStage::NotCertified,
        ) => true,
        None
        | Some(
            EnrolmentStage::Applied | EnrolmentStage::Waiting | EnrolmentStage::Refused | EnrolmentStage::CalledOff,
        ) => false,
    }
}

/// The refusal of something that the stage of a programme does not allow.
fn at(stage: ProgrammeStage) -> Refusal {
    let label = stage.choice().label;
    Refusal::ProgrammeAt { stage: label.en.to_owned(), stage_zh: label.zh.to_owned() }
}

/// The refusal of something that the stage of an enrolment does not allow.
fn place_at(enrolment: &Enrolment) -> Refusal {
    let stage = enrolment.stage.unwrap_or(EnrolmentStage::Applied);
    let label = stage.choice().label;
    Refusal::EnrolmentAt { stage: label.en.to_owned(), stage_zh: label.zh.to_owned() }
}

/// Tells somebody, and whoever enrolled them, how it stands.
fn told(shelf: &mut dyn Shelf, occasion: &Occasion, record: &Record, enrolment: &Enrolment) -> Result<(), Fault> {
    let mut to: BTreeSet<AccountId> = record.author.into_iter().collect();
    if let Some(person) = enrolment.person {
        to.extend(account_of(shelf, person)?);
    }
    tell(shelf, occasion, &to, Topic::EnrolmentMoved, (record.id, ""))
}
