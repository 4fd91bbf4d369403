//! What is done on a call's desk, by the form that was sent; a refusal comes back above the desk with what was typed.

use axum::response::Response;
use base::record::kinds::DayCount;
use base::record::verb::Occasion;
use base::record::{Given, Moment, RecordId, SlipReason};
use base::store::Shelf;
use innovation::call::{self, Amending, Ending, Proposing};
use innovation::review::{self, Inviting, Minutes};
use jiff::civil::Date;
use transfer::{Rulebook, Trouble as TransferTrouble};

use super::super::frame::{Frame, Typed, refused};
use super::super::transfer::{answer_of, day, rulebook, transfer_trouble};
use super::call::render;
use super::labels::LABELS;
use crate::shell::{Done, Form, Section, Trouble, Visit, see_other_done};
use crate::state::State;

pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Calls);
    let (id, given, occasion, book) = (frame.id()?, form.clone(), frame.occasion.clone(), rulebook()?);
    let done = state.store().writing(move |shelf| done(shelf, book, &occasion, id, &given));
    match done {
        Ok(()) => see_other_done(&format!("/calls/{id}/desk"), said(form.text("act"))),
        Err(TransferTrouble::Base(trouble)) => {
            render(&frame, Some(refused(frame.t, LABELS, trouble)?), Typed::of(form))
        }
        Err(other @ (TransferTrouble::Ledger(_) | TransferTrouble::Sharing(_))) => Err(transfer_trouble(other)),
    }
}

/// What the next page says.
fn said(act: &str) -> Done {
    match act {
        "amend" => Done::CallAmended,
        "ask" => Done::CallAsked,
        "open" => Done::BidsOpened,
        "invite" => Done::ReviewerAsked,
        "propose" => Done::PublicityStarted,
        "award" => Done::CallAwarded,
        _ => Done::Saved,
    }
}

fn done(
    shelf: &mut dyn Shelf,
    book: Rulebook,
    occasion: &Occasion,
    id: RecordId,
    form: &Form,
) -> Result<(), TransferTrouble> {
    let version: Option<u32> = form.text("version").parse().ok();
    match form.text("act") {
        "ask" => call::ask(shelf, occasion, id, form.text("question")).map(drop)?,
        "answer" => {
            let place = form.text("at").parse().unwrap_or(usize::MAX);
            call::answer(shelf, occasion, id, version, (place, form.text("answer"))).map(drop)?;
        }
        "amend" => {
            let (clause, reason) = (form.text("clause").to_owned(), form.text("reason").to_owned());
            let amending = Amending { clause, after: Given::Text(form.text("after").to_owned()), reason };
            call::amend(shelf, occasion, id, version, &amending).map(drop)?;
        }
        "open" => call::open_bids(shelf, occasion, id, version).map(drop)?,
        "rule-out" => {
            let bid = form.text("bid").parse().map_err(|_| base::Refusal::NotFound {})?;
            innovation::bid::rule_out(shelf, occasion, bid, None, form.text("reason")).map(drop)?;
        }
        "invite" => invite(shelf, occasion, form)?,
        "minutes" => {
            let minutes = Minutes {
                chair: form.text("chair").parse().ok(),
                conclusion: form.text("conclusion").to_owned(),
                proceedings: form.text("proceedings").to_owned(),
            };
            review::minutes(shelf, occasion, id, &minutes).map(drop)?;
        }
        "propose" => {
            call::propose(shelf, book, occasion, id, version, &proposing(form, occasion.now.date())?).map(drop)?;
        }
        "award" => call::award(shelf, occasion, id, version).map(drop)?,
        "reconsider" => call::reconsider(shelf, occasion, id, version).map(drop)?,
        "contract" => {
            let signed = day(form, "signed")?.unwrap_or_else(|| occasion.now.date());
            call::contract(shelf, occasion, id, version, signed).map(drop)?;
        }
        "accept" => call::accept(shelf, occasion, id, version).map(drop)?,
        "end" => {
            let ending = if form.text("ending") == "cancelled" { Ending::Cancelled } else { Ending::NoAward };
            call::end(shelf, occasion, id, version, (ending, form.text("reason"))).map(drop)?;
        }
        _ => return Err(base::Refusal::NotFound {}.into()),
    }
    Ok(())
}

/// Asks one person for the bids that are ticked.
fn invite(shelf: &mut dyn Shelf, occasion: &Occasion, form: &Form) -> Result<(), TransferTrouble> {
    let missing = |field: &str| base::Refusal::Slips(vec![SlipReason::Missing {}.at(field)]);
    let person: RecordId = form.text("person").parse().map_err(|_| missing("reviewer"))?;
    let bids: Vec<RecordId> = form.fields("bid").filter_map(|bid| bid.parse().ok()).collect();
    if bids.is_empty() {
        return Err(missing("subject").into());
    }
    let due = form.text("due").trim().replacen('T', " ", 1);
    let due = if due.is_empty() { None } else { Some(Moment(due)) };
    if let Some(due) = due.as_ref().filter(|due| due.instant().is_none()) {
        let slip = SlipReason::NotMoment { given: due.0.clone() };
        return Err(base::Refusal::Slips(vec![slip.at("due")]).into());
    }
    for bid in bids {
        review::invite(shelf, occasion, &Inviting { bid, person, due: due.clone() })?;
    }
    Ok(())
}

fn proposing(form: &Form, today: Date) -> Result<Proposing, TransferTrouble> {
    let days = form.text("days").trim();
    let slip = |name: &str, reason: SlipReason| base::Refusal::Slips(vec![reason.at(name)]);
    let days = match days {
        "" => None,
        _ => Some(days.parse().map_err(|_| slip("days", SlipReason::NotWhole { given: days.to_owned() }))?),
    };
    Ok(Proposing {
        winners: form.fields("winner").filter_map(|winner| winner.parse().ok()).collect(),
        content: form.text("content").to_owned(),
        begins: day(form, "begins")?.unwrap_or(today),
        days,
        day_count: answer_of::<DayCount>(form.text("day_count")),
        how_to_object: form.text("how").to_owned(),
    })
}
