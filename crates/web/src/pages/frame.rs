//! What a page of a workflow starts from, and how a refusal comes back to it with what was typed.

use std::collections::BTreeMap;
use std::ops::Deref;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::verb::{Occasion, Within};
use base::record::{Body, Given, Kind, Record, RecordId, Shape, Slip, SlipReason, read};
use base::store::{Fault, Shelf};

use serde_json::{Map, Value};

use super::record::titled_link;
use crate::language::{Key, Messages};
use crate::refusal::{base_sentence, slip_sentence};
use crate::shell::{Form, Layout, Section, Trouble, Visit, page_with};
use crate::state::State;
use crate::view::Link;

/// One visit of a page.
#[derive(Clone)]
pub(in crate::pages) struct Frame<'a> {
    pub state: &'a State,
    pub visit: &'a Visit,
    pub t: Messages,
    pub occasion: Occasion,
    section: Section,
}

/// What the forms of a room call their fields.
#[derive(Clone, Copy)]
pub(in crate::pages) struct Labels {
    /// Fields that only its forms have.
    pub own: fn(&str) -> Option<Key>,
    /// The kinds of record that have the others.
    pub kinds: &'static [Kind],
}

impl<'a> Frame<'a> {
    pub(in crate::pages) fn new(state: &'a State, visit: &'a Visit, section: Section) -> Self {
        Self { state, visit, t: visit.messages(), occasion: visit.occasion(state), section }
    }

    pub(in crate::pages) fn layout(&self) -> Layout {
        Layout::new(self.state, self.visit, Some(self.section))
    }

    /// The id at the address.
    pub(in crate::pages) fn id(&self) -> Result<RecordId, Trouble> {
        self.visit.id.parse().map_err(|_| Trouble::NotFound)
    }

    /// Reads the base.
    pub(in crate::pages) fn read<T>(
        &self,
        work: impl FnOnce(&mut dyn Shelf) -> Result<T, base::Trouble>,
    ) -> Result<T, Trouble> {
        Ok(self.state.store().reading(work)?)
    }

    /// The page of the record at the address, below what was refused where something was.
    pub(in crate::pages) fn below<P: Template>(
        &self,
        refused: Option<(StatusCode, String)>,
        made: impl FnOnce(&mut dyn Shelf, RecordId, Option<String>) -> Result<P, base::Trouble>,
    ) -> Result<Response, Trouble> {
        let id = self.id()?;
        let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
        page_with(status, &self.read(|shelf| made(shelf, id, refused))?)
    }

    /// Writes to the base; a refusal that the page can show comes back as a status and a sentence.
    pub(in crate::pages) fn write<T: Send + 'static>(
        &self,
        labels: Labels,
        work: impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<T, base::Trouble> + Send + 'static,
    ) -> Result<Result<T, (StatusCode, String)>, Trouble> {
        let occasion = self.occasion.clone();
        match self.state.store().writing(move |shelf| work(shelf, &occasion)) {
            Ok(done) => Ok(Ok(done)),
            Err(trouble) => refused(self.t, labels, trouble).map(Err),
        }
    }

    /// Links to records by their titles; those the viewer may not know of are left out.
    pub(in crate::pages) fn links(
        &self,
        shelf: &mut dyn Shelf,
        ids: &[RecordId],
    ) -> Result<BTreeMap<RecordId, Link>, Fault> {
        let titles = shelf.titles(ids, &self.occasion.viewer.reach())?;
        Ok(titles.iter().map(|titled| (titled.id, titled_link(titled, self.t))).collect())
    }

    /// The title of a record in the reader's language.
    pub(in crate::pages) fn title(&self, record: &Record) -> String {
        record.content.title(self.t.pick(true, false)).to_owned()
    }
}

/// A text, a day or a number as it is kept; nothing where none is said.
pub(in crate::pages) fn written<T: Deref<Target = str>>(of: Option<&T>) -> String {
    of.map_or_else(String::new, |text| text.to_string())
}

/// Where a record's own page is.
pub(in crate::pages) fn page_of(kind: Kind, id: RecordId) -> String {
    format!("/{}/{id}", kind.path())
}

/// What was typed into a form that comes back.
#[derive(Clone, Default)]
pub(in crate::pages) struct Typed(Form);

impl Typed {
    pub(in crate::pages) fn of(form: &Form) -> Self {
        Self(form.clone())
    }

    pub(in crate::pages) fn text(&self, name: &str) -> &str {
        self.0.text(name)
    }

