//! A record moved on: published, withdrawn with a reason, deleted after a second look, restored.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::{Move, Record, verb};
use base::{Refusal, Trouble as BaseTrouble};

use super::edit;
use super::relation::kind_label;
use super::text::Texts;
use super::titled_link;
use super::view::View;
use crate::language::{Key, Messages};
use crate::shell::{Done, Form, Layout, Trouble, Visit, page_with, see_other_done};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/record/step.html")]
struct StepPage {
    t: Messages,
    layout: Layout,
    kind: String,
    list: String,
    address: String,
    title: String,
    heading: String,
    what: String,
    button: String,
    step: &'static str,
    version: u32,
    reason_wanted: bool,
    /// Why it could not be done.
    refused: Option<String>,
    /// Who still names it.
    namers: Vec<(String, Link)>,
}

/// The second look before a withdrawal or a deletion.
pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let record = state.store().reading(|shelf| view.own_record(shelf))?;
    let step = step_of(visit.field("move"), "").ok_or(Trouble::NotFound)?;
    if record.state.after(&step).is_none() {
        return Err(wrong(&record, &step).into());
    }
    look(StatusCode::OK, &view, &record, &step, None)
}

/// Does it.
pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let reason = form.field("reason").unwrap_or_default().trim().to_owned();
    let step = step_of(form.field("move"), &reason).ok_or(Trouble::NotFound)?;
    let version: Option<u32> = form.field("version").and_then(|given| given.parse().ok());
    let record = state.store().reading(|shelf| view.own_record(shelf))?;
    let (occasion, taken) = (view.occasion.clone(), step.clone());
    let moved = state.store().writing(move |shelf| verb::step(shelf, &occasion, record.id, version, &taken));
    let record = state.store().reading(|shelf| view.own_record(shelf))?;
    match moved {
        Ok(_) => see_other_done(&format!("{}/{}", view.list(), record.id), done(&step)),
        // What is missing is mended in the form.
        Err(BaseTrouble::Refused(Refusal::Slips(slips))) => edit::again(&view, Some(&record), &Texts::new(), &slips),
        Err(BaseTrouble::Refused(refusal @ (Refusal::ReasonNeeded {} | Refusal::StillNamed { .. }))) => {
            let status = if refusal == (Refusal::ReasonNeeded {}) {
                StatusCode::UNPROCESSABLE_ENTITY
            } else {
                StatusCode::CONFLICT
            };
            look(status, &view, &record, &step, Some(&refusal))
        }
        Err(other) => Err(other.into()),
    }
}

fn step_of(code: Option<&str>, reason: &str) -> Option<Move> {
    Some(match code? {
        "publish" => Move::Publish,
        "withdraw" => Move::Withdraw { reason: reason.chars().take(1_000).collect() },
        "delete" => Move::Delete,
        "restore" => Move::Restore,
        _ => return None,
    })
}

fn wrong(record: &Record, step: &Move) -> BaseTrouble {
    let (state, step) = (record.state.code().to_owned(), step.code().to_owned());
    Refusal::WrongMove { state, step }.into()
}

fn done(step: &Move) -> Done {
    match step {
        Move::Publish => Done::Published,
        Move::Withdraw { .. } => Done::Withdrawn,
        Move::Delete => Done::Deleted,
        Move::Restore => Done::Restored,
    }
}

/// The words of a move: heading, what it does, button.
fn words(step: &Move) -> (Key, Key, Key) {
    match step {
        Move::Publish => (Key("record-publish-heading"), Key("record-publish-what"), Key("record-publish")),
        Move::Withdraw { .. } => (Key("record-withdraw-heading"), Key("record-withdraw-what"), Key("record-withdraw")),
        Move::Delete => (Key("record-delete-heading"), Key("record-delete-what"), Key("record-delete")),
        Move::Restore => (Key("record-restore-heading"), Key("record-restore-what"), Key("record-restore")),
    }
}

fn look(
    status: StatusCode,
    view: &View,
    record: &Record,
    step: &Move,
    refused: Option<&Refusal>,
) -> Result<Response, Trouble> {
    let (t, (heading, what, button)) = (view.t, words(step));
    let named = match step {
        Move::Delete => view.state.store().reading(|shelf| shelf.naming(record.id, &view.viewer().reach(), 20))?,
        Move::Publish | Move::Withdraw { .. } | Move::Restore => Vec::new(),
    };
    let namers = named.iter().map(|(_, titled)| (kind_label(titled.kind, t), titled_link(titled, t))).collect();
    page_with(
        status,
        &StepPage {
            t,
            layout: view.layout(),
            kind: view.kind_label(),
            list: view.list(),
            address: format!("{}/{}", view.list(), record.id),
            title: view.title(record),
            heading: t.get(heading),
            what: t.get(what),
            button: t.get(button),
            step: step.code(),
            version: record.version,
            reason_wanted: matches!(step, Move::Withdraw { .. }),
            refused: refused.map(|refusal| crate::refusal::base_sentence(t, refusal)),
            namers,
        },
    )
}
