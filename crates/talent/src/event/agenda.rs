//! The agenda: points in rooms and tracks, no room and no speaker taken twice, drawn as a timetable.

use base::record::kinds::{AgendaPoint, Event, EventStage, Registration};
use base::record::said::{line, needed_line, slip};
use base::record::verb::{Occasion, rewrite};
use base::record::{Moment, Record, RecordId, SlipReason};
use base::store::{Fault, Shelf};
use base::{Refusal, Trouble};
use measure::Timestamp;

use super::hand::{hand, name_of};
use super::instant;
use super::{Convened, at, led, stage};

/// Points of one agenda that are kept.
const MOST: usize = 300;

/// A point that is put on the agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointing {
    /// The registration whose accepted contribution it is.
    pub from: Option<RecordId>,
    /// What it is about; the contribution's title where nothing is said.
    pub topic: String,
    /// When it begins.
    pub begins: Option<Moment>,
    /// When it ends.
    pub ends: Option<Moment>,
    /// Who speaks, where they have a record.
    pub speaker: Option<RecordId>,
    /// Their name where they have none.
    pub speaker_name: String,
    /// In which track.
    pub track: String,
    /// In which room.
    pub room: String,
}

/// A row of the timetable: from when until when, and what is on in each room.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// The day.
    pub day: String,
    /// From when.
    pub from: String,
    /// Until when; empty where nobody says.
    pub until: String,
    /// In each room, the points of that time by their place in the agenda.
    pub rooms: Vec<Vec<usize>>,
}

/// Puts a point on the agenda.
///
/// # Errors
/// The viewer does not lead the event; it is over; the point lies outside of it, ends before it begins, or meets another
/// one in the same room or with the same speaker; the contribution was not accepted.
pub fn add_point(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    pointing: &Pointing,
) -> Result<Record, Trouble> {
    let convened = open(shelf, occasion, id)?;
    let point = read(shelf, occasion, &convened, pointing)?;
    let mut event = convened.event.clone();
    if event.agenda.len() >= MOST {
        return Err(slip("topic", SlipReason::TooMany { most: MOST.to_string() }).into());
    }
    clash(shelf, &event, &point)?;
    event.agenda.push(point);
    event.agenda.sort_by(|one, other| begins(one).cmp(begins(other)));
    rewrite(shelf, occasion, &convened.record, version, &event, "event.agenda")
}

/// Takes a point off the agenda, by its place from 0.
///
/// # Errors
/// The viewer does not lead the event; it is over; there is no such point.
pub fn remove_point(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    place: usize,
) -> Result<Record, Trouble> {
    let convened = open(shelf, occasion, id)?;
    let mut event = convened.event.clone();
    if place >= event.agenda.len() {
        return Err(Refusal::NotFound {}.into());
    }
    event.agenda.remove(place);
    rewrite(shelf, occasion, &convened.record, version, &event, "event.agenda")
}

/// The agenda as a timetable: its rooms in the order they first come, and a row for each time; points without a time come
/// last.
pub fn timetable(event: &Event) -> (Vec<String>, Vec<Slot>) {
    let room = |point: &AgendaPoint| point.room.as_ref().map_or(String::new(), |room| room.0.clone());
    let mut rooms: Vec<String> = Vec::new();
    for point in &event.agenda {
        let name = room(point);
        if !rooms.contains(&name) {
            rooms.push(name);
        }
    }
    let mut order: Vec<usize> = (0..event.agenda.len()).collect();
    order.sort_by_key(|at| {
        let point = &event.agenda[*at];
        (point.begins.is_none(), begins(point).to_owned(), ends(point).to_owned())
    });
    let mut slots: Vec<Slot> = Vec::new();
    for at in order {
        let point = &event.agenda[at];
        let (day, from) = begins(point).split_once(' ').unwrap_or((begins(point), ""));
        let (last, until) = ends(point).split_once(' ').unwrap_or(("", ""));
        let until = if last == day { until.to_owned() } else { ends(point).to_owned() };
        let same = |slot: &Slot| slot.day == day && slot.from == from && slot.until == until;
        if !slots.last().is_some_and(same) {
            slots.push(Slot {
                day: day.to_owned(),
                from: from.to_owned(),
                until,
                rooms: vec![Vec::new(); rooms.len()],
            });
        }
        if let (Some(slot), Some(column)) = (slots.last_mut(), rooms.iter().position(|name| *name == room(point))) {
            slot.rooms[column].push(at);
        }
    }
    (rooms, slots)
}

