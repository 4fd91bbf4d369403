//! The terms on the table: shown as rows and sentences, and put there by a form that keeps what was typed.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::kinds::{Beneficiary, Deal, PricingMode, ShareRole, Term, TermBase, TermType};
use base::record::verb::{Occasion, Within};
use base::record::{Given, Kind, RecordId, Slip};
use base::store::Shelf;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use transfer::Trouble as TransferTrouble;
use transfer::deal::{case, side_of};
use transfer::terms::{Proposal, agreed_rules, propose};

use super::frame::Frame;
use super::words::{answers, percents, word};
use crate::language::{Key, Messages};
use crate::shell::{Done, Form, Layout, Trouble, Visit, page_with, see_other_done};
use crate::state::State;

/// Empty rows at the end of the form.
const SPARE: usize = 3;
/// Rows that are read of a form.
const ROWS_MOST: usize = 100;

/// The columns of a term, as the form sends them; each has the name of its field.
const TERM: [&str; 10] =
    ["code", "term_type", "amount", "rate_percent", "base", "tier_from", "tier_to", "due", "every_months", "condition"];
/// The columns of a beneficiary.
const BENEFICIARY: [&str; 4] = ["name", "recipient", "role", "account"];

#[derive(Template)]
#[template(path = "pages/transfer/terms.html")]
struct TermsPage {
    t: Messages,
    layout: Layout,
    address: String,
    title: String,
    version: u32,
    refused: Option<String>,
    terms: Vec<Vec<String>>,
    clauses: Vec<String>,
    beneficiaries: Vec<Vec<String>>,
    rule: String,
    departure: String,
    pricing: String,
    value: String,
    types: Vec<(&'static str, &'static str)>,
    bases: Vec<(&'static str, &'static str)>,
    roles: Vec<(&'static str, &'static str)>,
    pricings: Vec<(&'static str, &'static str)>,
}

/// A term as other pages show it.
pub(super) struct Row {
    pub code: String,
    pub kind_word: &'static str,
    pub what: String,
    pub due: String,
    pub condition: String,
    pub clause: String,
}

/// The terms of a deal.
pub(super) fn rows(deal: &Deal, t: Messages) -> Vec<Row> {
    let row = |term: &Term| Row {
        code: line(term.code.as_ref()),
        kind_word: term.term_type.map_or("", |kind| word(TermType::CHOICES, kind as usize, t)),
        what: what(term, t),
        due: due(term, t),
        condition: line(term.condition.as_ref()),
        clause: line(term.clause.as_ref()),
    };
    deal.terms.iter().map(row).collect()
}

fn line(text: Option<&base::record::Line>) -> String {
    text.map_or_else(String::new, |text| text.0.clone())
}

