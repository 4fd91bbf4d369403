//! Who receives what of a batch.

use std::collections::BTreeMap;

use base::record::kinds::{Payout, PayoutStage, ShareRole, StatementLine, TaxTreatment};
use base::record::{Kind, Line, RecordId};
use base::store::{Shelf, Store};
use measure::Budget;
use store::Database;
use transfer::Trouble;
use transfer::money::{Statement, exact, statements};
use web::deal_answers;
use web::deal_words::{amount, floor, percents, step, word};
use web::language::Messages;

use super::sum;
use crate::named;
use crate::operator::{occasion, title};
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// The statements of a batch, line by line, and what the statutes' floors say of it.
pub fn run(database: &Database, named: &str, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let found = |shelf: &mut dyn Shelf| named::record(shelf, &occasion.viewer, &[Kind::Payout], named);
    if as_json {
        let body = store.reading(|shelf| {
            let id = found(shelf)?;
            deal_answers::statements(shelf, &occasion, id)
        })?;
        return output::json(&body);
    }
    let (record, body, of, titles) = store.reading(|shelf| {
        let id = found(shelf)?;
        let (record, body, _, of) = statements(shelf, &occasion.viewer, id)?;
        let titles = titles(shelf, &body, t)?;
        Ok::<_, Trouble>((record, body, of, titles))
    })?;
    let stage = body.stage.unwrap_or(PayoutStage::Calculated);
    output::line(&format!("{} · {}", title(&record, t), word(PayoutStage::CHOICES, stage as usize, t)))?;
    for one in &of {
        print(one, &titles, t)?;
    }
    for one in &body.floors {
        output::line(&format!("\n{}", floor(one, t)))?;
    }
    Ok(())
}

/// What the receipts and those who receive are called.
fn titles(shelf: &mut dyn Shelf, body: &Payout, t: Messages) -> Result<BTreeMap<RecordId, String>, Trouble> {
    let who = body.shares.iter().filter_map(|share| share.recipient);
    let named: Vec<RecordId> = who.chain(body.receipts.iter().copied()).collect();
    let records = shelf.records(&named)?;
    Ok(records.iter().map(|record| (record.id, title(record, t))).collect())
}

fn print(one: &Statement, titles: &BTreeMap<RecordId, String>, t: Messages) -> Result<(), Stop> {
    let share = &one.share;
    let called = share.recipient.and_then(|id| titles.get(&id)).cloned();
    let written = share.name.as_ref().or(share.rule_name.as_ref()).map(|name| name.0.clone());
    let role = share.role.map_or("", |role| word(ShareRole::CHOICES, role as usize, t));
    let treatment = share.treatment.map_or("", |one| word(TaxTreatment::CHOICES, one as usize, t));
    let withheld = share.tax.as_ref().map(|tax| t.say("batch-withheld").with("amount", budget(tax)).to_string());
    let parts = [
        called.or(written).unwrap_or_default(),
        role.to_owned(),
        share.amount.as_ref().map(budget).unwrap_or_default(),
        treatment.to_owned(),
        text(share.rule.as_ref()),
        withheld.unwrap_or_default(),
    ];
    let heading = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    if one.lines.is_empty() {
        return output::line(&format!("\n{heading}"));
    }
    let right = |text: String| format!(">{text}");
    let mut sheet = Sheet::new(&[
        t.get("statement-from"),
        t.get("statement-step"),
        t.get("statement-basis"),
        right(t.get("statement-of")),
        right(t.get("statement-share")),
        right(t.get("statement-exact")),
        right(t.get("transfer-amount")),
        right(t.get("statement-lifetime")),
    ]);
    for line in &one.lines {
        sheet.row(cells(line, titles, t));
    }
    sheet.print(&heading)
}

fn cells(line: &StatementLine, titles: &BTreeMap<RecordId, String>, t: Messages) -> Vec<String> {
    let basis = [text(line.clause.as_ref()), text(line.rule.as_ref())];
    let basis: Vec<String> = basis.into_iter().filter(|part| !part.is_empty()).collect();
    vec![
        line.receipt.and_then(|id| titles.get(&id)).cloned().unwrap_or_else(|| "—".to_owned()),
        step(&text(line.step.as_ref()), t),
        basis.join(t.pick("；", "; ")),
        amount(&text(line.of.as_ref())),
        percents(&text(line.share.as_ref())),
        text(line.exact.as_ref()),
        amount(&text(line.amount.as_ref())),
        amount(&text(line.lifetime.as_ref())),
    ]
}

fn text(line: Option<&Line>) -> String {
    line.map_or_else(String::new, |line| line.0.clone())
}

/// The amount with its currency; a range as it is written.
fn budget(given: &Budget) -> String {
    exact(given).map_or_else(|_| given.to_string(), sum)
}
