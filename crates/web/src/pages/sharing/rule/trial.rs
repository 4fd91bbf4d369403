//! The calculator: receipts as they were typed, shared one after the other by a rule.

use std::collections::BTreeSet;

use base::record::kinds::Floored;
use jiff::civil::Date;
use measure::{Fraction, Money};
use sharing::waterfall::{Action, Allocation, Base, Lifetime, Line, Part, PoolId, Receipt, Rule, allocate};
use transfer::money::Years;

use super::floors::Asking;
use super::read::{Slip, money as read_money, sentence};
use super::show::share;
use super::typed::Cells;
use crate::figure::money;
use crate::language::{Key, Messages};
use crate::pages::floor_word;
use crate::shell::Trouble;
use crate::view::{Cell, Column, Table};

/// A receipt that was shared, and what the statutes say of it.
pub(crate) type Tried = (Allocation, Vec<Floored>);

/// What became of one receipt.
pub(crate) struct Shared {
    /// Its day and its amount.
    pub title: String,
    /// Line by line: who, from which step, by which share, how rounded.
    pub lines: Table,
    /// What each person has of it.
    pub totals: Table,
    /// What is still to be recouped, carried forward.
    pub carried: Vec<String>,
    /// What the statutes say of it.
    pub floors: Vec<String>,
}

/// The pools that a rule recoups or pays interest on, in the order of the steps.
pub(crate) fn pools(rule: &Rule) -> Vec<PoolId> {
    let mut seen = BTreeSet::new();
    let of = rule.steps.iter().filter_map(|step| match &step.action {
        Action::Recoup { pool, .. } | Action::Preferred { pool, .. } => Some(pool.clone()),
        Action::PercentOfRemaining { .. }
        | Action::PercentOfGross { .. }
        | Action::Split { .. }
        | Action::Tiers { .. }
        | Action::First { .. }
        | Action::CatchUp { .. }
        | Action::Cap { .. }
        | Action::Guarantee { .. } => None,
    });
    of.filter(|pool| seen.insert(pool.clone())).collect()
}

/// The receipts that were typed, in their order.
///
/// # Errors
/// Every slip, with its field.
pub(crate) fn receipts(t: Messages, rule: &Rule, rows: &[Cells]) -> Result<Vec<Receipt>, Vec<Slip>> {
    let mut slips = Vec::new();
    let mut all = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let cell = |name: &str| row.get(name).map_or("", String::as_str);
        let mut wrong = |name: &str, key: &'static str| {
            let key = if cell(name).is_empty() { "rule-slip-missing" } else { key };
            let sentence = t.say(Key(key)).with("given", cell(name).to_owned()).to_string();
            slips.push(Slip { field: format!("receipts.{at}.{name}"), sentence });
        };
        let date = cell("date").parse::<Date>().map_err(|_| wrong("date", "rule-slip-day")).ok();
        let amount = read_money(cell("amount"), rule.currency);
        let amount = amount.or_else(|| {
            wrong("amount", "rule-slip-amount");
            None
        });
        let (Some(date), Some(amount)) = (date, amount) else { continue };
        let mut receipt = Receipt::new(&(at + 1).to_string(), date, amount);
        if !cell("costs").is_empty() {
            match read_money(cell("costs"), amount.currency()) {
                Some(costs) => receipt.costs = Some(costs),
                None => wrong("costs", "rule-slip-amount"),
            }
        }
        if !cell("rate").is_empty() {
            match Fraction::parse(cell("rate")) {
                Ok(rate) => receipt.rate = Some(rate),
                Err(_) => wrong("rate", "rule-slip-share"),
            }
        }
        for pool in pools(rule) {
            let name = format!("pool.{pool}");
            match (cell(&name), read_money(cell(&name), amount.currency())) {
                ("", _) => {}
                (_, Some(claim)) => receipt = receipt.claiming(pool, claim),
                (_, None) => wrong(&name, "rule-slip-amount"),
            }
        }
        all.push(receipt);
    }
    if slips.is_empty() { Ok(all) } else { Err(slips) }
}

/// Shares receipts one after the other, and asks the statutes where it is said for whom.
///
/// # Errors
/// The receipt that is refused, and why.
pub(crate) fn shared(
    t: Messages,
    rule: &Rule,
    receipts: &[Receipt],
    asking: Option<&Asking>,
) -> Result<Result<Vec<Tried>, Slip>, Trouble> {
    let mut life = Lifetime::new(&rule.agreement, rule.currency);
    let (mut years, mut all) = (Years::default(), Vec::new());
    for (at, receipt) in receipts.iter().enumerate() {
        let refused = |sentence| Ok(Err(Slip { field: format!("receipts.{at}.amount"), sentence }));
        years.go_on(receipt.date, &life);
        let allocation = match allocate(rule, &life, receipt) {
            Ok(allocation) => allocation,
            Err(refusal) => return refused(sentence(t, &refusal)),
        };
        let done = match asking {
            Some(asking) => asking.ask(t, &years, (allocation, rule))?,
            None => Ok((allocation, Vec::new())),
        };
        match done {
            Ok((allocation, floors)) => {
                life = allocation.after.clone();
                all.push((allocation, floors));
            }
            Err(sentence) => return refused(sentence),
        }
    }
    Ok(Ok(all))
}

