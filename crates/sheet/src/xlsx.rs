//! XLSX, streamed cell by cell; only the shared strings stay in memory.

use std::borrow::Cow;

use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, XlsxError};

use crate::book::contained;
use crate::cell::{date_text, duration_text, iso_date_text, iso_duration_text, number_text};
use crate::input::Stream;
use crate::rows::Rows;
use crate::{Refusal, Region};

pub(crate) struct Xlsx {
    workbook: calamine::Xlsx<Stream>,
    epoch_1904: bool,
}

impl Xlsx {
    /// Opens a workbook whose ZIP was checked.
    pub(crate) fn open(stream: Stream) -> Result<Xlsx, Refusal> {
        let workbook = calamine::Xlsx::new(stream).map_err(refusal)?;
        let epoch_1904 = workbook.has_1904_epoch();
        Ok(Xlsx { workbook, epoch_1904 })
    }

    pub(crate) fn sheets(&self) -> Vec<String> {
        let tables = || self.workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let seen: Vec<String> =
            tables().filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect();
        if seen.is_empty() { tables().map(|sheet| sheet.name.clone()).collect() } else { seen }
    }

    pub(crate) fn rows(&mut self, sheet: &str, rows: &mut Rows<'_>) -> Result<(), Refusal> {
        let epoch_1904 = self.epoch_1904;
        let workbook = &mut self.workbook;
        let mut cells = contained(|| workbook.worksheet_cells_reader(sheet).map_err(refusal))?;
        // The receiver of the rows runs outside of what contains the library's panics: its own are its own.
        while let Some(cell) = contained(|| cells.next_cell().map_err(refusal))? {
            let (row, column) = cell.get_position();
            if rows.cell(row as usize, column as usize, &text(cell.get_value(), epoch_1904))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    pub(crate) fn merged(&mut self, sheet: &str) -> Result<Vec<Region>, Refusal> {
        let regions = self.workbook.merge_cells_by_sheet_name(sheet).map_err(refusal)?;
        Ok(regions.iter().map(region).collect())
    }

    pub(crate) fn row_count_hint(&mut self, sheet: &str) -> Result<usize, Refusal> {
        let cells = self.workbook.worksheet_cells_reader(sheet).map_err(refusal)?;
        Ok(cells.dimensions().end.0 as usize + 1)
    }
}

fn region(dimensions: &Dimensions) -> Region {
    Region {
        first_row: dimensions.start.0 as usize + 1,
        first_column: dimensions.start.1 as usize + 1,
        last_row: dimensions.end.0 as usize + 1,
        last_column: dimensions.end.1 as usize + 1,
    }
}

fn text<'a>(value: &'a DataRef<'_>, epoch_1904: bool) -> Cow<'a, str> {
    match value {
        DataRef::Int(value) => value.to_string().into(),
        DataRef::Float(value) => number_text(*value).into(),
        DataRef::String(text) => text.into(),
        DataRef::SharedString(text) => (*text).into(),
        DataRef::Bool(true) => "TRUE".into(),
        DataRef::Bool(false) => "FALSE".into(),
        DataRef::DateTime(date) if date.is_duration() => duration_text(date.as_f64()).into(),
        DataRef::DateTime(date) => date_text(date.as_f64(), epoch_1904).into(),
        DataRef::DateTimeIso(iso) => iso_date_text(iso).into(),
        DataRef::DurationIso(iso) => iso_duration_text(iso).into(),
        DataRef::Error(error) => error.to_string().into(),
        DataRef::Empty => "".into(),
    }
}

fn refusal(error: XlsxError) -> Refusal {
    if let XlsxError::Password = error { Refusal::Password } else { Refusal::damaged(error) }
}
