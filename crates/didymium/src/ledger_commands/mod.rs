//! `didymium ledger`: what the base's ledger says, whether it is what was posted, and posting to it.

mod arguments;
mod read;
mod write;

use base::accounting;
use web::language::Messages;

pub use arguments::{LedgerFormat, LedgerVerb};

use crate::arguments::Place;
use crate::configuration::Configuration;
use crate::stop::Stop;

/// Does what is asked of the ledger.
pub fn run(place: &Place, verb: &LedgerVerb, t: Messages) -> Result<(), Stop> {
    let database = Configuration::of(place)?.existing()?;
    match verb {
        LedgerVerb::Verify { json } => read::verify(&database, *json, t),
        LedgerVerb::Balance { json } => read::balance(&database, *json, t),
        LedgerVerb::Entries { account, link, most, json } => {
            read::entries(&database, (account.as_deref(), link.as_deref()), *most, *json, t)
        }
        LedgerVerb::Statement { account, from, to, json } => {
            read::statement(&database, account, (from.as_deref(), to.as_deref()), *json, t)
        }
        LedgerVerb::Export { format, out } => read::export(&database, *format, out),
        LedgerVerb::Open { account, title, currency, from } => {
            write::open(&database, (account, title), currency, from.as_deref(), t)
        }
        LedgerVerb::Close { account, from } => write::close(&database, account, from, t),
        LedgerVerb::Reopen { account } => write::reopen(&database, account, t),
        LedgerVerb::Post { file } => write::post(&database, file, t),
        LedgerVerb::Reverse { entry, key, memo, date } => {
            write::reverse(&database, *entry, (key, memo), date.as_deref(), t)
        }
        LedgerVerb::CloseBooks { until } => write::close_books(&database, until, t),
        LedgerVerb::ReopenBooks { from, reason } => write::reopen_books(&database, from, reason, t),
    }
}

impl From<accounting::Trouble> for Stop {
    fn from(trouble: accounting::Trouble) -> Self {
        match trouble {
            accounting::Trouble::Ledger(refusal) => Self::Ledger(refusal),
            accounting::Trouble::Broken(broken) => Self::UnsoundLedger(vec![broken.into()]),
            accounting::Trouble::Base(base::Trouble::Refused(refusal)) => refusal.into(),
            accounting::Trouble::Base(base::Trouble::Fault(fault)) => fault.into(),
        }
    }
}

impl From<ledger::Refusal> for Stop {
    fn from(refusal: ledger::Refusal) -> Self {
        Self::Ledger(refusal)
    }
}
