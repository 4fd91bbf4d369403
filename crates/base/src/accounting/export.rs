//! The ledger as plain-text accounting.

use std::fmt;

use ledger::export::{beancount, hledger};

use super::{Trouble, may_read, reports::all};
use crate::people::Viewer;
use crate::store::{LedgerFilter, Shelf};

/// A format of plain-text accounting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A journal of hledger.
    Hledger,
    /// A file of beancount.
    Beancount,
}

impl Format {
    /// How its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Hledger => "journal",
            Self::Beancount => "beancount",
        }
    }
}

/// The whole ledger in a format.
///
/// # Errors
/// Whoever asks may not read the ledger; an entry that is not what it was written to be; the store's faults.
pub fn export(shelf: &mut dyn Shelf, viewer: &Viewer, format: Format) -> Result<String, Trouble> {
    may_read(viewer)?;
    let accounts: Vec<_> = shelf.standings(None)?.into_iter().map(|standing| standing.account).collect();
    let entries = all(shelf, &LedgerFilter::default())?;
    let mut text = String::new();
    let written: fmt::Result = match format {
        Format::Hledger => hledger(&accounts, &entries, &mut text),
        Format::Beancount => beancount(&accounts, &entries, &mut text),
    };
    // A text takes whatever is written to it.
    debug_assert!(written.is_ok());
    Ok(text)
}
