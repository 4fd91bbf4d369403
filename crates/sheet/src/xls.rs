//! XLS of Excel 97 to 2003. The library for XLSX would read these too, but lays each sheet out in memory as large as
//! the file declares it; here the records are read where they stand.

use std::borrow::Cow;

use crate::biff::{Continued, Record, f64_at, kind, records, rk, short_string, string, u16_at, u32_at};
use crate::cell::{date_text, duration_text, number_text};
use crate::input::Stream;
use crate::kind::Looks;
use crate::number_format::{Shown, built_in, custom};
use crate::rows::Rows;
use crate::{Limits, Refusal, Region, container};

/// The version in the first record of a workbook of Excel 97 and later.
const BIFF_8: u16 = 0x0600;

pub(crate) struct Xls {
    stream: Vec<u8>,
    strings: Vec<String>,
    /// By index of the cell format.
    shown: Vec<Shown>,
    epoch_1904: bool,
    sheets: Vec<Sheet>,
}

struct Sheet {
    name: String,
    /// Where its records begin.
    at: usize,
    hidden: bool,
}

impl Xls {
    pub(crate) fn open(stream: Stream, limits: &Limits) -> Result<Xls, Refusal> {
        let stream = container::workbook(stream, limits)?;
        let mut workbook =
            Xls { stream: Vec::new(), strings: Vec::new(), shown: Vec::new(), epoch_1904: false, sheets: Vec::new() };
        let mut formats = std::collections::HashMap::new();
        let mut cell_formats = Vec::new();
        for record in records(&stream, 0) {
            match record.kind {
                kind::BOF if u16_at(record.data, 0) != Some(BIFF_8) => {
                    return Err(Refusal::UnknownKind { looks: Looks::OldXls });
                }
                kind::FILE_PASS => return Err(Refusal::Password),
                kind::DATE_1904 => workbook.epoch_1904 = u16_at(record.data, 0) == Some(1),
                kind::FORMAT => {
                    if let (Some(index), Some(format)) = (u16_at(record.data, 0), string(record.data, 2)) {
                        formats.insert(index, custom(&format));
                    }
                }
                kind::XF => cell_formats.push(u16_at(record.data, 2).unwrap_or(0)),
                kind::BOUND_SHEET => workbook.sheets.extend(bound_sheet(record.data)),
                kind::SST => {
                    workbook.strings = Continued::at(&stream, record.at).shared_strings(limits.shared_strings)?;
                }
                kind::EOF => break,
                _ => {}
            }
        }
        if workbook.sheets.is_empty() {
            return Err(Refusal::damaged("the workbook has no sheet"));
        }
        if workbook.sheets.iter().any(|sheet| !sheet.hidden) {
            workbook.sheets.retain(|sheet| !sheet.hidden);
        }
        let shown = |index| formats.get(index).copied().unwrap_or_else(|| built_in(*index));
        workbook.shown = cell_formats.iter().map(shown).collect();
        Ok(Xls { stream, ..workbook })
    }

    pub(crate) fn sheets(&self) -> Vec<String> {
        self.sheets.iter().map(|sheet| sheet.name.clone()).collect()
    }

    pub(crate) fn row_count_hint(&self, sheet: usize) -> Option<usize> {
        let dimensions = self.sheet_records(sheet).find(|record| record.kind == kind::DIMENSIONS)?;
        // The row after the last.
        usize::try_from(u32_at(dimensions.data, 4)?).ok()
    }

    pub(crate) fn merged(&self, sheet: usize) -> Vec<Region> {
        let merged = self.sheet_records(sheet).filter(|record| record.kind == kind::MERGE_CELLS);
        merged.flat_map(|record| record.data.get(2..).unwrap_or_default().chunks_exact(8).filter_map(region)).collect()
    }

