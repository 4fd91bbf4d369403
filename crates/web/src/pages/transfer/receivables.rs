//! What is still expected of every deal in performance: of whom, under which contract, how late, and what of it was not yet
//! reported or invoiced.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use base::record::kinds::{DealRole, Receipt, TermType};
use base::record::{Audience, RecordId};
use base::store::Shelf;
use jiff::civil::Date;
use measure::Money;
use sheet::{Column, write_xlsx};
use transfer::Trouble as TransferTrouble;
use transfer::deal::Case;
use transfer::money::{Receivable, outstanding};
use transfer::terms::Expected;

use super::super::exchange::{WORKBOOK, given, made};
use super::super::frame::Frame;
use super::frame::Dealing;
use super::words::{standing, word};
use crate::figure::money;
use crate::language::{Key, Messages};
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::Link;

/// The columns of ages: not yet due, and by how many days it is late, up to and with the last of them.
const AGES: [(&str, i64); 4] = [("1–30", 30), ("31–90", 90), ("91–180", 180), ("181–365", 365)];

#[derive(Template)]
#[template(path = "pages/transfer/receivables.html")]
struct ReceivablesPage {
    t: Messages,
    layout: Layout,
    lines: Vec<Line>,
    late: usize,
    wanted: Wanted,
    ages: Vec<String>,
    /// By currency: what is expected by age, and in all.
    sums: Vec<(&'static str, Vec<String>)>,
}

/// What the reader wants to see of it.
#[derive(Clone, Default)]
struct Wanted {
    text: String,
    only: String,
    until: String,
}

struct Line {
    href: String,
    deal: String,
    number: String,
    debtor: String,
    kind: &'static str,
    term: String,
    due: String,
    currency: &'static str,
    owed: Option<Money>,
    /// Why there is no amount yet.
    open: String,
    /// Whether its period is over and its base was not reported.
    unreported: bool,
    /// Whether an invoice is to be expected by now.
    due_by_now: bool,
    invoice: String,
    days: Option<i64>,
    badge: &'static str,
    standing: String,
    late: bool,
}

impl Line {
    fn owed(&self) -> String {
        self.owed.map(money).unwrap_or_default()
    }

