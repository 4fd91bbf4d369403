//! The annual report on conversion: by form of transfer, what was signed, what came in, what people received.

use std::collections::{BTreeMap, BTreeSet};

use base::people::Viewer;
use base::record::kinds::{Deal, Payout, PayoutStage, Receipt, ReceiptStage, ShareRole, TransferForm};
use base::record::{Kind, Record, RecordId};
use base::store::{Cursor, Fault, Filter, Query, Shelf, Sort};
use measure::{Budget, Currency, Money};

use super::sum::exact;
use crate::terms::day;
use crate::trouble::Trouble;

/// A line of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// How many contracts were signed in the year.
    pub signed: usize,
    /// What they are worth, by currency.
    pub value: BTreeMap<&'static str, Money>,
    /// What came in in the year, under contracts of any year.
    pub received: BTreeMap<&'static str, Money>,
    /// What people were awarded of it.
    pub awarded: BTreeMap<&'static str, Money>,
    /// How many people.
    pub people: usize,
}

/// The report of a year over what the viewer may see, by form of transfer; a deal without a form is left out.
///
/// # Errors
/// Numbers too large; the store's.
pub fn conversions(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    year: i16,
) -> Result<Vec<(TransferForm, Conversion)>, Trouble> {
    let mut forms: BTreeMap<RecordId, TransferForm> = BTreeMap::new();
    let mut report: BTreeMap<usize, (TransferForm, Conversion)> = BTreeMap::new();
    for record in every(shelf, viewer, Kind::Deal)? {
        let deal: Deal = record.content.body();
        let Some(form) = deal.deal_type else { continue };
        forms.insert(record.id, form);
        if in_year(deal.signed.as_ref(), year) {
            let line = &mut report.entry(form as usize).or_insert((form, Conversion::default())).1;
            line.signed += 1;
            add(&mut line.value, deal.value.as_ref())?;
        }
    }
    for record in every(shelf, viewer, Kind::Receipt)? {
        let receipt: Receipt = record.content.body();
        let came = matches!(receipt.stage, Some(ReceiptStage::Received | ReceiptStage::Allocated));
        let form = receipt.deal.and_then(|deal| forms.get(&deal)).copied();
        if let Some(form) = form.filter(|_| came && in_year(receipt.received.as_ref(), year)) {
            let line = &mut report.entry(form as usize).or_insert((form, Conversion::default())).1;
            add(&mut line.received, receipt.amount.as_ref())?;
        }
    }
    let mut people: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for record in every(shelf, viewer, Kind::Payout)? {
        let payout: Payout = record.content.body();
        let form = payout.deal.and_then(|deal| forms.get(&deal)).copied();
        let paid = payout.stage == Some(PayoutStage::Paid) && in_year(payout.paid.as_ref(), year);
        let Some(form) = form.filter(|_| paid) else { continue };
        let line = &mut report.entry(form as usize).or_insert((form, Conversion::default())).1;
        for share in &payout.shares {
            if matches!(share.role, Some(ShareRole::Contributor | ShareRole::TransferStaff)) {
                add(&mut line.awarded, share.amount.as_ref())?;
                let name = share.name.as_ref().or(share.rule_name.as_ref()).map(|name| name.0.clone());
                let who = share.recipient.map(|id| id.to_string()).or(name);
                people.entry(form as usize).or_default().extend(who);
            }
        }
        line.people = people.get(&(form as usize)).map_or(0, BTreeSet::len);
    }
    Ok(report.into_values().collect())
}

fn in_year(given: Option<&base::record::Day>, year: i16) -> bool {
    day(given).is_some_and(|day| day.year() == year)
}

fn add(sums: &mut BTreeMap<&'static str, Money>, given: Option<&Budget>) -> Result<(), Trouble> {
    // What is a range or 面议 has no sum.
    let Some(amount) = given.and_then(|given| exact(given).ok()) else { return Ok(()) };
    let currency: Currency = amount.currency();
    let sum = sums.entry(currency.code()).or_insert(Money::zero(currency));
    *sum = sum.checked_add(amount).map_err(sharing::waterfall::Refusal::from)?;
    Ok(())
}

/// Every published record of a kind that a viewer may see.
fn every(shelf: &mut dyn Shelf, viewer: &Viewer, kind: Kind) -> Result<Vec<Record>, Fault> {
    let filter = Filter { kinds: vec![kind], states: vec!["published".to_owned()], ..Filter::default() };
    let mut query = Query { reach: viewer.reach(), filter, sort: Sort::Updated, after: None::<Cursor>, limit: 500 };
    let mut all = Vec::new();
    loop {
        let found = shelf.find(&query)?;
        all.extend(found.records);
        match found.next {
            Some(next) => query.after = Some(next),
            None => return Ok(all),
        }
    }
}
