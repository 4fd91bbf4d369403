//! Tables given out: lists, templates, bad rows, results.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base::exchange::{self, Format, Unwritten, Wanted};
use base::record::Kind;
use tokio_util::io::ReaderStream;

use super::view::View;
use super::word::with_words;
use crate::pages::record::{Listed, listed};
use crate::shell::{Trouble, Visit, disposition, plural, see_other};
use crate::state::State;

pub(crate) const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const TEXT: &str = "text/csv; charset=utf-8";

/// The list as a workbook.
pub(super) fn export_workbook(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    export(state, visit, Format::Xlsx)
}

/// The list as text.
pub(super) fn export_text(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    export(state, visit, Format::Csv)
}

fn export(state: &State, visit: &Visit, format: Format) -> Result<Response, Trouble> {
    let (kind, filter, sort) = match listed(state, visit)? {
        Listed::Asked { kind, filter, sort } => (kind, filter, sort),
        // The list says what is wrong with the question.
        Listed::Wrong { address } => return see_other(&address),
    };
    let t = visit.messages();
    let wanted = Wanted { kind, filter, sort, chinese: t.pick(true, false) };
    let mut more = false;
    let file = made(|out| {
        let exported = exchange::export(state.store(), &visit.occasion(state), &wanted, format, out, &mut |_| ())?;
        more = exported.more;
        Ok(())
    })?;
    let day = state.clock().now().to_string();
    let day = day.get(..10).unwrap_or_default();
    let cut = if more { t.get("exchange-file-cut") } else { String::new() };
    let (ending, content) = if format == Format::Xlsx { ("xlsx", WORKBOOK) } else { ("csv", TEXT) };
    given(file, &format!("{}-{day}{cut}.{ending}", plural(kind, t)), content)
}

/// An empty table to fill in.
pub(super) fn template(_: &State, visit: &Visit) -> Result<Response, Trouble> {
    let first = visit.path.split('/').nth(1).unwrap_or_default();
    let (kind, t) = (Kind::of_path(first).ok_or(Trouble::NotFound)?, visit.messages());
    let file = made(|out| exchange::template(kind, t.pick(true, false), out))?;
    given(file, &t.say("exchange-file-template").with("kind", plural(kind, t)).to_string(), WORKBOOK)
}

/// The bad rows of an import.
pub(super) fn bad(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let file = made(|out| {
        with_words(view.kind(), view.t, |words| {
            exchange::bad_rows(state.store(), &view.occasion, &view.import, words, Format::Xlsx, out).map(drop)
        })
    })?;
    given(file, &view.t.say("exchange-file-bad-rows").with("name", stem(&view.import.name)).to_string(), WORKBOOK)
}

/// What became of every row.
pub(super) fn result(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let file = made(|out| {
        with_words(view.kind(), view.t, |words| {
            exchange::results(state.store(), &view.import, words, Format::Xlsx, out).map(drop)
        })
    })?;
    given(file, &view.t.say("exchange-file-result").with("name", stem(&view.import.name)).to_string(), WORKBOOK)
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A file without a name, written and ready to be read from its beginning.
pub(crate) fn made(write: impl FnOnce(&mut BufWriter<File>) -> Result<(), Unwritten>) -> Result<File, Trouble> {
    let mut out = BufWriter::new(tempfile::tempfile()?);
    write(&mut out).map_err(|unwritten| match unwritten {
        Unwritten::Base(trouble) => trouble.into(),
        Unwritten::Table(sheet::Unwritable::Io(error)) => error.into(),
        Unwritten::Table(error) => Trouble::fault(error),
    })?;
    let rewound = |mut out: BufWriter<File>| -> io::Result<File> {
        out.flush()?;
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(file)
    };
    Ok(rewound(out)?)
}

/// Gives a file out, to be saved.
pub(crate) fn given(file: File, name: &str, content: &'static str) -> Result<Response, Trouble> {
    let length = file.metadata().map_err(Trouble::fault)?.len();
    let headers = [
        (CONTENT_TYPE, content.to_owned()),
        (CONTENT_LENGTH, length.to_string()),
        (CONTENT_DISPOSITION, disposition(name)),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(file)));
    Ok((StatusCode::OK, headers, body).into_response())
}
