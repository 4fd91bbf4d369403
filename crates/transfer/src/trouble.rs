//! Why nothing was done.

use base::{Refusal, accounting, store};
use sharing::waterfall;

/// Why nothing was done in a deal.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A rule of the base said no, or its store failed.
    #[error(transparent)]
    Base(#[from] base::Trouble),
    /// The ledger said no.
    #[error(transparent)]
    Ledger(#[from] accounting::Trouble),
    /// The agreement's rule said no.
    #[error(transparent)]
    Sharing(#[from] waterfall::Refusal),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Base(refusal.into())
    }
}

impl From<store::Fault> for Trouble {
    fn from(fault: store::Fault) -> Self {
        Self::Base(fault.into())
    }
}

impl From<ledger::Refusal> for Trouble {
    fn from(refusal: ledger::Refusal) -> Self {
        Self::Ledger(refusal.into())
    }
}
