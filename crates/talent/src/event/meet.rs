//! 洽谈: two who registered meet at a table, where both want it and neither meets anybody else.

use std::collections::BTreeSet;

use base::notice::Topic;
use base::record::kinds::{Event, EventStage, Meeting, MeetingAnswer, MeetingSlot, Registration, RegistrationStage};
use base::record::said::{line, slip};
use base::record::verb::{Occasion, rewrite};
use base::record::{Kind, Line, Moment, Record, RecordId, SlipReason};
use base::store::{Fault, Shelf};
use base::{Refusal, Trouble};
use jiff::SignedDuration;
use measure::Timestamp;

use super::hand::{Hand, at, hand, name_of, own_hand, tell_sides};
use super::instant;
use super::{registered, stage};

/// Somebody who may be asked for a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The registration.
    pub id: RecordId,
    /// The name.
    pub name: String,
    /// The organisation's name.
    pub organisation: String,
    /// What they would talk about.
    pub interests: Vec<String>,
}

/// A meeting as one side has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// With whom, where it is a registration of the event.
    pub with: Option<RecordId>,
    /// Their name.
    pub name: String,
    /// When.
    pub begins: Option<Moment>,
    /// What about.
    pub about: String,
    /// What this side says.
    pub ours: Option<MeetingAnswer>,
    /// What the other side says.
    pub theirs: Option<MeetingAnswer>,
    /// Which table, once both accepted.
    pub table: String,
}

/// Those who may be asked, for somebody who has a place: who said so, and has a place as well; with their names in one
/// language, in the other where there is none in that.
///
/// # Errors
/// The registration is not the viewer's.
pub fn open_to_meet(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    chinese: bool,
) -> Result<Vec<Open>, Trouble> {
    let hand = hand(shelf, occasion, id)?;
    if !hand.owns || !comes(&hand.registration) {
        return Ok(Vec::new());
    }
    let mut open = Vec::new();
    for (record, other) in registered(shelf, hand.convened.record.id)? {
        if record.id == id || !comes(&other) || other.open_to_meet != Some(true) {
            continue;
        }
        open.push(Open {
            id: record.id,
            name: name_of(shelf, &other, chinese)?,
            organisation: organisation_of(shelf, &record, &other, chinese)?,
            interests: other.interests.iter().map(|word| word.0.clone()).collect(),
        });
    }
    Ok(open)
}

/// The meetings of a registration, in the order of their times, with names in one language.
///
/// # Errors
/// There is no such registration for the viewer.
pub fn schedule(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    chinese: bool,
) -> Result<Vec<Planned>, Trouble> {
    let hand = hand(shelf, occasion, id)?;
    let mut planned = Vec::new();
    for meeting in &hand.registration.meetings {
        let other = meeting.with.map(|with| shelf.record(with)).transpose()?.flatten();
        let name = match &other {
            Some(record) if record.kind == Kind::Registration => name_of(shelf, &record.content.body(), chinese)?,
            Some(record) => record.content.title(chinese).to_owned(),
            None => String::new(),
        };
        planned.push(Planned {
            with: other.filter(|record| record.kind == Kind::Registration).map(|record| record.id),
            name,
            begins: meeting.begins.clone(),
            about: meeting.about.as_ref().map_or_else(String::new, |about| about.0.clone()),
            ours: meeting.ours,
            theirs: meeting.theirs,
            table: meeting.table.as_ref().map_or_else(String::new, |table| table.0.clone()),
        });
    }
    planned.sort_by(|one, other| one.begins.as_ref().map(|at| &at.0).cmp(&other.begins.as_ref().map(|at| &at.0)));
    Ok(planned)
}

