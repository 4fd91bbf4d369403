//! A registration called off; its place goes to whoever waits for one.

use base::Trouble;
use base::notice::Topic;
use base::record::kinds::{EventStage, MeetingAnswer, Registration, RegistrationStage};
use base::record::said::line;
use base::record::verb::{Occasion, rewrite};
use base::record::{Kind, Record, RecordId};
use base::store::Shelf;

use super::hand::{at, own_hand, tell_sides};
use super::places::settle;
use super::stage;

/// Calls a registration off. The first who fits moves up and is told, as is whoever was to meet this person.
///
/// # Errors
/// The registration is not the viewer's; it holds and waits for no place; the event runs or is over.
pub fn call_off(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    note: &str,
) -> Result<Record, Trouble> {
    let hand = own_hand(shelf, occasion, id)?;
    let mut registration = hand.registration.clone();
    let may = matches!(
        registration.stage,
        Some(RegistrationStage::Registered | RegistrationStage::Confirmed | RegistrationStage::Waiting)
    );
    if !may {
        return Err(at(&registration).into());
    }
    if matches!(stage(&hand.convened.event), EventStage::FollowUp | EventStage::Closed) {
        return Err(super::at(&hand.convened).into());
    }
    registration.stage = Some(RegistrationStage::CalledOff);
    (registration.waiting_reason, registration.waiting_place) = (None, None);
    registration.decision_note = line("note", note)?;
    let unmet = release(shelf, occasion, id, &mut registration)?;
    let record = rewrite(shelf, occasion, &hand.record, version, &registration, "registration.call-off")?;
    for (other, body, when) in unmet {
        tell_sides(shelf, occasion, (&other, &body), Topic::MeetingAnswered, &when)?;
    }
    settle(shelf, occasion, &hand.convened)?;
    Ok(record)
}

/// Declines every meeting of somebody who does not come, on both sides; gives who was to meet them, and when.
pub(crate) fn release(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    registration: &mut Registration,
) -> Result<Vec<(Record, Registration, String)>, Trouble> {
    let mut unmet = Vec::new();
    for meeting in &mut registration.meetings {
        let declined = Some(MeetingAnswer::Declined);
        if meeting.ours == declined || meeting.theirs == declined {
            continue;
        }
        (meeting.ours, meeting.table) = (declined, None);
        let Some(other) = meeting.with.map(|with| shelf.record(with)).transpose()?.flatten() else { continue };
        if other.kind != Kind::Registration {
            continue;
        }
        let mut body: Registration = other.content.body();
        let theirs = body.meetings.iter_mut().filter(|one| one.with == Some(id) && one.begins == meeting.begins);
        for one in theirs {
            (one.theirs, one.table) = (declined, None);
        }
        let written = rewrite(shelf, occasion, &other, None, &body, "registration.meet-decline")?;
        let when = meeting.begins.as_ref().map_or_else(String::new, |begins| begins.0.clone());
        unmet.push((written, body, when));
    }
    Ok(unmet)
}
