//! The ledger: what it says, what finance posts, and whether it is what was posted.

mod accounts;
mod books;
mod entries;
mod schemas;
mod told;

use super::super::operation::Table;

pub(in super::super) use schemas::components;

pub(super) fn add(table: &mut Table) {
    accounts::add(table);
    entries::add(table);
    books::add(table);
}

/// What keeps an entry from being posted, whoever wrote it.
pub(super) const POSTING: [&str; 13] = [
    "day-to-come",
    "ledger-bad-tag",
    "ledger-bad-memo",
    "ledger-date-out-of-range",
    "ledger-amount-too-large",
    "ledger-balance-too-large",
    "ledger-key-reused",
    "ledger-closed-period",
    "ledger-not-yet-open",
    "ledger-account-closed",
    "ledger-account-currency",
    "ledger-assertion-not-last",
    "ledger-before-assertion",
];
