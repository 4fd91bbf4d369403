//! A registration decided by who leads the event: confirmed, refused, let wait; let through the export-control check.

use base::notice::Topic;
use base::record::kinds::{Registration, RegistrationStage, WaitingReason};
use base::record::said::{line, slip};
use base::record::verb::{Occasion, rewrite};
use base::record::{Record, RecordId, SlipReason};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::call_off::release;
use super::hand::{at, led_hand, number, tell_sides};
use super::places::{lack, settle};
use super::register::waits;

/// What is decided of a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// They have a place, or the next that comes free.
    Confirm,
    /// They do not come.
    Refuse,
    /// They wait, for a reason that only who decides can know.
    Hold(WaitingReason),
}

/// Decides a registration. What waits for the export-control check is confirmed only with the reason why it may pass.
///
/// # Errors
/// The viewer does not lead the event; the registration is decided otherwise, or over; no reason is given where one is
/// needed.
pub fn decide(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (decision, note): (Decision, &str),
) -> Result<Record, Trouble> {
    let hand = led_hand(shelf, occasion, id)?;
    let event = hand.convened.record.id;
    let mut registration = hand.registration.clone();
    let is_held = registration.waiting_reason == Some(WaitingReason::ExportControl);
    let note = line("note", note)?;
    if note.is_none() && (is_held || decision != Decision::Confirm) {
        return Err(Refusal::ReasonNeeded {}.into());
    }
    let mut unmet = Vec::new();
    let verb = match (decision, registration.stage) {
        (Decision::Confirm, Some(RegistrationStage::Registered)) => {
            registration.stage = Some(RegistrationStage::Confirmed);
            "registration.confirm"
        }
        (Decision::Confirm, Some(RegistrationStage::Waiting)) => {
            admit(shelf, &hand.convened, &mut registration, hand.record.content.owner())?;
            if is_held { "registration.clear" } else { "registration.confirm" }
        }
        (
            Decision::Refuse,
            None
            | Some(
                RegistrationStage::CalledOff
                | RegistrationStage::Refused
                | RegistrationStage::CheckedIn
                | RegistrationStage::Absent,
            ),
        )
        | (Decision::Confirm, _) => return Err(at(&registration).into()),
        (Decision::Refuse, Some(_)) => {
            unmet = release(shelf, occasion, id, &mut registration)?;
            registration.stage = Some(RegistrationStage::Refused);
            (registration.waiting_reason, registration.waiting_place) = (None, None);
            "registration.refuse"
        }
        (
            Decision::Hold(
                why @ (WaitingReason::NotTheAudience | WaitingReason::FeeUnpaid | WaitingReason::ExportControl),
            ),
            Some(RegistrationStage::Registered | RegistrationStage::Confirmed | RegistrationStage::Waiting),
        ) => {
            unmet = release(shelf, occasion, id, &mut registration)?;
            waits(shelf, event, &mut registration, why)?;
            "registration.hold"
        }
        (Decision::Hold(WaitingReason::Full | WaitingReason::OrganisationFull | WaitingReason::Late), _) => {
            let known = "not-the-audience, fee-unpaid, export-control".to_owned();
            return Err(slip("reason", SlipReason::NotAChoice { given: String::new(), known }).into());
        }
        (Decision::Hold(_), _) => return Err(at(&registration).into()),
    };
    registration.decision_note = note;
    let record = rewrite(shelf, occasion, &hand.record, version, &registration, verb)?;
    let fact = number(&registration);
    tell_sides(shelf, occasion, (&record, &registration), Topic::RegistrationDecided, &fact)?;
    for (other, body, when) in unmet {
        tell_sides(shelf, occasion, (&other, &body), Topic::MeetingAnswered, &when)?;
    }
    settle(shelf, occasion, &hand.convened)?;
    Ok(record)
}

/// Gives somebody who waited a place, or lets them wait for one at the place of the list they have.
fn admit(
    shelf: &mut dyn Shelf,
    convened: &super::Convened,
    registration: &mut Registration,
    organisation: Option<RecordId>,
) -> Result<(), Trouble> {
    if let Some(why) = lack(shelf, convened, organisation)? {
        registration.waiting_reason = Some(why);
    } else {
        registration.stage = Some(RegistrationStage::Confirmed);
        (registration.waiting_reason, registration.waiting_place) = (None, None);
    }
    Ok(())
}
