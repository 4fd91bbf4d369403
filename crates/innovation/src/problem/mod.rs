//! 共性问题: what several firms need, gathered, endorsed, and given a worth by the chain.

mod endorse;
mod gather;
mod merge;
mod priority;
mod similar;
mod value;

pub use endorse::{Endorsing, endorse, take_back};
pub use gather::{Gathering, gather};
pub use priority::{Ranked, priority};
pub use similar::{Group, groups};
pub use value::{Sizing, Worth, value, worth};

use base::people::Viewer;
use base::record::kinds::Problem;
use base::record::verb::show;
use base::record::{Kind, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

/// A common problem as it stands.
#[derive(Clone, Debug)]
pub struct Posed {
    /// Its record.
    pub record: Record,
    /// What the record says of it.
    pub problem: Problem,
}

/// A problem that the viewer may see.
///
/// # Errors
/// There is none, or it is not for them.
pub fn posed(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Posed, Trouble> {
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Problem {
        return Err(Refusal::NotFound {}.into());
    }
    Ok(Posed { problem: record.content.body(), record })
}
