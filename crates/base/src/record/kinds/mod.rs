//! What each kind carries beyond the common fields, one file a kind.
//!
//! Links lead from what came later to what came before. `cause` keeps the step of the loop that a record arose from.
//! Text about natural persons is `personal`; a link to a person's record is not, for that record is emptied itself.

mod achievement;
mod agreement;
mod bid;
mod call;
mod cooperation;
mod deal;
mod enrolment;
mod event;
mod fund;
mod r#match;
mod need;
mod organisation;
mod payout;
mod person;
mod platform;
mod problem;
mod programme;
mod project;
mod publicity;
mod receipt;
mod registration;
mod review;
mod secondment;
mod team;
#[cfg(test)]
mod tests;

pub use achievement::*;
pub use agreement::*;
pub use bid::*;
pub use call::*;
pub use cooperation::*;
pub use deal::*;
pub use enrolment::*;
pub use event::*;
pub use fund::*;
pub use r#match::*;
pub use need::*;
pub use organisation::*;
pub use payout::*;
pub use person::*;
pub use platform::*;
pub use problem::*;
pub use programme::*;
pub use project::*;
pub use publicity::*;
pub use receipt::*;
pub use registration::*;
pub use review::*;
pub use secondment::*;
pub use team::*;

use super::field::{Field, field};
use super::kind::Kind;

/// Headers of spreadsheets that mean a common field in lists of this kind, as `(header, field)`. They go before the
/// words of the common fields themselves: 单位名称 is the owner of most things, but the name of an organisation.
pub const fn headers(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Need => Need::HEADERS,
        Kind::Achievement => Achievement::HEADERS,
        Kind::Organisation => Organisation::HEADERS,
        Kind::Person => Person::HEADERS,
        Kind::Team => Team::HEADERS,
        Kind::Platform => Platform::HEADERS,
        Kind::Fund => Fund::HEADERS,
        Kind::Problem => Problem::HEADERS,
        Kind::Call => Call::HEADERS,
        Kind::Bid => Bid::HEADERS,
        Kind::Review => Review::HEADERS,
        Kind::Project => Project::HEADERS,
        Kind::Programme => Programme::HEADERS,
        Kind::Enrolment => Enrolment::HEADERS,
        Kind::Secondment => Secondment::HEADERS,
        Kind::Cooperation => Cooperation::HEADERS,
        Kind::Event => Event::HEADERS,
        Kind::Registration => Registration::HEADERS,
        Kind::Match => Match::HEADERS,
        Kind::Deal => Deal::HEADERS,
        Kind::Publicity => Publicity::HEADERS,
        Kind::Receipt => Receipt::HEADERS,
        Kind::Payout => Payout::HEADERS,
        Kind::Agreement => Agreement::HEADERS,
    }
}

/// The step of the loop that a record arose from.
const fn arose_from(kinds: &'static [Kind]) -> Field {
    field("缘起", "Arose from")
        .to(kinds)
        .also(&["缘起记录"])
        .hint("由哪条记录而来", "The record that brought this one about")
}

/// The item of the annual plan that a record serves.
const fn plan_item() -> Field {
    field("年度计划事项", "Annual plan item")
        .also(&["计划事项编号"])
        .hint("合作协议年度计划中的事项编号", "The item's code in the agreement's annual plan")
}
