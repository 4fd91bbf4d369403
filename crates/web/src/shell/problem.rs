//! Troubles as RFC 9457 problem documents, for programs and for the script of the pages.

use axum::Json;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::trouble::{Text, Trouble};
use super::visit::Visit;
use crate::language::{Language, Messages};
use crate::refusal::slip_sentence;

const API: &str = "/api/";

/// Whether a problem document is wanted: always by programs, and by scripts that say so.
pub(super) fn is_wanted(path: &str, headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    path.starts_with(API) || accept.is_some_and(|accept| accept.starts_with("application/json"))
}

/// The problem document of a trouble; to programs it speaks English.
pub(super) fn answer(trouble: &Trouble, visit: &Visit) -> Response {
    let t = if visit.path.starts_with(API) { Messages::new(Language::English) } else { visit.messages() };
    let (text, status) = (Text::new(trouble, t, visit), trouble.status());
    let mut problem = json!({
        "type": "about:blank",
        "status": status.as_u16(),
        "title": text.what,
        "detail": text.mend,
    });
    if let Some(reference) = text.reference {
        problem["reference"] = json!(reference);
    }
    if let Trouble::Base(refusal) = trouble {
        problem["code"] = json!(code(refusal.key()));
        let facts: Map<String, Value> =
            refusal.facts().into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
        if !facts.is_empty() {
            problem["facts"] = Value::Object(facts);
        }
        if let base::Refusal::Slips(slips) = refusal {
            let field = |slip: &base::record::Slip| {
                let message = slip_sentence(t, &slip.reason);
                json!({ "field": slip.field, "code": code(slip.reason.key()), "message": message })
            };
            problem["fields"] = slips.iter().map(field).collect();
        }
    }
    let mut response = (status, Json(problem)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// The name of a refusal or a slip without what the messages put before it.
fn code(key: &str) -> &str {
    key.trim_start_matches("base-refusal-").trim_start_matches("slip-")
}
