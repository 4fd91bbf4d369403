//! A series: its editions side by side, and when the next is due.

use base::people::{Reach, Viewer};
use base::record::kinds::{Event, EventStage, Rhythm};
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Filter, Query, Shelf};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::instant;
use super::stage;

/// Most events that are looked through.
const MOST: usize = 2_000;

/// One edition of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// Its record.
    pub record: Record,
    /// What it says.
    pub event: Event,
}

/// A series of events, as far as the viewer may see them.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it is called.
    pub name: String,
    /// Its editions, first to last.
    pub editions: Vec<Edition>,
    /// When the next is due by the rhythm of the last; nothing where it meets once, or does not say.
    pub due: Option<Date>,
}

/// The series that an event belongs to; nothing where it belongs to none.
///
/// # Errors
/// The store's.
pub fn series(shelf: &mut dyn Shelf, viewer: &Viewer, of: &Event) -> Result<Option<Series>, Fault> {
    let Some(name) = of.series.as_ref().map(|name| name.0.trim().to_owned()) else { return Ok(None) };
    let mut editions: Vec<Edition> = events(shelf, viewer.reach())?
        .into_iter()
        .filter(|edition| edition.event.series.as_ref().is_some_and(|series| series.0.trim() == name))
        .collect();
    editions.sort_by_key(|edition| (begins(edition), edition.event.edition.map(|edition| edition.0)));
    let held = editions.iter().rev().find(|edition| stage(&edition.event) != EventStage::Cancelled);
    let due = held.and_then(|last| {
        let begins = last.event.begins.as_ref()?.0.get(..10)?.parse::<Date>().ok()?;
        begins.checked_add(span(last.event.rhythm?)?).ok()
    });
    Ok(Some(Series { name, editions, due }))
}

/// Every event that is out and can be reached.
///
/// # Errors
/// The store's.
pub fn events(shelf: &mut dyn Shelf, reach: Reach) -> Result<Vec<Edition>, Fault> {
    let found = shelf.find(&Query::first(reach, Filter::published(Kind::Event), MOST))?;
    Ok(found.records.into_iter().map(|record| Edition { event: record.content.body(), record }).collect())
}

impl Edition {
    /// Its id.
    pub fn id(&self) -> RecordId {
        self.record.id
    }
}

fn begins(edition: &Edition) -> Option<i64> {
    instant(edition.event.begins.as_ref()).map(measure::Timestamp::as_milliseconds)
}

fn span(rhythm: Rhythm) -> Option<Span> {
    match rhythm {
        Rhythm::Once => None,
        Rhythm::Monthly => Some(1.month()),
        Rhythm::Quarterly => Some(3.months()),
        Rhythm::HalfYearly => Some(6.months()),
        Rhythm::Yearly => Some(1.year()),
    }
}
