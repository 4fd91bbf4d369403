//! What commands that read the base share: who asks, and what records are called.

use base::people::Viewer;
use base::record::verb::Occasion;
use base::record::{Places, Record};
use measure::{Clock, SystemClock};
use web::language::Messages;

/// The operator, who sees everything, now.
pub fn occasion() -> Occasion {
    Occasion { viewer: Viewer::Operator, now: SystemClock.now(), places: Places::default() }
}

/// What a record is called, in the language of the answers where it has both.
pub fn title(record: &Record, t: Messages) -> String {
    record.content.title(t.pick(true, false)).to_owned()
}
