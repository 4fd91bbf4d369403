//! Records that say the same in other words: found by whoever knows how to compare texts.

use crate::people::Viewer;
use crate::record::{Record, RecordId};
use crate::store::{Fault, Shelf};

/// A record that says nearly the same as another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlikeRecord {
    /// Which.
    pub id: RecordId,
    /// How far the two are alike, in hundredths.
    pub hundredths: u8,
}

/// What finds records that say the same.
pub trait Alike: Send + Sync {
    /// The records of the same kind that say nearly the same as one that is to be written, as far as a viewer may see
    /// them, the likest first.
    ///
    /// # Errors
    /// The store's.
    fn alike(&self, shelf: &mut dyn Shelf, viewer: &Viewer, record: &Record) -> Result<Vec<AlikeRecord>, Fault>;

    /// What compares the rows of one table with each other.
    fn rows(&self) -> Box<dyn AlikeRows>;
}

/// The rows of one table so far, to be compared with those that come.
pub trait AlikeRows {
    /// The row so far that says nearly the same as a record: its number, and how far the two are alike in hundredths.
    /// Where there is none, the record is remembered by the number of its row.
    fn meet(&mut self, record: &Record, number: u32) -> Option<(u32, u8)>;
}

/// Compares nothing: only what has the same title or number counts as a twin.
#[derive(Clone, Copy, Debug, Default)]
pub struct NothingAlike;

impl Alike for NothingAlike {
    fn alike(&self, _: &mut dyn Shelf, _: &Viewer, _: &Record) -> Result<Vec<AlikeRecord>, Fault> {
        Ok(Vec::new())
    }

    fn rows(&self) -> Box<dyn AlikeRows> {
        Box::new(Self)
    }
}

impl AlikeRows for NothingAlike {
    fn meet(&mut self, _: &Record, _: u32) -> Option<(u32, u8)> {
        None
    }
}
