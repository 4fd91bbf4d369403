//! Troubles as RFC 9457 problem documents, for programs and for the script of the pages.

use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base::record::Slip;
use serde_json::{Map, Value, json};

use super::trouble::{Text, Trouble};
use super::visit::Visit;
use crate::language::{Language, Messages};
use crate::refusal::slip_sentence;

const API: &str = "/api/";

/// A problem document.
pub(crate) struct Problem {
    code: &'static str,
    status: StatusCode,
    title: String,
    detail: String,
    slips: Vec<Value>,
    facts: Map<String, Value>,
    reference: Option<String>,
}

/// The language in which a problem document is wanted; `None` where a page is.
///
/// Programs always get one, in English unless they ask for Chinese; scripts get one where they say so.
pub(super) fn wanted(path: &str, head: &HeaderMap, visit: &Visit) -> Option<Messages> {
    if path.starts_with(API) {
        return Some(language_of_program(head));
    }
    let accept = head.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.starts_with("application/json")).then(|| visit.messages())
}

/// The language in which a program wants to be spoken to.
pub(crate) fn language_of_program(head: &HeaderMap) -> Messages {
    let asked = head.get(ACCEPT_LANGUAGE).and_then(|asked| asked.to_str().ok()).and_then(Language::from_accept);
    Messages::new(asked.unwrap_or(Language::English))
}

/// The problem document of a trouble.
pub(super) fn answer(trouble: &Trouble, visit: &Visit, t: Messages) -> Response {
    let text = Text::new(trouble, t, visit);
    let mut problem = Problem::new(code(trouble), trouble.status(), text.what);
    if !visit.path.starts_with(API) {
        // A page's script puts both on the page, as they stand.
        (problem.title, problem.detail) = (problem.detail, text.mend);
    } else if matches!(trouble, Trouble::Unsure(_)) {
        problem.detail = t.get("down-unsure-program");
    }
    problem.reference = text.reference;
    let facts = match trouble {
        Trouble::Base(refusal) => refusal.facts(),
        Trouble::Refused(refusal) => refusal.facts.clone(),
        Trouble::NotFound
        | Trouble::MethodNotAllowed
        | Trouble::Chain(_)
        | Trouble::Down(..)
        | Trouble::Unsure(_)
        | Trouble::Fault(_) => Vec::new(),
    };
    problem.facts = facts.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
    if let Trouble::Base(base::Refusal::Slips(slips)) = trouble {
        problem = problem.with_slips(t, slips);
    }
    problem.into_response()
}

/// The name of a trouble: the message id without what the messages put before it.
fn code(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::NotFound => "not-found",
        Trouble::MethodNotAllowed => "method-not-allowed",
        Trouble::Refused(refusal) => short(refusal.what.0),
        Trouble::Chain(refusal) => short(refusal.reason.key()),
        Trouble::Base(refusal) => short(refusal.key()),
        Trouble::Down(..) => "unavailable",
        Trouble::Unsure(_) => "outcome-unknown",
        Trouble::Fault(_) => "fault",
    }
}

/// A message id without what stands before the name of the refusal or the slip.
pub(crate) fn short(key: &'static str) -> &'static str {
    let before = ["base-refusal-", "api-refusal-", "slip-", "refusal-"];
    before.iter().find_map(|before| key.strip_prefix(before)).unwrap_or(key)
}

impl Problem {
    /// A problem by its name, with a sentence for a person to read.
    pub(crate) fn new(code: &'static str, status: StatusCode, detail: String) -> Self {
        let mut title = code.replace('-', " ");
        title[..1].make_ascii_uppercase();
        Self { code, status, title, detail, slips: Vec::new(), facts: Map::new(), reference: None }
    }

    /// The same with what is wrong with single fields.
    #[must_use]
    pub(crate) fn with_slips(mut self, t: Messages, slips: &[Slip]) -> Self {
        let field = |slip: &Slip| {
            let detail = slip_sentence(t, &slip.reason);
            json!({ "field": slip.field, "code": short(slip.reason.key()), "detail": detail })
        };
        self.slips = slips.iter().map(field).collect();
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut document = json!({
            "type": format!("urn:didymium:{}", self.code),
            "title": self.title,
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        if !self.slips.is_empty() {
            document["slips"] = Value::Array(self.slips);
        }
        if !self.facts.is_empty() {
            document["facts"] = Value::Object(self.facts);
        }
        if let Some(reference) = self.reference {
            document["reference"] = json!(reference);
        }
        let mut response = (self.status, document.to_string()).into_response();
        let head = response.headers_mut();
        head.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.status == StatusCode::UNAUTHORIZED {
            head.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
