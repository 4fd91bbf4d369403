//! Cells become rows: trimmed, limited, merged values repeated, empty rows left out.

use std::ops::ControlFlow;

use crate::fill::Fill;
use crate::guard::unguard;
use crate::{Limits, Refusal, trim};

/// A row with something in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number as the spreadsheet shows it, from 1.
    pub number: usize,
    /// Its cells from the first column on, up to the last that is filled.
    pub cells: Vec<String>,
}

/// Takes cells in the order of rows and hands over whole rows.
pub(crate) struct Rows<'a> {
    limits: &'a Limits,
    fill: Fill,
    unguard: bool,
    each: &'a mut dyn FnMut(Row) -> ControlFlow<()>,
    current: Row,
    delivered: usize,
    text_bytes: u64,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(limits: &'a Limits, fill: Fill, each: &'a mut dyn FnMut(Row) -> ControlFlow<()>) -> Self {
        Rows { limits, fill, unguard: false, each, current: Row::default(), delivered: 0, text_bytes: 0 }
    }

    /// Takes away what guards a CSV text from being a formula.
    pub(crate) fn unguarding(mut self, unguard: bool) -> Self {
        self.unguard = unguard;
        self
    }

    /// Takes one cell; row and column are counted from 0. Empty text is nothing.
    pub(crate) fn cell(&mut self, row: usize, column: usize, text: &str) -> Result<ControlFlow<()>, Refusal> {
        let text = trim(if self.unguard { unguard(text) } else { text });
        if text.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let number = row + 1;
        if number != self.current.number {
            if self.flush()?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            self.begin(number)?;
        }
        self.put(column, text)?;
        Ok(ControlFlow::Continue(()))
    }

    /// Hands over the last row.
    pub(crate) fn finish(mut self) -> Result<(), Refusal> {
        self.flush().map(|_| ())
    }

    fn begin(&mut self, number: usize) -> Result<(), Refusal> {
        if number < self.current.number {
            return Err(Refusal::damaged(format!("row {number} comes after row {}", self.current.number)));
        }
        if self.delivered >= self.limits.rows {
            return Err(Refusal::TooManyRows { row: number, limit: self.limits.rows });
        }
        if number - self.delivered > self.limits.empty_rows.saturating_add(1) {
            return Err(Refusal::TooManyRows { row: number, limit: self.limits.empty_rows });
        }
        self.current.number = number;
        Ok(())
    }

    fn put(&mut self, column: usize, text: &str) -> Result<(), Refusal> {
        let row = self.current.number;
        if column >= self.limits.columns {
            return Err(Refusal::TooManyColumns { row, column: column.saturating_add(1), limit: self.limits.columns });
        }
        let limit = self.limits.cell_characters;
        if text.len() > limit && text.chars().count() > limit {
            return Err(Refusal::CellTooLong { row, column: column + 1, limit });
        }
        let cells = &mut self.current.cells;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column].clear();
        one_line_end(text, &mut cells[column]);
        Ok(())
    }

    fn flush(&mut self) -> Result<ControlFlow<()>, Refusal> {
        if self.current.cells.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        self.fill.row(&mut self.current);
        self.text_bytes += self.current.cells.iter().map(|cell| cell.len() as u64).sum::<u64>();
        if self.text_bytes > self.limits.text_bytes {
            return Err(Refusal::TooMuchText { limit: self.limits.text_bytes });
        }
        self.delivered += 1;
        let cells = std::mem::take(&mut self.current.cells);
        Ok((self.each)(Row { number: self.current.number, cells }))
    }
}

/// Copies a text with every line end as `\n`.
fn one_line_end(text: &str, into: &mut String) {
    if !text.contains('\r') {
        into.push_str(text);
        return;
    }
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\r' {
            characters.next_if_eq(&'\n');
            into.push('\n');
        } else {
            into.push(character);
        }
    }
}
