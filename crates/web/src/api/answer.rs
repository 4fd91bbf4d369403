//! What operations answer, and how what went wrong becomes a problem document.

use axum::http::header::{CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LINK, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::refused::Refused;
use crate::shell::Trouble;

/// An answer.
#[derive(Debug)]
pub(super) enum Answer {
    /// A JSON document.
    Json(Json),
    /// It is done.
    Done,
    /// A file, on its way.
    File(Response),
}

/// A JSON document with what stands in its head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Json {
    /// 200 where nothing is said.
    pub status: Option<u16>,
    /// The version of the record.
    pub version: Option<u32>,
    /// Where the new thing is.
    pub location: Option<String>,
    /// Where the list goes on.
    pub next: Option<String>,
    /// The document.
    pub body: Value,
}

/// Why an operation did not do what was asked.
#[derive(Debug)]
pub(super) enum Failure {
    /// The API said no.
    Own(Refused),
    /// The base said no, or the machine failed.
    Trouble(Trouble),
}

impl Answer {
    /// A JSON document.
    pub(super) fn ok(body: Value) -> Self {
        Self::Json(Json { body, ..Json::default() })
    }

    /// A new thing, and where it is.
    pub(super) fn created(location: String, body: Value) -> Self {
        Self::ok(body).created_at(location)
    }

    /// The same answer for something that is new.
    #[must_use]
    pub(super) fn created_at(self, location: String) -> Self {
        match self {
            Self::Json(json) => {
                let status = Some(StatusCode::CREATED.as_u16());
                Self::Json(Json { status, location: Some(location), ..json })
            }
            other @ (Self::Done | Self::File(_)) => other,
        }
    }

    /// The same answer with the version of the record.
    #[must_use]
    pub(super) fn tagged(self, version: u32) -> Self {
        match self {
            Self::Json(json) => Self::Json(Json { version: Some(version), ..json }),
            other @ (Self::Done | Self::File(_)) => other,
        }
    }
}

impl Json {
    /// As it is kept for a repeated request.
    pub(super) fn kept(&self) -> String {
        json!({ "version": self.version, "location": self.location, "body": self.body }).to_string()
    }

    /// As it was kept.
    pub(super) fn of_kept(status: u16, kept: &str) -> Option<Self> {
        let mut kept: Value = serde_json::from_str(kept).ok()?;
        let version = kept["version"].as_u64().and_then(|version| u32::try_from(version).ok());
        let location = kept["location"].as_str().map(str::to_owned);
        Some(Self { status: Some(status), version, location, next: None, body: kept["body"].take() })
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let json = match self {
            Self::Json(json) => json,
            Self::Done => return StatusCode::NO_CONTENT.into_response(),
            Self::File(response) => return response,
        };
        let mut head = HeaderMap::new();
        let mut put = |name: HeaderName, text: Option<String>| {
            if let Some(Ok(value)) = text.map(HeaderValue::try_from) {
                head.insert(name, value);
            }
        };
        put(CONTENT_TYPE, Some("application/json".to_owned()));
        put(ETAG, json.version.map(|version| format!("\"{version}\"")));
        put(LOCATION, json.location);
        put(LINK, json.next.map(|next| format!("<{next}>; rel=\"next\"")));
        let status = json.status.and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or(StatusCode::OK);
        (status, head, json.body.to_string()).into_response()
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::Own(refused)
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<base::Trouble> for Failure {
    fn from(trouble: base::Trouble) -> Self {
        Self::Trouble(trouble.into())
    }
}

impl From<base::accounting::Trouble> for Failure {
    fn from(trouble: base::accounting::Trouble) -> Self {
        Self::Trouble(trouble.into())
    }
}

impl From<ledger::Refusal> for Failure {
    fn from(refusal: ledger::Refusal) -> Self {
        base::accounting::Trouble::from(refusal).into()
    }
}

impl From<transfer::Trouble> for Failure {
    fn from(trouble: transfer::Trouble) -> Self {
        Self::Trouble(trouble.into())
    }
}

impl From<brokerage::Trouble> for Failure {
    fn from(trouble: brokerage::Trouble) -> Self {
        Self::Trouble(trouble.into())
    }
}

impl From<base::Refusal> for Failure {
    fn from(refusal: base::Refusal) -> Self {
        Self::Trouble(refusal.into())
    }
}

impl From<retrieval::Unsearched> for Failure {
    fn from(trouble: retrieval::Unsearched) -> Self {
        Self::Trouble(trouble.into())
    }
}

impl From<base::store::Fault> for Failure {
    fn from(fault: base::store::Fault) -> Self {
        Self::Trouble(fault.into())
    }
}
