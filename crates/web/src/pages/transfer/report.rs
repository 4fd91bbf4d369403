//! The annual report on conversion: by form of transfer, and contract by contract.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use base::people::Role;
use base::record::kinds::{DealRole, ShareRole, TransferForm};
use measure::Money;
use sheet::{Column, write_xlsx};
use transfer::money::{Contract, Conversion, contracts, summed};

use super::super::exchange::{WORKBOOK, given, made};
use super::super::frame::Frame;
use super::frame::{Dealing, transfer_trouble};
use super::words::word;
use crate::figure::money;
use crate::language::{Key, Messages};
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;

/// The roles that have a column of their own: people one by one, units together with their departments.
const ROLES: [(&str, &[ShareRole]); 4] = [
    ("report-contributors", &[ShareRole::Contributor]),
    ("report-staff", &[ShareRole::TransferStaff]),
    ("report-units", &[ShareRole::Owner, ShareRole::Department, ShareRole::Fund]),
    ("report-partners", &[ShareRole::Partner]),
];

#[derive(Template)]
#[template(path = "pages/transfer/report.html")]
struct ReportPage {
    t: Messages,
    layout: Layout,
    year: i16,
    years: [i16; 3],
    /// The form that is looked into; empty for all.
    form: String,
    heads: Vec<String>,
    lines: Vec<Line>,
    contracts: Vec<Line>,
}

/// A line of figures: of a form, of all, of a contract.
struct Line {
    href: String,
    name: String,
    /// Contract number, registration number and day of signature, where it is of a contract.
    about: Vec<String>,
    cells: Vec<String>,
    sum: bool,
}

fn heads(t: Messages) -> Vec<String> {
    let first = ["report-signed", "report-registered", "report-value", "report-technology", "report-received"];
    let last = ["report-awarded", "report-people"];
    let roles = ROLES.iter().map(|(key, _)| *key);
    first.into_iter().chain(roles).chain(last).map(|key| t.get(Key(key))).collect()
}

/// The figures of a line. Where there are none the cell says so, or that they may be hidden.
fn cells(line: &Conversion, (came, paid): (bool, bool), t: Messages) -> Vec<String> {
    let sums = |sums: &BTreeMap<&'static str, Money>| {
        let said: Vec<String> = sums.iter().map(|(code, sum)| format!("{code} {}", money(*sum))).collect();
        said.join("; ")
    };
    let nothing = |said: String, seen: bool| {
        if said.is_empty() { t.get(if seen { Key("report-nothing") } else { Key("report-hidden") }) } else { said }
    };
    let role = |roles: &[ShareRole]| {
        let found = roles.iter().filter_map(|role| line.shared.get(&(*role as usize)));
        nothing(found.map(sums).collect::<Vec<_>>().join("; "), paid)
    };
    let first = [
        line.signed.to_string(),
        line.registered.to_string(),
        nothing(sums(&line.value), true),
        nothing(sums(&line.technology), true),
        nothing(sums(&line.received), came),
    ];
    let roles = ROLES.iter().map(|(_, roles)| role(roles));
    first.into_iter().chain(roles).chain([nothing(sums(&line.awarded), paid), line.people.to_string()]).collect()
}

/// Whether the viewer sees what came in under a contract, and what of it was paid out: who leads a party, and its finance,
/// see the one, of who gives and shares it the other.
fn sees(frame: &Frame, contract: &Contract) -> (bool, bool) {
    let viewer = &frame.occasion.viewer;
    let acts = |roles: &[DealRole]| {
        let parties = contract.deal.parties.iter().filter(|party| party.role.is_some_and(|role| roles.contains(&role)));
        parties
            .filter_map(|party| party.organisation)
            .any(|party| viewer.manages(party) || viewer.has(Role::Finance) && viewer.acts_for(party))
    };
    let gives = viewer.sees_everything() || acts(&[DealRole::Provider]);
    (gives || acts(&[DealRole::Taker, DealRole::Developer, DealRole::Investor, DealRole::Venture]), gives)
}

/// The contracts of the year in the address, this year's where it names none.
fn told(frame: &Frame) -> Result<(i16, Vec<Contract>), Trouble> {
    let this = frame.occasion.now.date().year();
    let year = frame.visit.field("year").and_then(|year| year.parse().ok()).unwrap_or(this);
    Ok((year, frame.reading(|shelf, _| contracts(shelf, &frame.occasion.viewer, year))?))
}

