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

use base::store::{Lasting, Regardless};

use crate::session::Session;

/// One transaction, answering in the base's words.
pub struct Sql<'a> {
    session: &'a mut dyn Session,
    lasting: Vec<Lasting>,
}

impl<'a> Sql<'a> {
    /// Speaks through a connection inside a transaction.
    pub fn new(session: &'a mut dyn Session) -> Self {
        Self { session, lasting: Vec::new() }
    }

    /// What is to be done whether or not the rest is kept, in the order in which it was asked for.
    pub fn into_lasting(self) -> Vec<Lasting> {
        self.lasting
    }
}

impl Regardless for Sql<'_> {
    fn regardless(&mut self, work: Lasting) {
        self.lasting.push(work);
    }
}