fn due(term: &Term, t: Messages) -> String {
    let day = term.due.as_ref().map_or_else(String::new, |day| day.0.clone());
    let every = term.every_months.map(|months| t.say("transfer-every").with("months", months.0).to_string());
    [day, every.unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What a term gives: a sum, or a rate of something within a tier.
fn what(term: &Term, t: Messages) -> String {
    let amount = term.amount.map(|amount| amount.show());
    let rate = term.rate_percent.as_ref().map(|rate| {
        let base = term.base.map_or("", |base| word(TermBase::CHOICES, base as usize, t));
        format!("{} % {base}", rate.0)
    });
    let bound = |bound: Option<measure::Budget>| bound.map(|bound| bound.show());
    let tier = match (bound(term.tier_from), bound(term.tier_to)) {
        (None, None) => None,
        (from, to) => Some(format!("{} – {}", from.unwrap_or_default(), to.unwrap_or_else(|| "∞".to_owned()))),
    };
    [amount, rate, tier].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Every version of the deal's rule of sharing: its number, its first day, its steps in sentences.
pub(super) fn sentences(deal: &Deal, t: Messages) -> Result<Vec<(u32, String, Vec<String>)>, TransferTrouble> {
    let Some((_, rules)) = agreed_rules(deal)? else { return Ok(Vec::new()) };
    let one = |sentence: sharing::waterfall::Sentence| {
        let said =
            sentence.facts.iter().fold(t.say(Key(sentence.key)), |said, (name, fact)| said.with(name, percents(fact)));
        let clause = sentence.clause.as_ref().map_or_else(String::new, |clause| format!("（{clause}）"));
        format!("{said}{clause}")
    };
    let of = |rule: &sharing::waterfall::Rule| {
        (rule.version, rule.from.to_string(), rule.sentences().into_iter().map(one).collect())
    };
    Ok(rules.iter().map(of).collect())
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let id = frame.id()?;
    let page = frame.reading(|shelf, _| {
        let case = case(shelf, &frame.occasion.viewer, id)?;
        side_of(&frame.occasion.viewer, &case).ok_or(base::Refusal::NotParty {})?;
        filled(&frame, shelf, id, &case.deal, case.record.version)
    })?;
    page_with(StatusCode::OK, &page)
}

/// The form with what the deal says.
fn filled(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    id: RecordId,
    deal: &Deal,
    version: u32,
) -> Result<TermsPage, TransferTrouble> {
    let cells = |value: Value, columns: &[&str]| -> Vec<String> {
        let cell = |column: &&str| match &value[*column] {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => String::new(),
        };
        columns.iter().map(cell).collect()
    };
    let told = |value: Result<Value, serde_json::Error>| value.unwrap_or_default();
    let terms = deal.terms.iter().map(|term| cells(told(serde_json::to_value(term)), &TERM)).collect();
    let recipients: Vec<RecordId> = deal.beneficiaries.iter().filter_map(|one| one.recipient).collect();
    let titles = frame.links(shelf, &recipients)?;
    let beneficiaries = deal.beneficiaries.iter().map(|one| {
        let mut row = cells(told(serde_json::to_value(one)), &BENEFICIARY);
        if let Some(link) = one.recipient.and_then(|id| titles.get(&id)) {
            row[1].clone_from(&link.text);
        }
        row
    });
    let rule = deal.sharing_rules.last().and_then(|rule| rule.text.as_ref());
    Ok(TermsPage {
        address: format!("/deals/{id}"),
        title: String::new(),
        version,
        terms,
        clauses: deal.terms.iter().map(|term| line(term.clause.as_ref())).collect(),
        beneficiaries: beneficiaries.collect(),
        rule: rule.map_or_else(String::new, |rule| rule.0.clone()),
        departure: line(deal.departure_clause.as_ref()),
        pricing: deal.pricing_mode.map_or_else(String::new, |mode| PricingMode::CHOICES[mode as usize].code.to_owned()),
        value: deal.value.map_or_else(String::new, |value| value.to_string()),
        ..empty(frame)
    }
    .spared())
}

fn empty(frame: &Frame) -> TermsPage {
    let t = frame.t;
    TermsPage {
        t,
        layout: frame.layout(),
        address: String::new(),
        title: t.get("transfer-propose"),
        version: 0,
        refused: None,
        terms: Vec::new(),
        clauses: Vec::new(),
        beneficiaries: Vec::new(),
        rule: String::new(),
        departure: String::new(),
        pricing: String::new(),
        value: String::new(),
        types: answers(TermType::CHOICES, t),
        bases: answers(TermBase::CHOICES, t),
        roles: answers(ShareRole::CHOICES, t),
        pricings: answers(PricingMode::CHOICES, t),
    }
}

impl TermsPage {
    /// Without the rows that hold nothing, and with as many as one goes on with.
    fn spared(mut self) -> Self {
        let empty = |row: &Vec<String>| row.iter().skip(1).all(String::is_empty);
        self.clauses.resize(self.terms.len(), String::new());
        let rows = self.terms.into_iter().zip(self.clauses);
        (self.terms, self.clauses) = rows.filter(|(row, clause)| !empty(row) || !clause.is_empty()).unzip();
        self.beneficiaries.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        self.title = self.t.get("transfer-propose");
        let (terms, people) = (self.terms.len(), self.beneficiaries.len());
        self.terms.resize(terms + SPARE, vec![String::new(); TERM.len()]);
        self.clauses.resize(terms + SPARE, String::new());
        self.beneficiaries.resize(people + SPARE, vec![String::new(); BENEFICIARY.len()]);
        self
    }
}

/// The rows of a form: column by column, empty cells holding their places.
fn table(form: &Form, prefix: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let column = |name: &str| -> Vec<String> {
        let wanted = format!("{prefix}{name}");
        let cells = form.pairs().filter(|(given, _)| *given == wanted);
        cells.map(|(_, text)| text.trim().to_owned()).take(ROWS_MOST).collect()
    };
    let columns: Vec<Vec<String>> = columns.iter().map(|name| column(name)).collect();
    let count = columns.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |column: &Vec<String>, at: usize| column.get(at).cloned().unwrap_or_default();
    (0..count).map(|at| columns.iter().map(|column| cell(column, at)).collect()).collect()
}

pub(super) fn save(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let id = frame.id()?;
    let version: Option<u32> = form.text("version").parse().ok();
    let terms = table(form, "t-", &TERM);
    let clauses: Vec<String> = table(form, "t-", &["clause"]).into_iter().flatten().collect();
    let beneficiaries = table(form, "b-", &BENEFICIARY);
    let (rule, departure) = (form.text("rule").to_owned(), form.text("departure").to_owned());
    let (pricing, value) = (form.text("pricing").to_owned(), form.text("value").to_owned());
    let typed = (terms.clone(), clauses.clone(), beneficiaries.clone(), rule.clone());
    let saved = frame.writing(move |shelf, _, occasion| {
        let (terms, clauses, beneficiaries, rule) = typed;
        let mut rows = objects(&terms, &TERM);
        for (row, clause) in rows.iter_mut().zip(&clauses) {
            put(row, "clause", clause);
        }
        let proposal = Proposal {
            terms: Some(read::<Term>(shelf, occasion, "terms", rows)?),
            beneficiaries: Some(read::<Beneficiary>(
                shelf,
                occasion,
                "beneficiaries",
                objects(&beneficiaries, &BENEFICIARY),
            )?),
            rule: Some(rule),
            pricing_mode: super::act::answer_of(&pricing),
            value: one(shelf, occasion, "value", &value)?,
            departure_clause: Some(departure),
        };
        propose(shelf, occasion, id, version, &proposal)
    })?;
    match saved {
        Ok(_) => see_other_done(&format!("/deals/{id}/desk"), Done::TermsProposed),
        Err((status, said)) => page_with(
            status,
            &TermsPage {
                address: format!("/deals/{id}"),
                version: version.unwrap_or_default(),
                refused: Some(said),
                terms,
                clauses,
                beneficiaries,
                rule,
                departure: form.text("departure").to_owned(),
                pricing: form.text("pricing").to_owned(),
                value: form.text("value").to_owned(),
                ..empty(&frame)
            }
            .spared(),
        ),
    }
}

/// Rows that hold something, as the records' reader takes them. A row of a preset code alone holds nothing.
fn objects(rows: &[Vec<String>], columns: &[&str]) -> Vec<Map<String, Value>> {
    let object = |row: &Vec<String>| {
        let mut object = Map::new();
        for (name, text) in columns.iter().zip(row) {
            put(&mut object, name, text);
        }
        object
    };
    rows.iter().filter(|row| row.iter().skip(1).any(|cell| !cell.is_empty())).map(object).collect()
}

fn put(object: &mut Map<String, Value>, name: &str, text: &str) {
    if !text.is_empty() {
        object.insert(name.to_owned(), json!(text));
    }
}

/// Rows of a field of a deal, read as everywhere: names of records become links, 万元 becomes money.
fn read<T: DeserializeOwned>(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    name: &str,
    rows: Vec<Map<String, Value>>,
) -> Result<Vec<T>, TransferTrouble> {
    let given = Given::Json(Value::Array(rows.into_iter().map(Value::Object).collect()));
    let value = canonical(shelf, occasion, name, &given)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

fn one<T: DeserializeOwned>(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    name: &str,
    text: &str,
) -> Result<Option<T>, TransferTrouble> {
    let value = canonical(shelf, occasion, name, &Given::Text(text.to_owned()))?;
    Ok(serde_json::from_value(value).ok())
}

fn canonical(shelf: &mut dyn Shelf, occasion: &Occasion, name: &str, given: &Given) -> Result<Value, TransferTrouble> {
    let Some(field) = Kind::Deal.field(name) else { return Ok(Value::Null) };
    let mut within = Within::new(shelf, occasion);
    let read: Result<Value, Vec<Slip>> = base::record::read(field, given, &mut within);
    within.end()?;
    Ok(read.map_err(base::Refusal::Slips)?)
}
