//! What can be done with records, one file a verb.

mod attach;
mod change;
mod compose;
mod create;
mod list;
mod manage;
mod publish;
mod show;
mod step;
mod within;
mod workflow;
mod write;

pub use attach::{Hanging, MOST_BYTES, attach, attachment, detach, digest_of, file_name};
pub use change::{change, would_change};
pub use compose::compose;
pub use create::{Beginning, create, would_create};
pub use list::{list, listing};
pub use manage::manage;
pub use show::{History, confidential, history, note_reading, show, versions};
pub use step::{step, would_step};
pub use within::Within;
pub use workflow::{begun, for_named, put_body, rewrite};
pub use write::{FoundBy, found_by, is_as_written, substance, texts, write};

use measure::Timestamp;

use super::place::Places;
use crate::people::Viewer;

/// Who does something, when, and on which chain.
#[derive(Clone)]
pub struct Occasion {
    /// Who.
    pub viewer: Viewer,
    /// When.
    pub now: Timestamp,
    /// The places of the chain.
    pub places: Places,
}
