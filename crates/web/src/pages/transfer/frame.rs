//! What every page of the room starts from, and how a refusal comes back to it.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use base::record::verb::Occasion;
use base::record::{Kind, Record, RecordId, Shape, Slip, SlipReason};
use base::store::{Fault, Shelf};
use transfer::{Rulebook, Trouble as TransferTrouble};

use super::super::record::titled_link;
use crate::language::{Key, Messages};
use crate::refusal::{base_sentence, ledger_sentence, sharing_sentence, slip_sentence};
use crate::rulebook::{rules, shipped_calendar};
use crate::shell::{Form, Layout, Refusal, Section, Trouble, Visit};
use crate::state::State;
use crate::view::Link;

/// One visit of a page about transfer.
#[derive(Clone)]
pub(super) struct Frame<'a> {
    pub state: &'a State,
    pub visit: &'a Visit,
    pub t: Messages,
    pub occasion: Occasion,
}

impl<'a> Frame<'a> {
    pub(super) fn new(state: &'a State, visit: &'a Visit) -> Self {
        Self { state, visit, t: visit.messages(), occasion: visit.occasion(state) }
    }

    pub(super) fn layout(&self) -> Layout {
        Layout::new(self.state, self.visit, Some(Section::Transfer))
    }

    /// The id at the address.
    pub(super) fn id(&self) -> Result<RecordId, Trouble> {
        self.visit.id.parse().map_err(|_| Trouble::NotFound)
    }

    pub(super) fn reading<T>(
        &self,
        work: impl FnOnce(&mut dyn Shelf, Rulebook) -> Result<T, TransferTrouble>,
    ) -> Result<T, Trouble> {
        let book = rulebook()?;
        self.state.store().reading(|shelf| work(shelf, book)).map_err(transfer_trouble)
    }

    pub(super) fn writing<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Shelf, Rulebook, &Occasion) -> Result<T, TransferTrouble> + Send + 'static,
    ) -> Result<Result<T, (StatusCode, String)>, Trouble> {
        let (book, occasion) = (rulebook()?, self.occasion.clone());
        match self.state.store().writing(move |shelf| work(shelf, book, &occasion)) {
            Ok(done) => Ok(Ok(done)),
            Err(trouble) => said(self.t, trouble).map(Err),
        }
    }

    /// Links to records by their titles; those the viewer may not know of are left out.
    pub(super) fn links(&self, shelf: &mut dyn Shelf, ids: &[RecordId]) -> Result<BTreeMap<RecordId, Link>, Fault> {
        let titles = shelf.titles(ids, &self.occasion.viewer.reach())?;
        Ok(titles.iter().map(|titled| (titled.id, titled_link(titled, self.t))).collect())
    }

    /// The title of a record in the reader's language.
    pub(super) fn title(&self, record: &Record) -> String {
        record.content.title(self.t.pick(true, false)).to_owned()
    }
}

/// The rules and the calendar that ship.
pub(super) fn rulebook() -> Result<Rulebook<'static>, Trouble> {
    Ok(Rulebook { rules: rules()?, calendar: shipped_calendar()? })
}

/// Where a record's own page is.
pub(super) fn page_of(kind: Kind, id: RecordId) -> String {
    format!("/{}/{id}", kind.path())
}

/// What was typed into a form that comes back.
#[derive(Clone, Default)]
pub(super) struct Typed(Form);

impl Typed {
    pub(super) fn of(form: &Form) -> Self {
        Self(form.clone())
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.0.text(name)
    }

    /// Whether a form with a field of this name was sent, filled in or not.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.pairs().any(|(given, _)| given == name)
    }

    /// Whether an answer was chosen.
    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        self.0.fields(name).any(|given| given == value)
    }
}