    /// Whether the line is one that the reader wants.
    fn fits(&self, wanted: &Wanted) -> bool {
        let only = match wanted.only.as_str() {
            "late" => self.late,
            "to-come" => !self.late,
            "unreported" => self.unreported,
            _ => true,
        };
        let text = wanted.text.trim();
        let named = [&self.deal, &self.number, &self.debtor].into_iter().any(|name| name.contains(text));
        let soon = wanted.until.is_empty() || self.due != "—" && self.due <= wanted.until;
        only && named && soon
    }
}

impl Wanted {
    fn of(visit: &Visit) -> Self {
        let of = |name: &str| visit.field(name).unwrap_or_default().to_owned();
        Self { text: of("q"), only: of("only"), until: of("until") }
    }
}

/// What is expected of every deal in performance that the viewer may see, as far as it is wanted.
fn lines(frame: &Frame, wanted: &Wanted) -> Result<Vec<Line>, Trouble> {
    let today = frame.occasion.now.date();
    let mut lines = frame.reading(|shelf, _| {
        let found = outstanding(shelf, &frame.occasion.viewer, today)?;
        let debtors: Vec<RecordId> = found.iter().filter_map(|(case, _)| debtor(case)?.organisation).collect();
        let links = frame.links(shelf, &debtors)?;
        let invoices = invoices(frame, shelf, &found)?;
        Ok(found.iter().map(|(case, one)| line(frame, case, one, (&links, &invoices), today)).collect::<Vec<_>>())
    })?;
    lines.retain(|line| line.fits(wanted));
    Ok(lines)
}

/// The party that pays.
fn debtor(case: &Case) -> Option<&base::record::kinds::DealParty> {
    let pays = [DealRole::Taker, DealRole::Developer, DealRole::Investor, DealRole::Venture];
    case.deal.parties.iter().find(|party| party.role.is_some_and(|role| pays.contains(&role)))
}

/// The numbers of the invoices, of the receipts that the viewer may see.
fn invoices(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    found: &[(Case, Receivable)],
) -> Result<BTreeMap<RecordId, String>, TransferTrouble> {
    let receipts: Vec<RecordId> = found.iter().flat_map(|(_, one)| &one.receipts).copied().collect();
    let records = shelf.records(&receipts)?;
    let seen = records.iter().filter(|record| Audience::of(record).admits(&frame.occasion.viewer));
    let number = seen.filter_map(|record| Some((record.id, record.content.body::<Receipt>().invoice_number?.0)));
    Ok(number.collect())
}

fn line(
    frame: &Frame,
    case: &Case,
    one: &Receivable,
    (links, invoices): (&BTreeMap<RecordId, Link>, &BTreeMap<RecordId, String>),
    today: Date,
) -> Line {
    let t = frame.t;
    let (badge, said) = standing(one, t);
    let party = debtor(case);
    let linked = party.and_then(|party| links.get(&party.organisation?)).map(|link| link.text.clone());
    let written = party.and_then(|party| party.name.as_ref()).map(|name| name.0.clone());
    let unreported = one.owed.is_none() && one.due.period.is_some_and(|(_, ends)| ends < today);
    let owed = one.rest();
    let open = match (&one.due.expected, owed) {
        (_, Some(_)) => String::new(),
        (Expected::Other, None) => t.get("receivable-no-money"),
        (_, None) if unreported => t.get("receivable-unreported"),
        (_, None) => t.get("receivable-period-runs"),
    };
    let days = one.due.due.map(|due| i64::from((today - due).get_days()));
    Line {
        href: format!("/deals/{}/desk#receivables", case.record.id),
        deal: frame.title(&case.record),
        number: case.deal.contract_number.as_ref().map_or_else(String::new, |number| number.0.clone()),
        debtor: linked.or(written).unwrap_or_default(),
        kind: word(TermType::CHOICES, one.due.term_type as usize, t),
        term: one.due.term.clone(),
        due: one.due.due.map_or_else(|| "—".to_owned(), |due| due.to_string()),
        currency: owed.map_or("", |owed| owed.currency().code()),
        owed,
        open,
        unreported,
        due_by_now: one.due.due.is_some_and(|due| due <= today),
        invoice: one
            .receipts
            .iter()
            .filter_map(|id| invoices.get(id).cloned())
            .collect::<Vec<_>>()
            .join(t.pick("、", ", ")),
        days: days.filter(|days| *days > 0 && one.due.expected != Expected::Other),
        badge,
        standing: said,
        late: one.is_late(),
    }
}

/// The sums by currency, each by age and in all; where one is too large to be said it is left out.
fn sums(lines: &[Line]) -> Vec<(&'static str, Vec<String>)> {
    let mut sums: BTreeMap<&'static str, Vec<Option<Money>>> = BTreeMap::new();
    for line in lines {
        let Some(owed) = line.owed else { continue };
        let zero = Some(Money::zero(owed.currency()));
        let row = sums.entry(line.currency).or_insert_with(|| vec![zero; AGES.len() + 3]);
        let age = line.days.map_or(0, |days| 1 + AGES.iter().filter(|(_, most)| days > *most).count());
        for at in [age, AGES.len() + 2] {
            row[at] = row[at].and_then(|sum| sum.checked_add(owed).ok());
        }
    }
    let said = |row: Vec<Option<Money>>| row.into_iter().map(|sum| sum.map(money).unwrap_or_default()).collect();
    sums.into_iter().map(|(currency, row)| (currency, said(row))).collect()
}

fn ages(t: Messages) -> Vec<String> {
    let days = |days: &str| t.say("receivable-age").with("days", days.to_owned()).to_string();
    let between = AGES.iter().map(|(said, _)| days(said));
    let first = [t.get("receivable-not-due")];
    first.into_iter().chain(between).chain([days("> 365"), t.get("receivable-sum")]).collect()
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let wanted = Wanted::of(visit);
    let lines = lines(&frame, &wanted)?;
    let late = lines.iter().filter(|line| line.late).count();
    let (sums, ages) = (sums(&lines), ages(frame.t));
    page(&ReceivablesPage { t: frame.t, layout: frame.layout(), lines, late, wanted, ages, sums })
}

pub(super) fn workbook(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let (t, lines) = (frame.t, lines(&frame, &Wanted::of(visit))?);
    let wide = |column: Column, width: f64| Column { width: Some(width), ..column };
    let text = |key: Key, width: f64| wide(Column::text(t.get(key)), width);
    let columns = [
        text(Key("transfer-deal"), 36.0),
        text(Key("receivable-contract"), 18.0),
        text(Key("receivable-debtor"), 28.0),
        text(Key("transfer-term"), 8.0),
        text(Key("transfer-term-type"), 14.0),
        wide(Column::date(t.get("transfer-due")), 12.0),
        text(Key("receivable-currency"), 8.0),
        wide(Column::number(t.get("transfer-owed")), 18.0),
        wide(Column::number(t.get("receivable-days")), 10.0),
        text(Key("transfer-invoice"), 22.0),
        text(Key("transfer-standing"), 24.0),
    ];
    let row = |line: Line| {
        let owed = line.owed.map_or_else(|| line.open.clone(), Money::amount_text);
        let days = line.days.map_or_else(String::new, |days| days.to_string());
        let (kind, currency) = (line.kind.to_owned(), line.currency.to_owned());
        let cells = [line.deal, line.number, line.debtor, line.term, kind, line.due, currency, owed, days];
        cells.into_iter().chain([line.invoice, line.standing]).collect()
    };
    let file = made(|out| Ok(write_xlsx(&columns, lines.into_iter().map(row), out)?))?;
    given(file, &format!("{}.xlsx", t.get("transfer-receivables")), WORKBOOK)
}
