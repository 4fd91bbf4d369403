//! A deal moved from stage to stage, halted, taken up again, confirmed.

use base::record::kinds::DealStage;
use transfer::deal::{Halt, advance, confirm, halt};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Table};
use super::super::records::seen;
use super::super::said::{answers, chosen, text};
use super::acts;

const MOVES: &str = "For the broker and the parties of the deal. What is signed goes back when each of its sides has named the same stage; until then their wishes are noted on the deal, which stays where it is.";

pub(super) fn add(table: &mut Table) {
    table.add(of_stage(), stage);
    table.add(of_halt(), halted);
    table.add(of_confirm(), confirmed);
}

fn of_stage() -> Documentation {
    acts("/deals/{id}/stage", "move_deal", "Move a deal to a stage").note(MOVES).takes_a("DealMove").refuses([
        "deal-halted",
        "stage-wants",
        "sides-go-back",
        "not-an-amount",
        "sharing-too-large",
    ])
}

fn of_halt() -> Documentation {
    acts("/deals/{id}/halt", "halt_deal", "Let a deal wait, rest, go on, or be over")
        .takes_a("DealHalt")
        .refuses(["deal-halted", "reason-needed"])
}

fn of_confirm() -> Documentation {
    acts("/deals/{id}/confirm", "confirm_deal", "Say that a deal is still on, for another ninety days")
}

fn stage(call: &Call) -> Result<Answer, Failure> {
    let (id, version, to): (_, _, DealStage) = (call.id()?, call.version, chosen(&call.body, "stage")?);
    call.dealing(move |shelf, book, occasion| {
        let record = advance(shelf, book, occasion, id, version, to)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn halted(call: &Call) -> Result<Answer, Failure> {
    let (id, version, note) = (call.id()?, call.version, text(&call.body, "note"));
    let wanted = match call.body["halt"].as_str() {
        Some("wait") => Halt::Wait,
        Some("pause") => Halt::Pause,
        Some("resume") => Halt::Resume,
        Some("decline") => Halt::Decline { reasons: answers(&call.body, "reasons"), note },
        Some("terminate") => Halt::Terminate { note },
        _ => Halt::Complete,
    };
    call.dealing(move |shelf, _, occasion| {
        let record = halt(shelf, occasion, id, version, &wanted)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn confirmed(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    call.dealing(move |shelf, _, occasion| {
        let record = confirm(shelf, occasion, id, version)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}
