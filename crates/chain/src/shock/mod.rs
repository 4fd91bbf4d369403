//! Shocks by the thousand: drawn from stated distributions, solved from the shared base.

mod ensemble;
mod tail;

pub use ensemble::{Ensemble, Options, Run};
pub use tail::{Estimate, Tail, mean};
