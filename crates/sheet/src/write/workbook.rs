//! XLSX written row by row, so that a long table costs no memory.

use std::borrow::Cow;
use std::io::Write;

use rust_xlsxwriter::{
    DataValidation, ExcelDateTime, Format, FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError,
};

use super::{Column, Kind, Unwritable};
use crate::canonical_number;

/// Rows of a sheet under its header.
const ROWS: u32 = 1_048_575;

/// Columns of a sheet.
const COLUMNS: usize = 16_384;

/// Characters of a cell, counted as UTF-16 does.
const CELL_CHARACTERS: usize = 32_767;

/// Characters that a list of choices may have within the rule itself.
const INLINE_LIST_CHARACTERS: usize = 255;

/// The hidden sheet with lists that are longer.
const CHOICES_SHEET: &str = "choices";

/// Writes a table as XLSX: a bold header that stays in sight, filters, widths, lists to choose from.
///
/// Every cell is written as a string, never as a formula or a link, but for numbers in a column of numbers and dates
/// in a column of dates, and those only where reading them gives the very same text.
///
/// # Errors
/// [`Unwritable`]: too many rows or columns, a row wider than the header, a cell too long, or the writing failed.
pub fn write_xlsx(
    columns: &[Column],
    rows: impl IntoIterator<Item = Vec<String>>,
    out: impl Write + Send,
) -> Result<(), Unwritable> {
    if columns.len() > COLUMNS {
        return Err(Unwritable::TooManyColumns { columns: columns.len(), limit: COLUMNS });
    }
    let mut workbook = Workbook::new();
    let table = workbook.add_worksheet_with_constant_memory()?;
    header(table, columns)?;
    let mut last = 0;
    for row in rows {
        if last == ROWS {
            return Err(Unwritable::TooManyRows { limit: ROWS as usize });
        }
        last += 1;
        body(table, last, columns, &row)?;
    }
    if let (true, Some(right)) = (last > 0, columns.len().checked_sub(1)) {
        table.autofilter(0, 0, last, index(right))?;
    }
    let long = choices(table, columns)?;
    if !long.is_empty() {
        lists(workbook.add_worksheet(), &long)?;
    }
    workbook.save_to_writer(out)?;
    Ok(())
}

fn index(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

fn header(table: &mut Worksheet, columns: &[Column]) -> Result<(), Unwritable> {
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    table.set_freeze_panes(1, 0)?;
    for (at, column) in columns.iter().enumerate() {
        if let Some(width) = column.width {
            table.set_column_width(index(at), width)?;
        }
        match column.kind {
            // A text column stays one when somebody types into it: 007 keeps its zeros.
            Kind::Text => table.set_column_format(index(at), &Format::new().set_num_format("@"))?,
            Kind::Date => table.set_column_format(index(at), &date_format())?,
            Kind::Number => table,
        };
        table.write_string_with_format(0, index(at), checked(&column.title, 0, at)?, &bold)?;
        if let Some(note) = &column.note {
            table.insert_note(0, index(at), &Note::new(note.as_str()).add_author_prefix(false))?;
        }
    }
    Ok(())
}

fn date_format() -> Format {
    Format::new().set_num_format("yyyy-mm-dd")
}

fn body(table: &mut Worksheet, row: u32, columns: &[Column], cells: &[String]) -> Result<(), Unwritable> {
    if cells.len() > columns.len() {
        return Err(Unwritable::RowTooWide { row: row as usize, cells: cells.len(), columns: columns.len() });
    }
    for (at, (cell, column)) in cells.iter().zip(columns).enumerate() {
        if cell.is_empty() {
            continue;
        }
        match column.kind {
            Kind::Number => {
                if let Some(number) = canonical_number(cell) {
                    table.write_number(row, index(at), number)?;
                    continue;
                }
            }
            Kind::Date => {
                if let Some(date) = date(cell) {
                    table.write_datetime_with_format(row, index(at), &date, &date_format())?;
                    continue;
                }
            }
            Kind::Text => {}
        }
        table.write_string(row, index(at), checked(cell, row as usize, at)?)?;
    }
    Ok(())
}

/// The text as a cell can hold it: with `\n` for every line end.
fn checked(text: &str, row: usize, at: usize) -> Result<Cow<'_, str>, Unwritable> {
    if text.len() > CELL_CHARACTERS && text.encode_utf16().count() > CELL_CHARACTERS {
        return Err(Unwritable::CellTooLong { row, column: at + 1, limit: CELL_CHARACTERS });
    }
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() })
}

/// A date as `2023-01-15`, from March 1900 on: before that the day that never was shifts the numbers.
fn date(text: &str) -> Option<ExcelDateTime> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let digits = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) || text < "1900-03-01" {
        return None;
    }
    ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Sets the lists to choose from; gives back those too long to stand in the rule.
fn choices<'a>(table: &mut Worksheet, columns: &'a [Column]) -> Result<Vec<&'a [String]>, XlsxError> {
    let mut long: Vec<&[String]> = Vec::new();
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| !column.choices.is_empty()) {
        let list = &column.choices;
        let characters =
            list.iter().map(|choice| choice.replace('"', "\"\"").encode_utf16().count() + 1).sum::<usize>();
        let plain = list.iter().all(|choice| !choice.contains(',') && crate::trim(choice) == choice);
        let rule = if characters <= INLINE_LIST_CHARACTERS && plain {
            DataValidation::new().allow_list_strings(list)?
        } else {
            let letter = rust_xlsxwriter::utility::column_number_to_name(index(long.len()));
            long.push(list);
            let range = format!("={CHOICES_SHEET}!${letter}$1:${letter}${}", list.len());
            DataValidation::new().allow_list_formula(Formula::new(range))
        };
        table.add_data_validation(1, index(at), ROWS, index(at), &rule)?;
    }
    Ok(long)
}

fn lists(sheet: &mut Worksheet, long: &[&[String]]) -> Result<(), XlsxError> {
    sheet.set_name(CHOICES_SHEET)?.set_hidden(true);
    for (at, list) in long.iter().enumerate() {
        for (row, choice) in (0..).zip(list.iter()) {
            sheet.write_string(row, index(at), choice)?;
        }
    }
    Ok(())
}
