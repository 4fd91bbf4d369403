//! The whole ledger as a file for another program.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base::accounting::{Format, export};

use super::frame::Frame;
use crate::shell::{Trouble, Visit, disposition};
use crate::state::State;

pub(super) fn hledger(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    file(state, visit, Format::Hledger)
}

pub(super) fn beancount(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    file(state, visit, Format::Beancount)
}

fn file(state: &State, visit: &Visit, format: Format) -> Result<Response, Trouble> {
    let frame = Frame::reader(state, visit)?;
    let text = frame.reading(|shelf| export(shelf, &frame.occasion.viewer, format))?;
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, disposition(&format!("ledger.{}", format.ending()))),
    ];
    Ok((StatusCode::OK, headers, text).into_response())
}
