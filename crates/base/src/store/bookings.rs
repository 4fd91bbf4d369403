//! Bookings in a store: no two of one thing overlap, and the database itself sees to it.

use measure::Timestamp;
use uuid::Uuid;

use super::fault::Fault;
use crate::people::AccountId;
use crate::record::RecordId;

/// A thing taken for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// Its id.
    pub id: Uuid,
    /// The platform that is taken.
    pub platform: RecordId,
    /// Who takes it.
    pub account: AccountId,
    /// The first moment.
    pub from: Timestamp,
    /// The first moment after.
    pub until: Timestamp,
    /// What for.
    pub purpose: String,
}

/// A booking that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Its first moment.
    pub from: Timestamp,
    /// The first moment after it.
    pub until: Timestamp,
}

/// Bookings in a store.
pub trait Bookings {
    /// Takes a thing for a time, unless it is taken.
    ///
    /// # Errors
    /// The store's.
    fn book(&mut self, booking: &Booking) -> Result<Result<(), Overlap>, Fault>;

    /// Gives it back; whether there was such a booking.
    ///
    /// # Errors
    /// The store's.
    fn unbook(&mut self, id: Uuid) -> Result<bool, Fault>;

    /// A booking.
    ///
    /// # Errors
    /// The store's.
    fn booking(&mut self, id: Uuid) -> Result<Option<Booking>, Fault>;

    /// The bookings of a thing that reach into a time, in order.
    ///
    /// # Errors
    /// The store's.
    fn bookings(&mut self, platform: RecordId, from: Timestamp, until: Timestamp) -> Result<Vec<Booking>, Fault>;
}
