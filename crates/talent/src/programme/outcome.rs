//! What became of somebody a year after the certificate: asked once, noted by them or by who leads the programme.

use base::notice::{Topic, account_of, tell};
use base::people::Reach;
use base::record::kinds::{Enrolment, EnrolmentStage};
use base::record::said::needed_prose;
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Kind, Record, RecordId};
use base::store::{Filter, Query, Shelf};
use base::{Refusal, Trouble};
use jiff::ToSpan;
use jiff::civil::Date;

use super::{MOST, place, place_at};

/// The day from which the outcome is asked.
fn due(enrolment: &Enrolment) -> Option<Date> {
    let certified: Date = enrolment.certified.as_ref()?.0.parse().ok()?;
    certified.checked_add(1.year()).ok()
}

/// Notes what became of it.
///
/// # Errors
/// It is neither the viewer's nor of a programme they lead; there is no certificate; a year has not passed; nothing is
/// said.
pub fn note_outcome(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    outcome: &str,
) -> Result<Record, Trouble> {
    occasion.viewer.writes()?;
    let place = place(shelf, occasion, id)?;
    if !place.owns && !place.leads {
        return Err(Refusal::NotYourPerson {}.into());
    }
    let mut enrolment = place.enrolment.clone();
    let due = due(&enrolment).filter(|_| enrolment.stage == Some(EnrolmentStage::Certified));
    let due = due.ok_or_else(|| place_at(&enrolment))?;
    if occasion.now.date() < due {
        return Err(Refusal::OutcomeEarly { from: due.to_string() }.into());
    }
    enrolment.outcome = Some(needed_prose("outcome", outcome)?);
    enrolment.outcome_day = Some(Day(occasion.now.date().to_string()));
    rewrite(shelf, occasion, &place.record, version, &enrolment, "enrolment.outcome")
}

/// Asks everybody whose certificate is a year old and who was not asked yet; says how many.
///
/// # Errors
/// The store's.
pub fn ask_outcomes(shelf: &mut dyn Shelf, occasion: &Occasion) -> Result<usize, Trouble> {
    let mut asked = 0;
    for (record, mut enrolment) in owed(shelf, occasion.now.date())? {
        enrolment.outcome_day = Some(Day(occasion.now.date().to_string()));
        let record = rewrite(shelf, occasion, &record, None, &enrolment, "enrolment.ask-outcome")?;
        let account = enrolment.person.map(|person| account_of(shelf, person)).transpose()?.flatten();
        let to = account.into_iter().collect();
        tell(shelf, occasion, &to, Topic::OutcomeAsked, (record.id, ""))?;
        asked += 1;
    }
    Ok(asked)
}

/// Whether anybody is to be asked on a day.
///
/// # Errors
/// The store's.
pub fn is_asked(shelf: &mut dyn Shelf, today: Date) -> Result<bool, Trouble> {
    Ok(!owed(shelf, today)?.is_empty())
}

/// Those whose certificate is a year old and who were not asked yet.
fn owed(shelf: &mut dyn Shelf, today: Date) -> Result<Vec<(Record, Enrolment)>, Trouble> {
    let filter = Filter::published(Kind::Enrolment).marked("stage", EnrolmentStage::Certified.choice().code);
    let query = Query::first(Reach::Everything, filter, MOST);
    let all = shelf.find(&query)?.records.into_iter().map(|record| (record.content.body::<Enrolment>(), record));
    let owed = all.filter(|(one, _)| {
        due(one).is_some_and(|due| due <= today) && one.outcome_day.is_none() && one.outcome.is_none()
    });
    Ok(owed.map(|(one, record)| (record, one)).collect())
}
