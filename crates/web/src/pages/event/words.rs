//! What the room's pages call things.

use std::collections::BTreeMap;

use base::record::kinds::{Event, EventStage, Registration, RegistrationStage, WaitingReason};
use base::record::{Moment, Record, RecordId};
use talent::event::drawn;

use super::super::frame::written;
use crate::language::{Key, Messages};
use crate::shell::Trouble;
use crate::view::Link;

/// The label of a field that only the forms of this room have.
pub(super) fn own_label(name: &str) -> Option<Key> {
    Some(match name {
        "note" | "reason" => Key("event-note"),
        "points" => Key("event-points"),
        "topic" => Key("event-topic"),
        "about" => Key("event-about"),
        "answer" => Key("event-answer"),
        "owner" => Key("event-unit"),
        _ => return None,
    })
}

/// Where an event stands, and the class of its badge.
pub(super) fn stage(event: &Event, t: Messages) -> (&'static str, &'static str) {
    let stage = talent::event::stage(event);
    let badge = match stage {
        EventStage::Contributions | EventStage::Registration | EventStage::Running => "badge-published",
        EventStage::Planned | EventStage::RegistrationClosed | EventStage::FollowUp | EventStage::Closed => {
            "badge-draft"
        }
        EventStage::Postponed | EventStage::Cancelled => "badge-deleted",
    };
    (stage_word(stage, t), badge)
}

/// The word of a stage.
pub(super) fn stage_word(stage: EventStage, t: Messages) -> &'static str {
    t.pick(stage.choice().label.zh, stage.choice().label.en)
}

/// Where a registration stands, and the class of its badge.
pub(super) fn registered(stage: Option<RegistrationStage>, t: Messages) -> (&'static str, &'static str) {
    let Some(stage) = stage else { return ("", "badge-draft") };
    let badge = match stage {
        RegistrationStage::Confirmed | RegistrationStage::CheckedIn => "badge-published",
        RegistrationStage::Registered | RegistrationStage::Waiting => "badge-draft",
        RegistrationStage::Refused | RegistrationStage::CalledOff | RegistrationStage::Absent => "badge-deleted",
    };
    (t.pick(stage.choice().label.zh, stage.choice().label.en), badge)
}

/// Of which unit somebody comes: as they wrote it, else as it is called where the reader may know it.
pub(super) fn unit(record: &Record, registration: &Registration, links: &BTreeMap<RecordId, Link>) -> String {
    let known = record.content.owner().and_then(|id| links.get(&id)).map(|link| link.text.clone());
    registration.organisation_name.as_ref().map(|name| name.0.clone()).or(known).unwrap_or_default()
}

/// Why somebody waits.
pub(super) fn waits(reason: Option<WaitingReason>, t: Messages) -> String {
    reason.map_or_else(String::new, |reason| t.pick(reason.choice().label.zh, reason.choice().label.en).to_owned())
}

/// A moment as a field of a form holds it.
pub(super) fn typed(moment: Option<&Moment>) -> String {
    written(moment).replace(' ', "T")
}

/// From when until when; the day is said once where it is the same.
pub(super) fn span(begins: Option<&Moment>, ends: Option<&Moment>) -> String {
    let (from, until) = (written(begins), written(ends));
    if until.is_empty() {
        return from;
    }
    match (from.split_once(' '), until.split_once(' ')) {
        (Some((day, _)), Some((last, hour))) if day == last => format!("{from}–{hour}"),
        _ => format!("{from} – {until}"),
    }
}

/// A QR code: how many squares a side has, and one path of all dark squares.
pub(super) struct Code {
    pub side: usize,
    pub path: String,
}

impl Code {
    pub(super) fn new(text: &str) -> Result<Self, Trouble> {
        let (side, squares) = drawn(text)?;
        let path = squares.iter().map(|(x, y)| format!("M{x} {y}h1v1h-1z")).collect::<Vec<_>>().concat();
        Ok(Self { side, path })
    }
}
