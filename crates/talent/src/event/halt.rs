//! An event put off until another time is found, or called off.

use base::Trouble;
use base::notice::Topic;
use base::record::kinds::{EventChange, EventStage, RegistrationStage};
use base::record::said::reason;
use base::record::verb::{Occasion, rewrite};
use base::record::{Moment, Record, RecordId};
use base::store::Shelf;

use super::hand::tell_sides;
use super::places::holds;
use super::{at, led, registered, stage};

/// How an event is halted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halting {
    /// 延期: it is moved later, and stands again then.
    Postponed,
    /// 取消: it is not held.
    Cancelled,
}

/// Puts an event off or calls it off; everybody who registered is told why.
///
/// # Errors
/// The viewer does not lead it; it is over, or halted already; no reason is given.
pub fn halt(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (halting, why): (Halting, &str),
) -> Result<Record, Trouble> {
    let convened = led(shelf, &occasion.viewer, id)?;
    let why = reason(why)?;
    let was = stage(&convened.event);
    let may = match was {
        EventStage::Planned
        | EventStage::Contributions
        | EventStage::Registration
        | EventStage::RegistrationClosed
        | EventStage::Running => true,
        EventStage::Postponed => halting == Halting::Cancelled,
        EventStage::FollowUp | EventStage::Closed | EventStage::Cancelled => false,
    };
    if !may {
        return Err(at(&convened).into());
    }
    let became = match halting {
        Halting::Postponed => EventStage::Postponed,
        Halting::Cancelled => EventStage::Cancelled,
    };
    let mut event = convened.event.clone();
    event.stage = Some(became);
    event.changes.push(EventChange {
        at: Some(Moment::of(occasion.now)),
        became: Some(became),
        was: Some(was),
        reason: Some(why.clone()),
        ..EventChange::default()
    });
    let record = rewrite(shelf, occasion, &convened.record, version, &event, "event.halt")?;
    for (of, registration) in registered(shelf, id)? {
        if holds(registration.stage) || registration.stage == Some(RegistrationStage::Waiting) {
            tell_sides(shelf, occasion, (&of, &registration), Topic::EventHalted, &why.0)?;
        }
    }
    Ok(record)
}
