//! What can be done with an import: said how to read it, decided about, written, gone on with, forgotten.

use std::fs;

use axum::response::Response;
use base::exchange::{
    MissingOwner, Settlement, Start, begin_apply, choose_header, confirm_unit, decide, enter_missing, take_as,
};
use base::store::ImportStage;

use super::view::{View, place};
use crate::shell::{Done, Form, Trouble, Visit, see_other, see_other_done};
use crate::state::State;

/// Another sheet, or another row as header.
pub(super) fn header(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let sheet = form.field("sheet").and_then(|sheet| sheet.parse().ok());
    let row = form.field("row").and_then(|row| measure::full_width_to_half(row).trim().parse().ok());
    choose_header(state.store(), &view.occasion, view.id(), sheet, row)?;
    read_again(&view)
}

/// Drafts or published; what becomes of rows whose owner is missing.
pub(super) fn ways(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let start = match form.field("start") {
        Some("published") => Start::Published,
        Some("draft") => Start::Draft,
        Some(_) | None => view.plan.start,
    };
    let missing = match form.field("missing") {
        Some("note") => MissingOwner::Note,
        Some("refuse") => MissingOwner::Refuse,
        Some(_) | None => view.plan.missing_owner,
    };
    take_as(state.store(), &view.occasion, view.id(), start, missing)?;
    read_again(&view)
}

/// Enters the organisations that are missing.
pub(super) fn organisations(state: &State, visit: &Visit, _: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    view.occasion.viewer.administers()?;
    enter_missing(state.store(), &view.occasion, view.id())?;
    read_again(&view)
}

fn read_again(view: &View) -> Result<Response, Trouble> {
    view.go_on(&ImportStage::Reading);
    see_other(&view.address())
}

/// Decides about duplicates, one row or all.
pub(super) fn duplicates(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let settlement = match form.text("as") {
        "skip" => Settlement::Skip,
        "update" => Settlement::Update,
        "new" => Settlement::New,
        other => {
            let (word, known) = (other.to_owned(), "skip, update, new".to_owned());
            return Err(base::Refusal::NoSuchWord { word, known }.into());
        }
    };
    let row = form.field("row").and_then(|row| row.parse().ok());
    decide(state.store(), &view.occasion, view.id(), row, settlement)?;
    see_other(&format!("{}{}", view.address(), back(form)))
}

/// Says that the unit of a column is right.
pub(super) fn unit(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let column = form.text("column").parse().map_err(|_| Trouble::NotFound)?;
    confirm_unit(state.store(), &view.occasion, view.id(), column)?;
    see_other(&format!("{}{}", view.address(), back(form)))
}

/// The part of the table that was looked at.
fn back(form: &Form) -> &'static str {
    match form.text("from") {
        "duplicate" => "?status=duplicate#rows",
        "doubt" => "?status=doubt#rows",
        _ => "#rows",
    }
}

/// Writes the good rows.
pub(super) fn apply(state: &State, visit: &Visit, _: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let import = begin_apply(state.store(), &view.occasion, view.id())?;
    view.go_on(&import.stage);
    see_other(&view.address())
}

/// Goes on with what was broken off.
pub(super) fn resume(state: &State, visit: &Visit, _: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    view.occasion.viewer.writes()?;
    view.go_on(&view.import.stage);
    see_other(&view.address())
}

/// Forgets the import; what was written stays.
pub(super) fn forget(state: &State, visit: &Visit, _: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    base::exchange::forget(state.store(), &view.occasion, view.id())?;
    // The file may be gone already; nothing else knows of it.
    let _ = fs::remove_file(place(state, view.id()));
    see_other_done(&format!("/{}/import", view.kind().path()), Done::Deleted)
}
