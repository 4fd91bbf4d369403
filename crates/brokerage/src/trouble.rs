//! Why nothing was matched.

use base::Refusal;
use base::store;

/// Why nothing was matched.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A rule of the base said no, or its store failed.
    #[error(transparent)]
    Base(#[from] base::Trouble),
    /// The index failed.
    #[error(transparent)]
    Index(#[from] retrieval::Fault),
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
