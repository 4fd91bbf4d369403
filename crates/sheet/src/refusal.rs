//! Why a file was not read, by name and with its facts.

use crate::kind::Looks;

/// A file that was not read, or not to its end. Lines, rows and columns are counted from 1, as the spreadsheet does.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The content is no table that can be read, whatever the name says.
    #[error("this is no XLSX, XLS, ODS or CSV file: it looks like {looks}")]
    UnknownKind {
        /// What it looks like instead.
        looks: Looks,
    },
    /// The file is larger than allowed.
    #[error("the file has {bytes} bytes; at most {limit} are read")]
    TooLarge {
        /// Bytes of the file.
        bytes: u64,
        /// [`Limits::file_bytes`](crate::Limits::file_bytes).
        limit: u64,
    },
    /// The file would unpack to far more than it seems.
    #[error("the file asks for more than it may: {0}")]
    Bomb(Bomb),
    /// The file is of a known kind and cannot be read as such.
    #[error("the file is damaged: {detail}")]
    Damaged {
        /// What the reader stumbled over, in English.
        detail: String,
    },
    /// The workbook is encrypted.
    #[error("the file is protected by a password")]
    Password,
    /// The text is neither UTF-8, nor UTF-16 with a mark, nor GB18030.
    #[error("the text is in no known encoding: line {line}, column {column}, byte {byte}")]
    Encoding {
        /// Line of the first character that cannot be read.
        line: usize,
        /// Its column, in characters.
        column: usize,
        /// Its offset in bytes from the start of the file, counted from 0.
        byte: u64,
    },
    /// A quote was opened and never closed.
    #[error("the quote opened in line {line} is never closed")]
    QuoteUnclosed {
        /// Line of the opening quote.
        line: usize,
    },
    /// A workbook with too many sheets.
    #[error("the workbook has {sheets} sheets; at most {limit} are read")]
    TooManySheets {
        /// Sheets of the workbook.
        sheets: usize,
        /// [`Limits::sheets`](crate::Limits::sheets).
        limit: usize,
    },
    /// More rows than allowed, filled or empty.
    #[error("there are too many rows: row {row} comes after the limit of {limit}")]
    TooManyRows {
        /// The first row that was not read.
        row: usize,
        /// [`Limits::rows`](crate::Limits::rows) or [`Limits::empty_rows`](crate::Limits::empty_rows).
        limit: usize,
    },
    /// A row reaches too far to the right.
    #[error("row {row} has something in column {column}; at most {limit} columns are read")]
    TooManyColumns {
        /// The row.
        row: usize,
        /// The column that is filled.
        column: usize,
        /// [`Limits::columns`](crate::Limits::columns).
        limit: usize,
    },
    /// A cell holds too much text.
    #[error("the cell in row {row}, column {column} has more than {limit} characters")]
    CellTooLong {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// [`Limits::cell_characters`](crate::Limits::cell_characters).
        limit: usize,
    },
    /// A sheet holds too much text in all.
    #[error("the sheet holds more than {limit} bytes of text")]
    TooMuchText {
        /// [`Limits::text_bytes`](crate::Limits::text_bytes).
        limit: u64,
    },
    /// There is no sheet of this index.
    #[error("there is no sheet {sheet}: the file has {sheets}")]
    NoSuchSheet {
        /// The index asked for, from 0.
        sheet: usize,
        /// How many sheets there are.
        sheets: usize,
    },
    /// The file could not be fetched from where it lies.
    #[error("the file could not be read: {0}")]
    Io(#[from] std::io::Error),
}

/// How a file asks for more than it seems.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Bomb {
    /// Too many entries.
    #[error("{entries} packed entries, at most {limit}")]
    Entries {
        /// Entries in the directory.
        entries: usize,
        /// [`Limits::entries`](crate::Limits::entries).
        limit: usize,
    },
    /// An entry, or all of them, would unpack to too much.
    #[error("{entry} unpacks to more than {limit} bytes")]
    Unpacked {
        /// The entry at which the limit was passed.
        entry: String,
        /// [`Limits::entry_bytes`](crate::Limits::entry_bytes) or
        /// [`Limits::unpacked_bytes`](crate::Limits::unpacked_bytes).
        limit: u64,
    },
    /// An entry is packed too well to be a table.
    #[error("{entry} unpacks to more than {limit} times its size")]
    Ratio {
        /// The entry.
        entry: String,
        /// [`Limits::ratio`](crate::Limits::ratio).
        limit: u64,
    },
    /// An entry unpacks to more than the directory says.
    #[error("{entry} unpacks to more than the {declared} bytes that it declares")]
    Lying {
        /// The entry.
        entry: String,
        /// The size it declares.
        declared: u64,
    },
    /// Entries that share bytes.
    #[error("packed entries overlap")]
    Overlapping,
    /// A document type or entities declared in XML; no spreadsheet does that.
    #[error("{entry} declares XML entities")]
    Entities {
        /// The entry.
        entry: String,
    },
    /// Too many shared strings.
    #[error("more than {limit} shared strings")]
    SharedStrings {
        /// [`Limits::shared_strings`](crate::Limits::shared_strings).
        limit: usize,
    },
    /// Too much text in the shared strings.
    #[error("more than {limit} bytes of shared strings")]
    SharedStringBytes {
        /// [`Limits::shared_string_bytes`](crate::Limits::shared_string_bytes).
        limit: u64,
    },
}

impl Refusal {
    pub(crate) fn damaged(detail: impl std::fmt::Display) -> Refusal {
        Refusal::Damaged { detail: detail.to_string() }
    }
}
