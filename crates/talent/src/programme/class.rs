//! The class: who came, sheet by sheet, and what each reached.

use std::collections::BTreeMap;

use base::record::kinds::{Attendance, CourseResult, EnrolmentStage, Presence, Programme, ProgrammeStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Decimal, Line, RecordId, SlipReason};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::{at, enrolled, led, led_place, place_at, stage};

/// One session of the class.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Which course.
    pub course: String,
    /// On which day.
    pub day: Day,
    /// How long it was, in hours.
    pub hours: Option<Decimal>,
    /// Who came, by enrolment.
    pub came: BTreeMap<RecordId, Presence>,
}

/// Notes who came to a session; a sheet of the same course and day is written over.
///
/// # Errors
/// The viewer does not lead the programme, or it does not run; there is no such course; somebody is not in the class.
pub fn note_attendance(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    programme: RecordId,
    sheet: &Sheet,
) -> Result<usize, Trouble> {
    let cohort = led(shelf, &occasion.viewer, programme)?;
    let now = stage(&cohort.programme);
    if now != ProgrammeStage::Running {
        return Err(at(now).into());
    }
    known(&cohort.programme, &sheet.course)?;
    if let Some(hours) = &sheet.hours
        && hours.0.parse::<f64>().is_ok_and(|hours| !(0.0..=24.0).contains(&hours))
    {
        let reason = SlipReason::OutOfBounds { given: hours.0.clone(), least: "0".into(), most: "24".into() };
        return Err(Refusal::Slips(vec![reason.at("hours")]).into());
    }
    let class = enrolled(shelf, programme)?;
    let is_there = |id: &RecordId| {
        class.iter().any(|(record, one)| record.id == *id && one.stage == Some(EnrolmentStage::Attending))
    };
    if let Some(stranger) = sheet.came.keys().find(|id| !is_there(id)) {
        return Err(Refusal::NotInClass { who: stranger.to_string() }.into());
    }
    let mut noted = 0;
    for (record, mut enrolment) in class {
        let Some(presence) = sheet.came.get(&record.id) else { continue };
        let same = |row: &Attendance| {
            row.course.as_ref().is_some_and(|course| course.0 == sheet.course) && row.day.as_ref() == Some(&sheet.day)
        };
        enrolment.attendance.retain(|row| !same(row));
        enrolment.attendance.push(Attendance {
            course: Some(Line(sheet.course.clone())),
            day: Some(sheet.day.clone()),
            presence: Some(*presence),
            hours: sheet.hours.clone(),
        });
        enrolment.attendance.sort_by(|one, other| {
            let day = |row: &Attendance| row.day.as_ref().map(|day| day.0.clone());
            day(one).cmp(&day(other))
        });
        rewrite(shelf, occasion, &record, None, &enrolment, "enrolment.attendance")?;
        noted += 1;
    }
    Ok(noted)
}

/// Notes what somebody reached in a course; what was noted before is written over.
///
/// # Errors
/// The viewer does not lead the programme; the person does not attend; there is no such course, or it counts less.
pub fn credit(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (course, mark, credits): (&str, &str, &Decimal),
) -> Result<base::record::Record, Trouble> {
    let place = led_place(shelf, occasion, id)?;
    if place.enrolment.stage != Some(EnrolmentStage::Attending) {
        return Err(place_at(&place.enrolment).into());
    }
    let most = known(&place.cohort.programme, course)?;
    let given: f64 = credits.0.parse().unwrap_or(f64::NAN);
    if let Some(most) = most
        && !(0.0..=most).contains(&given)
    {
        return Err(Refusal::CreditsOver { credits: credits.0.clone(), most: most.to_string() }.into());
    }
    let mut enrolment = place.enrolment.clone();
    enrolment.results.retain(|row| row.course.as_ref().is_none_or(|known| known.0 != course));
    let mark: String = mark.trim().chars().take(100).collect();
    enrolment.results.push(CourseResult {
        course: Some(Line(course.to_owned())),
        mark: (!mark.is_empty()).then_some(Line(mark)),
        credits: Some(credits.clone()),
    });
    let sum: f64 = enrolment.results.iter().filter_map(|row| row.credits.as_ref()?.0.parse::<f64>().ok()).sum();
    enrolment.credits = Some(Decimal(format!("{}", (sum * 100.0).round() / 100.0)));
    rewrite(shelf, occasion, &place.record, version, &enrolment, "enrolment.credit")
}

/// The credits that a course counts, where the programme says.
fn known(programme: &Programme, course: &str) -> Result<Option<f64>, Refusal> {
    let named = |one: &Line| one.0 == course;
    let found = programme.courses.iter().find(|one| one.course.as_ref().is_some_and(named));
    let names = || {
        let names = programme.courses.iter().filter_map(|one| one.course.as_ref().map(|name| name.0.clone()));
        names.collect::<Vec<_>>().join("、")
    };
    let found = found.ok_or_else(|| Refusal::NoSuchCourse { course: course.to_owned(), known: names() })?;
    Ok(found.credits.as_ref().and_then(|credits| credits.0.parse().ok()))
}
