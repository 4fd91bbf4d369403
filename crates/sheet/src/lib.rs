//! Tables as offices write them: XLSX, XLS, ODS and CSV, read with limits and written safely.
//!
//! Reading hands over rows of text, one at a time, as a person sees them in the spreadsheet; nothing is taken for
//! granted about the file, not even that it is the kind its name says. Writing never makes a formula of a text.
//!
//! ```
//! use didymium_sheet::{Book, Column, Limits, write_csv};
//! use std::ops::ControlFlow;
//!
//! let columns = [Column::text("需求名称"), Column::number("预算金额（万元）")];
//! let rows = [vec!["=1+1 的抛光粉".to_owned(), "50".to_owned()]];
//! let mut file = Vec::new();
//! write_csv(&columns, rows, &mut file)?;
//!
//! let mut book = Book::open(file, "需求.csv", Limits::default())?.unguard();
//! let mut read = Vec::new();
//! book.rows(0, &mut |row| {
//!     read.push(row.cells);
//!     ControlFlow::Continue(())
//! })?;
//! assert_eq!(read[1], ["=1+1 的抛光粉", "50"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod biff;
mod book;
mod cell;
mod container;
mod fill;
mod guard;
mod input;
mod kind;
mod limits;
mod number_format;
mod ods;
mod refusal;
mod rows;
mod scan;
mod separated;
mod separator;
mod text;
mod write;
mod xls;
mod xlsx;
mod zipped;

pub use book::Book;
pub use cell::{canonical_number, number_text, trim};
pub use fill::Region;
pub use guard::{guard, unguard};
pub use input::Input;
pub use kind::Looks;
pub use limits::Limits;
pub use refusal::{Bomb, Refusal};
pub use rows::Row;
pub use write::{Column, Kind, Unwritable, write_csv, write_xlsx};
