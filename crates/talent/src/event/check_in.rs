//! Somebody at the door, with the code of their registration.

use base::record::kinds::{EventStage, Registration, RegistrationStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Moment, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::code::Code;
use super::hand::{at, name_of};
use super::{led, registered, stage};

/// Who came in.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedIn {
    /// The registration as it stands now.
    pub record: Record,
    /// What it says.
    pub registration: Registration,
    /// Whose it is.
    pub who: String,
}

/// Checks somebody in by a code.
///
/// # Errors
/// The viewer does not lead the event; it does not run; the code has a typing error, is nobody's of this event, or was
/// used; its registration has no place.
pub fn check_in(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    event: RecordId,
    typed: &str,
) -> Result<CheckedIn, Trouble> {
    let convened = led(shelf, &occasion.viewer, event)?;
    if stage(&convened.event) != EventStage::Running {
        return Err(super::at(&convened).into());
    }
    let shown: String = typed.trim().chars().filter(|letter| !letter.is_control()).take(40).collect();
    let code = Code::read(&shown).map_err(|_| Refusal::CodeMistyped { code: shown })?;
    let is_it = |one: &Registration| one.code.as_ref().is_some_and(|kept| kept.0 == code.text());
    let found = registered(shelf, event)?.into_iter().find(|(_, one)| is_it(one));
    let (before, mut registration) = found.ok_or_else(|| Refusal::CodeUnknown { code: code.text().to_owned() })?;
    let who = name_of(shelf, &registration, true)?;
    match registration.stage {
        Some(RegistrationStage::Registered | RegistrationStage::Confirmed) => {}
        Some(RegistrationStage::CheckedIn) => {
            let when = registration.checked_in.map_or_else(String::new, |when| when.0);
            return Err(Refusal::CodeUsed { when, who }.into());
        }
        Some(
            RegistrationStage::Waiting
            | RegistrationStage::Refused
            | RegistrationStage::CalledOff
            | RegistrationStage::Absent,
        )
        | None => return Err(at(&registration).into()),
    }
    registration.stage = Some(RegistrationStage::CheckedIn);
    registration.checked_in = Some(Moment::of(occasion.now));
    let record = rewrite(shelf, occasion, &before, None, &registration, "registration.check-in")?;
    Ok(CheckedIn { record, registration, who })
}
