//! What who leads an event does about it: its terms, its time and place, its agenda, and what is contributed.

use base::record::kinds::{AgendaPoint, Event};
use base::record::{Kind, SlipReason};
use talent::event::{
    Halting, Moving, Pointing, Terms, add_point, decide_contribution, halt, led, remove_point, review_contribution,
    set_terms, shift,
};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Method, Table};
use super::super::records::seen;
use super::super::said::{fields, place, record, slip, text};
use super::writes;

pub(super) fn add(table: &mut Table) {
    table.add(of_terms(), termed);
    table.add(of_move(), moved);
    table.add(of_halt(), halted);
    table.add(of_point(), pointed);
    table.add(of_unpoint(), unpointed);
    table.add(of_review(), reviewed);
    table.add(of_decision(), decided);
}

fn of_terms() -> Documentation {
    writes(Kind::Event, "/events/{id}/terms", "set_event_terms", "Set places and deadlines")
        .note("What is left out is not limited. Whoever fits into new places moves up.")
        .takes_a("EventTerms")
        .refuses(["event-at", "places-below", "not-allowed"])
}

fn of_move() -> Documentation {
    writes(Kind::Event, "/events/{id}/move", "move_event", "Move an event to another time or place")
        .note("Agenda and meetings move with it; who registered is told. One that was put off stands again.")
        .takes_a("EventMoving")
        .refuses(["event-at", "nothing-moved", "reason-needed", "not-allowed"])
}

fn of_halt() -> Documentation {
    writes(Kind::Event, "/events/{id}/halt", "halt_event", "Put an event off, or call it off")
        .takes_a("EventHalting")
        .refuses(["event-at", "reason-needed", "not-allowed"])
}

fn of_point() -> Documentation {
    writes(Kind::Event, "/events/{id}/agenda", "add_agenda_point", "Put a point on the agenda")
        .takes_a("AgendaPointing")
        .refuses(["event-at", "room-taken", "speaker-busy", "nothing-contributed", "outside-event", "not-allowed"])
}

fn of_unpoint() -> Documentation {
    let said =
        writes(Kind::Event, "/events/{id}/agenda/{number}", "remove_agenda_point", "Take a point off the agenda")
            .note("By its number in the record's agenda, from 1.")
            .refuses(["event-at", "not-allowed"]);
    Documentation { method: Method::Delete, keyed: false, ..said }
}

fn of_review() -> Documentation {
    writes(Kind::Registration, "/registrations/{id}/reviews", "review_contribution", "Review a contribution")
        .takes_a("ContributionReview")
        .refuses(["nothing-contributed", "not-allowed"])
}

fn of_decision() -> Documentation {
    let path = "/registrations/{id}/contribution-decisions";
    writes(Kind::Registration, path, "decide_contribution", "Accept or decline a contribution")
        .note("A reason is needed to decline.")
        .takes_a("ContributionDecision")
        .refuses(["nothing-contributed", "reason-needed", "not-allowed"])
}

fn termed(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    call.writing(move |shelf, occasion| {
        led(shelf, &occasion.viewer, id)?;
        let said: Event = fields(shelf, occasion, &body)?;
        let terms = Terms {
            places: said.places.and_then(|places| u32::try_from(places.0).ok()),
            places_each: said.places_each.and_then(|places| u32::try_from(places.0).ok()),
            contributions_until: said.contributions_until,
            registration_until: said.registration_until,
        };
        let record = set_terms(shelf, occasion, id, version, &terms)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn moved(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    call.writing(move |shelf, occasion| {
        led(shelf, &occasion.viewer, id)?;
        let said: Event = fields(shelf, occasion, &body)?;
        let begins = said.begins.ok_or_else(|| slip("begins", SlipReason::Missing {}))?;
        let moving = Moving { begins, ends: said.ends, venue: text(&body, "venue"), reason: text(&body, "reason") };
        let record = shift(shelf, occasion, id, version, &moving)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn halted(call: &Call) -> Result<Answer, Failure> {
    let (id, version, reason) = (call.id()?, call.version, text(&call.body, "reason"));
    let halting = if text(&call.body, "halting") == "cancelled" { Halting::Cancelled } else { Halting::Postponed };
    call.writing(move |shelf, occasion| {
        let record = halt(shelf, occasion, id, version, (halting, &reason))?;
        seen::answer(&record, occasion, shelf)
    })
}

fn pointed(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    call.writing(move |shelf, occasion| {
        led(shelf, &occasion.viewer, id)?;
        let said: AgendaPoint = fields(shelf, occasion, &body)?;
        let pointing = Pointing {
            from: record(&body, "from"),
            topic: text(&body, "topic"),
            begins: said.begins,
            ends: said.ends,
            speaker: said.speaker,
            speaker_name: text(&body, "speaker_name"),
            track: text(&body, "track"),
            room: text(&body, "room"),
        };
        let record = add_point(shelf, occasion, id, version, &pointing)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn unpointed(call: &Call) -> Result<Answer, Failure> {
    let (id, version, place) = (call.id()?, call.version, place(call)?);
    call.writing(move |shelf, occasion| {
        let record = remove_point(shelf, occasion, id, version, place)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn reviewed(call: &Call) -> Result<Answer, Failure> {
    let (id, version, note) = (call.id()?, call.version, text(&call.body, "note"));
    let points = call.body["points"].as_i64().unwrap_or_default();
    call.writing(move |shelf, occasion| {
        let record = review_contribution(shelf, occasion, id, version, (points, &note))?;
        seen::answer(&record, occasion, shelf)
    })
}

fn decided(call: &Call) -> Result<Answer, Failure> {
    let (id, version, note) = (call.id()?, call.version, text(&call.body, "note"));
    let accepts = call.body["accepted"].as_bool().unwrap_or_default();
    call.writing(move |shelf, occasion| {
        let record = decide_contribution(shelf, occasion, id, version, (accepts, &note))?;
        seen::answer(&record, occasion, shelf)
    })
}
