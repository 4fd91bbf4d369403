//! The pages, one room each.

mod chain;
mod record;

use crate::shell::Routes;

/// The routes of every room.
pub(crate) fn routes() -> Routes {
    chain::routes().merge(record::routes())
}
