//! ODS, streamed row by row: a row that is repeated a million times is kept once.

mod content;

use std::collections::HashSet;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use zip::ZipArchive;
use zip::read::ZipFile;

use self::content::{Cell, Receiver};
use crate::input::Stream;
use crate::rows::Rows;
use crate::{Limits, Refusal, Region};

/// The part that holds the sheets.
pub(crate) const CONTENT: &str = "content.xml";
/// The part that says which parts are encrypted.
pub(crate) const MANIFEST: &str = "META-INF/manifest.xml";

/// A workbook whose ZIP was checked and whose content was read once.
pub(crate) struct Ods {
    archive: ZipArchive<Stream>,
    sheets: Vec<Sheet>,
}

/// What the first pass learns of a sheet.
#[derive(Default)]
struct Sheet {
    name: String,
    style: String,
    /// Its place among all tables of the file.
    table: usize,
    /// Number of the last row with something in it.
    last_row: usize,
    merged: Vec<Region>,
}

impl Ods {
    pub(crate) fn open(mut archive: ZipArchive<Stream>) -> Result<Ods, Refusal> {
        refuse_encrypted(&mut archive)?;
        let mut overview = Overview::default();
        content::read(BufReader::new(part(&mut archive, CONTENT)?), 1, &mut overview)?;
        let Overview { mut tables, hidden } = overview;
        if tables.iter().any(|sheet| !hidden.contains(&sheet.style)) {
            tables.retain(|sheet| !hidden.contains(&sheet.style));
        }
        Ok(Ods { archive, sheets: tables })
    }

    pub(crate) fn sheets(&self) -> Vec<String> {
        self.sheets.iter().map(|sheet| sheet.name.clone()).collect()
    }

    pub(crate) fn merged(&self, sheet: usize) -> Vec<Region> {
        self.sheets.get(sheet).map(|sheet| sheet.merged.clone()).unwrap_or_default()
    }

    pub(crate) fn row_count_hint(&self, sheet: usize) -> Option<usize> {
        self.sheets.get(sheet).map(|sheet| sheet.last_row)
    }

    pub(crate) fn rows(&mut self, sheet: usize, limits: &Limits, rows: &mut Rows<'_>) -> Result<(), Refusal> {
        let Some(Sheet { table, .. }) = self.sheets.get(sheet) else { return Ok(()) };
        let mut one = OneSheet { skip: *table, limits, rows, cells: Vec::new() };
        let text_bytes = limits.cell_characters.saturating_add(1).saturating_mul(char::MAX.len_utf8());
        content::read(BufReader::new(part(&mut self.archive, CONTENT)?), text_bytes, &mut one)
    }
}

fn part<'a>(archive: &'a mut ZipArchive<Stream>, name: &str) -> Result<ZipFile<'a, Stream>, Refusal> {
    archive.by_name(name).map_err(Refusal::damaged)
}

/// The manifest names the parts that are encrypted; a workbook with a password has them all so.
fn refuse_encrypted(archive: &mut ZipArchive<Stream>) -> Result<(), Refusal> {
    let Ok(manifest) = archive.by_name(MANIFEST) else { return Ok(()) };
    let mut text = String::new();
    manifest.take(8 << 20).read_to_string(&mut text).map_err(Refusal::damaged)?;
    if text.contains(":encryption-data") { Err(Refusal::Password) } else { Ok(()) }
}

/// Learns the tables and what is merged in them.
#[derive(Default)]
struct Overview {
    tables: Vec<Sheet>,
    hidden: HashSet<String>,
}

impl Receiver for Overview {
    fn style(&mut self, name: &str, hidden: bool) {
        if hidden {
            self.hidden.insert(name.to_owned());
        }
    }

    fn table(&mut self, name: &str, style: &str) -> bool {
        let table = self.tables.len();
        self.tables.push(Sheet { name: name.to_owned(), style: style.to_owned(), table, ..Sheet::default() });
        true
    }

    fn cell(&mut self, cell: Cell<'_>) -> Result<(), Refusal> {
        let Some(sheet) = self.tables.last_mut() else { return Ok(()) };
        if !cell.text.is_empty() {
            sheet.last_row = cell.row.saturating_add(1);
        }
        if cell.rows_spanned > 1 || cell.columns_spanned > 1 {
            sheet.merged.push(Region {
                first_row: cell.row.saturating_add(1),
                first_column: cell.column.saturating_add(1),
                last_row: cell.row.saturating_add(cell.rows_spanned),
                last_column: cell.column.saturating_add(cell.columns_spanned),
            });
        }
        Ok(())
    }

    fn row(&mut self, _: usize, _: usize) -> Result<ControlFlow<()>, Refusal> {
        Ok(ControlFlow::Continue(()))
    }

    fn table_end(&mut self) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Hands over the rows of one table.
struct OneSheet<'a, 'b> {
    /// Tables that come before it.
    skip: usize,
    limits: &'a Limits,
    rows: &'a mut Rows<'b>,
    /// Filled cells of the current row: column, how often, text.
    cells: Vec<(usize, usize, String)>,
}

impl Receiver for OneSheet<'_, '_> {
    fn style(&mut self, _: &str, _: bool) {}

    fn table(&mut self, _: &str, _: &str) -> bool {
        let wanted = self.skip == 0;
        self.skip = self.skip.wrapping_sub(1);
        wanted
    }

    fn cell(&mut self, cell: Cell<'_>) -> Result<(), Refusal> {
        if crate::trim(cell.text).is_empty() {
            return Ok(());
        }
        if cell.cut_off {
            let (row, column) = (cell.row.saturating_add(1), cell.column.saturating_add(1));
            return Err(Refusal::CellTooLong { row, column, limit: self.limits.cell_characters });
        }
        let (limit, last) = (self.limits.columns, cell.column.saturating_add(cell.repeated));
        if last > limit {
            return Err(Refusal::TooManyColumns { row: cell.row.saturating_add(1), column: last, limit });
        }
        self.cells.push((cell.column, cell.repeated, cell.text.to_owned()));
        Ok(())
    }

    fn row(&mut self, row: usize, repeated: usize) -> Result<ControlFlow<()>, Refusal> {
        let cells = std::mem::take(&mut self.cells);
        if cells.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        for row in (0..repeated).map(|below| row.saturating_add(below)) {
            for (column, times, text) in &cells {
                for column in *column..column + times {
                    if self.rows.cell(row, column, text)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn table_end(&mut self) -> ControlFlow<()> {
        ControlFlow::Break(())
    }
}
