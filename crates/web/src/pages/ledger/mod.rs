//! The ledger: balances, entries, statements, posting; and whether all of it is what was posted.

mod account;
mod desk;
mod draft;
mod entry;
mod file;
mod frame;

use crate::shell::{Routes, Who};

/// The routes of the room. Who may read and who may post is asked where it is read and posted.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/ledger", Who::Signed, desk::show)
        .get("/ledger/hledger.journal", Who::Signed, file::hledger)
        .get("/ledger/beancount.beancount", Who::Signed, file::beancount)
        .get("/ledger/accounts/{id}", Who::Signed, account::show)
        .post("/ledger/accounts", Who::Signed, account::open)
        .get("/ledger/entries/new", Who::Signed, draft::show)
        .post("/ledger/entries/new", Who::Signed, draft::post)
        .get("/ledger/entries/{id}", Who::Signed, entry::show)
        .post("/ledger/entries/{id}", Who::Signed, entry::reverse)
        .post("/ledger/closed", Who::Signed, desk::close)
        .post("/ledger/reopened", Who::Signed, desk::reopen)
}