/// A refusal that a page shows above what was typed; anything else is a page of its own.
pub(crate) fn said(t: Messages, trouble: TransferTrouble) -> Result<(StatusCode, String), Trouble> {
    let sentence = match &trouble {
        TransferTrouble::Base(base::Trouble::Refused(refusal))
        | TransferTrouble::Ledger(base::accounting::Trouble::Base(base::Trouble::Refused(refusal))) => {
            let hidden = matches!(refusal.class(), base::Class::NotFound | base::Class::SignIn);
            (!hidden).then(|| with_slips(t, refusal))
        }
        TransferTrouble::Ledger(base::accounting::Trouble::Ledger(refusal)) => Some(ledger_sentence(t, refusal)),
        TransferTrouble::Sharing(refusal) => Some(sharing_sentence(t, refusal.key(), &refusal.facts())),
        TransferTrouble::Base(_) | TransferTrouble::Ledger(_) => None,
    };
    let trouble = transfer_trouble(trouble);
    sentence.map(|sentence| (trouble.status(), sentence)).ok_or(trouble)
}

/// What is wrong with which field, where that is what a trouble says.
pub(super) fn wrong(t: Messages, trouble: &TransferTrouble) -> Vec<(String, String)> {
    let TransferTrouble::Base(base::Trouble::Refused(base::Refusal::Slips(slips))) = trouble else { return Vec::new() };
    slips.iter().map(|slip| (slip.field.clone(), slip_said(t, &slip.reason))).collect()
}

/// A refusal with every field that is wrong.
fn with_slips(t: Messages, refusal: &base::Refusal) -> String {
    let base::Refusal::Slips(slips) = refusal else { return base_sentence(t, refusal) };
    let one = |slip: &Slip| format!("{}{}{}", label(t, &slip.field), t.pick("：", ": "), slip_said(t, &slip.reason));
    slips.iter().map(one).collect::<Vec<_>>().join(t.pick("；", "; "))
}

/// What is wrong with a field. Nothing is published in this room, so what is missing is only asked for.
fn slip_said(t: Messages, reason: &SlipReason) -> String {
    if let SlipReason::NotMoney { given, detail, detail_zh } = reason {
        let said = t.say("transfer-slip-not-money").with("given", given.as_str());
        return said.with("detail", t.pick(detail_zh.as_str(), detail.as_str())).to_string();
    }
    if *reason == (SlipReason::Missing {}) { t.get("transfer-slip-missing") } else { slip_sentence(t, reason) }
}

/// What a field is called on the page: by the forms of this room, else by the records; a row of a table by its number.
fn label(t: Messages, path: &str) -> String {
    if let Some(key) = own_label(path) {
        return t.get(key);
    }
    let mut parts = path.split('.');
    let name = parts.next().unwrap_or_default();
    let kinds = [Kind::Deal, Kind::Receipt, Kind::Publicity, Kind::Payout];
    let Some(field) = kinds.into_iter().find_map(|kind| kind.field(name)) else { return path.to_owned() };
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

/// The label of a field that only the forms of this room have.
fn own_label(name: &str) -> Option<Key> {
    Some(match name {
        "on" => Key("transfer-nda-on"),
        "until" | "nda_until" => Key("transfer-nda-until"),
        "organisation" => Key("transfer-access-who"),
        "what" => Key("transfer-access-what"),
        "why" => Key("transfer-access-why"),
        "base" => Key("transfer-base"),
        "amount" => Key("transfer-came"),
        "received" => Key("transfer-received-on"),
        "rate" => Key("transfer-exchange"),
        "due" => Key("transfer-due"),
        "content" => Key("publicity-content"),
        "begins" => Key("publicity-begins"),
        "days" => Key("publicity-days"),
        "objection" => Key("publicity-object"),
        "answer" => Key("publicity-answer"),
        "tax" => Key("statement-withheld"),
        "period_ends" => Key("transfer-period"),
        _ => return None,
    })
}

/// A trouble of a deal as one of a page.
pub(crate) fn transfer_trouble(trouble: TransferTrouble) -> Trouble {
    match trouble {
        TransferTrouble::Base(trouble) => trouble.into(),
        TransferTrouble::Ledger(trouble) => trouble.into(),
        TransferTrouble::Sharing(refusal) => {
            let status = match refusal.class() {
                sharing::Class::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
                sharing::Class::NotFound => StatusCode::NOT_FOUND,
                sharing::Class::Conflict => StatusCode::CONFLICT,
                sharing::Class::Unresolved => StatusCode::SERVICE_UNAVAILABLE,
            };
            let facts = refusal.facts();
            Trouble::Refused(Refusal { status, what: Key(refusal.key()), mend: Key("transfer-mend"), facts })
        }
    }
}
