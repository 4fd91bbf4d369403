//! Tables in and out: spreadsheets as offices write them become records, and lists of records become spreadsheets that
//! can be read again unchanged.
//!
//! An import goes through stages: its table is read and every row judged ([`preview`]); people correct the columns and
//! decide about duplicates and doubts; the good rows are written ([`begin_apply`], [`apply`]); the bad ones are handed
//! back ([`bad_rows`]).

mod alike;
mod apply;
mod cell;
mod decision;
mod digest;
mod export;
mod header;
mod import;
mod judge;
mod plan;
mod preview;
mod returned;
mod row;
mod run;
mod said;
mod twin;
mod verdict;

pub use alike::{Alike, AlikeRecord, AlikeRows, NothingAlike};
pub use apply::{apply, begin_apply};
pub use cell::cell_text;
pub use decision::{Decision, scope};
pub use export::{Exported, Format, Unwritten, Wanted, export, template};
pub use header::{Header, at as header_at, find as find_header};
pub use import::{
    NewImport, Settlement, begin, begin_as, choose_header, confirm_unit, correct, decide, enter_missing, failure, find,
    forget, take_as,
};
pub use plan::{Column, MissingOwner, PROBLEMS, Plan, Start, Target};
pub use preview::preview;
pub use returned::{Words, bad_rows, results};
pub use run::{Errand, Outcome, Progress, run_import};
pub use said::{FILE_KEYS, RowReason, Said};
pub use verdict::{Act, Flaw, Judged, Likeness, STATUSES, Twin, Verdict};
