//! The form that puts terms on the table: one row a term with the fields of its kind, and who stands behind the names in
//! the rule; what was typed is kept.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::kinds::{Beneficiary, Deal, PricingMode, ShareRole, Term, TermBase, TermType};
use base::record::verb::{Occasion, Within};
use base::record::{Given, Kind, RecordId, Slip};
use base::store::{Filter, Query, Shelf, Sort};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use sharing::waterfall::Rule;
use transfer::Trouble as TransferTrouble;
use transfer::deal::{case, side_of};
use transfer::terms::{Proposal, propose};

use super::super::frame::Frame;
use super::frame::{Dealing, said, wrong};
use super::terms::line;
use super::words::{answers, percents};
use crate::language::{Key, Messages};
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;

/// Rows that are read of a form.
const ROWS_MOST: usize = 100;
/// Most people and organisations that are offered.
const OFFERED_MOST: usize = 500;

/// The columns of a term, as the form sends them; each has the name of its field.
const TERM: [&str; 11] = [
    "code",
    "term_type",
    "amount",
    "rate_percent",
    "base",
    "tier_from",
    "tier_to",
    "due",
    "every_months",
    "condition",
    "clause",
];
/// The columns of a beneficiary.
const BENEFICIARY: [&str; 5] = ["name", "recipient", "role", "main", "account"];

#[derive(Template)]
#[template(path = "pages/transfer/terms.html")]
struct TermsPage {
    t: Messages,
    layout: Layout,
    address: String,
    deal: RecordId,
    version: u32,
    refused: Option<String>,
    rows: Vec<Row>,
    people: Vec<Vec<Cell>>,
    offered: Vec<String>,
    sentences: Vec<String>,
    rule: String,
    departure: String,
    pricing: String,
    value: String,
    /// Whether the text of the rule is unfolded, since something is wrong with it.
    unfolds: bool,
    types: Vec<(&'static str, &'static str)>,
    pricings: Vec<(&'static str, &'static str)>,
}

/// A term in the form.
struct Row {
    code: String,
    kind: &'static str,
    cells: Vec<Cell>,
}

/// An input of a row; one that its kind has no use for only holds its place.
struct Cell {
    id: String,
    name: String,
    label: String,
    value: String,
    shape: Shape,
    wrong: String,
    /// Whether the page opens at it.
    first: bool,
}

/// How an input is filled in.
enum Shape {
    Hidden,
    Line,
    Wide,
    Number,
    Day,
    Choice(Vec<(&'static str, &'static str)>),
    Offered,
}

/// What stands in the form.
#[derive(Clone, Default)]
struct Typed {
    terms: Vec<Vec<String>>,
    people: Vec<Vec<String>>,
    rule: String,
    departure: String,
    pricing: String,
    value: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let id = frame.id()?;
    let (typed, version) = told(&frame, id)?;
    render(&frame, (id, version), typed, Refused::default(), None)
}

/// The form of a deal with a rule that was written elsewhere; nothing is put on the table yet.
pub(in crate::pages) fn with_rule(state: &State, visit: &Visit, id: RecordId, rule: &str) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let (typed, version) = told(&frame, id)?;
    render(&frame, (id, version), Typed { rule: rule.to_owned(), ..typed }, Refused::default(), None)
}

/// The text of a deal's rule, for who may propose another; empty where there is none.
pub(in crate::pages) fn rule_of(state: &State, visit: &Visit, id: RecordId) -> Result<String, Trouble> {
    Ok(told(&Frame::new(state, visit, Section::Transfer), id)?.0.rule)
}

/// What a deal says, as the form has it.
fn told(frame: &Frame, id: RecordId) -> Result<(Typed, u32), Trouble> {
    frame.reading(|shelf, _| {
        let case = case(shelf, &frame.occasion.viewer, id)?;
        side_of(&frame.occasion.viewer, &case).ok_or(base::Refusal::NotParty {})?;
        Ok((typed_of(frame, shelf, &case.deal)?, case.record.version))
    })
}

