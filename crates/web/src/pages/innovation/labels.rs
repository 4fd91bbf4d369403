//! What the forms of this room call their fields.

use base::record::Kind;

use super::super::frame::Labels;
use crate::language::Key;

/// The labels of this room.
pub(super) const LABELS: Labels =
    Labels { own, kinds: &[Kind::Call, Kind::Bid, Kind::Review, Kind::Problem, Kind::Need] };

fn own(name: &str) -> Option<Key> {
    Some(match name {
        "question" => Key("call-question"),
        "answer" => Key("call-answer"),
        "clause" => Key("call-clause"),
        "reason" => Key("call-reason"),
        "awarded" => Key("call-winners"),
        "reviewer" => Key("call-chair"),
        "due" => Key("call-review-due"),
        "signed" => Key("call-signed"),
        "content" => Key("publicity-content"),
        "begins" => Key("publicity-begins"),
        "days" => Key("publicity-days"),
        "commitment" => Key("problem-commitment"),
        "benefit" => Key("problem-benefit"),
        "title_zh" => Key("problem-title"),
        "owner" => Key("problem-owner"),
        _ => return None,
    })
}
