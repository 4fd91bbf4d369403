//! A platform with its clocks, and who looks after it.

use base::people::{Viewer, may_change};
use base::record::kinds::Platform;
use base::record::verb::show;
use base::record::{Kind, Record, RecordId, State};
use base::store::Shelf;
use base::{Refusal, Trouble};
use jiff::tz::TimeZone;

use crate::zone::zone_of;

/// A platform as it stands.
#[derive(Clone, Debug)]
pub struct Bookable {
    /// Its record.
    pub record: Record,
    /// What the record says.
    pub platform: Platform,
    /// Its clocks.
    pub zone: TimeZone,
}

impl Bookable {
    /// Reads a record.
    ///
    /// # Errors
    /// It is no platform, or names a time zone that nobody knows.
    pub fn of(record: Record) -> Result<Self, Refusal> {
        if record.kind != Kind::Platform {
            return Err(Refusal::NotFound {});
        }
        let platform: Platform = record.content.body();
        Ok(Self { zone: zone_of(&platform)?, platform, record })
    }

    /// Its id.
    pub fn id(&self) -> RecordId {
        self.record.id
    }

    /// Whether it is out for others to see.
    pub fn is_out(&self) -> bool {
        self.record.state == State::Published
    }
}

/// A platform that the viewer may see.
///
/// # Errors
/// There is none, or it is not for them.
pub fn bookable(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Bookable, Trouble> {
    Ok(Bookable::of(show(shelf, viewer, id)?)?)
}

/// Whether a viewer looks after a platform: its keeper, and who may change it.
pub fn keeps(viewer: &Viewer, of: &Bookable) -> bool {
    let keeper = of.platform.keeper.is_some_and(|keeper| viewer.is_person(keeper));
    viewer.writes().is_ok() && (keeper || may_change(viewer, &of.record).is_ok())
}
