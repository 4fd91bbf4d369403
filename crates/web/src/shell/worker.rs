//! Pages that compute run on a worker thread, so that the server stays free to answer.

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
use crate::state::State;

/// Answers GET with `show`, on a worker thread.
pub(crate) fn on_worker(
    show: impl Fn(&State, &Visit) -> Result<Response, Trouble> + Clone + Send + Sync + 'static,
) -> MethodRouter<State> {
    get(async move |Extract(state): Extract<State>, visit: Visit| run(move || show(&state, &visit)).await)
}

/// Answers POST of a form with `act`, on a worker thread; the form comes from a page of this site and of the session.
pub(crate) fn on_worker_post(
    act: impl Fn(&State, &Visit, &Form) -> Result<Response, Trouble> + Clone + Send + Sync + 'static,
) -> MethodRouter<State> {
    let answer = async move |Extract(state): Extract<State>, visit: Visit, request: Request| {
        let form = form::read(&visit, request).await?;
        run(move || act(&state, &visit, &form)).await
    };
    post(answer).layer(form::limit())
}

/// Answers POST of a form with a file; there is no file where none was chosen.
pub(crate) fn on_worker_upload(
    act: impl Fn(&State, &Visit, &Form, Option<&Upload>) -> Result<Response, Trouble> + Clone + Send + Sync + 'static,
) -> MethodRouter<State> {
    let answer = async move |Extract(state): Extract<State>, visit: Visit, request: Request| {
        let (form, upload) = upload::read(&state, &visit, request).await?;
        run(move || act(&state, &visit, &form, upload.as_ref())).await
    };
    post(answer).layer(upload::limit())
}

/// Runs work on a worker thread.
async fn run(work: impl FnOnce() -> Result<Response, Trouble> + Send + 'static) -> Result<Response, Trouble> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|lost| Err(Trouble::fault(lost)))
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
