//! The pages, one room each.

mod chain;

use crate::shell::Routes;

/// The routes of every room.
pub(crate) fn routes() -> Routes {
    chain::routes()
}
