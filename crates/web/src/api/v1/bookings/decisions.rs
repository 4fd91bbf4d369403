//! What is done with a booking: decided with a note, and used.

use axum::http::StatusCode;
use base::store::Used;
use platform::{Decision, decide, note_use};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::super::said::text;
use super::{all, moment, told};
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_decide(), decided);
    table.add(of_use(), used);
}

fn act(path: &str, id: &str, summary: &str) -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The booking as it stands.", reference("Booking"));
    document(Method::Post, format!("{}/{{booking}}/{path}", all()), id, summary, gives)
        .under("bookings")
        .who(Who::Signed)
        .refuses(["not-allowed", "auditors-read", "booking-at", "no-such-zone"])
}

fn of_decide() -> Documentation {
    act("decision", "decide_booking", "Agree to a booking, or decline it with a note")
        .note("For who looks after the platform; where both have to agree, for the manager of the user's organisation too.")
        .takes_a("BookingDecision")
        .refuses(["reason-needed"])
}

fn of_use() -> Documentation {
    act("use", "note_use", "Note how a booking was used")
        .note("For who looks after the platform, after its hours.")
        .takes_a("BookingUse")
        .refuses(["empty-period", "use-to-come"])
}

fn decided(call: &Call) -> Result<Answer, Failure> {
    let (id, booking) = (call.id()?, call.part("booking")?);
    let decision = if call.body["decision"] == "accept" { Decision::Accept } else { Decision::Decline };
    let note = text(&call.body, "note");
    call.writing(move |shelf, occasion| {
        Ok(Answer::ok(told::booking(&decide(shelf, occasion, id, booking, decision, &note)?)))
    })
}

fn used(call: &Call) -> Result<Answer, Failure> {
    let (id, booking) = (call.id()?, call.part("booking")?);
    let count = |name: &str| call.body[name].as_u64().and_then(|count| u32::try_from(count).ok()).unwrap_or(0);
    let used = Used {
        from: moment(call.body["from"].as_str()),
        until: moment(call.body["until"].as_str()),
        units: count("units"),
        samples: count("samples"),
        note: text(&call.body, "note"),
    };
    call.writing(move |shelf, occasion| Ok(Answer::ok(told::booking(&note_use(shelf, occasion, id, booking, &used)?))))
}