fn typed_of(frame: &Frame, shelf: &mut dyn Shelf, deal: &Deal) -> Result<Typed, TransferTrouble> {
    let cells = |value: Value, columns: &[&str]| -> Vec<String> {
        let cell = |column: &&str| match &value[*column] {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(true) => "yes".to_owned(),
            Value::Null | Value::Bool(false) | Value::Array(_) | Value::Object(_) => String::new(),
        };
        columns.iter().map(cell).collect()
    };
    let told = |value: Result<Value, serde_json::Error>| value.unwrap_or_default();
    let recipients: Vec<RecordId> = deal.beneficiaries.iter().filter_map(|one| one.recipient).collect();
    let titles = frame.links(shelf, &recipients)?;
    let people = deal.beneficiaries.iter().map(|one| {
        let mut row = cells(told(serde_json::to_value(one)), &BENEFICIARY);
        if let Some(link) = one.recipient.and_then(|id| titles.get(&id)) {
            row[1].clone_from(&link.text);
        }
        row
    });
    let rule = deal.sharing_rules.last().and_then(|rule| rule.text.as_ref());
    Ok(Typed {
        terms: deal.terms.iter().map(|term| cells(told(serde_json::to_value(term)), &TERM)).collect(),
        people: people.collect(),
        rule: rule.map_or_else(String::new, |rule| rule.0.clone()),
        departure: line(deal.departure_clause.as_ref()),
        pricing: deal.pricing_mode.map_or_else(String::new, |mode| PricingMode::CHOICES[mode as usize].code.to_owned()),
        value: deal.value.map_or_else(String::new, |value| value.to_string()),
    })
}

/// What was refused: the answer, the sentence above the form, and what is wrong with which field.
#[derive(Default)]
struct Refused {
    status: StatusCode,
    sentence: Option<String>,
    wrong: Vec<(String, String)>,
}

fn render(
    frame: &Frame,
    (id, version): (RecordId, u32),
    mut typed: Typed,
    refused: Refused,
    opens: Option<&str>,
) -> Result<Response, Trouble> {
    let t = frame.t;
    let rule = Rule::from_toml(&typed.rule);
    if let Ok(rule) = &rule {
        // Every name in the rule has its row, so that it is seen who is still to be named.
        for name in names(rule) {
            if !typed.people.iter().any(|row| row[0] == name) {
                let mut row = vec![String::new(); BENEFICIARY.len()];
                row[0] = name;
                typed.people.push(row);
            }
        }
    }
    let wrong = |field: String| {
        let found = refused.wrong.iter().find(|(name, _)| *name == field);
        found.map_or_else(String::new, |(_, sentence)| sentence.clone())
    };
    let rows = typed.terms.iter().enumerate().map(|(at, row)| {
        let last = opens == Some("term") && at + 1 == typed.terms.len();
        term_row(t, at, row, last, &wrong)
    });
    let people = typed.people.iter().enumerate().map(|(at, row)| {
        let last = opens == Some("person") && at + 1 == typed.people.len();
        person_row(t, at, row, last, &wrong)
    });
    let page = TermsPage {
        t,
        layout: frame.layout(),
        address: format!("/deals/{id}"),
        deal: id,
        version,
        rows: rows.collect(),
        people: people.collect(),
        offered: offered(frame, id)?,
        sentences: rule.as_ref().map(|rule| sentences(rule, t)).unwrap_or_default(),
        unfolds: rule.is_err() && !typed.rule.trim().is_empty(),
        rule: typed.rule,
        departure: typed.departure,
        pricing: typed.pricing,
        value: typed.value,
        refused: refused.sentence,
        types: answers(TermType::CHOICES, t),
        pricings: answers(PricingMode::CHOICES, t),
    };
    page_with(refused.status, &page)
}

/// The names that a rule pays, in its order.
fn names(rule: &Rule) -> Vec<String> {
    let persons = rule.parties.iter().flat_map(|party| rule.persons(&party.id));
    persons.map(|(person, _)| person.to_string()).collect()
}

/// A rule step by step in the reader's words.
fn sentences(rule: &Rule, t: Messages) -> Vec<String> {
    let one = |sentence: sharing::waterfall::Sentence| {
        let facts = sentence.facts.iter();
        facts.fold(t.say(Key(sentence.key)), |said, (name, fact)| said.with(name, percents(fact))).to_string()
    };
    rule.sentences().into_iter().map(one).collect()
}

/// The fields that a kind of term has.
fn fields_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "upfront" | "milestone" => &["amount", "due", "condition", "clause"],
        "fee" => &["amount", "due", "every_months", "condition", "clause"],
        "running-royalty" => &["rate_percent", "base", "tier_from", "tier_to", "every_months", "clause"],
        "minimum-annual" => &["amount", "due", "clause"],
        "equity" => &["rate_percent", "amount", "due", "condition", "clause"],
        "in-kind" => &["condition", "due", "clause"],
        _ => &TERM,
    }
}

