//! Pages that compute run on a worker thread, so that the server stays free to answer, and are not waited for without
//! end: a database that hangs must not make its visitors hang.

use std::time::Duration;

use axum::extract::{Request, State as Extract};
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, LOCATION};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};

use super::done::Done;
use super::form::{self, Form};
use super::trouble::Trouble;
use super::upload::{self, Upload};
use super::visit::Visit;
use crate::language::Key;
use crate::state::State;

/// How long an answer is waited for. The work itself goes on: it may be in the middle of writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Patience {
    /// As long as anybody looks at an empty page.
    #[default]
    Page,
    /// As long as a table of a hundred thousand rows takes on a slow machine.
    Table,
}

/// What the work does, and so what is not known when it is no longer waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It looks.
    Reads,
    /// It may have written, or may still.
    Writes,
}

impl Patience {
    fn limit(self) -> Duration {
        match self {
            Self::Page => Duration::from_secs(30),
            Self::Table => Duration::from_secs(15 * 60),
        }
    }
}

impl Effect {
    fn given_up(self, why: &str) -> Trouble {
        match self {
            Self::Reads => Trouble::Down(Key("down-slow"), why.into()),
            Self::Writes => Trouble::Unsure(why.into()),
        }
    }
}

/// Answers GET with `show`, on a worker thread.
pub(super) fn on_worker(
    patience: Patience,
    show: impl Fn(&State, &Visit) -> Result<Response, Trouble> + Clone + Send + Sync + 'static,
) -> MethodRouter<State> {
    get(async move |Extract(state): Extract<State>, visit: Visit| {
        let mine = state.clone();
        within(&state, patience, Effect::Reads, move || show(&mine, &visit)).await
    })
}

/// Answers POST of a form with `act`, on a worker thread; the form comes from a page of this site and of the session.
pub(super) fn on_worker_post(
    patience: Patience,
    act: impl Fn(&State, &Visit, &Form) -> Result<Response, Trouble> + Clone + Send + Sync + 'static,
) -> MethodRouter<State> {
    let answer = async move |Extract(state): Extract<State>, visit: Visit, request: Request| {
        let form = form::read(&visit, request).await?;
        let mine = state.clone();
        within(&state, patience, Effect::Writes, move || act(&mine, &visit, &form)).await
    };
    post(answer).layer(form::limit())
}

/// Answers POST with `act`, whoever sends it and whatever; the body is not looked at.
pub(super) fn on_worker_key(
    patience: Patience,
    act: impl Fn(&State, &Visit) -> Result<Response, Trouble> + Clone + Send + Sync + 'static,
) -> MethodRouter<State> {
    post(async move |Extract(state): Extract<State>, visit: Visit| {
        let mine = state.clone();
        within(&state, patience, Effect::Writes, move || act(&mine, &visit)).await
    })
}

/// Answers POST of a form with a file; there is no file where none was chosen.
pub(super) fn on_worker_upload(
    patience: Patience,
    act: impl Fn(&State, &Visit, &Form, Option<&Upload>) -> Result<Response, Trouble> + Clone + Send + Sync + 'static,
) -> MethodRouter<State> {
    let answer = async move |Extract(state): Extract<State>, visit: Visit, request: Request| {
        let (form, upload) = upload::read(&state, &visit, request).await?;
        let mine = state.clone();
        within(&state, patience, Effect::Writes, move || act(&mine, &visit, &form, upload.as_ref())).await
    };
    post(answer).layer(upload::limit())
}

/// Runs work on a worker thread and waits for it as long as patience lasts, and as the server does.
pub(crate) async fn within<T: Send + 'static, E: From<Trouble> + Send + 'static>(
    state: &State,
    patience: Patience,
    effect: Effect,
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E> {
    let limit = patience.limit();
    tokio::select! {
        done = tokio::task::spawn_blocking(work) => done.unwrap_or_else(|lost| Err(Trouble::fault(lost).into())),
        () = tokio::time::sleep(limit) => {
            Err(effect.given_up(&format!("no answer came within {} s", limit.as_secs())).into())
        }
        () = state.closed() => Err(effect.given_up("the server is stopping").into()),
    }
}

/// Sends the browser on to another page after a form was taken.
pub(crate) fn see_other(path: &str) -> Result<Response, Trouble> {
    let location = HeaderValue::try_from(path).map_err(Trouble::fault)?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response())
}

/// The same, and the page says what was done.
pub(crate) fn see_other_done(path: &str, done: Done) -> Result<Response, Trouble> {
    let (path, fragment) =
        path.split_once('#').map_or((path, String::new()), |(path, part)| (path, format!("#{part}")));
    let joint = if path.contains('?') { '&' } else { '?' };
    see_other(&format!("{path}{joint}done={}{fragment}", done.code()))
}
