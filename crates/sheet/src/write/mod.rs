//! Tables written so that nothing in them runs and everything comes back as it was.

mod separated;
mod workbook;

pub use separated::write_csv;
pub use workbook::write_xlsx;

/// A column of a table to write.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What stands in the header.
    pub title: String,
    /// Width in characters of the standard font; `None` is the program's own width.
    pub width: Option<f64>,
    /// What its cells are.
    pub kind: Kind,
    /// What may be chosen in a cell, as a list in XLSX; empty when anything may be written.
    pub choices: Vec<String>,
    /// A note on the header, in XLSX.
    pub note: Option<String>,
}

/// What the cells of a column are. A cell that does not fit is written as text, whatever the column is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Text, and nothing but text.
    #[default]
    Text,
    /// Numbers, where the text is just how the number is written.
    Number,
    /// Dates as `2023-01-15`.
    Date,
}

impl Column {
    /// A column of text.
    pub fn text(title: impl Into<String>) -> Column {
        Column { title: title.into(), width: None, kind: Kind::Text, choices: Vec::new(), note: None }
    }

    /// A column of numbers.
    pub fn number(title: impl Into<String>) -> Column {
        Column { kind: Kind::Number, ..Column::text(title) }
    }

    /// A column of dates.
    pub fn date(title: impl Into<String>) -> Column {
        Column { kind: Kind::Date, ..Column::text(title) }
    }
}

/// Why a table was not written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// More rows than a sheet holds.
    #[error("a sheet holds {limit} rows under its header")]
    TooManyRows {
        /// Rows under the header.
        limit: usize,
    },
    /// More columns than a sheet holds.
    #[error("{columns} columns; a sheet holds {limit}")]
    TooManyColumns {
        /// Columns asked for.
        columns: usize,
        /// What a sheet holds.
        limit: usize,
    },
    /// A row has more cells than there are columns.
    #[error("row {row} has {cells} cells; there are {columns} columns")]
    RowTooWide {
        /// The row, from 1, the header not counted.
        row: usize,
        /// Its cells.
        cells: usize,
        /// The columns.
        columns: usize,
    },
    /// A cell holds more than a cell can.
    #[error("the cell in row {row}, column {column} has more than {limit} characters")]
    CellTooLong {
        /// The row, from 1, the header not counted (0 is the header).
        row: usize,
        /// The column, from 1.
        column: usize,
        /// Characters, counted as UTF-16 does.
        limit: usize,
    },
    /// The workbook could not be made.
    #[error("the workbook could not be made: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The table could not be put where it should go.
    #[error("the table could not be written: {0}")]
    Io(#[from] std::io::Error),
}
