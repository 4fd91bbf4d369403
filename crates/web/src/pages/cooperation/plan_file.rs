//! The annual plan of a year as a workbook.

use axum::response::Response;
use sheet::{Column, write_xlsx};

use super::super::exchange::{WORKBOOK, given, made};
use super::super::frame::{Frame, Typed};
use super::plan::{Item, board};
use crate::language::Key;
use crate::shell::{Section, Trouble, Visit};
use crate::state::State;

pub(super) fn workbook(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Plan);
    let (t, id) = (frame.t, frame.id()?);
    let board = frame.read(|shelf| board(&frame, shelf, id, &Typed::default()))?;
    let text = |key: Key, width: f64| Column { width: Some(width), ..Column::text(t.get(key)) };
    let columns = [
        text(Key("plan-base"), 16.0),
        text(Key("plan-code"), 14.0),
        text(Key("plan-item"), 30.0),
        text(Key("plan-target"), 14.0),
        text(Key("plan-result"), 14.0),
        Column { width: Some(12.0), ..Column::date(t.get("plan-due")) },
        text(Key("plan-standing"), 12.0),
        text(Key("plan-responsible"), 20.0),
        text(Key("plan-serving"), 60.0),
        text(Key("plan-committed"), 22.0),
        text(Key("plan-spent"), 22.0),
        text(Key("plan-evidence"), 30.0),
        text(Key("plan-note"), 30.0),
    ];
    let row = |base: &str, item: Item| -> Vec<String> {
        let serving: Vec<String> =
            item.serving.iter().map(|(link, stage)| format!("{} ({stage})", link.text)).collect();
        let unit = item.responsible.map_or_else(String::new, |unit| unit.text);
        let cells = [base.to_owned(), item.code, item.what, item.target, item.result, item.due, item.standing, unit];
        let rest = [serving.join("; "), item.committed, item.spent, item.evidence, item.note];
        cells.into_iter().chain(rest).collect()
    };
    let name = format!("{} {}.xlsx", t.get("plan-title"), board.year);
    let rows: Vec<Vec<String>> = board
        .groups
        .into_iter()
        .flat_map(|group| group.items.into_iter().map(|item| row(&group.label, item)).collect::<Vec<_>>())
        .collect();
    let file = made(|out| Ok(write_xlsx(&columns, rows, out)?))?;
    given(file, &name, WORKBOOK)
}
