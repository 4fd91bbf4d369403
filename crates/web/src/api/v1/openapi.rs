//! The document itself.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::IntoResponse;
use serde_json::json;

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), show);
}

fn documentation() -> Documentation {
    let any = json!({ "type": "object" });
    let gives = Gives::Json(StatusCode::OK, "An OpenAPI 3.1 document.", any);
    document(Method::Get, "/openapi.json", "show_document", "This document", gives)
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation answers")]
fn show(_: &Call) -> Result<Answer, Failure> {
    let head = [(CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    Ok(Answer::File((head, super::super::openapi()).into_response()))
}
