//! A certificate, checked by its code by anybody, and printed.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use talent::programme::{Certificate, certificate};

use super::super::frame::Frame;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page_with, see_other};
use crate::state::State;
use crate::view::encoded;

#[derive(Template)]
#[template(path = "pages/programme/certificate.html")]
struct CertificatePage {
    t: Messages,
    layout: Layout,
    asked: String,
    found: Option<Certificate>,
}

/// The form that asks for a code.
pub(super) fn ask(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Certificates);
    match visit.field("code").map(str::trim).filter(|code| !code.is_empty()) {
        Some(code) => see_other(&format!("/certificates/{}", encoded(code))),
        None => answered(&frame, StatusCode::OK, String::new(), None),
    }
}

/// What a code says; the same answer for every code that was not given out here.
pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Certificates);
    let asked: String = visit.id.chars().filter(|letter| !letter.is_control()).take(60).collect();
    let found = frame.read(|shelf| Ok(certificate(shelf, &asked)?))?;
    let status = if found.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    answered(&frame, status, asked, found)
}

fn answered(frame: &Frame, status: StatusCode, asked: String, found: Option<Certificate>) -> Result<Response, Trouble> {
    page_with(status, &CertificatePage { t: frame.t, layout: frame.layout(), asked, found })
}
