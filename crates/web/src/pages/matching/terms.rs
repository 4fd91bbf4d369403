//! The base's own terms, and candidates out of titles in both languages.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::Role;
use brokerage::{TermsTrouble, add_term, dismiss_term, dismissed_terms, keep_terms, mined_terms, own_terms};
use matching::terms::{Mined, Trouble as RowTrouble, Unreadable, Wrong};

use super::frame::Frame;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/matching/terms.html")]
struct TermsPage {
    t: Messages,
    layout: Layout,
    table: String,
    own: usize,
    all: usize,
    mined: Vec<Mined>,
    dismissed: Vec<(String, String)>,
    may_write: bool,
    troubles: Vec<String>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(StatusCode::OK, &Frame::new(state, visit), None)
}

/// Keeps the table as it was typed, adds a candidate, turns one down or takes that back.
pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let (occasion, t) = (frame.occasion.clone(), frame.t);
    let table = form.text("table").to_owned();
    let pair = form.field("zh").zip(form.field("en")).map(|(zh, en)| (zh.to_owned(), en.to_owned()));
    let (given, added) = (table.clone(), pair.is_some());
    let verdict = form.text("verdict").to_owned();
    let (give, take) = std::sync::mpsc::channel();
    state.store().writing(move |shelf| -> Result<(), base::Trouble> {
        let kept = match &pair {
            Some((zh, en)) if verdict == "dismiss" || verdict == "restore" => {
                return dismiss_term(shelf, &occasion, (zh, en), verdict == "dismiss");
            }
            Some((zh, en)) => add_term(shelf, &occasion, (zh, en)),
            None => keep_terms(shelf, &occasion, &given),
        };
        match kept {
            Ok(_) => Ok(()),
            Err(TermsTrouble::Base(trouble)) => Err(trouble),
            Err(TermsTrouble::Unreadable(why)) => {
                let _ = give.send(vec![unreadable(&why, t)]);
                Ok(())
            }
            Err(TermsTrouble::Rows(troubles)) => {
                let _ = give.send(troubles.iter().map(|trouble| row_trouble(trouble, t)).collect());
                Ok(())
            }
        }
    })?;
    match take.try_recv() {
        Ok(troubles) => {
            let table = if added { None } else { Some(table) };
            render(StatusCode::UNPROCESSABLE_ENTITY, &frame, Some((table, troubles)))
        }
        Err(_) => see_other_done("/matching/terms", Done::TermsKept),
    }
}

fn render(
    status: StatusCode,
    frame: &Frame,
    wrong: Option<(Option<String>, Vec<String>)>,
) -> Result<Response, Trouble> {
    let (state, t) = (frame.state, frame.t);
    let (kept, lexicon, mined, dismissed) = state.store().reading(|shelf| -> Result<_, base::store::Fault> {
        let lexicon = state.engine().lexicon(shelf)?;
        let mined = mined_terms(shelf, &frame.occasion, &lexicon)?;
        Ok((own_terms(shelf)?, lexicon, mined, dismissed_terms(shelf)?))
    })?;
    let (typed, troubles) = wrong.unwrap_or_default();
    let roles = [Role::Broker, Role::Administrator];
    page_with(
        status,
        &TermsPage {
            t,
            layout: frame.layout(Section::Matching),
            own: kept.lines().skip(1).filter(|line| !line.trim().is_empty()).count(),
            all: lexicon.terms().count(),
            table: typed.unwrap_or(kept),
            mined,
            dismissed,
            may_write: roles.into_iter().any(|role| frame.viewer().has(role)),
            troubles,
        },
    )
}

fn row_trouble(trouble: &RowTrouble, t: Messages) -> String {
    let why = match &trouble.wrong {
        Wrong::NoTerm => t.get("terms-no-term"),
        Wrong::Unfindable { form } => t.say("terms-unfindable").with("form", form.as_str()).to_string(),
        Wrong::TooLong { column, characters, most } => {
            let said = t.say("terms-too-long").with("column", column.name());
            said.with("characters", *characters).with("most", *most).to_string()
        }
        Wrong::TooMany { column, count, most } => {
            t.say("terms-too-many").with("column", column.name()).with("count", *count).with("most", *most).to_string()
        }
        Wrong::Duplicate { head, first } => {
            t.say("terms-duplicate").with("head", head.as_str()).with("first", first.to_string()).to_string()
        }
        Wrong::Cycle { first, heads } => {
            let heads = heads.join(t.pick("、", ", "));
            t.say("terms-cycle").with("first", first.to_string()).with("heads", heads).to_string()
        }
        Wrong::UnknownAbout { given } => t.say("terms-unknown-about").with("given", given.as_str()).to_string(),
        Wrong::Garbled => t.get("terms-garbled"),
        Wrong::NotAnEntry => t.get("terms-not-an-entry"),
    };
    t.say("terms-row").with("row", trouble.row.to_string()).with("why", why).to_string()
}

fn unreadable(why: &Unreadable, t: Messages) -> String {
    match why {
        Unreadable::TooLarge { bytes, most } => {
            t.say("terms-too-large").with("bytes", *bytes).with("most", *most).to_string()
        }
        Unreadable::Encoding => t.get("terms-encoding"),
        Unreadable::NoColumn(column) => t.say("terms-no-column").with("column", column.name()).to_string(),
        Unreadable::ColumnTwice(column) => t.say("terms-column-twice").with("column", column.name()).to_string(),
    }
}
