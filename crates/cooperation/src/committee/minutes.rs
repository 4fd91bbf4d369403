//! The minutes of a meeting; what was noted stands, and what is wrong in it is said in further minutes.

use base::record::kinds::Minutes;
use base::record::said::{line, needed_prose, slip};
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Record, RecordId, SlipReason};
use base::store::Shelf;
use base::{Refusal, Trouble};
use jiff::civil::Date;

use super::case::{Case, case, today};
use super::close::may_close;

/// A meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// When it was.
    pub day: Option<Date>,
    /// Who was there.
    pub present: String,
    /// What was said.
    pub text: String,
}

/// Notes the minutes of a meeting.
///
/// # Errors
/// The viewer does not preside; the day or the text is missing, or the day is still to come.
pub fn note_minutes(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    given: &Meeting,
) -> Result<Record, Trouble> {
    let Case { record, mut agreement } = case(shelf, &occasion.viewer, id)?;
    occasion.viewer.writes()?;
    let noted = today(occasion);
    if !may_close(&occasion.viewer, &record, &agreement, &noted.0) {
        return Err(Refusal::NotOnCommittee { day: noted.0 }.into());
    }
    let day = given.day.ok_or_else(|| slip("day", SlipReason::Missing {}))?;
    if day > occasion.now.date() {
        return Err(Refusal::DayToCome { date: day.to_string(), today: noted.0 }.into());
    }
    let text = needed_prose("minutes", &given.text)?;
    let present = line("present", &given.present)?;
    agreement.minutes.push(Minutes {
        day: Some(Day(day.to_string())),
        present,
        text: Some(text),
        by: occasion.viewer.person(),
        noted: Some(noted),
    });
    rewrite(shelf, occasion, &record, version, &agreement, "agreement.minutes")
}