fn open(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Convened, Trouble> {
    let convened = led(shelf, &occasion.viewer, id)?;
    match stage(&convened.event) {
        EventStage::FollowUp | EventStage::Closed | EventStage::Cancelled => Err(at(&convened).into()),
        EventStage::Planned
        | EventStage::Contributions
        | EventStage::Registration
        | EventStage::RegistrationClosed
        | EventStage::Running
        | EventStage::Postponed => Ok(convened),
    }
}

fn read(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    convened: &Convened,
    pointing: &Pointing,
) -> Result<AgendaPoint, Trouble> {
    let from: Option<Registration> = match pointing.from {
        None => None,
        Some(from) => {
            let of = hand(shelf, occasion, from)?;
            let fits =
                of.convened.record.id == convened.record.id && of.registration.contribution_accepted == Some(true);
            Some(if fits { of.registration } else { return Err(Refusal::NothingContributed {}.into()) })
        }
    };
    let given = line("topic", &pointing.topic)?;
    let topic = given.or_else(|| from.as_ref().and_then(|from| from.contribution_title.clone()));
    let speaker = pointing.speaker.or(from.as_ref().and_then(|from| from.person));
    let named = from.as_ref().filter(|from| from.person.is_none()).and_then(|from| from.name.clone());
    let (Some(begins), Some(ends)) = (pointing.begins.clone(), pointing.ends.clone()) else {
        let field = if pointing.begins.is_none() { "begins" } else { "ends" };
        return Err(slip(field, SlipReason::Missing {}).into());
    };
    within(convened, &begins, &ends)?;
    Ok(AgendaPoint {
        topic: Some(topic.map_or_else(|| needed_line("topic", ""), Ok)?),
        begins: Some(begins),
        ends: Some(ends),
        speaker,
        speaker_name: line("speaker_name", &pointing.speaker_name)?.or(named),
        track: line("track", &pointing.track)?,
        room: line("room", &pointing.room)?,
    })
}

fn within(convened: &Convened, begins: &Moment, ends: &Moment) -> Result<(), Refusal> {
    if instant(Some(begins)) >= instant(Some(ends)) {
        return Err(Refusal::EmptyPeriod {});
    }
    let event = &convened.event;
    let early = instant(event.begins.as_ref()).is_some_and(|from| instant(Some(begins)).is_some_and(|at| at < from));
    let late = instant(event.ends.as_ref()).is_some_and(|until| instant(Some(ends)).is_some_and(|at| at > until));
    if !early && !late {
        return Ok(());
    }
    let told = |moment: &Option<Moment>| moment.as_ref().map_or_else(|| "—".to_owned(), |moment| moment.0.clone());
    Err(Refusal::OutsideEvent { from: told(&event.begins), until: told(&event.ends) })
}

/// Passes a point that takes no room and no speaker from another one.
fn clash(shelf: &mut dyn Shelf, event: &Event, point: &AgendaPoint) -> Result<(), Trouble> {
    for other in event.agenda.iter().filter(|other| meets(other, point)) {
        let topic = other.topic.as_ref().map_or_else(String::new, |topic| topic.0.clone());
        let (from, until) = (begins(other).to_owned(), ends(other).to_owned());
        if let Some(room) = point.room.as_ref().filter(|room| other.room.as_ref() == Some(room)) {
            return Err(Refusal::RoomTaken { room: room.0.clone(), topic, from, until }.into());
        }
        let by_record = point.speaker.is_some() && point.speaker == other.speaker;
        let by_name =
            point.speaker.is_none() && point.speaker_name.is_some() && point.speaker_name == other.speaker_name;
        if by_record || by_name {
            return Err(Refusal::SpeakerBusy { speaker: speaker(shelf, point)?, topic, from, until }.into());
        }
    }
    Ok(())
}

fn speaker(shelf: &mut dyn Shelf, point: &AgendaPoint) -> Result<String, Fault> {
    let named = Registration { person: point.speaker, name: point.speaker_name.clone(), ..Registration::default() };
    name_of(shelf, &named, true)
}

/// Whether two points share a moment.
fn meets(one: &AgendaPoint, other: &AgendaPoint) -> bool {
    let span = |point: &AgendaPoint| -> Option<(Timestamp, Timestamp)> {
        Some((instant(point.begins.as_ref())?, instant(point.ends.as_ref())?))
    };
    matches!((span(one), span(other)), (Some(one), Some(other)) if one.0 < other.1 && other.0 < one.1)
}

fn begins(point: &AgendaPoint) -> &str {
    point.begins.as_ref().map_or("", |moment| moment.0.as_str())
}

fn ends(point: &AgendaPoint) -> &str {
    point.ends.as_ref().map_or("", |moment| moment.0.as_str())
}

#[cfg(test)]
mod tests {
    use base::record::Line;

    use super::*;

    #[test]
    fn points_of_one_time_share_a_row_and_rooms_are_columns() {
        let point = |topic: &str, begins: &str, ends: &str, room: &str| AgendaPoint {
            topic: Some(Line(topic.to_owned())),
            begins: Some(Moment(begins.to_owned())),
            ends: Some(Moment(ends.to_owned())),
            room: Some(Line(room.to_owned())),
            ..AgendaPoint::default()
        };
        let agenda = vec![
            point("扩散", "2026-04-16 10:00", "2026-04-16 10:30", "一"),
            point("检测", "2026-04-16 10:00", "2026-04-16 10:30", "二"),
            point("开幕", "2026-04-16 09:00", "2026-04-16 09:30", "一"),
            point("通宵", "2026-04-16 22:00", "2026-04-17 02:00", "二"),
        ];
        let (rooms, slots) = timetable(&Event { agenda, ..Event::default() });
        assert_eq!(rooms, ["一", "二"]);
        let told: Vec<_> = slots.iter().map(|slot| (slot.from.as_str(), slot.until.as_str(), &slot.rooms)).collect();
        let wanted = [
            ("09:00", "09:30", &vec![vec![2], vec![]]),
            ("10:00", "10:30", &vec![vec![0], vec![1]]),
            ("22:00", "2026-04-17 02:00", &vec![vec![], vec![3]]),
        ];
        assert_eq!(told, wanted);
    }
}
