//! The list of all routes, written while the router is built, so that none can be left out of it.

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use base::people::{Role, Viewer};

use super::caller::Caller;
use super::form::Form;
use super::trouble::Trouble;
use super::upload::Upload;
use super::visit::Visit;
use super::worker::{Patience, on_worker, on_worker_key, on_worker_post, on_worker_upload};
use crate::state::State;

/// Whom a route answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Everyone,
    /// Who is signed in.
    Signed,
    /// Who holds a role. What is for auditors is for administrators too, and so is what is for any other role.
    Role(Role),
    /// Whom the record at the address admits.
    PerRecord,
}

/// A route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteInfo {
    /// The method: `GET`, which also answers `HEAD`, or another.
    pub method: &'static str,
    /// The path, with `{id}` and the like for what varies.
    pub path: String,
    /// Whom it answers.
    pub who: Who,
}

/// Routes, and the list of them.
#[derive(Default)]
pub(crate) struct Routes {
    router: Router<State>,
    list: Vec<RouteInfo>,
    patience: Patience,
}

impl Who {
    /// Passes whom the route answers; a record's own check comes later.
    fn admits(self, viewer: &Viewer) -> Result<(), base::Refusal> {
        match self {
            Self::Everyone | Self::PerRecord => Ok(()),
            Self::Signed if viewer.account().is_some() => Ok(()),
            Self::Signed => Err(base::Refusal::SignInNeeded {}),
            Self::Role(Role::Administrator) => viewer.administers(),
            Self::Role(Role::Auditor) => viewer.audits(),
            Self::Role(role) if viewer.has(role) || viewer.has(Role::Administrator) => Ok(()),
            Self::Role(role) => Err(viewer.not_allowed(role.code())),
        }
    }
}

impl Routes {
    /// Routes that are waited for as long as a long table takes.
    pub(crate) fn patient() -> Self {
        Self { patience: Patience::Table, ..Self::default() }
    }

    /// Answers `GET` of a path with a page.
    #[must_use]
    pub(crate) fn get(
        self,
        path: impl Into<String>,
        who: Who,
        show: impl Fn(&State, &Visit) -> Result<Response, Trouble> + Clone + Send + Sync + 'static,
    ) -> Self {
        let answers = on_worker(self.patience, show);
        self.route("GET", path, who, answers)
    }

    /// Answers `POST` of a form to a path.
    #[must_use]
    pub(crate) fn post(
        self,
        path: impl Into<String>,
        who: Who,
        act: impl Fn(&State, &Visit, &Form) -> Result<Response, Trouble> + Clone + Send + Sync + 'static,
    ) -> Self {
        let answers = on_worker_post(self.patience, act);
        self.route("POST", path, who, answers)
    }

    /// Answers `POST` to a path of whoever shows the key in the address, from a page of this site or not: programs that
    /// read mail send it by themselves (RFC 8058). What is done checks the key.
    #[must_use]
    pub(crate) fn post_by_key(
        self,
        path: impl Into<String>,
        act: impl Fn(&State, &Visit) -> Result<Response, Trouble> + Clone + Send + Sync + 'static,
    ) -> Self {
        let answers = on_worker_key(self.patience, act);
        self.route("POST", path, Who::Everyone, answers)
    }

    /// Answers `POST` of a form with a file to a path.
    #[must_use]
    pub(crate) fn upload(
        self,
        path: impl Into<String>,
        who: Who,
        act: impl Fn(&State, &Visit, &Form, Option<&Upload>) -> Result<Response, Trouble> + Clone + Send + Sync + 'static,
    ) -> Self {
        let answers = on_worker_upload(self.patience, act);
        self.route("POST", path, who, answers)
    }

    /// Answers one method of a path with `answers`, which answers no other.
    #[must_use]
    pub(crate) fn route(
        mut self,
        method: &'static str,
        path: impl Into<String>,
        who: Who,
        answers: MethodRouter<State>,
    ) -> Self {
        let path = path.into();
        let answers = match who {
            Who::Everyone | Who::PerRecord => answers,
            Who::Signed | Who::Role(_) => {
                answers.route_layer(from_fn(move |request: Request, next: Next| guard(who, request, next)))
            }
        };
        self.router = self.router.route(&path, answers);
        self.list.push(RouteInfo { method, path, who });
        self
    }

    /// These routes and others.
    #[must_use]
    pub(crate) fn merge(mut self, others: Self) -> Self {
        self.router = self.router.merge(others.router);
        self.list.extend(others.list);
        self
    }

    /// The router.
    pub(crate) fn into_router(self) -> Router<State> {
        self.router
    }

    /// The list.
    pub(crate) fn into_list(self) -> Vec<RouteInfo> {
        self.list
    }
}

async fn guard(who: Who, request: Request, next: Next) -> Response {
    let viewer = request.extensions().get::<Caller>().map_or(&Viewer::Visitor, |caller| &caller.viewer);
    match who.admits(viewer) {
        Ok(()) => next.run(request).await,
        Err(refusal) => Trouble::from(refusal).into_response(),
    }
}