/// Asks somebody for a meeting at one of the event's slots.
///
/// # Errors
/// The registration is not the viewer's, or has no place; the other is not open to meetings; there is no such slot to
/// come; one of the two meets somebody else then.
pub fn ask_meeting(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    (with, begins, about): (RecordId, &Moment, &str),
) -> Result<Record, Trouble> {
    let hand = active(shelf, occasion, id)?;
    let slot = slot_at(&hand.convened.event, begins, occasion.now)?;
    let other = shelf.record(with)?.filter(|record| record.kind == Kind::Registration && with != id);
    let other = other.ok_or(Refusal::NotOpenToMeet {})?;
    let mut theirs: Registration = other.content.body();
    let is_open = theirs.event == Some(hand.convened.record.id) && comes(&theirs) && theirs.open_to_meet == Some(true);
    if !is_open {
        return Err(Refusal::NotOpenToMeet {}.into());
    }
    let mut ours = hand.registration.clone();
    free(shelf, &hand.convened.event, &ours, slot)?;
    free(shelf, &hand.convened.event, &theirs, slot)?;
    let asked = |one: &Meeting, with: RecordId| {
        let declined = one.ours == Some(MeetingAnswer::Declined) || one.theirs == Some(MeetingAnswer::Declined);
        one.with == Some(with) && one.begins.as_ref() == Some(begins) && !declined
    };
    if ours.meetings.iter().any(|one| asked(one, with)) {
        return Err(Refusal::MeetingAnswered {}.into());
    }
    let about = line("about", about)?;
    let row = |with, ours, theirs| Meeting {
        with: Some(with),
        begins: Some(begins.clone()),
        about: about.clone(),
        ours: Some(ours),
        theirs: Some(theirs),
        table: None,
    };
    ours.meetings.push(row(with, MeetingAnswer::Accepted, MeetingAnswer::Asked));
    theirs.meetings.push(row(id, MeetingAnswer::Asked, MeetingAnswer::Accepted));
    let record = rewrite(shelf, occasion, &hand.record, None, &ours, "registration.meet-ask")?;
    let told = rewrite(shelf, occasion, &other, None, &theirs, "registration.meet-asked")?;
    tell_sides(shelf, occasion, (&told, &theirs), Topic::MeetingAsked, &begins.0)?;
    Ok(record)
}

/// Accepts a meeting that one was asked for, or declines it; one that was accepted may still be called off. A table is
/// given once both accept.
///
/// # Errors
/// The registration is not the viewer's; nobody asked; it was answered; one of the two meets somebody else by now; every
/// table is taken.
pub fn answer_meeting(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    (with, begins, accepts): (RecordId, &Moment, bool),
) -> Result<Record, Trouble> {
    let hand = active(shelf, occasion, id)?;
    let event = &hand.convened.event;
    let other = shelf.record(with)?.filter(|record| record.kind == Kind::Registration).ok_or(Refusal::NotFound {})?;
    let (mut ours, mut theirs): (Registration, Registration) = (hand.registration.clone(), other.content.body());
    let place = |of: &Registration, with: RecordId| {
        let stands =
            |one: &Meeting| one.ours != Some(MeetingAnswer::Declined) && one.theirs != Some(MeetingAnswer::Declined);
        of.meetings.iter().position(|one| one.with == Some(with) && one.begins.as_ref() == Some(begins) && stands(one))
    };
    let (Some(mine), Some(back)) = (place(&ours, with), place(&theirs, id)) else {
        return Err(Refusal::MeetingAnswered {}.into());
    };
    if accepts {
        if ours.meetings[mine].ours != Some(MeetingAnswer::Asked) {
            return Err(Refusal::MeetingAnswered {}.into());
        }
        let slot = slot_at(event, begins, occasion.now)?;
        free(shelf, event, &ours, slot)?;
        free(shelf, event, &theirs, slot)?;
        let table = table(shelf, hand.convened.record.id, slot, begins)?;
        (ours.meetings[mine].ours, theirs.meetings[back].theirs) =
            (Some(MeetingAnswer::Accepted), Some(MeetingAnswer::Accepted));
        (ours.meetings[mine].table, theirs.meetings[back].table) = (Some(table.clone()), Some(table));
    } else {
        (ours.meetings[mine].ours, theirs.meetings[back].theirs) =
            (Some(MeetingAnswer::Declined), Some(MeetingAnswer::Declined));
        (ours.meetings[mine].table, theirs.meetings[back].table) = (None, None);
    }
    let verb = if accepts { "registration.meet-accept" } else { "registration.meet-decline" };
    let record = rewrite(shelf, occasion, &hand.record, None, &ours, verb)?;
    let told = rewrite(shelf, occasion, &other, None, &theirs, verb)?;
    tell_sides(shelf, occasion, (&told, &theirs), Topic::MeetingAnswered, &begins.0)?;
    Ok(record)
}

