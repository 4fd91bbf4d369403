//! A form that was sent: its fields, read whole before anything is done with them.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::StatusCode;

use super::origin;
use super::trouble::{Refusal, Trouble};
use super::visit::Visit;
use crate::language::Key;

/// The largest form, in bytes.
const MOST_BYTES: usize = 2 * 1024 * 1024;
/// A form that has not arrived by then is given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// The field that shows that a page of the session sent the form.
pub(super) const CSRF: &str = "csrf";

/// The fields of a form, decoded, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    pub(super) fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The first value of a field, unless it is empty.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields(name).next()
    }

    /// Every value of a field that is not empty, in order.
    pub(crate) fn fields(&self, name: &str) -> impl Iterator<Item = &str> {
        let given = self.0.iter().filter(move |(given, value)| given == name && !value.is_empty());
        given.map(|(_, value)| value.as_str())
    }

    /// The first value of a field as it was typed; empty where it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value.as_str())
    }

    /// Every field with its value, empty ones too, without what guards the form.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter(|(name, _)| name != CSRF).map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// The limit that a route for forms sets on bodies.
pub(super) fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(MOST_BYTES)
}

/// Reads a form that a page of this site and of this session sends.
pub(super) async fn read(visit: &Visit, request: Request) -> Result<Form, Trouble> {
    origin::from_here(request.headers())?;
    let body = tokio::time::timeout(PATIENCE, Bytes::from_request(request, &())).await.map_err(|_| too_slow())?;
    let body = body.map_err(|rejected| match rejected.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large("2 MiB"),
        _ => broken_off(),
    })?;
    let form = Form(form_urlencoded::parse(&body).into_owned().collect());
    origin::of_session(visit, form.text(CSRF))?;
    Ok(form)
}

/// The refusal of a body larger than is taken.
pub(super) fn too_large(most: &str) -> Trouble {
    base::Refusal::TooLarge { most: most.to_owned() }.into()
}

/// The refusal of a body that takes too long to arrive.
pub(super) fn too_slow() -> Trouble {
    refused(StatusCode::REQUEST_TIMEOUT, Key("refusal-too-slow"))
}

/// The refusal of a body that ends before its end, or that is no form.
pub(super) fn broken_off() -> Trouble {
    refused(StatusCode::BAD_REQUEST, Key("refusal-broken-off"))
}

fn refused(status: StatusCode, what: Key) -> Trouble {
    Trouble::Refused(Refusal { status, what, mend: Key("refusal-send-again"), facts: Vec::new() })
}
