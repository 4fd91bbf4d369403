//! What the pool says of somebody: that it is still so, and what may be done with it.
//!
//! It is theirs: the person themself says so, else who leads their unit. Once a year it is asked [whether it is still
//! so](confirm). What they allow is a row for each purpose, with its day; what they take back takes effect at once.

mod confirm;
mod consent;
mod remind;

pub use confirm::{confirm, due, is_due, to_confirm};
pub use consent::{allow, withdraw};
pub use remind::{Ask, ask, owed};

use base::people::{Viewer, may_change};
use base::record::kinds::Person;
use base::record::verb::show;
use base::record::{Kind, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

/// What the pool says of somebody.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The record.
    pub record: Record,
    /// What it says.
    pub person: Person,
}

/// Somebody's record, for who may speak for them: may change it.
///
/// # Errors
/// There is none, or it is not for them.
pub fn profile(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Profile, Trouble> {
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Person {
        return Err(Refusal::NotFound {}.into());
    }
    may_change(viewer, &record)?;
    Ok(Profile { person: record.content.body(), record })
}