fn term_row(t: Messages, at: usize, row: &[String], opens: bool, wrong: &impl Fn(String) -> String) -> Row {
    let kind = row[1].as_str();
    let known = TermType::CHOICES.iter().find(|choice| choice.code == kind);
    let fields = fields_of(kind);
    let first = fields.first().copied().unwrap_or_default();
    let cell = |(name, value): (&&'static str, &String)| {
        let wrong = wrong(format!("terms.{}.{name}", at + 1));
        // What is there is shown, whatever the kind.
        let shown = fields.contains(name) || !value.is_empty() || !wrong.is_empty();
        let (label, shape) = of_column(name, t);
        let hidden = *name == "code" || *name == "term_type" && known.is_some() || !shown;
        Cell {
            id: format!("t{}-{name}", at + 1),
            name: format!("t-{name}"),
            label,
            value: value.clone(),
            shape: if hidden { Shape::Hidden } else { shape },
            wrong,
            first: opens && *name == first,
        }
    };
    Row {
        code: row[0].clone(),
        kind: known.map_or("", |choice| t.pick(choice.label.zh, choice.label.en)),
        cells: TERM.iter().zip(row).map(cell).collect(),
    }
}

fn of_column(name: &str, t: Messages) -> (String, Shape) {
    let (key, shape) = match name {
        "term_type" => (Key("transfer-term-type"), Shape::Choice(answers(TermType::CHOICES, t))),
        "amount" => (Key("transfer-amount"), Shape::Line),
        "rate_percent" => (Key("transfer-rate"), Shape::Number),
        "base" => (Key("transfer-base-of"), Shape::Choice(answers(TermBase::CHOICES, t))),
        "tier_from" => (Key("transfer-tier-from"), Shape::Line),
        "tier_to" => (Key("transfer-tier-to"), Shape::Line),
        "due" => (Key("transfer-due-first"), Shape::Day),
        "every_months" => (Key("transfer-every-months"), Shape::Number),
        "condition" => (Key("transfer-condition"), Shape::Wide),
        "name" => (Key("transfer-rule-name"), Shape::Line),
        "recipient" => (Key("transfer-recipient"), Shape::Offered),
        "role" => (Key("transfer-role"), Shape::Choice(answers(ShareRole::CHOICES, t))),
        "main" => (Key("rule-main"), Shape::Choice(vec![("yes", t.pick("是", "Yes"))])),
        "account" => (Key("transfer-account"), Shape::Line),
        _ => (Key("transfer-clause"), Shape::Line),
    };
    (t.get(key), shape)
}

fn person_row(t: Messages, at: usize, row: &[String], opens: bool, wrong: &impl Fn(String) -> String) -> Vec<Cell> {
    let cell = |(name, value): (&&'static str, &String)| {
        let (label, shape) = of_column(name, t);
        Cell {
            id: format!("b{}-{}", at + 1, if *name == "recipient" { "who" } else { name }),
            name: format!("b-{name}"),
            label,
            value: value.clone(),
            shape,
            wrong: wrong(format!("beneficiaries.{}.{name}", at + 1)),
            first: opens && *name == "name",
        }
    };
    BENEFICIARY.iter().zip(row).map(cell).collect()
}

/// Who may be named: the parties of the deal first, then the people that the viewer may know of.
fn offered(frame: &Frame, id: RecordId) -> Result<Vec<String>, Trouble> {
    frame.reading(|shelf, _| {
        let case = case(shelf, &frame.occasion.viewer, id)?;
        let parties: Vec<RecordId> = case.deal.parties.iter().filter_map(|party| party.organisation).collect();
        let titles = frame.links(shelf, &parties)?;
        let mut all: Vec<String> =
            parties.iter().filter_map(|party| titles.get(party)).map(|link| link.text.clone()).collect();
        let filter = Filter { kinds: vec![Kind::Person], states: vec!["published".to_owned()], ..Filter::default() };
        let reach = frame.occasion.viewer.reach();
        let query = Query { reach, filter, sort: Sort::Updated, after: None, limit: OFFERED_MOST };
        all.extend(shelf.find(&query)?.records.iter().map(|record| frame.title(record)));
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|title| seen.insert(title.clone()));
        Ok(all)
    })
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

fn typed_in(form: &Form) -> Typed {
    // A row of a code alone holds nothing.
    let mut terms = table(form, "t-", &TERM);
    terms.retain(|row| row.iter().skip(1).any(|cell| !cell.is_empty()));
    let mut people = table(form, "b-", &BENEFICIARY);
    people.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    let text = |name: &str| form.text(name).to_owned();
    Typed {
        terms,
        people,
        rule: text("rule"),
        departure: text("departure"),
        pricing: text("pricing"),
        value: text("value"),
    }
}

/// Adds or takes away a row, or puts the terms on the table.
pub(super) fn save(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let id = frame.id()?;
    let version: Option<u32> = form.text("version").parse().ok();
    let mut typed = typed_in(form);
    let (act, at) = form.text("act").split_once('.').unwrap_or((form.text("act"), ""));
    let at = at.parse::<usize>().unwrap_or(usize::MAX);
    let opens = match act {
        "add" => {
            let mut row = vec![String::new(); TERM.len()];
            form.text("new-kind").clone_into(&mut row[1]);
            typed.terms.push(row);
            Some("term")
        }
        "person" => {
            typed.people.push(vec![String::new(); BENEFICIARY.len()]);
            Some("person")
        }
        "remove" if at < typed.terms.len() => {
            typed.terms.remove(at);
            Some("")
        }
        "leave-out" if at < typed.people.len() => {
            typed.people.remove(at);
            Some("")
        }
        _ => None,
    };
    if opens.is_some() {
        told(&frame, id)?;
        return render(&frame, (id, version.unwrap_or_default()), typed, Refused::default(), opens);
    }
    put(&frame, (id, version), typed)
}

