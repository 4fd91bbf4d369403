//! 活动: an event on its way, from the call for contributions to what came of it.

mod advance;
mod agenda;
mod ahead;
mod call_off;
mod check_in;
mod code;
mod contribute;
mod decide;
mod follow_up;
mod gate;
mod halt;
mod hand;
mod meet;
mod picture;
mod places;
mod register;
mod series;
mod shift;
mod statistics;
mod terms;

pub use advance::{advance, next};
pub use agenda::{Pointing, Slot, add_point, remove_point, timetable};
pub use ahead::{Attended, ahead, mine};
pub use call_off::call_off;
pub use check_in::{CheckedIn, check_in};
pub use code::{Code, CodeProblem};
pub use contribute::{Becoming, become_record, contribute, decide_contribution, review_contribution};
pub use decide::{Decision, decide};
pub use follow_up::{Summary, answer, questions, summary};
pub use halt::{Halting, halt};
pub use hand::{Hand, hand, name_of};
pub use meet::{Open, Planned, answer_meeting, ask_meeting, open_to_meet, schedule};
pub use picture::{code_in, drawn};
pub use places::{Places, holds, places, queue};
pub use register::{Registering, prefilled, register};
pub use series::{Edition, Series, events, series};
pub use shift::{Moving, shift};
pub use statistics::{Counts, Statistics, statistics};
pub use terms::{Terms, set_terms};

use base::people::{Reach, Viewer, may_change};
use base::record::kinds::{Event, EventStage, Registration, RegistrationStage};
use base::record::verb::{Occasion, show};
use base::record::{Kind, Moment, Record, RecordId, State};
use base::store::{Fault, Filter, Query, Shelf};
use base::{Refusal, Trouble};
use measure::Timestamp;

/// Most registrations of one event that are read.
const MOST: usize = 20_000;

/// An event as it stands.
#[derive(Clone, Debug)]
pub struct Convened {
    /// Its record.
    pub record: Record,
    /// What the record says of it.
    pub event: Event,
}

/// An event that the viewer may see.
///
/// # Errors
/// There is none, or it is not for them.
pub fn convened(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Convened, Trouble> {
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Event {
        return Err(Refusal::NotFound {}.into());
    }
    Ok(Convened { event: record.content.body(), record })
}

/// Whether a viewer leads an event: may change it, as its author, its managers and who leads its organisation do.
pub fn leads(viewer: &Viewer, convened: &Convened) -> bool {
    may_change(viewer, &convened.record).is_ok()
}

/// How far an event has come; planned where it does not say.
pub fn stage(event: &Event) -> EventStage {
    event.stage.unwrap_or(EventStage::Planned)
}

/// An event that is out and that the viewer leads.
///
/// # Errors
/// There is none for the viewer, it is not out, or they do not lead it.
pub fn led(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Convened, Trouble> {
    let convened = convened(shelf, viewer, id)?;
    may_change(viewer, &convened.record)?;
    if convened.record.state != State::Published {
        return Err(at(&convened).into());
    }
    Ok(convened)
}

/// The refusal of something that the stage of an event does not allow.
pub(crate) fn at(convened: &Convened) -> Refusal {
    let label = match convened.record.state {
        State::Published => stage(&convened.event).choice().label,
        State::Draft | State::Withdrawn { .. } | State::Deleted => EventStage::Planned.choice().label,
    };
    Refusal::EventAt { stage: label.en.to_owned(), stage_zh: label.zh.to_owned() }
}

/// The registrations of an event, in the order they came, for who leads it.
///
/// # Errors
/// The viewer does not lead it.
pub fn registrations(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    event: RecordId,
) -> Result<Vec<(Record, Registration)>, Trouble> {
    let convened = convened(shelf, &occasion.viewer, event)?;
    may_change(&occasion.viewer, &convened.record)?;
    Ok(registered(shelf, event)?)
}

/// The registrations of an event that its workflow knows of, in the order they came, whoever asks: the caller checks.
pub(crate) fn registered(shelf: &mut dyn Shelf, event: RecordId) -> Result<Vec<(Record, Registration)>, Fault> {
    among(shelf, of_event(event))
}

/// Those among the registrations of an event that a filter lets through, in the order they came.
pub(crate) fn among(shelf: &mut dyn Shelf, filter: Filter) -> Result<Vec<(Record, Registration)>, Fault> {
    let found = shelf.find(&Query::first(Reach::Everything, filter, MOST))?;
    let read = found.records.into_iter().map(|record| (record.content.body::<Registration>(), record));
    let mut read: Vec<(Record, Registration)> =
        read.filter(|(body, _)| body.stage.is_some()).map(|(body, record)| (record, body)).collect();
    read.sort_by_key(|(record, body)| (body.number.map_or(0, |number| number.0), record.created, record.id));
    Ok(read)
}

/// The published registrations of an event.
pub(crate) fn of_event(event: RecordId) -> Filter {
    Filter::published(Kind::Registration).marked("event", &event)
}

/// Those at a stage.
pub(crate) fn at_stage(event: RecordId, stage: RegistrationStage) -> Filter {
    of_event(event).marked("stage", stage.choice().code)
}

/// The instant of a moment that was written before.
pub(crate) fn instant(moment: Option<&Moment>) -> Option<Timestamp> {
    moment.and_then(Moment::instant)
}
