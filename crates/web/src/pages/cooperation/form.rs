//! What the forms of the room call their fields.

use base::record::Kind;

use super::super::frame::Labels;
use crate::language::Key;

/// What the forms of this room call their fields.
pub(super) const LABELS: Labels = Labels { own, kinds: &[Kind::Agreement, Kind::Cooperation] };

/// The label of a field that only the forms of this room have.
fn own(name: &str) -> Option<Key> {
    Some(match name {
        "subject" => Key("committee-subject"),
        "until" => Key("committee-until"),
        "about" => Key("committee-about"),
        "plan_year" => Key("committee-plan-year"),
        "day" => Key("committee-met"),
        "minutes" => Key("committee-minutes"),
        "code" => Key("plan-code"),
        "item" => Key("plan-item"),
        "year" => Key("plan-year"),
        "target" => Key("plan-target"),
        "unit" => Key("plan-unit"),
        "due" => Key("plan-due"),
        "responsible" => Key("plan-responsible"),
        "base" => Key("plan-base"),
        "result" => Key("plan-result"),
        "evidence" => Key("plan-evidence"),
        _ => return None,
    })
}