    pub(crate) fn rows(&self, sheet: usize, rows: &mut Rows<'_>) -> Result<(), Refusal> {
        // Not every program writes the cells in the order of the rows.
        let mut cells: Vec<(u16, usize)> = self
            .sheet_records(sheet)
            .filter(|record| is_cell(record.kind))
            .filter_map(|record| Some((u16_at(record.data, 0)?, record.at)))
            .collect();
        cells.sort_by_key(|(row, _)| *row);
        for (row, at) in cells {
            let Some(record) = records(&self.stream, at).next() else { continue };
            let mut flow = Ok(std::ops::ControlFlow::Continue(()));
            self.values(record, &mut |column, text| {
                if matches!(flow, Ok(std::ops::ControlFlow::Continue(()))) {
                    flow = rows.cell(row.into(), column.into(), text);
                }
            });
            if flow?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The records of a sheet without those of charts that lie in it.
    fn sheet_records(&self, sheet: usize) -> impl Iterator<Item = Record<'_>> {
        let at = self.sheets.get(sheet).map_or(usize::MAX, |sheet| sheet.at);
        let mut depth = 0_usize;
        records(&self.stream, at)
            .map_while(move |record| {
                match record.kind {
                    kind::BOF => depth += 1,
                    kind::EOF => depth = depth.saturating_sub(1),
                    _ => {}
                }
                (depth > 0).then_some((depth, record))
            })
            .filter(|(depth, _)| *depth == 1)
            .map(|(_, record)| record)
    }

    /// The cells of one record: column and text.
    fn values(&self, record: Record<'_>, each: &mut dyn FnMut(u16, &str)) {
        let data = record.data;
        let column = u16_at(data, 2).unwrap_or(0);
        if record.kind == kind::MUL_RK {
            for (column, cell) in (column..).zip(data.get(4..).unwrap_or_default().chunks_exact(6)) {
                if let (Some(format), Some(value)) = (u16_at(cell, 0), u32_at(cell, 2)) {
                    each(column, &self.number(rk(value), format));
                }
            }
            return;
        }
        if let Some(text) = self.value(record) {
            each(column, &text);
        }
    }

    fn value(&self, record: Record<'_>) -> Option<Cow<'_, str>> {
        let data = record.data;
        let format = u16_at(data, 4)?;
        Some(match record.kind {
            kind::NUMBER => self.number(f64_at(data, 6)?, format).into(),
            kind::RK => self.number(rk(u32_at(data, 6)?), format).into(),
            kind::LABEL_SST => self.strings.get(usize::try_from(u32_at(data, 6)?).ok()?)?.into(),
            kind::LABEL | kind::R_STRING => string(data, 6)?.into(),
            kind::BOOL_ERR if *data.get(7)? == 0 => truth(*data.get(6)?).into(),
            kind::BOOL_ERR => error(*data.get(6)?).into(),
            kind::FORMULA if u16_at(data, 12)? != 0xFFFF => self.number(f64_at(data, 6)?, format).into(),
            kind::FORMULA => match *data.get(6)? {
                0 => self.formula_string(record.at)?.into(),
                1 => truth(*data.get(8)?).into(),
                2 => error(*data.get(8)?).into(),
                _ => return None,
            },
            _ => return None,
        })
    }

    fn number(&self, value: f64, format: u16) -> String {
        match self.shown.get(usize::from(format)).copied().unwrap_or(Shown::Number) {
            Shown::Number => number_text(value),
            Shown::Date => date_text(value, self.epoch_1904),
            Shown::Duration => duration_text(value),
        }
    }

    /// The string that a formula gave stands in a record after it; an array or shared formula may stand between.
    fn formula_string(&self, at: usize) -> Option<String> {
        let after = records(&self.stream, at).skip(1).take_while(|record| !is_cell(record.kind)).take(4);
        let string = after.into_iter().find(|record| record.kind == kind::STRING)?;
        Continued::at(&self.stream, string.at).plain_string()
    }
}

fn is_cell(record: u16) -> bool {
    matches!(
        record,
        kind::NUMBER
            | kind::RK
            | kind::MUL_RK
            | kind::LABEL_SST
            | kind::LABEL
            | kind::R_STRING
            | kind::BOOL_ERR
            | kind::FORMULA
    )
}

fn bound_sheet(data: &[u8]) -> Option<Sheet> {
    let worksheet = *data.get(5)? == 0;
    let mut name = short_string(data, 6)?;
    name.retain(|character| character != '\0');
    let sheet = Sheet { name, at: usize::try_from(u32_at(data, 0)?).ok()?, hidden: *data.get(4)? & 3 != 0 };
    worksheet.then_some(sheet)
}

fn region(data: &[u8]) -> Option<Region> {
    let number = |at| Some(usize::from(u16_at(data, at)?) + 1);
    Some(Region { first_row: number(0)?, last_row: number(2)?, first_column: number(4)?, last_column: number(6)? })
}

fn truth(value: u8) -> &'static str {
    if value == 0 { "FALSE" } else { "TRUE" }
}

/// `[MS-XLS]` 2.5.10.
fn error(value: u8) -> &'static str {
    match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2B => "#GETTING_DATA",
        _ => "#N/A",
    }
}
