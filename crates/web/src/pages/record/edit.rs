//! The form of a record: a new one, or one that stands; saved as a draft or published.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::{may_author, may_change};
use base::record::verb::{self, Beginning, Within};
use base::record::{Given, Move, Record, RecordId, Slip, State as Stands};
use base::{Refusal, Trouble as BaseTrouble};

use super::difference::Differing;
use super::form::{Group, Sheet, Suggestions, heading, sheet};
use super::slip::Said;
use super::stale;
use super::text::{self, Texts};
use super::value::link_to;
use super::view::View;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Trouble, Visit, page, page_with, see_other_done};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/record/edit.html")]
struct EditPage {
    t: Messages,
    layout: Layout,
    heading: String,
    kind: String,
    list: String,
    /// Where the form goes, and the way back from it.
    action: String,
    back: String,
    version: Option<u32>,
    /// Whether it can be saved as a draft and published, or only saved.
    draft: bool,
    groups: Vec<Group>,
    suggestions: Vec<Suggestions>,
    /// Whether a workflow writes the rest of the record.
    rest: bool,
    slips: Vec<Said>,
    stale: Option<Vec<Differing>>,
    /// Records that say nearly the same as a new one.
    alike: Vec<Likely>,
    /// Their ids, as the form sends them once its author has seen them.
    apart: String,
}

/// A record that says nearly the same.
struct Likely {
    id: RecordId,
    link: Link,
    owner: String,
    hundredths: u8,
}

/// An empty form; the address may fill fields in.
pub(super) fn new(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    may_author(view.viewer(), view.kind)?;
    state.store().reading(|shelf| {
        let mut within = Within::new(shelf, &view.occasion);
        let texts = beginning(&view, &mut within);
        let sheet = sheet(&view, &mut within, &texts, &[], false)?;
        within.end()?;
        page(&render(&view, None, sheet, None))
    })
}

/// What a new form holds: what the address says, one's own organisation where there is but one, and for whom it is.
fn beginning(view: &View, within: &mut Within) -> Texts {
    let mut texts = Texts::from([("visibility".to_owned(), "members".to_owned())]);
    let standings = view.viewer().member().map_or(&[][..], |member| &member.standings);
    if let ([only], Some(owner)) = (standings, view.kind.field("owner")) {
        let id = serde_json::json!(only.organisation.to_string());
        texts.insert("owner".to_owned(), text::of_value(owner, &id, within));
    }
    for field in view.kind.fields() {
        if let Some(given) = view.visit.field(field.name) {
            texts.insert(field.name.to_owned(), given.to_owned());
        }
    }
    texts
}

/// Writes a new record.
pub(super) fn create(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let typed = text::of_form(view.kind, form);
    let given = text::changed(view.kind, &typed, &Texts::new());
    let publishes = form.field("act") == Some("publish");
    let beginning = if publishes { Beginning::Published } else { Beginning::Draft };
    let alike = alike(&view, &given, beginning, form.field("apart").unwrap_or_default())?;
    if !alike.is_empty() {
        return perhaps_known(&view, &typed, alike);
    }
    let (occasion, kind) = (view.occasion.clone(), view.kind);
    match state.store().writing(move |shelf| verb::create(shelf, &occasion, kind, &given, beginning)) {
        Ok(record) => done(&record, publishes),
        Err(BaseTrouble::Refused(Refusal::Slips(slips))) => again(&view, None, &typed, &slips),
        Err(other) => Err(other.into()),
    }
}

/// Records that say nearly the same as what is to be written and that its author has not seen; none where it cannot
/// be written anyway.
fn alike(view: &View, given: &[(String, Given)], beginning: Beginning, apart: &str) -> Result<Vec<Likely>, Trouble> {
    let seen: Vec<RecordId> = apart.split(' ').filter_map(|id| id.parse().ok()).collect();
    view.state.store().reading(|shelf| {
        let mut within = Within::new(shelf, &view.occasion);
        let Ok(record) = verb::would_create(&mut within, &view.occasion, view.kind, given, beginning) else {
            within.end()?;
            return Ok(Vec::new());
        };
        let found = view.state.alike().alike(within.shelf(), view.viewer(), &record)?;
        let ids: Vec<RecordId> = found.iter().map(|one| one.id).collect();
        let all_seen = ids.iter().all(|id| seen.contains(id));
        let others = if all_seen { Vec::new() } else { within.shelf().records(&ids)? };
        let owners: Vec<RecordId> = others.iter().filter_map(|other| other.content.owner()).collect();
        within.learn(&owners);
        let likely = |other: &Record| {
            let hundredths = found.iter().find(|one| one.id == other.id).map_or(0, |one| one.hundredths);
            let owner = other.content.owner().and_then(|owner| link_to(owner, &mut within, view.t));
            let link = Link::at(format!("{}/{}", view.list(), other.id), view.title(other));
            Likely { id: other.id, link, owner: owner.map(|link| link.text).unwrap_or_default(), hundredths }
        };
        let mut likely: Vec<Likely> = others.iter().map(likely).collect();
        likely.sort_by(|a, b| b.hundredths.cmp(&a.hundredths).then(a.id.cmp(&b.id)));
        within.end()?;
        Ok(likely)
    })
}

