//! What is done on a deal's desk, one form a verb; a refusal comes back above the desk with what was typed.

use axum::response::Response;
use base::record::kinds::{AccessDecision, DealStage, DeclineReason};
use base::record::{Given, RecordId};
use jiff::civil::Date;
use measure::{Budget, Money};
use serde::de::DeserializeOwned;
use transfer::deal::{self, Asking, Halt, Nda, Opening};
use transfer::money::{self, Report};
use transfer::{Trouble as TransferTrouble, terms};

use super::super::frame::{Frame, Typed};
use super::desk;
use super::frame::Dealing;
use crate::shell::{Done, Form, Section, Trouble, Visit, see_other_done};
use crate::state::State;

/// Opens the deal of a match.
pub(super) fn open(state: &State, visit: &Visit, _: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let id = frame.id()?;
    let opened =
        frame.writing(move |shelf, book, occasion| deal::open(shelf, book, occasion, id, &Opening::default()))?;
    match opened {
        Ok(record) => see_other_done(&format!("/deals/{}/desk", record.id), Done::DealOpened),
        Err((status, sentence)) => desk::refused(&frame, status, &sentence, &format!("/matching/{id}")),
    }
}

/// An answer of a list by its code.
pub(in crate::pages) fn answer_of<T: DeserializeOwned>(code: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(code.to_owned())).ok()
}

/// Does something with a deal, and shows its desk again.
fn on_desk(
    state: &State,
    visit: &Visit,
    form: &Form,
    done: Done,
    work: impl FnOnce(
        &mut dyn base::store::Shelf,
        transfer::Rulebook,
        &base::record::verb::Occasion,
        RecordId,
        Option<u32>,
    ) -> Result<(), TransferTrouble>
    + Send
    + 'static,
) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let (id, version) = (frame.id()?, form.text("version").parse().ok());
    match frame.writing(move |shelf, book, occasion| work(shelf, book, occasion, id, version))? {
        Ok(()) => see_other_done(&format!("/deals/{id}/desk"), done),
        Err(refused) => desk::render(&frame, Some(refused), Typed::of(form)),
    }
}

/// A day of a form; none where it is empty or no day.
pub(in crate::pages) fn day(form: &Form, name: &str) -> Result<Option<Date>, TransferTrouble> {
    let text = form.text(name).trim();
    if text.is_empty() {
        return Ok(None);
    }
    let read = measure::parse_date(text);
    let slip = || base::record::SlipReason::NotDate { given: text.to_owned() }.at(name);
    Ok(Some(read.map_err(|_| base::Refusal::Slips(vec![slip()]))?))
}

fn needed(form: &Form, name: &str) -> Result<Date, TransferTrouble> {
    let slip = || base::Refusal::Slips(vec![base::record::SlipReason::Missing {}.at(name)]);
    Ok(day(form, name)?.ok_or_else(slip)?)
}

/// An amount of a form.
pub(super) fn amount(form: &Form, name: &str) -> Result<Money, TransferTrouble> {
    let text = form.text(name).trim();
    // A bare number is yuan.
    let read = Budget::parse(text, Some(measure::MoneyUnit::One));
    let budget = read.map_err(|_| base::Refusal::NotAnAmount { given: text.to_owned() })?;
    Ok(money::exact(&budget)?)
}

pub(super) fn stage(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let to: DealStage = answer_of(form.text("to")).ok_or(Trouble::NotFound)?;
    on_desk(state, visit, form, Done::DealMoved, move |shelf, book, occasion, id, version| {
        deal::advance(shelf, book, occasion, id, version, to).map(drop)
    })
}

pub(super) fn halted(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let note = form.text("note").to_owned();
    let reasons: Vec<DeclineReason> = form.fields("reason").filter_map(answer_of).collect();
    let halt = match form.text("halt") {
        "wait" => Halt::Wait,
        "pause" => Halt::Pause,
        "resume" => Halt::Resume,
        "decline" => Halt::Decline { reasons, note },
        "terminate" => Halt::Terminate { note },
        "complete" => Halt::Complete,
        _ => return Err(Trouble::NotFound),
    };
    on_desk(state, visit, form, Done::DealMoved, move |shelf, _, occasion, id, version| {
        deal::halt(shelf, occasion, id, version, &halt).map(drop)
    })
}

