//! The room of programmes: applying, the class, the certificate and the page that checks it.

mod act;
mod certificate;
mod desk;
mod hand;

use base::record::Kind;

use super::frame::Labels;
use crate::language::Key;
use crate::shell::{Routes, Who};

/// The routes of the room. Who may do what is asked where it is done.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/programmes/{id}/desk", Who::Everyone, desk::show)
        .post("/programmes/{id}/desk", Who::Signed, act::lead)
        .get("/enrolments/mine", Who::Signed, hand::mine)
        .get("/enrolments/{id}/desk", Who::Signed, hand::show)
        .post("/enrolments/{id}/desk", Who::Signed, act::own)
        .get("/certificates", Who::Everyone, certificate::ask)
        .get("/certificates/{id}", Who::Everyone, certificate::show)
}

/// What the forms of this room call their fields.
const LABELS: Labels = Labels { own: own_label, kinds: &[Kind::Programme, Kind::Enrolment] };

fn own_label(name: &str) -> Option<Key> {
    Some(match name {
        "hours" => Key("programme-hours"),
        "day" => Key("programme-day"),
        "credits" => Key("programme-credits"),
        "outcome" => Key("programme-outcome"),
        "note" => Key("programme-guidance-note"),
        _ => return None,
    })
}