/// The form once more, above it what the base has already, as it seems. Sent again, it is written.
fn perhaps_known(view: &View, typed: &Texts, alike: Vec<Likely>) -> Result<Response, Trouble> {
    view.state.store().reading(|shelf| {
        let mut within = Within::new(shelf, &view.occasion);
        let sheet = sheet(view, &mut within, typed, &[], false)?;
        within.end()?;
        let apart: Vec<String> = alike.iter().map(|one| one.id.to_string()).collect();
        let form = EditPage { alike, apart: apart.join(" "), ..render(view, None, sheet, None) };
        page_with(StatusCode::CONFLICT, &form)
    })
}

/// The form of a record as it stands.
pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let record = state.store().reading(|shelf| view.own_record(shelf))?;
    view.note_reading(&record)?;
    state.store().reading(|shelf| {
        let mut within = Within::new(shelf, &view.occasion);
        let texts = text::of_content(view.kind, &record.content, &mut within);
        let sheet = sheet(&view, &mut within, &texts, &[], record.stands())?;
        within.end()?;
        page(&render(&view, Some(&record), sheet, None))
    })
}

/// Changes a record, unless somebody else did meanwhile; then it shows what they did and keeps what was typed.
pub(super) fn change(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let view = View::new(state, visit)?;
    let typed = text::of_form(view.kind, form);
    let version: u32 = form.field("version").and_then(|given| given.parse().ok()).unwrap_or_default();
    let (record, before) = state.store().reading(|shelf| -> Result<_, Trouble> {
        let record = view.own_record(shelf)?;
        let mut within = Within::new(shelf, &view.occasion);
        let before = text::of_content(view.kind, &record.content, &mut within);
        within.end()?;
        Ok((record, before))
    })?;
    if record.version != version {
        return overtaken(&view, version, &typed);
    }
    let publishes = form.field("act") == Some("publish") && record.state == Stands::Draft;
    let given = text::changed(view.kind, &typed, &before);
    let (occasion, id) = (view.occasion.clone(), record.id);
    let written = state.store().writing(move |shelf| {
        let record = verb::change(shelf, &occasion, id, Some(version), &given)?;
        if !publishes {
            return Ok(record);
        }
        verb::step(shelf, &occasion, id, Some(record.version), &Move::Publish)
    });
    match written {
        Ok(record) => done(&record, publishes),
        Err(BaseTrouble::Refused(Refusal::Slips(slips))) => again(&view, Some(&record), &typed, &slips),
        Err(BaseTrouble::Refused(Refusal::Stale { .. })) => overtaken(&view, version, &typed),
        Err(other) => Err(other.into()),
    }
}

/// The form once more, with what is wrong.
pub(super) fn again(view: &View, record: Option<&Record>, typed: &Texts, slips: &[Slip]) -> Result<Response, Trouble> {
    view.state.store().reading(|shelf| {
        let mut within = Within::new(shelf, &view.occasion);
        let mut texts = match record {
            Some(record) => text::of_content(view.kind, &record.content, &mut within),
            None => Texts::new(),
        };
        texts.extend(typed.clone());
        let sheet = sheet(view, &mut within, &texts, slips, record.is_some_and(Record::stands))?;
        within.end()?;
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &render(view, record, sheet, None))
    })
}

/// The form once more, over what somebody else wrote meanwhile.
fn overtaken(view: &View, version: u32, typed: &Texts) -> Result<Response, Trouble> {
    view.state.store().reading(|shelf| {
        let record = view.own_record(shelf)?;
        let seen = shelf.versions(record.id)?.into_iter().find(|seen| seen.version == version);
        let seen = seen.and_then(|seen| seen.content).unwrap_or_default();
        let mut within = Within::new(shelf, &view.occasion);
        let merged = stale::merge(view, &seen, &record.content, typed, &mut within);
        let sheet = sheet(view, &mut within, &merged.texts, &[], record.stands())?.with_theirs(&merged.theirs);
        within.end()?;
        page_with(StatusCode::CONFLICT, &render(view, Some(&record), sheet, Some(merged.differing)))
    })
}

fn render(view: &View, record: Option<&Record>, sheet: Sheet, stale: Option<Vec<Differing>>) -> EditPage {
    let back = record.map_or_else(|| view.list(), |record| format!("{}/{}", view.list(), record.id));
    EditPage {
        t: view.t,
        layout: view.layout(),
        heading: record.map_or_else(|| heading(view), |record| view.title(record)),
        kind: view.kind_label(),
        list: view.list(),
        action: record.map_or_else(|| format!("{}/new", view.list()), |_| format!("{back}/edit")),
        back,
        version: record.map(|record| record.version),
        draft: record.is_none_or(|record| record.state == Stands::Draft),
        groups: sheet.groups,
        suggestions: sheet.suggestions,
        slips: sheet.slips,
        rest: sheet.rest,
        stale,
        alike: Vec::new(),
        apart: String::new(),
    }
}

/// Where a form that was taken leads.
fn done(record: &Record, publishes: bool) -> Result<Response, Trouble> {
    let done = if publishes { Done::Published } else { Done::Saved };
    see_other_done(&format!("/{}/{}", record.kind.path(), record.id), done)
}

impl View<'_> {
    /// Whether the viewer may change a record.
    pub(super) fn may_change(&self, record: &Record) -> bool {
        may_change(self.viewer(), record).is_ok()
    }
}