pub(super) fn confirmed(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    on_desk(state, visit, form, Done::DealConfirmed, |shelf, _, occasion, id, version| {
        deal::confirm(shelf, occasion, id, version).map(drop)
    })
}

pub(super) fn nda(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let given = form.clone();
    on_desk(state, visit, form, Done::Saved, move |shelf, _, occasion, id, version| {
        let nda = if given.text("why").trim().is_empty() {
            Nda::Signed { on: needed(&given, "on")?, until: day(&given, "until")? }
        } else {
            Nda::Waived { why: given.text("why").to_owned() }
        };
        deal::sign_nda(shelf, occasion, id, version, &nda).map(drop)
    })
}

pub(super) fn ask(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let asking = Asking {
        organisation: form.text("organisation").parse().ok(),
        person: None,
        what: form.text("what").to_owned(),
        why: form.text("why").to_owned(),
    };
    on_desk(state, visit, form, Done::Saved, move |shelf, _, occasion, id, version| {
        deal::ask_access(shelf, occasion, id, version, &asking).map(drop)
    })
}

pub(super) fn answer(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let decision: AccessDecision = answer_of(form.text("decision")).ok_or(Trouble::NotFound)?;
    let at: usize = form.text("at").parse().map_err(|_| Trouble::NotFound)?;
    on_desk(state, visit, form, Done::Saved, move |shelf, book, occasion, id, version| {
        deal::answer_access(shelf, book, occasion, id, version, (at, decision)).map(drop)
    })
}

pub(super) fn accepted(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let terms_version: i64 = form.text("terms").parse().map_err(|_| Trouble::NotFound)?;
    on_desk(state, visit, form, Done::TermsAccepted, move |shelf, _, occasion, id, version| {
        terms::accept(shelf, occasion, id, version, terms_version).map(drop)
    })
}

pub(super) fn contract(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let fields = deal::CONTRACT_FIELDS.iter().filter(|name| form.pairs().any(|(given, _)| given == **name));
    let given: Vec<(String, Given)> =
        fields.map(|name| ((*name).to_owned(), Given::Text(form.text(name).to_owned()))).collect();
    on_desk(state, visit, form, Done::Saved, move |shelf, _, occasion, id, version| {
        deal::note_contract(shelf, occasion, id, version, &given).map(drop)
    })
}

pub(super) fn royalty(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let given = form.clone();
    on_desk(state, visit, form, Done::RoyaltyReported, move |shelf, _, occasion, id, _| {
        let report = Report {
            term: given.text("term").to_owned(),
            period_ends: needed(&given, "period_ends")?,
            base: amount(&given, "base")?,
        };
        money::report(shelf, occasion, id, &report).map(drop)
    })
}

pub(super) fn calculated(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let id = frame.id()?;
    match frame.writing(move |shelf, book, occasion| money::calculate(shelf, book, occasion, id))? {
        Ok(record) => see_other_done(&format!("/payouts/{}/desk", record.id), Done::Calculated),
        Err(refused) => desk::render(&frame, Some(refused), Typed::of(form)),
    }
}

/// Takes a receipt back, and shows the desk of its deal again.
pub(super) fn receipt_taken_back(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let (id, reason) = (frame.id()?, form.text("reason").to_owned());
    let taken =
        frame.writing(move |shelf, _, occasion| money::take_receipt_back(shelf, occasion, id, None, &reason))?;
    match taken {
        Ok(record) => {
            let deal = record.content.links("deal").first().map_or_else(String::new, ToString::to_string);
            see_other_done(&format!("/deals/{deal}/desk#receivables"), Done::ReceiptTakenBack)
        }
        Err((status, sentence)) => desk::refused(&frame, status, &sentence, &format!("/receipts/{id}")),
    }
}
