//! Why the ledger was not touched.

use crate::refusal::Refusal;
use crate::store::Fault;

/// Why nothing was posted or read.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The ledger said no.
    #[error("{0}")]
    Ledger(#[from] ledger::Refusal),
    /// An entry that is there is not what it was written to be.
    #[error("{0}")]
    Broken(#[from] ledger::Broken),
    /// The base said no, or the machine failed.
    #[error(transparent)]
    Base(#[from] crate::Trouble),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Base(refusal.into())
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Base(fault.into())
    }
}
