//! What the base wants of a store: transactions, and within one, the questions and changes of each room.
//!
//! The crate `store` implements it for SQLite and for PostgreSQL. A write is done and answered only after it is on
//! disk; several writers may share one commit.

mod alerts;
mod bookings;
mod fault;
mod imports;
mod journal;
mod keeping;
mod ledgers;
mod notices;
mod people;
mod records;

pub use alerts::{Alert, Alerts, Pace};
pub use bookings::{
    AllocationEntry, Booking, BookingDetail, BookingFilter, BookingState, Bookings, CostShare, Overlap, Used, Wish,
    WishState,
};
pub use fault::Fault;
pub use imports::{Import, ImportRow, ImportStage, Imports};
pub use journal::{Head, JournalFilter, Journals};
pub use keeping::{Answered, Attachment, Keeping, SavedSearch};
pub use ledgers::{Kept, LedgerFilter, Ledgers};
pub use notices::{Notice, Notices};
pub use people::People;
pub use records::{Cursor, Filter, Found, Mark, Query, Records, Sort, Titled};

/// One transaction of a store.
pub trait Shelf:
    Records + Journals + People + Imports + Bookings + Keeping + Alerts + Notices + Ledgers + Regardless
{
}

impl<T: Records + Journals + People + Imports + Bookings + Keeping + Alerts + Notices + Ledgers + Regardless> Shelf
    for T
{
}

/// What outlasts a refusal.
pub trait Regardless {
    /// Has work done at the end of the transaction whether or not the rest of it is kept: that something was refused is
    /// noted, and who has to know of it is told. A transaction that only reads does not do it.
    fn regardless(&mut self, work: Lasting);
}

/// Work done in a transaction that reads.
pub type Reading<'a> = &'a mut dyn FnMut(&mut dyn Shelf);
/// Work done in a transaction that writes; it says whether to keep what was written.
pub type Writing = Box<dyn FnOnce(&mut dyn Shelf) -> Keep + Send>;

/// Work that lasts whatever becomes of what it belongs to.
pub type Lasting = Box<dyn FnOnce(&mut dyn Shelf) -> Result<(), Fault> + Send>;

/// Whether what a transaction wrote is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It is.
    All,
    /// Nothing of it.
    Nothing,
}

/// A store of a base.
pub trait Store: Send + Sync {
    /// Runs work that only reads, on one consistent state.
    ///
    /// # Errors
    /// The store cannot be reached.
    fn read(&self, work: Reading) -> Result<(), Fault>;

    /// Runs work that writes; returns after what it wrote is on disk.
    ///
    /// # Errors
    /// The store cannot be reached, or could not write; then nothing of it is kept.
    fn write(&self, work: Writing) -> Result<(), Fault>;

    /// The name and version of what is beneath.
    fn engine(&self) -> String;
}

impl dyn Store + '_ {
    /// Runs work that only reads and gives its answer.
    ///
    /// # Errors
    /// Those of the work, and the store's.
    pub fn reading<T, E: From<Fault>>(&self, work: impl FnOnce(&mut dyn Shelf) -> Result<T, E>) -> Result<T, E> {
        let (mut work, mut answer) = (Some(work), None);
        self.read(&mut |shelf| answer = work.take().map(|work| work(shelf)))?;
        answer.unwrap_or_else(|| Err(Fault::Lost.into()))
    }

    /// Runs work that writes and gives its answer; an error keeps nothing of it.
    ///
    /// # Errors
    /// Those of the work, and the store's.
    pub fn writing<T: Send + 'static, E: From<Fault> + Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Shelf) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let (give, take) = std::sync::mpsc::channel();
        self.write(Box::new(move |shelf| {
            let answer = work(shelf);
            let keep = if answer.is_ok() { Keep::All } else { Keep::Nothing };
            // Whoever asked waits for it; if they are gone, nobody is left to tell.
            let _ = give.send(answer);
            keep
        }))?;
        take.recv().unwrap_or_else(|_| Err(Fault::Lost.into()))
    }
}
