//! Where a table is taken in: what it may look like, the form, and what was taken in before.

use askama::Template;
use axum::response::Response;
use base::exchange::{NewImport, Start};
use base::record::verb::file_name;
use base::record::{Kind, Shape};
use base::store::{Import, ImportStage};
use measure::Timestamp;

use super::view::{keep, work};
use crate::language::{Key, Messages};
use crate::refusal::state_key;
use crate::shell::{Form, Layout, Section, Trouble, Upload, Visit, page, plural, see_other};
use crate::state::State;
use crate::view::Link;

/// Imports that are listed.
const LISTED: usize = 20;

#[derive(Template)]
#[template(path = "pages/exchange/import.html")]
struct ImportPage {
    t: Messages,
    layout: Layout,
    heading: String,
    list: String,
    /// The headers that are understood, field by field.
    headers: Vec<(&'static str, String)>,
    imports: Vec<Past>,
}

/// An import of before.
struct Past {
    link: Link,
    kind: String,
    stage: String,
    when: String,
}

fn kind_of(visit: &Visit) -> Result<Kind, Trouble> {
    Kind::of_path(visit.path.split('/').nth(1).unwrap_or_default()).ok_or(Trouble::NotFound)
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let (kind, t) = (kind_of(visit)?, visit.messages());
    visit.viewer.writes()?;
    let account = visit.viewer.account().ok_or(base::Refusal::SignInNeeded {})?;
    let imports = state.store().reading(|shelf| shelf.imports(account, LISTED))?;
    page(&ImportPage {
        t,
        layout: Layout::new(state, visit, Some(Section::of_kind(kind))),
        heading: plural(kind, t),
        list: format!("/{}", kind.path()),
        headers: headers(kind, t),
        imports: imports.iter().map(|import| past(import, t)).collect(),
    })
}

/// What each field may be headed, the label apart.
fn headers(kind: Kind, t: Messages) -> Vec<(&'static str, String)> {
    let own = base::record::kinds::headers(kind);
    let of_field = |field: &'static base::record::Field| {
        let named = own.iter().filter(|(_, name)| *name == field.name).map(|(header, _)| *header);
        let mut words: Vec<&str> = named.chain(field.also.iter().copied()).collect();
        if let Shape::Rows(columns) = field.shape {
            words.extend(columns.iter().map(|column| column.label.zh));
        }
        (t.pick(field.label.zh, field.label.en), words.join("、"))
    };
    kind.fields().map(of_field).collect()
}

fn past(import: &Import, t: Messages) -> Past {
    Past {
        link: Link::at(format!("/imports/{}", import.id), import.name.clone()),
        kind: plural(import.kind, t),
        stage: stage(&import.stage, t),
        when: instant(import.created, t),
    }
}

/// How far an import is, in a word.
pub(super) fn stage(stage: &ImportStage, t: Messages) -> String {
    state_key(stage.code()).map_or_else(String::new, |key: Key| t.get(key))
}

/// An instant, to the minute.
pub(super) fn instant(at: Timestamp, t: Messages) -> String {
    crate::pages::record::instant(at, t)
}

/// Takes a file in and begins to read it.
pub(super) fn take(state: &State, visit: &Visit, form: &Form, upload: Option<&Upload>) -> Result<Response, Trouble> {
    let kind = kind_of(visit)?;
    visit.viewer.writes()?;
    let account = visit.viewer.account().ok_or(base::Refusal::SignInNeeded {})?;
    let upload = upload.ok_or(base::Refusal::BadFileName { name: String::new() })?;
    let start = if form.field("start") == Some("published") { Start::Published } else { Start::Draft };
    let (occasion, name) = (visit.occasion(state), file_name(&upload.name)?);
    let import = keep(state, &occasion, account, NewImport { kind, name, start }, upload.path())?;
    work(state, &occasion, import.id, &import.stage);
    see_other(&format!("/imports/{}", import.id))
}