/// Whether somebody has a place, and so may meet others.
fn comes(registration: &Registration) -> bool {
    matches!(registration.stage, Some(RegistrationStage::Confirmed | RegistrationStage::CheckedIn))
}

/// Whether a meeting stands: both sides accepted.
pub(crate) fn stands(meeting: &Meeting) -> bool {
    meeting.ours == Some(MeetingAnswer::Accepted) && meeting.theirs == Some(MeetingAnswer::Accepted)
}

fn active(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Hand, Trouble> {
    let hand = own_hand(shelf, occasion, id)?;
    if !comes(&hand.registration) {
        return Err(at(&hand.registration).into());
    }
    match stage(&hand.convened.event) {
        EventStage::Registration | EventStage::RegistrationClosed | EventStage::Running => Ok(hand),
        EventStage::Planned
        | EventStage::Contributions
        | EventStage::FollowUp
        | EventStage::Closed
        | EventStage::Postponed
        | EventStage::Cancelled => Err(super::at(&hand.convened).into()),
    }
}

/// The slot that begins at a moment, and is still to come.
fn slot_at<'a>(event: &'a Event, begins: &Moment, now: Timestamp) -> Result<&'a MeetingSlot, Refusal> {
    let slot = event.meeting_slots.iter().find(|slot| slot.begins.as_ref() == Some(begins));
    let to_come = |at: Option<&Moment>| instant(at).is_some_and(|at| at > now);
    slot.filter(|_| to_come(Some(begins))).ok_or_else(|| {
        let known = event.meeting_slots.iter().map(|slot| slot.begins.as_ref()).filter(|at| to_come(*at)).flatten();
        let known = known.map(|at| at.0.as_str()).collect::<Vec<_>>().join("、");
        slip("begins", SlipReason::NotAChoice { given: begins.0.clone(), known })
    })
}

/// From when until when a slot lasts.
fn span(event: &Event, begins: &Moment) -> Option<(Timestamp, Timestamp)> {
    let from = instant(Some(begins))?;
    let slot = event.meeting_slots.iter().find(|slot| slot.begins.as_ref() == Some(begins));
    let minutes = slot.and_then(|slot| slot.minutes).map_or(1, |minutes| minutes.0);
    Some((from, from.checked_add(SignedDuration::from_mins(minutes)).ok()?))
}

/// Passes somebody who meets nobody while a slot lasts.
fn free(shelf: &mut dyn Shelf, event: &Event, registration: &Registration, slot: &MeetingSlot) -> Result<(), Trouble> {
    let Some((from, until)) = slot.begins.as_ref().and_then(|begins| span(event, begins)) else { return Ok(()) };
    let taken = registration.meetings.iter().filter(|meeting| stands(meeting)).find_map(|meeting| {
        let (begins, ends) = span(event, meeting.begins.as_ref()?)?;
        (begins < until && from < ends).then(|| meeting.begins.clone()).flatten()
    });
    match taken {
        None => Ok(()),
        Some(at) => Err(Refusal::MeetingTaken { who: name_of(shelf, registration, true)?, at: at.0 }.into()),
    }
}

/// The first table that nobody has at a slot.
fn table(shelf: &mut dyn Shelf, event: RecordId, slot: &MeetingSlot, begins: &Moment) -> Result<Line, Trouble> {
    let mut taken = BTreeSet::new();
    for (_, registration) in registered(shelf, event)? {
        let at = registration.meetings.iter().filter(|one| stands(one) && one.begins.as_ref() == Some(begins));
        taken.extend(at.filter_map(|one| one.table.as_ref()?.0.parse::<i64>().ok()));
    }
    let tables = slot.tables.map_or(1000, |tables| tables.0);
    let first = (1..=tables).find(|table| !taken.contains(table));
    first.map(|table| Line(table.to_string())).ok_or_else(|| Refusal::TablesTaken { at: begins.0.clone() }.into())
}

/// The name of the organisation that somebody comes for.
fn organisation_of(
    shelf: &mut dyn Shelf,
    record: &Record,
    registration: &Registration,
    chinese: bool,
) -> Result<String, Fault> {
    if let Some(name) = &registration.organisation_name {
        return Ok(name.0.clone());
    }
    let owner = record.content.owner().map(|owner| shelf.record(owner)).transpose()?.flatten();
    Ok(owner.map_or_else(String::new, |owner| owner.content.title(chinese).to_owned()))
}
