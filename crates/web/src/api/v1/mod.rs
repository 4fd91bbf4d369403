//! The first version of the API, one file an endpoint group: its problems, its documentation, its handlers.

mod accounts;
mod attachments;
pub(super) mod bookings;
pub(super) mod cooperation;
mod exports;
mod find;
mod imports;
pub(super) mod innovation;
mod journal;
mod kinds;
pub(super) mod ledger;
pub(super) mod matching;
mod me;
mod members;
mod openapi;
mod places;
pub(super) mod project;
mod records;
mod rules;
mod said;
mod saved_searches;
mod search;
pub(super) mod sharing;
pub(super) mod talent;
mod tokens;
pub(super) mod transfer;
mod workdays;

use super::operation::Table;

/// Every operation, in the order of the reference.
pub(super) fn table() -> Table {
    let mut table = Table::default();
    let groups = [
        openapi::add,
        me::add,
        kinds::add,
        search::add,
        find::add,
        records::add,
        attachments::add,
        exports::add,
        imports::add,
        saved_searches::add,
        matching::add,
        talent::add,
        innovation::add,
        transfer::add,
        cooperation::add,
        project::add,
        ledger::add,
        bookings::add,
        members::add,
        accounts::add,
        tokens::add,
        journal::add,
        rules::add,
        workdays::add,
        places::add,
        sharing::add,
    ];
    for add in groups {
        add(&mut table);
    }
    table
}