fn code(form: TransferForm) -> &'static str {
    TransferForm::CHOICES[form as usize].code
}

/// The forms of transfer, each in a line, and all of them.
fn of_forms(frame: &Frame, all: &[Contract], year: i16) -> Result<Vec<Line>, Trouble> {
    let mut lines = Vec::new();
    for of_form in all.chunk_by(|one, other| one.form == other.form) {
        let form = of_form[0].form;
        let href = format!("/transfer/report?year={year}&form={}", code(form));
        lines.push(line(frame, word(TransferForm::CHOICES, form as usize, frame.t), href, of_form)?);
    }
    if lines.len() > 1 {
        lines.push(Line { sum: true, ..line(frame, &frame.t.get("report-all"), String::new(), all)? });
    }
    Ok(lines)
}

fn line(frame: &Frame, name: &str, href: String, of: &[Contract]) -> Result<Line, Trouble> {
    let seen: Vec<(bool, bool)> = of.iter().map(|one| sees(frame, one)).collect();
    let seen = (seen.iter().all(|(came, _)| *came), seen.iter().all(|(_, paid)| *paid));
    let cells = cells(&summed(of).map_err(transfer_trouble)?, seen, frame.t);
    Ok(Line { href, name: name.to_owned(), about: Vec::new(), cells, sum: false })
}

fn of_contract(frame: &Frame, one: &Contract) -> Line {
    let text = |line: Option<&base::record::Line>| line.map_or_else(String::new, |line| line.0.clone());
    let signed = one.deal.signed.as_ref().map_or_else(String::new, |day| day.0.clone());
    Line {
        href: format!("/deals/{}/desk", one.record.id),
        name: frame.title(&one.record),
        about: vec![
            word(TransferForm::CHOICES, one.form as usize, frame.t).to_owned(),
            text(one.deal.contract_number.as_ref()),
            text(one.deal.registration_number.as_ref()),
            signed,
        ],
        cells: cells(&one.line, sees(frame, one), frame.t),
        sum: false,
    }
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let (year, all) = told(&frame)?;
    let this = frame.occasion.now.date().year();
    let form = visit.field("form").unwrap_or_default().to_owned();
    let wanted = all.iter().filter(|one| form.is_empty() || code(one.form) == form);
    page(&ReportPage {
        t: frame.t,
        layout: frame.layout(),
        year,
        years: [this, this - 1, this - 2],
        heads: heads(frame.t),
        lines: of_forms(&frame, &all, year)?,
        contracts: wanted.map(|one| of_contract(&frame, one)).collect(),
        form,
    })
}

/// The report as a workbook: by form, or contract by contract.
pub(super) fn workbook(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let t = frame.t;
    let (year, all) = told(&frame)?;
    let each = visit.field("by") == Some("contract");
    let wide = |column: Column, width: f64| Column { width: Some(width), ..column };
    let text = |key: Key, width: f64| wide(Column::text(t.get(key)), width);
    let mut columns = vec![text(if each { Key("transfer-deal") } else { Key("transfer-form") }, 36.0)];
    let lines = if each {
        columns.push(text(Key("transfer-form"), 14.0));
        columns.push(text(Key("receivable-contract"), 18.0));
        columns.push(text(Key("report-registration"), 18.0));
        columns.push(wide(Column::date(t.get("registration-signed")), 12.0));
        all.iter().map(|one| of_contract(&frame, one)).collect()
    } else {
        of_forms(&frame, &all, year)?
    };
    let counts = [t.get("report-signed"), t.get("report-registered"), t.get("report-people")];
    columns.extend(heads(t).into_iter().map(|head| {
        if counts.contains(&head) { wide(Column::number(head), 12.0) } else { wide(Column::text(head), 22.0) }
    }));
    let rows = lines.into_iter().map(|line| [line.name].into_iter().chain(line.about).chain(line.cells).collect());
    let file = made(|out| Ok(write_xlsx(&columns, rows, out)?))?;
    given(file, &format!("{}-{year}.xlsx", t.get("transfer-report")), WORKBOOK)
}
