//! What goes wrong, as pages: not found, refusals with their mend, faults with a reference number.

use std::any::Any;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use askama::Template;
use axum::Json;
use axum::extract::{Request, State as Extract};
use axum::http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use chain::Class;
use serde_json::json;

use super::layout::Layout;
use super::visit::Visit;
use crate::language::{Key, Messages};
use crate::refusal::refusal_sentence;
use crate::state::State;

/// Why a visitor does not get what was asked for.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    /// Nothing lives at this address.
    NotFound,
    /// The address is right, the method is not.
    MethodNotAllowed,
    /// A rule said no.
    Refused(Refusal),
    /// The chain said no.
    Chain(Box<chain::Refusal>),
    /// The machine failed; the cause is for the log only.
    Fault(Arc<str>),
}

/// A rule that said no: what was wrong, where, and how to mend it.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// The answer's status.
    pub status: StatusCode,
    /// What was wrong.
    pub what: Key,
    /// How to mend it.
    pub mend: Key,
    /// Facts the two messages name, and which are listed below them.
    pub facts: Vec<(&'static str, String)>,
}

impl Trouble {
    /// The machine failed because of `cause`.
    pub(crate) fn fault(cause: impl fmt::Display) -> Self {
        Self::Fault(cause.to_string().into())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused(refusal) => refusal.status,
            Self::Chain(refusal) => match refusal.reason.class() {
                Class::Pack | Class::Patch => StatusCode::BAD_REQUEST,
                Class::Infeasible | Class::Unbounded => StatusCode::UNPROCESSABLE_ENTITY,
                Class::Unresolved => StatusCode::SERVICE_UNAVAILABLE,
            },
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<chain::Refusal> for Trouble {
    fn from(refusal: chain::Refusal) -> Self {
        Self::Chain(Box::new(refusal))
    }
}

/// Carries the trouble to [`show`], which knows the reader's language.
impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Makes a fault of a panic.
#[expect(clippy::needless_pass_by_value, reason = "the layer's signature")]
pub(super) fn panicked(payload: Box<dyn Any + Send>) -> Response {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    Trouble::fault(text.unwrap_or_else(|| "a panic without a message".to_owned())).into_response()
}

/// Turns a trouble into a page in the reader's language, or into problem+json for a program.
pub(super) async fn show(Extract(state): Extract<State>, visit: Visit, request: Request, next: Next) -> Response {
    let wants_json = wants_json(request.headers());
    let mut response = next.run(request).await;
    let Some(trouble) = response.extensions_mut().remove::<Trouble>() else {
        return response;
    };
    let text = Text::new(&trouble, visit.messages(), &visit);
    let status = trouble.status();
    if wants_json {
        let problem =
            json!({ "type": "about:blank", "status": status.as_u16(), "title": text.what, "detail": text.mend });
        let mut response = (status, Json(problem)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        return response;
    }
    let template = TroublePage { t: visit.messages(), layout: Layout::new(&state, &visit, None), text };
    match template.render() {
        Ok(text) => (status, Html(text)).into_response(),
        Err(_) => status.into_response(),
    }
}

#[derive(Template)]
#[template(path = "shell/trouble.html")]
struct TroublePage {
    t: Messages,
    layout: Layout,
    text: Text,
}

struct Text {
    title: String,
    what: String,
    mend: String,
    reference: Option<String>,
}

impl Text {
    fn new(trouble: &Trouble, t: Messages, visit: &Visit) -> Self {
        match trouble {
            Trouble::NotFound => Self {
                title: t.get("not-found-title"),
                what: t.say("not-found-what").with("path", visit.path.as_str()).to_string(),
                mend: t.get("not-found-mend"),
                reference: None,
            },
            Trouble::MethodNotAllowed => Self {
                title: t.get("method-title"),
                what: t.say("method-what").with("path", visit.path.as_str()).to_string(),
                mend: t.get("method-mend"),
                reference: None,
            },
            Trouble::Refused(refusal) => {
                let say = |key: Key| {
                    let facts = refusal.facts.iter();
                    facts.fold(t.say(key), |message, (name, value)| message.with(name, value.as_str())).to_string()
                };
                Self {
                    title: t.get("refusal-title"),
                    what: say(refusal.what),
                    mend: say(refusal.mend),
                    reference: None,
                }
            }
            Trouble::Chain(refusal) => Self {
                title: t.get("refusal-title"),
                what: refusal_sentence(t, refusal),
                mend: t.get("refusal-mend-scenario"),
                reference: None,
            },
            Trouble::Fault(cause) => {
                let reference = reference();
                // The one place a fault is logged; the visitor sees the reference only.
                eprintln!("fault {reference} at {}: {cause}", visit.path);
                let shown = t.say("fault-reference").with("reference", reference).to_string();
                Self {
                    title: t.get("fault-title"),
                    what: t.get("fault-what"),
                    mend: t.get("fault-mend"),
                    reference: Some(shown),
                }
            }
        }
    }
}

fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.starts_with("application/json"))
}

/// Eight hexadecimal digits that do not repeat within a run of the server and say nothing of it.
fn reference() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let bits = RandomState::new().hash_one(COUNT.fetch_add(1, Ordering::Relaxed));
    format!("{:08x}", bits & 0xffff_ffff)
}
