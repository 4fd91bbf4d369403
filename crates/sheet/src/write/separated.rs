//! CSV as Excel reads it: UTF-8 with its mark, lines that end in CR LF, quotes as RFC 4180 has them.

use std::borrow::Cow;
use std::io::Write;

use super::{Column, Kind, Unwritable};
use crate::{canonical_number, guard};

/// Writes a table as CSV.
///
/// No text is taken for a formula by the program that opens it: see [`guard`](crate::guard()); a reader takes that
/// away with [`Book::unguard`](crate::Book::unguard). Cells that a reader might cut (at any separator, at quotes and
/// line ends) stand in quotes.
///
/// # Errors
/// [`Unwritable::RowTooWide`] or [`Unwritable::Io`].
pub fn write_csv(
    columns: &[Column],
    rows: impl IntoIterator<Item = Vec<String>>,
    mut out: impl Write,
) -> Result<(), Unwritable> {
    out.write_all("\u{FEFF}".as_bytes())?;
    line(columns.iter().map(|column| guard(&column.title)), &mut out)?;
    for (index, row) in rows.into_iter().enumerate() {
        if row.len() > columns.len() {
            return Err(Unwritable::RowTooWide { row: index + 1, cells: row.len(), columns: columns.len() });
        }
        let cells = columns.iter().enumerate().map(|(column, Column { kind, .. })| {
            let text = row.get(column).map_or("", String::as_str);
            match kind {
                Kind::Number if canonical_number(text).is_some() => Cow::Borrowed(text),
                Kind::Number | Kind::Text | Kind::Date => guard(text),
            }
        });
        line(cells, &mut out)?;
    }
    out.flush()?;
    Ok(())
}

fn line<'a>(cells: impl Iterator<Item = Cow<'a, str>>, out: &mut impl Write) -> Result<(), Unwritable> {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        if cell.contains(['"', ',', ';', '\t', '|', '\r', '\n']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")?;
    Ok(())
}