/// An allocation in the reader's words.
pub(crate) fn told(t: Messages, rule: &Rule, allocation: &Allocation, floors: &[Floored]) -> Shared {
    let currency = allocation.shared.currency();
    let columns = vec![
        Column::Text(t.get("rule-person")),
        Column::Text(t.get("statement-step")),
        Column::Number(t.get("statement-of")),
        Column::Number(t.get("statement-share")),
        Column::Number(t.get("statement-exact")),
        Column::Number(t.say("rule-amount").with("currency", currency.code()).to_string()),
        Column::Text(t.get("statement-rounded")),
        Column::Number(t.get("statement-lifetime")),
    ];
    let title = t.say("rule-shared").with("date", allocation.date.to_string());
    let title = title.with("amount", format!("{currency} {}", money(allocation.shared))).to_string();
    let rows = allocation.lines.iter().map(|line| row(t, line));
    let totals = allocation.totals().unwrap_or_default();
    let persons = totals.iter().map(|(person, amount)| {
        let lifetime = allocation.after.given(person).map(money).unwrap_or_default();
        vec![Cell::text(person.to_string()), Cell::number(money(*amount)), Cell::number(lifetime)]
    });
    let heads = vec![
        Column::Text(t.get("rule-person")),
        Column::Number(t.say("rule-amount").with("currency", currency.code()).to_string()),
        Column::Number(t.get("statement-lifetime")),
    ];
    let whole = vec![
        Cell::text(t.get("total")),
        Cell::number(money(allocation.shared)),
        Cell::number(money(allocation.after.shared)),
    ];
    let carried = allocation.outstanding.iter().filter(|(_, amount)| amount.minor_units() != 0);
    let carried = carried.map(|(pool, amount)| {
        let said = t.say("rule-carried").with("pool", pool.to_string());
        said.with("amount", format!("{currency} {}", money(*amount))).to_string()
    });
    let base = if rule.base == Base::NetIncome { "rule-lines-net" } else { "rule-lines" };
    Shared {
        lines: Table::new(t.say(base).with("date", allocation.date.to_string()).to_string(), columns).with_rows(rows),
        totals: Table::new(t.get("rule-totals"), heads).with_rows(persons).with_total(whole),
        carried: carried.collect(),
        floors: floors.iter().map(|one| floor_word(one, t)).collect(),
        title,
    }
}

fn row(t: Messages, line: &Line) -> Vec<Cell> {
    let clause = line
        .clause
        .as_ref()
        .map_or_else(String::new, |clause| t.say("rule-clause").with("clause", clause.clone()).to_string());
    let part = part(t, &line.part);
    let step = if part.is_empty() { line.step.to_string() } else { format!("{} · {part}", line.step) };
    let units = line.rounding.after - line.rounding.before;
    let rounded = match units {
        0 => t.get("statement-rounding-none"),
        units => t.say("statement-rounding").with("units", format!("{units:+}")).to_string(),
    };
    vec![
        Cell::text(line.person.to_string()),
        Cell::text(format!("{step}{clause}")),
        Cell::number(money(line.of)),
        Cell::number(share(line.share)),
        Cell::number(exact(line.exact)),
        Cell::number(money(line.amount)),
        Cell::text(rounded),
        Cell::number(money(line.lifetime)),
    ]
}

/// Which part of a step a line is, in words; nothing where it is all of it.
fn part(t: Messages, part: &Part) -> String {
    let (key, fact) = match part {
        Part::Remaining => return String::new(),
        Part::Gross => ("statement-part-gross", String::new()),
        Part::Band { from, to } => {
            ("statement-part-tier", format!("{} – {}", money(*from), to.map_or_else(|| "∞".to_owned(), money)))
        }
        Part::First => ("statement-part-first", String::new()),
        Part::Recouped { pool } => ("statement-part-recouped", pool.to_string()),
        Part::Charged { pool } => ("statement-part-charged", pool.to_string()),
        Part::Preferred => ("statement-part-preferred", String::new()),
        Part::CatchUp => ("statement-part-catch-up", String::new()),
        Part::Capped => ("statement-part-capped", String::new()),
        Part::Excess => ("statement-part-excess", String::new()),
        Part::ToppedUp => ("statement-part-topped-up", String::new()),
        Part::ToppingUp => ("statement-part-topping-up", String::new()),
        Part::Floor { article } => return article.clone(),
    };
    t.say(Key(key)).with("fact", fact).to_string()
}

/// An exact number of minor units: its whole part and what is left of it as a fraction, both as they are.
fn exact(exact: Fraction) -> String {
    let (over, under) = (exact.numerator(), exact.denominator());
    let sign = if over < 0 { "−" } else { "" };
    let (whole, rest) = (over.unsigned_abs() / under.unsigned_abs(), over.unsigned_abs() % under.unsigned_abs());
    match (whole, rest) {
        (whole, 0) => format!("{sign}{whole}"),
        (0, rest) => format!("{sign}{rest}/{under}"),
        (whole, rest) => format!("{sign}{whole} {rest}/{under}"),
    }
}

/// A first receipt to try a rule with, on a day it counts for.
pub(super) fn first_row(rule: &Rule, today: Date) -> Cells {
    let date = if today < rule.from { rule.from } else { rule.until.map_or(today, |until| today.min(until)) };
    let amount = Money::new(10_i64.pow(rule.currency.minor_digits()) * 1_000_000, rule.currency);
    let mut row = Cells::from([("date".to_owned(), date.to_string()), ("amount".to_owned(), amount.amount_text())]);
    for pool in pools(rule) {
        row.insert(format!("pool.{pool}"), Money::new(amount.minor_units() / 5, rule.currency).amount_text());
    }
    row
}
