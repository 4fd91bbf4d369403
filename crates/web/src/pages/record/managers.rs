//! Who else may change a record.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::AccountId;
use base::record::{Record, verb};
use base::{Refusal, Trouble as BaseTrouble};

use super::view::View;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Trouble, Visit, page_with, see_other_done};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/record/managers.html")]
struct ManagersPage {
    t: Messages,
    layout: Layout,
    kind: String,
    list: String,
    address: String,
    title: String,
    version: u32,
    author: Option<String>,
    managers: Vec<(String, String)>,
    login: String,
    refused: Option<String>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    render(StatusCode::OK, &view, "", None)
}

/// Adds one by the name they sign in with, or takes one off.
pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let id = view.id()?;
    state.store().reading(|shelf| view.own_record(shelf))?;
    let version: Option<u32> = form.field("version").and_then(|given| given.parse().ok());
    let login = form.field("login").unwrap_or_default().trim().to_lowercase();
    let off: Option<AccountId> = form.field("off").and_then(|given| given.parse().ok());
    let (occasion, wanted) = (view.occasion.clone(), login.clone());
    let written = state.store().writing(move |shelf| {
        let record = verb::show(shelf, &occasion.viewer, id)?;
        let mut managers = record.managers;
        if let Some(off) = off {
            managers.retain(|manager| *manager != off);
        } else {
            let account = shelf.account_of_login(&wanted)?;
            managers.push(account.ok_or(Refusal::NoSuchAccount { login: wanted })?.id);
        }
        verb::manage(shelf, &occasion, id, version, managers)
    });
    match written {
        Ok(_) => see_other_done(&format!("{}/{id}/managers", view.list()), Done::ManagersSet),
        Err(BaseTrouble::Refused(refusal @ (Refusal::NoSuchAccount { .. } | Refusal::Stale { .. }))) => {
            let stale = matches!(refusal, Refusal::Stale { .. });
            let status = if stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            render(status, &view, &login, Some(&refusal))
        }
        Err(other) => Err(other.into()),
    }
}

fn render(status: StatusCode, view: &View, login: &str, refused: Option<&Refusal>) -> Result<Response, Trouble> {
    view.state.store().reading(|shelf| {
        let record: Record = view.own_record(shelf)?;
        let mut managers = Vec::new();
        for id in &record.managers {
            let name = shelf.account(*id)?.map_or_else(|| id.to_string(), |account| account.name);
            managers.push((id.to_string(), name));
        }
        let author = match record.author {
            Some(author) => shelf.account(author)?.map(|account| account.name),
            None => None,
        };
        page_with(
            status,
            &ManagersPage {
                t: view.t,
                layout: view.layout(),
                kind: view.kind_label(),
                list: view.list(),
                address: format!("{}/{}", view.list(), record.id),
                title: view.title(&record),
                version: record.version,
                author,
                managers,
                login: login.to_owned(),
                refused: refused.map(|refusal| crate::refusal::base_sentence(view.t, refusal)),
            },
        )
    })
}
