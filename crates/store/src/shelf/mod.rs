//! The shared SQL: what the base asks of a store, room by room.

mod alerts;
pub mod bookings;
mod imports;
mod journal;
mod keeping;
pub mod ledgers;
mod notices;
mod people;
mod query;
mod records;

use crate::session::Session;

/// One transaction, answering in the base's words.
pub struct Sql<'a> {
    session: &'a mut dyn Session,
}

impl<'a> Sql<'a> {
    /// Speaks through a connection inside a transaction.
    pub fn new(session: &'a mut dyn Session) -> Self {
        Self { session }
    }
}
