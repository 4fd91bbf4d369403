//! Tables out: a list as a spreadsheet that can be imported again unchanged.

use base::exchange::{self, Format, Wanted};

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::parameter::{Parameter, query};
use super::super::schema::one_of;
use super::records::{Asked, common};
use crate::pages::exchange::{given, made};

/// The media types of tables.
pub(super) const TYPES: &[&str] = &[WORKBOOK, TEXT];
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const TEXT: &str = "text/csv";

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::File("The table, at most 100,000 rows.", TYPES);
    let narrowed = common().into_iter().filter(|one| !["limit", "cursor"].contains(&one.name.as_str()));
    document(Method::Get, "/exports/{kind}", "export_records", "Export a list as a table", gives)
        .under("exchange")
        .patient()
        .note("The headers are in the language that `Accept-Language` asks for, English where it asks for none.")
        .with([of_format()])
        .with(narrowed)
}

/// In which format a table is wanted.
pub(super) fn of_format() -> Parameter {
    query("format", "A workbook where nothing is said.", one_of(["xlsx", "csv"]))
}

/// The format that was asked for.
pub(super) fn format(call: &Call) -> Format {
    if call.given.text("format") == Some("csv") { Format::Csv } else { Format::Xlsx }
}

/// How the names of files of a format end.
pub(super) fn ending(format: Format) -> &'static str {
    match format {
        Format::Xlsx => "xlsx",
        Format::Csv => "csv",
    }
}

/// The media type of a format.
pub(super) fn named(format: Format) -> &'static str {
    match format {
        Format::Xlsx => WORKBOOK,
        Format::Csv => TEXT,
    }
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let (kind, format) = (call.kind()?, format(call));
    let (filter, sort) = Asked::of(call, vec![kind])?.reached(call)?;
    let wanted = Wanted { kind, filter, sort, chinese: call.t.pick(true, false) };
    let file =
        made(|out| exchange::export(call.state.store(), &call.occasion, &wanted, format, out, &mut |_| ()).map(drop))?;
    let name = format!("{}-{}.{}", kind.path(), call.occasion.now.date(), ending(format));
    Ok(Answer::File(given(file, &name, named(format))?))
}
