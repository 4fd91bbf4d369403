//! Events for programs that read calendars: one of them, or all that somebody is registered for.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use base::people::AccountId;
use base::record::kinds::{Event, EventStage, RegistrationStage};
use base::record::verb::Occasion;
use base::record::{Record, RecordId};
use measure::Timestamp;
use platform::icalendar::{self, Calendar, write};
use talent::event::{convened, mine as attended};

use super::super::frame::written;
use super::super::platform_reader;
use crate::shell::{Trouble, Visit};
use crate::state::State;

/// One event, for whom it is to be seen.
pub(super) fn one(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let (id, occasion): (RecordId, Occasion) =
        (visit.id.parse().map_err(|_| Trouble::NotFound)?, visit.occasion(state));
    let found = state.store().reading(|shelf| convened(shelf, &occasion.viewer, id))?;
    let name = found.record.content.title(visit.messages().pick(true, false)).to_owned();
    let events = told(&found.record, &found.event, &name, occasion.now, true).into_iter().collect();
    Ok(answered(&Calendar { name, events }))
}

/// What an account is registered for: its owner in a session, and whoever shows the secret of its address.
pub(super) fn mine(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let account: AccountId = visit.id.parse().map_err(|_| Trouble::NotFound)?;
    let (now, t) = (state.clock().now(), visit.messages());
    let all = state.store().reading(|shelf| {
        let viewer = platform_reader(shelf, visit, account, now)?;
        let occasion = Occasion { viewer, now, places: state.places().clone() };
        Ok::<_, Trouble>(attended(shelf, &occasion)?)
    })?;
    let stands = all.iter().filter(|one| one.registration.stage != Some(RegistrationStage::CalledOff));
    let events = stands.filter_map(|one| {
        let certain =
            matches!(one.registration.stage, Some(RegistrationStage::Confirmed | RegistrationStage::CheckedIn));
        told(&one.event, &one.of, one.event.content.title(t.pick(true, false)), now, certain)
    });
    Ok(answered(&Calendar { name: t.get("event-mine"), events: events.collect() }))
}

/// An event as a calendar has it; nothing where nobody says when it begins.
fn told(record: &Record, event: &Event, name: &str, now: Timestamp, certain: bool) -> Option<icalendar::Event> {
    let from = event.begins.as_ref()?.instant()?;
    let hour = jiff::SignedDuration::from_hours(1);
    let until = event.ends.as_ref().and_then(base::record::Moment::instant);
    let until = until.or_else(|| from.checked_add(hour).ok())?;
    let stage = talent::event::stage(event);
    Some(icalendar::Event {
        uid: format!("{}@didymium", record.id),
        stamp: now,
        from,
        until,
        summary: name.to_owned(),
        description: event.online.as_ref().map_or_else(String::new, |web| web.0.clone()),
        place: written(event.venue.as_ref()),
        certain: certain && stage != EventStage::Postponed,
        is_off: stage == EventStage::Cancelled,
        sequence: event.changes.len(),
    })
}

fn answered(calendar: &Calendar) -> Response {
    ([(CONTENT_TYPE, "text/calendar; charset=utf-8")], write(calendar)).into_response()
}
