//! Which column holds what: as it was understood, and as somebody corrects it.

use askama::Template;
use axum::response::Response;
use base::exchange::{Column, Target, correct as keep};
use base::store::ImportStage;
use measure::MoneyUnit;

use super::column::{Entry, entry};
use super::row::shortened;
use super::view::View;
use crate::language::Messages;
use crate::shell::{Form, Layout, Trouble, Visit, page, see_other};
use crate::state::State;

/// Columns that can be corrected; those beyond stay as they are.
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "pages/exchange/columns.html")]
struct ColumnsPage {
    t: Messages,
    layout: Layout,
    name: String,
    address: String,
    entries: Vec<Entry>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let first = state.store().reading(|shelf| shelf.import_rows(view.id(), "", 0, 1))?;
    let sample = |at: usize| {
        let cell = first.first().and_then(|row| row.cells.get(at));
        cell.map(|cell| shortened(cell)).unwrap_or_default()
    };
    let columns = view.plan.columns.iter().enumerate().take(MOST);
    page(&ColumnsPage {
        t: view.t,
        layout: view.layout(),
        name: view.import.name.clone(),
        address: view.address(),
        entries: columns.map(|(at, column)| entry(view.kind(), at, column, sample(at), view.t)).collect(),
    })
}

/// Takes the columns as they were corrected, and reads the table again.
pub(super) fn correct(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let given = |name: String| form.pairs().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned());
    let corrected = |(at, column): (usize, &Column)| {
        let target = given(format!("c{at}")).and_then(|code| Target::of_code(view.kind(), &code));
        let unit = given(format!("u{at}")).map_or(column.unit, |unit| MoneyUnit::parse(&unit));
        Column { target: target.unwrap_or_else(|| column.target.clone()), unit, ..column.clone() }
    };
    let columns = view.plan.columns.iter().enumerate().map(corrected).collect();
    keep(state.store(), &view.occasion, view.id(), columns)?;
    view.go_on(&ImportStage::Reading);
    see_other(&view.address())
}
