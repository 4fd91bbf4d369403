//! A report under a running royalty: the base of a period, and the royalty it comes to.

use base::Refusal;
use base::record::kinds::{DealRole, Receipt, ReceiptStage, TermType};
use base::record::verb::{Occasion, begun, for_named, put_body, write};
use base::record::{Content, Day, Kind, Line, Record, RecordId};
use base::store::Shelf;
use jiff::civil::Date;
use measure::Money;
use serde_json::json;
use sharing::waterfall;

use super::receivable::{is_in, of_due, receipts_of};
use super::sum::{budget, exact};
use crate::deal::{Case, Side, Stands, case, may_act};
use crate::terms::{Due, Expected, day, owed, schedule, tiers_of};
use crate::trouble::Trouble;

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The code of the term.
    pub term: String,
    /// The last day of the period.
    pub period_ends: Date,
    /// What was sold, earned or made in it.
    pub base: Money,
}

/// Notes a report; the same period reported anew takes the place of what was reported, until its money came; only the
/// provider lowers it. Reports come in the order of their periods, so that the tiers are climbed as they were.
///
/// # Errors
/// The viewer is neither broker nor party; no such period; it is not over; its money has come; it is less than was
/// reported before; a tier in another currency.
pub fn report(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId, report: &Report) -> Result<Record, Trouble> {
    let case = case(shelf, &occasion.viewer, id)?;
    let side = may_act(&occasion.viewer, &case)?;
    let wanted = |due: &Due| due.period.map(|period| period.1) == Some(report.period_ends) && due.term == report.term;
    let dues = schedule(&case.deal, occasion.now.date())?;
    let due = dues.into_iter().find(|due| due.expected == Expected::Royalty && wanted(due));
    let not = || Refusal::NotReceivable { term: report.term.clone(), due: report.period_ends.to_string() };
    let due = due.ok_or_else(not)?;
    if report.period_ends >= occasion.now.date() {
        return Err(Refusal::PeriodRuns { until: report.period_ends.to_string() }.into());
    }
    let term = case.deal.terms.iter().find(|term| term.code.as_ref().is_some_and(|code| code.0 == due.term));
    let term = term.ok_or_else(not)?;
    let records = receipts_of(shelf, id)?;
    let receipts: Vec<(RecordId, Receipt)> = records.iter().map(|one| (one.id, one.content.body())).collect();
    let found = of_due(&due, &receipts);
    if found.iter().any(|(_, receipt)| is_in(receipt)) {
        return Err(Refusal::ReceivedBefore { term: due.term.clone(), due: report.period_ends.to_string() }.into());
    }
    let there = found.first();
    if let Some(reported) = there.and_then(|(_, receipt)| receipt.reported.as_ref()).map(exact).transpose()? {
        let lower = reported.currency() != report.base.currency() || reported.minor_units() > report.base.minor_units();
        let gives = case.deal.of_role(DealRole::Provider).any(|provider| occasion.viewer.manages(provider));
        if lower && !gives {
            return Err(Refusal::ReportedMore { before: reported.to_string() }.into());
        }
    }
    let mut before = Money::zero(report.base.currency());
    for (_, receipt) in &receipts {
        let same = receipt.term.as_ref().is_some_and(|code| code.0 == due.term);
        let earlier = day(receipt.period_ends.as_ref()).is_some_and(|end| end < report.period_ends);
        if let Some(base) = receipt.reported.as_ref().filter(|_| same && earlier) {
            before = before.checked_add(exact(base)?).map_err(waterfall::Refusal::from)?;
        }
    }
    let royalty = owed(&tiers_of(&case.deal.terms, term), before, report.base)?;
    let (from, to) = due.period.ok_or_else(not)?;
    let told = Receipt {
        deal: Some(id),
        payer: payer(&case, side),
        term_type: Some(TermType::RunningRoyalty),
        term: Some(Line(due.term.clone())),
        clause: term.clause.clone(),
        expected: Some(budget(royalty)?),
        amount: Some(budget(royalty)?),
        due: due.due.map(|day| Day(day.to_string())),
        stage: Some(ReceiptStage::Reported),
        period_begins: Some(Day(from.to_string())),
        period_ends: Some(Day(to.to_string())),
        reported: Some(budget(report.base)?),
        ..Receipt::default()
    };
    let before = there.and_then(|(id, _)| records.iter().find(|record| record.id == *id));
    let record = receipt_record(occasion, &case, before, (&told, 1))?;
    write(shelf, occasion, &record, "receipt.report")?;
    Ok(record)
}

fn payer(case: &Case, side: Side) -> Option<RecordId> {
    match side {
        Side::Party(party) if !case.deal.of_role(DealRole::Provider).any(|provider| provider == party) => Some(party),
        Side::Party(_) | Side::Broker => case.deal.of_role(DealRole::Taker).next(),
    }
}

/// The record of a receipt, new or in the place of one that is there, of a part of what is due. It is for the parties of
/// its deal.
pub(super) fn receipt_record(
    occasion: &Occasion,
    case: &Case,
    before: Option<&Record>,
    (receipt, part): (&Receipt, usize),
) -> Result<Record, Trouble> {
    let mut content = before.map_or_else(Content::default, |record| record.content.clone());
    put_body(&mut content, receipt)?;
    if let Some(before) = before {
        let (version, updated) = (before.version + 1, occasion.now);
        return Ok(Record { version, content, updated, ..before.clone() });
    }
    let kind = receipt.term_type.map(|kind| TermType::CHOICES[kind as usize].label);
    let until =
        receipt.period_ends.as_ref().or(receipt.due.as_ref()).map_or_else(String::new, |day| format!(" {}", day.0));
    let (zh, en) = kind.map_or(("到账", "Receipt"), |kind| (kind.zh, kind.en));
    let (of_zh, of_en) = if part > 1 {
        (format!("（第 {part} 笔）"), format!(" (part {part})"))
    } else {
        (String::new(), String::new())
    };
    content.set("title_zh", json!(format!("{}-{zh}{until}{of_zh}", case.record.content.title(true))));
    content.set("title_en", json!(format!("{}: {en}{until}{of_en}", case.record.content.title(false))));
    content.set("owner", case.record.content.get("owner").clone());
    content.set("sample", case.record.content.get("sample").clone());
    for_named(&mut content, case.deal.parties.iter().filter_map(|party| party.organisation));
    Ok(begun(occasion, Kind::Receipt, content))
}