    /// Whether a form with a field of this name was sent, filled in or not.
    pub(in crate::pages) fn has(&self, name: &str) -> bool {
        self.0.pairs().any(|(given, _)| given == name)
    }

    /// Whether an answer was chosen.
    pub(in crate::pages) fn is(&self, name: &str, value: &str) -> bool {
        self.0.fields(name).any(|given| given == value)
    }
}

/// A refusal of the base that a page shows above what was typed; anything else is a page of its own.
pub(in crate::pages) fn refused(
    t: Messages,
    labels: Labels,
    trouble: base::Trouble,
) -> Result<(StatusCode, String), Trouble> {
    let sentence = match &trouble {
        base::Trouble::Refused(refusal) => shown(refusal).then(|| with_slips(t, labels, refusal)),
        base::Trouble::Fault(_) => None,
    };
    let trouble = Trouble::from(trouble);
    sentence.map(|sentence| (trouble.status(), sentence)).ok_or(trouble)
}

/// Whether a refusal is shown on the page where it arose.
pub(in crate::pages) fn shown(refusal: &base::Refusal) -> bool {
    !matches!(refusal.class(), base::Class::NotFound | base::Class::SignIn)
}

/// A refusal with every field that is wrong.
pub(in crate::pages) fn with_slips(t: Messages, labels: Labels, refusal: &base::Refusal) -> String {
    let base::Refusal::Slips(slips) = refusal else { return base_sentence(t, refusal) };
    let one =
        |slip: &Slip| format!("{}{}{}", label(t, labels, &slip.field), t.pick("：", ": "), slip_said(t, &slip.reason));
    slips.iter().map(one).collect::<Vec<_>>().join(t.pick("；", "; "))
}

/// What is wrong with a field. Nothing is published by a form of a workflow, so what is missing is only asked for.
pub(in crate::pages) fn slip_said(t: Messages, reason: &SlipReason) -> String {
    if let SlipReason::NotMoney { given, detail, detail_zh } = reason {
        let said = t.say("transfer-slip-not-money").with("given", given.as_str());
        return said.with("detail", t.pick(detail_zh.as_str(), detail.as_str())).to_string();
    }
    if *reason == (SlipReason::Missing {}) { t.get("transfer-slip-missing") } else { slip_sentence(t, reason) }
}

/// What a field is called on the page: by the forms of its room, else by the records; a row of a table by its number.
fn label(t: Messages, labels: Labels, path: &str) -> String {
    if let Some(key) = (labels.own)(path) {
        return t.get(key);
    }
    let mut parts = path.split('.');
    let name = parts.next().unwrap_or_default();
    let Some(field) = labels.kinds.iter().find_map(|kind| kind.field(name)) else { return path.to_owned() };
    let of = |field: &base::record::Field| t.pick(field.label.zh, field.label.en).to_owned();
    let (mut said, mut shape) = (of(field), field.shape);
    for part in parts {
        let columns = if let Shape::Rows(columns) = shape { columns } else { &[] };
        let column = columns.iter().find(|column| column.name == part);
        match column {
            Some(column) => {
                said = format!("{said}{}{}", t.pick(" · ", ", "), of(column));
                shape = column.shape;
            }
            None => said = t.say("transfer-slip-row").with("table", said).with("row", part.to_owned()).to_string(),
        }
    }
    said
}

/// The fields of a row that a form gives, read as the record would read them.
///
/// # Errors
/// Every slip, by field.
pub(in crate::pages) fn row<T: Body>(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    form: &Form,
    names: &[&str],
) -> Result<T, base::Trouble> {
    let mut within = Within::new(shelf, occasion);
    let (mut values, mut slips) = (Map::new(), Vec::new());
    for field in T::FIELDS.iter().filter(|field| names.contains(&field.name)) {
        match read(field, &Given::Text(form.text(field.name).to_owned()), &mut within) {
            Ok(Value::Null) => {}
            Ok(value) => drop(values.insert(field.name.to_owned(), value)),
            Err(found) => slips.extend(found),
        }
    }
    within.end()?;
    if !slips.is_empty() {
        return Err(base::Refusal::Slips(slips).into());
    }
    let wrong = |error: serde_json::Error| {
        base::Refusal::Slips(vec![SlipReason::WrongType { wanted: error.to_string() }.at("")])
    };
    Ok(serde_json::from_value(Value::Object(values)).map_err(wrong)?)
}
