//! What is expected of all deals, the late first; and the annual report on conversion.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use base::record::Kind;
use base::record::kinds::{DealStage, TermType, TransferForm};
use base::store::{Filter, Query, Sort};
use measure::Money;
use sheet::{Column, write_xlsx};
use transfer::deal::Case;
use transfer::money::{Conversion, Receivable, conversions, receivables_of};

use super::super::exchange::{WORKBOOK, given, made};
use super::frame::Frame;
use super::words::{standing, word};
use crate::figure::money;
use crate::language::Messages;
use crate::shell::{Layout, Trouble, Visit, page};
use crate::state::State;

/// Most deals that are looked at.
const MOST: usize = 1_000;

#[derive(Template)]
#[template(path = "pages/transfer/receivables.html")]
struct ReceivablesPage {
    t: Messages,
    layout: Layout,
    lines: Vec<Line>,
    late: usize,
}

struct Line {
    href: String,
    deal: String,
    kind: &'static str,
    term: String,
    due: String,
    owed: String,
    badge: &'static str,
    standing: String,
    late: bool,
}

#[derive(Template)]
#[template(path = "pages/transfer/report.html")]
struct ReportPage {
    t: Messages,
    layout: Layout,
    year: i16,
    years: [i16; 3],
    lines: Vec<Vec<String>>,
}

/// What is expected of every deal in performance that the viewer may see.
fn lines(frame: &Frame) -> Result<Vec<Line>, Trouble> {
    let today = frame.occasion.now.date();
    let mut lines = frame.reading(|shelf, _| {
        let filter = Filter { kinds: vec![Kind::Deal], states: vec!["published".to_owned()], ..Filter::default() };
        let reach = frame.occasion.viewer.reach();
        let query = Query { reach, filter, sort: Sort::Updated, after: None, limit: MOST };
        let mut lines = Vec::new();
        for record in shelf.find(&query)?.records {
            let case = Case { deal: record.content.body(), record };
            if case.deal.stage.is_none_or(|stage| (stage as usize) < DealStage::Performance as usize) {
                continue;
            }
            // A term that cannot be read is said on the deal's own page.
            let expected = receivables_of(shelf, &case, today).unwrap_or_default();
            lines.extend(expected.iter().filter(|one| one.is_waiting()).map(|one| line(frame, &case, one)));
        }
        Ok(lines)
    })?;
    lines.sort_by_key(|line| (!line.late, line.due.clone()));
    Ok(lines)
}

fn line(frame: &Frame, case: &Case, one: &Receivable) -> Line {
    let (badge, said) = standing(one, frame.t);
    Line {
        href: format!("/deals/{}/desk#receivables", case.record.id),
        deal: frame.title(&case.record),
        kind: word(TermType::CHOICES, one.due.term_type as usize, frame.t),
        term: one.due.term.clone(),
        due: one.due.due.map_or_else(|| "—".to_owned(), |due| due.to_string()),
        owed: one.owed.map(money).unwrap_or_default(),
        badge,
        standing: said,
        late: one.is_late(),
    }
}

pub(super) fn receivables(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let lines = lines(&frame)?;
    let late = lines.iter().filter(|line| line.late).count();
    page(&ReceivablesPage { t: frame.t, layout: frame.layout(), lines, late })
}

pub(super) fn receivables_workbook(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let (t, lines) = (frame.t, lines(&frame)?);
    let columns = [
        Column::text(t.get("transfer-deal")),
        Column::text(t.get("transfer-term")),
        Column::text(t.get("transfer-term-type")),
        Column::date(t.get("transfer-due")),
        Column::text(t.get("transfer-owed")),
        Column::text(t.get("transfer-standing")),
    ];
    let rows = lines
        .into_iter()
        .map(|line| vec![line.deal, line.term, line.kind.to_owned(), line.due, line.owed, line.standing]);
    let file = made(|out| Ok(write_xlsx(&columns, rows, out)?))?;
    given(file, &format!("{}.xlsx", t.get("transfer-receivables")), WORKBOOK)
}

/// The report of the year in the address, this year's where it names none.
fn told(frame: &Frame) -> Result<(i16, Vec<Vec<String>>), Trouble> {
    let this = frame.occasion.now.date().year();
    let year = frame.visit.field("year").and_then(|year| year.parse().ok()).unwrap_or(this);
    let report = frame.reading(|shelf, _| conversions(shelf, &frame.occasion.viewer, year))?;
    let lines = report.iter().map(|(form, line)| row(*form, line, frame.t)).collect();
    Ok((year, lines))
}

fn row(form: TransferForm, line: &Conversion, t: Messages) -> Vec<String> {
    let sums = |sums: &BTreeMap<&'static str, Money>| {
        sums.iter().map(|(code, sum)| format!("{code} {}", money(*sum))).collect::<Vec<_>>().join("; ")
    };
    vec![
        word(TransferForm::CHOICES, form as usize, t).to_owned(),
        line.signed.to_string(),
        sums(&line.value),
        sums(&line.received),
        sums(&line.awarded),
        line.people.to_string(),
    ]
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let (year, lines) = told(&frame)?;
    let this = frame.occasion.now.date().year();
    page(&ReportPage { t: frame.t, layout: frame.layout(), year, years: [this, this - 1, this - 2], lines })
}

pub(super) fn workbook(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let t = frame.t;
    let (year, lines) = told(&frame)?;
    let columns = [
        Column::text(t.get("transfer-form")),
        Column::number(t.get("report-signed")),
        Column::text(t.get("report-value")),
        Column::text(t.get("report-received")),
        Column::text(t.get("report-awarded")),
        Column::number(t.get("report-people")),
    ];
    let file = made(|out| Ok(write_xlsx(&columns, lines, out)?))?;
    given(file, &format!("{}-{year}.xlsx", t.get("transfer-report")), WORKBOOK)
}
