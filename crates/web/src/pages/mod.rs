//! The pages, one room each.

mod chain;
mod cooperation;
mod event;
pub(crate) mod exchange;
mod frame;
mod innovation;
mod ledger;
mod matching;
mod people;
mod platform;
mod programme;
mod project;
mod record;
pub(crate) mod search;
mod secondment;
pub(crate) mod sharing;
mod talent;
mod transfer;

pub use cooperation::plan_standing;
pub use innovation::words as call_words;
pub(crate) use people::told_notice;
use platform::reader as platform_reader;
pub use platform::words as booking_words;
pub(crate) use record::kind_label as record_kind_label;
pub(crate) use transfer::want_word;
pub use transfer::words as deal_words;
pub(crate) use transfer::words::floor as floor_word;
use transfer::{answer_of, percents};
pub(crate) use transfer::{refused_on_desk, said as transfer_said, transfer_trouble};

use crate::shell::Routes;

/// The routes of every room.
pub(crate) fn routes() -> Routes {
    chain::routes()
        .merge(people::routes())
        .merge(record::routes())
        .merge(exchange::routes())
        .merge(matching::routes())
        .merge(search::routes())
        .merge(ledger::routes())
        .merge(transfer::routes())
        .merge(innovation::routes())
        .merge(platform::routes())
        .merge(cooperation::routes())
        .merge(project::routes())
        .merge(sharing::routes())
        .merge(talent::routes())
        .merge(event::routes())
        .merge(programme::routes())
        .merge(secondment::routes())
}
