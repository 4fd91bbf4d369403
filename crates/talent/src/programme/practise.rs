//! 实训与导师: somebody of a class learns from a mentor, on a real project.

use std::collections::BTreeSet;

use base::notice::{Topic, account_of, tell};
use base::people::{AccountId, Viewer};
use base::record::kinds::{Enrolment, Guidance};
use base::record::said::{needed_prose, prose};
use base::record::verb::{Occasion, rewrite};
use base::record::{Audience, Day, Kind, Record, RecordId};
use base::store::{Filter, Query, Shelf};
use base::{Refusal, Trouble};

use super::{MOST, Place, learns, led_place, place, place_at};

/// With whom and on what somebody learns; what is left out is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Practice {
    /// Who guides them.
    pub mentor: Option<RecordId>,
    /// The project.
    pub project: Option<RecordId>,
    /// What they do in it.
    pub task: String,
}

/// Gives somebody of the class a mentor and a project; both and the pupil are told. Where the programme names its mentors
/// and its projects, no others will do.
///
/// # Errors
/// The viewer does not lead the programme; the person has no place in it, or is through; the mentor or the project is none
/// of the programme's, or none that the viewer may see; somebody would guide themself.
pub fn practise(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    practice: &Practice,
) -> Result<Record, Trouble> {
    let place = led_place(shelf, occasion, id)?;
    if !learns(&place.enrolment) {
        return Err(place_at(&place.enrolment).into());
    }
    let programme = &place.cohort.programme;
    if practice.mentor.is_some() && practice.mentor == place.enrolment.person {
        return Err(Refusal::OwnMentor {}.into());
    }
    one_of(shelf, occasion, practice.mentor, &[Kind::Person], &programme.mentors)?;
    one_of(shelf, occasion, practice.project, &[Kind::Project, Kind::Cooperation], &programme.projects)?;
    let mut enrolment = place.enrolment.clone();
    enrolment.mentor = practice.mentor;
    enrolment.project = practice.project;
    enrolment.task = prose("task", &practice.task)?;
    let record = rewrite(shelf, occasion, &place.record, version, &enrolment, "enrolment.practise")?;
    let mut to: BTreeSet<AccountId> = record.author.into_iter().collect();
    for person in [enrolment.person, enrolment.mentor].into_iter().flatten() {
        to.extend(account_of(shelf, person)?);
    }
    tell(shelf, occasion, &to, Topic::PracticeGiven, (record.id, ""))?;
    Ok(record)
}

/// Passes a record that is one of those, or any of its kinds where none are named.
fn one_of(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    chosen: Option<RecordId>,
    kinds: &[Kind],
    named: &[RecordId],
) -> Result<(), Trouble> {
    let Some(id) = chosen else { return Ok(()) };
    let sees = |record: &Record| kinds.contains(&record.kind) && Audience::of(record).admits(&occasion.viewer);
    let record = shelf.record(id)?.filter(sees).ok_or(Refusal::NotFound {})?;
    if named.is_empty() || named.contains(&id) {
        return Ok(());
    }
    let known = shelf.titles(named, &occasion.viewer.reach())?;
    let known = known.iter().map(|one| if one.zh.is_empty() { one.en.as_str() } else { one.zh.as_str() });
    let known = known.collect::<Vec<_>>().join("、");
    Err(Refusal::NotOfProgramme { given: record.content.title(true).to_owned(), known }.into())
}

/// Whether somebody may note guidance: the mentor, and who leads the programme.
fn guides(viewer: &Viewer, place: &Place) -> bool {
    place.leads || place.enrolment.mentor.is_some_and(|mentor| viewer.is_person(mentor))
}

/// Whether somebody may note guidance, and there is a mentor of somebody in the class.
pub fn may_guide(viewer: &Viewer, place: &Place) -> bool {
    let taught = learns(&place.enrolment) && place.enrolment.mentor.is_some();
    viewer.writes().is_ok() && guides(viewer, place) && taught
}

/// Notes what a mentor and their pupil worked on, on the day.
///
/// # Errors
/// The viewer is neither the mentor nor leads the programme; there is no mentor, or the pupil is not in the class; nothing
/// is said.
pub fn guide(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    note: &str,
) -> Result<Record, Trouble> {
    let viewer = &occasion.viewer;
    viewer.writes()?;
    let place = place(shelf, occasion, id)?;
    if !guides(viewer, &place) {
        return Err(Refusal::NotItsMentor {}.into());
    }
    if !may_guide(viewer, &place) {
        return Err(place_at(&place.enrolment).into());
    }
    let mut enrolment = place.enrolment.clone();
    enrolment.guidance.push(Guidance {
        day: Some(Day(occasion.now.date().to_string())),
        note: Some(needed_prose("note", note)?),
        by: viewer.person(),
    });
    rewrite(shelf, occasion, &place.record, version, &enrolment, "enrolment.guide")
}

/// Those whom the viewer guides, the newest first.
///
/// # Errors
/// Nobody is signed in.
pub fn guided(shelf: &mut dyn Shelf, occasion: &Occasion) -> Result<Vec<(Record, Enrolment)>, Trouble> {
    let viewer = &occasion.viewer;
    viewer.account().ok_or(Refusal::SignInNeeded {})?;
    let Some(own) = viewer.person() else { return Ok(Vec::new()) };
    let filter = Filter::published(Kind::Enrolment).marked("mentor", &own);
    let found = shelf.find(&Query::first(viewer.reach(), filter, MOST))?.records;
    Ok(found.into_iter().rev().map(|record| (record.clone(), record.content.body())).collect())
}
