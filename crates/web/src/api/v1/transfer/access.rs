//! What is confidential: the non-disclosure agreement, who asks to see it, and what is answered.

use base::record::SlipReason;
use base::record::kinds::AccessDecision;
use transfer::deal::{Asking, Nda, answer_access, ask_access, sign_nda};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Table};
use super::super::super::parameter::part;
use super::super::super::schema::whole;
use super::super::records::seen;
use super::super::said::{chosen, day, place, record, slip, text};
use super::acts;

pub(super) fn add(table: &mut Table) {
    table.add(of_nda(), nda);
    table.add(of_ask(), ask);
    table.add(of_answer(), answered);
}

fn of_nda() -> Documentation {
    acts("/deals/{id}/nda", "note_nda", "Note the non-disclosure agreement, or why none is needed")
        .takes_a("DealNda")
        .refuses(["reason-needed", "slips"])
}

fn of_ask() -> Documentation {
    acts("/deals/{id}/access", "ask_access", "Ask to see what is confidential")
        .note("For whoever acts for a party, and for the broker; who and why is said.")
        .takes_a("NewAccessRequest")
        .refuses(["slips"])
}

fn of_answer() -> Documentation {
    acts("/deals/{id}/access/{number}/answer", "answer_access", "Answer who asked for access")
        .note("For who leads a party that gives. What is granted opens the deal's achievements to the organisation that asked; ended, they are closed to it again.")
        .with([part("number", "Which request of the deal, from 1.", whole(1, 500))])
        .takes_a("AccessAnswer")
        .refuses(["not-allowed", "access-answered", "stage-wants", "control-holds"])
}

fn nda(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    call.dealing(move |shelf, _, occasion| {
        let nda = match day(&body, "signed") {
            Some(on) => Nda::Signed { on, until: day(&body, "until") },
            None if body["waiver"].is_string() => Nda::Waived { why: text(&body, "waiver") },
            None => return Err(slip("signed", SlipReason::Missing {}).into()),
        };
        let record = sign_nda(shelf, occasion, id, version, &nda)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn ask(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, &call.body);
    let (organisation, person) = (record(body, "organisation"), record(body, "person"));
    let asking = Asking { organisation, person, what: text(body, "what"), why: text(body, "why") };
    call.dealing(move |shelf, _, occasion| {
        let record = ask_access(shelf, occasion, id, version, &asking)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn answered(call: &Call) -> Result<Answer, Failure> {
    let (id, version, at) = (call.id()?, call.version, place(call)?);
    let decision: AccessDecision = chosen(&call.body, "decision")?;
    call.dealing(move |shelf, book, occasion| {
        let record = answer_access(shelf, book, occasion, id, version, (at, decision))?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}
