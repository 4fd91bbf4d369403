//! A file opened for reading, whatever its kind.

use std::io::BufRead;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::fill::{Fill, Region};
use crate::kind::{Family, family};
use crate::rows::{Row, Rows};
use crate::zipped::{self, Workbook};
use crate::{Input, Limits, Refusal, ods::Ods, separated::Separated, xls::Xls, xlsx::Xlsx};

/// A workbook or a text table, opened and checked, ready to hand over its rows.
///
/// The kind is told from the content: XLSX, ODS and XLS by what they hold, everything else is tried as text with
/// separators (CSV, TSV). Sheets that a person does not see (hidden ones, charts) are left out.
pub struct Book {
    content: Content,
    sheets: Vec<String>,
    limits: Limits,
    merged: Merged,
    guards: Guards,
}

enum Content {
    Xlsx(Box<Xlsx>),
    Ods(Ods),
    Xls(Xls),
    Separated(Separated),
}

/// What becomes of cells that a merged region covers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Merged {
    Empty,
    RepeatDown,
}

/// What becomes of the apostrophe before a text that looks like a formula.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guards {
    Keep,
    TakeAway,
}

impl Book {
    /// Opens a file given as bytes, path or open file; `name` is what the file is called, and names the one sheet of a
    /// text table. Everything a hostile file could ask for is checked against the limits first.
    ///
    /// # Errors
    /// A [`Refusal`]: see its variants.
    pub fn open(input: impl Into<Input>, name: &str, limits: Limits) -> Result<Book, Refusal> {
        let mut stream = input.into().stream(limits.file_bytes)?;
        let content = match family(stream.fill_buf()?) {
            Family::Zip => match zipped::check(stream, &limits)? {
                Workbook::Xlsx(stream) => Content::Xlsx(Box::new(contained(|| Xlsx::open(stream))?)),
                Workbook::Ods(archive) => Content::Ods(contained(|| Ods::open(archive))?),
            },
            Family::Ole2 => Content::Xls(contained(|| Xls::open(stream, &limits))?),
            Family::Text => Content::Separated(Separated::open(stream, name)?),
            Family::Other(looks) => return Err(Refusal::UnknownKind { looks }),
        };
        let sheets = match &content {
            Content::Xlsx(xlsx) => xlsx.sheets(),
            Content::Ods(ods) => ods.sheets(),
            Content::Xls(xls) => xls.sheets(),
            Content::Separated(separated) => separated.sheets(),
        };
        if sheets.len() > limits.sheets {
            return Err(Refusal::TooManySheets { sheets: sheets.len(), limit: limits.sheets });
        }
        Ok(Book { content, sheets, limits, merged: Merged::Empty, guards: Guards::Keep })
    }

    /// Repeats the value of merged cells that lie within one column down the rows they span, as offices mean it when
    /// they merge 所属单位 over several rows.
    #[must_use]
    pub fn fill_merged_down(self) -> Book {
        Book { merged: Merged::RepeatDown, ..self }
    }

    /// Takes away from the cells of a text table what [`guard`](crate::guard()) put before them.
    #[must_use]
    pub fn unguard(self) -> Book {
        Book { guards: Guards::TakeAway, ..self }
    }

    /// The names of the sheets that can be seen, in their order.
    pub fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// Hands over the rows of a sheet (index from 0) until there are no more or the receiver breaks off.
    ///
    /// # Errors
    /// A [`Refusal`] when the sheet turns out damaged or goes over a limit; the rows before it were handed over.
    pub fn rows(&mut self, sheet: usize, each: &mut dyn FnMut(Row) -> ControlFlow<()>) -> Result<(), Refusal> {
        let fill = match self.merged {
            Merged::Empty => Fill::default(),
            Merged::RepeatDown => Fill::down(&self.merged(sheet)?, self.limits.columns),
        };
        let name = self.sheet(sheet)?.to_owned();
        let mut rows = Rows::new(&self.limits, fill, each);
        match &mut self.content {
            Content::Xlsx(xlsx) => xlsx.rows(&name, &mut rows)?,
            Content::Ods(ods) => ods.rows(sheet, &self.limits, &mut rows)?,
            Content::Xls(xls) => xls.rows(sheet, &mut rows)?,
            Content::Separated(separated) => {
                rows = rows.unguarding(self.guards == Guards::TakeAway);
                separated.rows(&self.limits, &mut rows)?;
            }
        }
        rows.finish()
    }

    /// The merged regions of a sheet; a text table has none.
    ///
    /// # Errors
    /// A [`Refusal`] when the sheet is damaged or there is none of this index.
    pub fn merged(&mut self, sheet: usize) -> Result<Vec<Region>, Refusal> {
        let name = self.sheet(sheet)?.to_owned();
        match &mut self.content {
            Content::Xlsx(xlsx) => contained(|| xlsx.merged(&name)),
            Content::Ods(ods) => Ok(ods.merged(sheet)),
            Content::Xls(xls) => Ok(xls.merged(sheet)),
            Content::Separated(_) => Ok(Vec::new()),
        }
    }

    /// How many rows the sheet says it has, for showing progress; it may say anything.
    pub fn row_count_hint(&mut self, sheet: usize) -> Option<usize> {
        let name = self.sheet(sheet).ok()?.to_owned();
        match &mut self.content {
            Content::Xlsx(xlsx) => contained(|| xlsx.row_count_hint(&name)).ok(),
            Content::Ods(ods) => ods.row_count_hint(sheet),
            Content::Xls(xls) => xls.row_count_hint(sheet),
            Content::Separated(separated) => Some(separated.lines()),
        }
    }

    fn sheet(&self, sheet: usize) -> Result<&str, Refusal> {
        let sheets = self.sheets.len();
        self.sheets.get(sheet).map(String::as_str).ok_or(Refusal::NoSuchSheet { sheet, sheets })
    }
}

impl std::fmt::Debug for Book {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Book").field("sheets", &self.sheets).finish_non_exhaustive()
    }
}

/// Runs a library's reader. Those slice what a file declares and may panic on a hostile one; a file must not take the
/// process down, so a panic becomes a refusal and the reader is not used again for that sheet.
pub(crate) fn contained<T>(read: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(Refusal::damaged("the reader gave up on it")))
}
