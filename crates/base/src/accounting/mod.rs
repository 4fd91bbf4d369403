//! The base's ledger: what finance posts, what an auditor reads, and the chain that shows whether it stayed so.
//!
//! The rules of double entry are those of the crate [`ledger`]; here they meet the store, the people who may, and the
//! journal, in which every posting is noted with its number and hash.

mod accounts;
mod export;
mod period;
mod post;
mod reports;
mod trouble;
mod verify;

use crate::people::{Role, Viewer};
use crate::refusal::Refusal;

pub use accounts::{account_for, close_account, open_account, reopen_account};
pub use export::{Format, export};
pub use period::{close_books, reopen_books};
pub use post::{correct, post, post_decided, reverse, reverse_decided};
pub use reports::{Balance, balances, entries_of, entry, statement_of};
pub use trouble::Trouble;
pub use verify::{Checked, Flaw, verify};

/// Passes where somebody may post: finance and administrators.
///
/// # Errors
/// Somebody else.
pub fn may_post(viewer: &Viewer) -> Result<(), Refusal> {
    viewer.writes()?;
    if viewer.has(Role::Finance) || viewer.has(Role::Administrator) {
        return Ok(());
    }
    Err(viewer.not_allowed(Role::Finance.code()))
}

/// Passes where somebody may read the ledger: finance, administrators, auditors.
///
/// # Errors
/// Somebody else.
pub fn may_read(viewer: &Viewer) -> Result<(), Refusal> {
    if viewer.has(Role::Finance) || viewer.sees_everything() {
        return Ok(());
    }
    Err(viewer.not_allowed(Role::Finance.code()))
}
