//! The room of transfer: deals on their way, terms, publicity, money in and money out.

mod act;
mod batch;
mod board;
mod desk;
mod frame;
mod mine;
mod notice;
mod papers;
mod propose;
mod receivables;
mod receive;
mod report;
mod statement;
mod terms;
pub mod words;

use axum::http::StatusCode;
use axum::response::Response;

use super::frame::{Frame, Typed};
use crate::shell::{Routes, Section, Trouble, Visit, Who};
use crate::state::State;

pub(in crate::pages) use act::{answer_of, day};
pub(in crate::pages) use frame::rulebook;
pub(crate) use frame::{said, transfer_trouble};
pub(in crate::pages) use propose::{rule_of, with_rule};
pub(in crate::pages) use words::percents;
pub(crate) use words::want as want_word;

/// The routes of the room. Who may do what is asked where it is done.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/transfer", Who::Signed, board::show)
        .get("/transfer/mine", Who::Signed, mine::show)
        .get("/transfer/receivables", Who::Signed, receivables::show)
        .get("/transfer/receivables.xlsx", Who::Signed, receivables::workbook)
        .get("/transfer/report", Who::Signed, report::show)
        .get("/transfer/report.xlsx", Who::Signed, report::workbook)
        .post("/matches/{id}/deal", Who::Signed, act::open)
        .get("/deals/{id}/desk", Who::Signed, desk::show)
        .post("/deals/{id}/stage", Who::Signed, act::stage)
        .post("/deals/{id}/halt", Who::Signed, act::halted)
        .post("/deals/{id}/confirm", Who::Signed, act::confirmed)
        .post("/deals/{id}/nda", Who::Signed, act::nda)
        .post("/deals/{id}/access", Who::Signed, act::ask)
        .post("/deals/{id}/access/answer", Who::Signed, act::answer)
        .post("/deals/{id}/accept", Who::Signed, act::accepted)
        .post("/deals/{id}/contract", Who::Signed, act::contract)
        .post("/deals/{id}/royalty", Who::Signed, act::royalty)
        .post("/deals/{id}/batch", Who::Signed, act::calculated)
        .get("/deals/{id}/terms", Who::Signed, propose::show)
        .post("/deals/{id}/terms", Who::Signed, propose::save)
        .get("/deals/{id}/receive", Who::Signed, receive::show)
        .post("/deals/{id}/receive", Who::Signed, receive::save)
        .post("/receipts/{id}/take-back", Who::Signed, act::receipt_taken_back)
        .get("/deals/{id}/registration", Who::Signed, papers::registration)
        .get("/deals/{id}/registration.xlsx", Who::Signed, papers::registration_workbook)
        .get("/deals/{id}/agreement", Who::Signed, papers::agreement)
        .post("/deals/{id}/publicity", Who::Signed, notice::start)
        .post("/payouts/{id}/publicity", Who::Signed, notice::start)
        .get("/publicities/{id}/notice", Who::PerRecord, notice::show)
        .post("/publicities/{id}/notice", Who::Signed, notice::act)
        .get("/payouts/{id}/desk", Who::Signed, batch::show)
        .post("/payouts/{id}/desk", Who::Signed, batch::act)
        .get("/payouts/{id}/statements", Who::Signed, statement::show)
}

/// A deal's desk below what was refused elsewhere.
pub(crate) fn refused_on_desk(
    state: &State,
    visit: &Visit,
    refused: (StatusCode, String),
) -> Result<Response, Trouble> {
    desk::render(&Frame::new(state, visit, Section::Transfer), Some(refused), Typed::default())
}
