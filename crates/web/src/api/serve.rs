//! From the table of operations to routes: a request is read and checked, handled on a worker thread, and answered.

use std::sync::Arc;

use axum::extract::{Request, State as Extract};
use axum::http::HeaderMap;
use axum::http::header::IF_MATCH;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, on};
use base::people::Scope;
use base::record::Kind;
use serde_json::Value;

use super::answer::{Answer, Failure};
use super::body::{self, Held};
use super::call::Call;
use super::operation::{Documentation, Handler, Method, Table, Versioned};
use super::parameter::{Given, read_header};
use super::refused::Refused;
use crate::shell::{Effect, Problem, Routes, Trouble, Visit, language_of_program, within};
use crate::state::State;

/// Where every path of the table begins.
pub(super) const ROOT: &str = "/api/v1";

/// The routes of a table.
pub(super) fn routes(table: &Table) -> Routes {
    table.0.iter().fold(Routes::default(), |routes, operation| {
        let shared = Arc::new(operation.documentation.clone());
        let kinds: Vec<Option<Kind>> = match operation.kind {
            None if operation.documentation.path.contains("{kind}") => Kind::ALL.iter().copied().map(Some).collect(),
            kind => vec![kind],
        };
        kinds.into_iter().fold(routes, |routes, kind| {
            let path = kind.map_or(shared.path.clone(), |kind| shared.path.replace("{kind}", kind.path()));
            let answers = answering(Arc::clone(&shared), kind, Arc::clone(&operation.handler));
            routes.route(shared.method.name(), format!("{ROOT}{path}"), shared.who, answers)
        })
    })
}

fn answering(asked: Arc<Documentation>, kind: Option<Kind>, handler: Handler) -> MethodRouter<State> {
    on(asked.method.filter(), async move |Extract(state): Extract<State>, visit: Visit, request: Request| {
        let language = language_of_program(request.headers());
        match answer(&asked, kind, handler, state, visit, request).await {
            Ok(answer) => answer.into_response(),
            Err(Failure::Trouble(trouble)) => trouble.into_response(),
            Err(Failure::Own(refused)) => {
                let said = refused.sentence(language);
                Problem::new(refused.code(), refused.status(), said)
                    .with_slips(language, refused.slips())
                    .into_response()
            }
        }
    })
}

async fn answer(
    asked: &Documentation,
    kind: Option<Kind>,
    handler: Handler,
    state: State,
    visit: Visit,
    request: Request,
) -> Result<Answer, Failure> {
    let (head, body) = request.into_parts();
    if asked.method == Method::Get {
        visit.viewer.within(Scope::Read)?;
    }
    if !asked.parameters.iter().all(|parameter| parameter.can_name(visit.part(&parameter.name))) {
        return Err(Trouble::NotFound.into());
    }
    let given = Given::read(&asked.parameters, head.uri.query().unwrap_or_default())?;
    let version = version(asked, &head.headers)?;
    let key = key(asked, &head.headers)?;
    let (body, upload) = match body::read(&asked.takes, &head.headers, body, state.files()).await? {
        Held::Nothing => (Value::Null, None),
        Held::Json(value) => (value, None),
        Held::File(upload) => (Value::Null, Some(upload)),
    };
    let (method, t) = (asked.method.name(), language_of_program(&head.headers));
    let effect = if asked.method == Method::Get { Effect::Reads } else { Effect::Writes };
    let server = state.clone();
    let work = move || {
        let occasion = visit.occasion(&state);
        let call = Call { state, visit, t, occasion, method, kind, given, version, key, body, upload };
        handler(&call).map_err(|failure| precondition(version, failure))
    };
    within(&server, asked.patience, effect, work).await
}

fn version(asked: &Documentation, head: &HeaderMap) -> Result<Option<u32>, Refused> {
    let Some(parameter) = asked.if_match() else { return Ok(None) };
    // Without a value it names no version, which is as much as not being there.
    let named = head.get(IF_MATCH).filter(|value| !value.is_empty());
    let text = read_header(&parameter, named.map(axum::http::HeaderValue::as_bytes))?;
    match text {
        None if asked.versioned == Versioned::Must => Err(Refused::PreconditionNeeded {}),
        text => Ok(text.and_then(|text| text.trim_matches('"').parse().ok())),
    }
}

fn key(asked: &Documentation, head: &HeaderMap) -> Result<Option<String>, Refused> {
    let given = head.get("idempotency-key").map(axum::http::HeaderValue::as_bytes);
    match asked.idempotency_key() {
        Some(parameter) => read_header(&parameter, given),
        // Where repeating changes nothing anyway, a key does no harm; a secret is not given out twice.
        None if given.is_some() && asked.method == Method::Post => Err(Refused::NoKeyHere {}),
        None => Ok(None),
    }
}

/// A version that the request named, and that is not the one there is, is a precondition that failed.
fn precondition(named: Option<u32>, failure: Failure) -> Failure {
    match (named, failure) {
        (Some(_), Failure::Trouble(Trouble::Base(base::Refusal::Stale { given, current }))) => {
            Refused::PreconditionFailed { given, current }.into()
        }
        (_, failure) => failure,
    }
}