fn put(frame: &Frame, (id, version): (RecordId, Option<u32>), typed: Typed) -> Result<Response, Trouble> {
    let (given, occasion) = (typed.clone(), frame.occasion.clone());
    let saved: Result<_, TransferTrouble> = frame.state.store().writing(move |shelf| {
        let proposal = proposal(shelf, &occasion, given)?;
        propose(shelf, &occasion, id, version, &proposal)
    });
    match saved {
        Ok(_) => see_other_done(&format!("/deals/{id}/desk"), Done::TermsProposed),
        Err(trouble) => {
            let wrong = wrong(frame.t, &trouble);
            let (status, sentence) = said(frame.t, trouble)?;
            let refused = Refused { status, sentence: Some(sentence), wrong };
            render(frame, (id, version.unwrap_or_default()), typed, refused, None)
        }
    }
}

/// What was typed, read as the fields of a deal; every slip of it at once.
fn proposal(shelf: &mut dyn Shelf, occasion: &Occasion, typed: Typed) -> Result<Proposal, TransferTrouble> {
    let mut slips = Vec::new();
    let terms = kept(read::<Vec<Term>>(shelf, occasion, "terms", &objects(&typed.terms, &TERM)), &mut slips)?;
    let people = objects(&typed.people, &BENEFICIARY);
    let people = kept(read::<Vec<Beneficiary>>(shelf, occasion, "beneficiaries", &people), &mut slips)?;
    let value = Given::Text(yuan(&typed.value));
    let value = kept(canonical(shelf, occasion, "value", &value), &mut slips)?;
    if !slips.is_empty() {
        return Err(base::Refusal::Slips(slips).into());
    }
    Ok(Proposal {
        terms: terms.map(Option::unwrap_or_default),
        beneficiaries: people.map(Option::unwrap_or_default),
        rule: Some(typed.rule),
        pricing_mode: super::act::answer_of(&typed.pricing),
        value: value.and_then(|value| serde_json::from_value(value).ok()),
        departure_clause: Some(typed.departure),
    })
}

/// What was read; its slips are gathered, and any other trouble goes up.
fn kept<T>(read: Result<T, TransferTrouble>, slips: &mut Vec<Slip>) -> Result<Option<T>, TransferTrouble> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(TransferTrouble::Base(base::Trouble::Refused(base::Refusal::Slips(more)))) => {
            slips.extend(more);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

/// Rows as the records' reader takes them.
fn objects(rows: &[Vec<String>], columns: &[&str]) -> Given {
    let object = |row: &Vec<String>| {
        let mut object = Map::new();
        for (name, text) in columns.iter().zip(row).filter(|(_, text)| !text.is_empty()) {
            let money = matches!(*name, "amount" | "tier_from" | "tier_to");
            let value = if *name == "main" {
                json!(text == "yes")
            } else {
                json!(if money { yuan(text) } else { text.clone() })
            };
            object.insert((*name).to_owned(), value);
        }
        Value::Object(object)
    };
    Given::Json(Value::Array(rows.iter().map(object).collect()))
}

/// Nothing, and what is below it, needs no unit to be understood.
fn yuan(text: &str) -> String {
    let bare = measure::Decimal::parse(&measure::full_width_to_half(text)).is_ok();
    let digits = text.chars().any(|digit| digit.is_ascii_digit() && digit != '0');
    if bare && (!digits || text.starts_with(['-', '−', '－'])) { format!("{text}元") } else { text.to_owned() }
}

/// A field of a deal, read as everywhere: names of records become links, 万元 becomes money.
fn read<T: DeserializeOwned>(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    name: &str,
    given: &Given,
) -> Result<Option<T>, TransferTrouble> {
    Ok(serde_json::from_value(canonical(shelf, occasion, name, given)?).ok())
}

fn canonical(shelf: &mut dyn Shelf, occasion: &Occasion, name: &str, given: &Given) -> Result<Value, TransferTrouble> {
    let Some(field) = Kind::Deal.field(name) else { return Ok(Value::Null) };
    let mut within = Within::new(shelf, occasion);
    let read: Result<Value, Vec<Slip>> = base::record::read(field, given, &mut within);
    within.end()?;
    Ok(read.map_err(base::Refusal::Slips)?)
}
