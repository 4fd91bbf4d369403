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
    /// How many of them are registered as technology contracts.
    pub registered: usize,
    /// What they are worth, by currency.
    pub value: BTreeMap<&'static str, Money>,
    /// What of it is for technology.
    pub technology: BTreeMap<&'static str, Money>,
    /// What came in in the year, under contracts of any year.
    pub received: BTreeMap<&'static str, Money>,
    /// What people were awarded of it.
    pub awarded: BTreeMap<&'static str, Money>,
    /// What was paid out, by the role of who received it; in the order of the roles.
    pub shared: BTreeMap<usize, BTreeMap<&'static str, Money>>,
    /// How many people.
    pub people: usize,
}

/// A contract in the report of a year.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The deal.
    pub record: Record,
    /// What its record says.
    pub deal: Deal,
    /// How it is transferred.
    pub form: TransferForm,
    /// What the year brought under it.
    pub line: Conversion,
    who: BTreeSet<String>,
}

/// The contracts over what the viewer may see that were signed in a year, or under which money came in or was paid out in
/// it; in the order of their forms and signatures. A deal without a form is left out.
///
/// # Errors
/// Numbers too large; the store's.
pub fn contracts(shelf: &mut dyn Shelf, viewer: &Viewer, year: i16) -> Result<Vec<Contract>, Trouble> {
    let mut contracts: BTreeMap<RecordId, Contract> = BTreeMap::new();
    for record in every(shelf, viewer, Kind::Deal)? {
        let deal: Deal = record.content.body();
        let Some(form) = deal.deal_type else { continue };
        let mut line = Conversion::default();
        if in_year(deal.signed.as_ref(), year) {
            line.signed = 1;
            line.registered = usize::from(deal.registration_number.is_some());
            add(&mut line.value, deal.value.as_ref())?;
            add(&mut line.technology, deal.technology_value.as_ref())?;
        }
        contracts.insert(record.id, Contract { record, deal, form, line, who: BTreeSet::new() });
    }
    for record in every(shelf, viewer, Kind::Receipt)? {
        let receipt: Receipt = record.content.body();
        let came = matches!(receipt.stage, Some(ReceiptStage::Received | ReceiptStage::Allocated));
        let contract = receipt.deal.and_then(|deal| contracts.get_mut(&deal));
        if let Some(contract) = contract.filter(|_| came && in_year(receipt.received.as_ref(), year)) {
            add(&mut contract.line.received, receipt.amount.as_ref())?;
        }
    }
    for record in every(shelf, viewer, Kind::Payout)? {
        let payout: Payout = record.content.body();
        let paid = payout.stage == Some(PayoutStage::Paid) && in_year(payout.paid.as_ref(), year);
        let contract = payout.deal.and_then(|deal| contracts.get_mut(&deal));
        if let Some(contract) = contract.filter(|_| paid) {
            paid_out(contract, &payout)?;
        }
    }
    let mut all: Vec<Contract> = contracts.into_values().filter(|one| one.line != Conversion::default()).collect();
    let signed = |one: &Contract| one.deal.signed.as_ref().map(|day| day.0.clone());
    all.sort_by_key(|one| (one.form as usize, signed(one), one.record.id));
    Ok(all)
}

fn paid_out(contract: &mut Contract, payout: &Payout) -> Result<(), Trouble> {
    let line = &mut contract.line;
    for share in &payout.shares {
        if let Some(role) = share.role {
            add(line.shared.entry(role as usize).or_default(), share.amount.as_ref())?;
        }
        if matches!(share.role, Some(ShareRole::Contributor | ShareRole::TransferStaff)) {
            add(&mut line.awarded, share.amount.as_ref())?;
            let name = share.name.as_ref().or(share.rule_name.as_ref()).map(|name| name.0.clone());
            contract.who.extend(share.recipient.map(|id| id.to_string()).or(name));
        }
    }
    line.people = contract.who.len();
    Ok(())
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
    let contracts = contracts(shelf, viewer, year)?;
    let mut forms: Vec<(TransferForm, Vec<Contract>)> = Vec::new();
    for contract in contracts {
        match forms.last_mut().filter(|(form, _)| *form == contract.form) {
            Some((_, of_form)) => of_form.push(contract),
            None => forms.push((contract.form, vec![contract])),
        }
    }
    forms.into_iter().map(|(form, of_form)| Ok((form, summed(&of_form)?))).collect()
}

/// Contracts in one line; who was awarded under several of them is one person.
///
/// # Errors
/// Numbers too large.
pub fn summed(contracts: &[Contract]) -> Result<Conversion, Trouble> {
    let mut all = Conversion::default();
    let mut who = BTreeSet::new();
    for one in contracts {
        let line = &one.line;
        all.signed += line.signed;
        all.registered += line.registered;
        for (sums, more) in [
            (&mut all.value, &line.value),
            (&mut all.technology, &line.technology),
            (&mut all.received, &line.received),
            (&mut all.awarded, &line.awarded),
        ] {
            merge(sums, more)?;
        }
        for (role, more) in &line.shared {
            merge(all.shared.entry(*role).or_default(), more)?;
        }
        who.extend(&one.who);
    }
    all.people = who.len();
    Ok(all)
}

fn merge(sums: &mut BTreeMap<&'static str, Money>, more: &BTreeMap<&'static str, Money>) -> Result<(), Trouble> {
    for (code, amount) in more {
        let sum = sums.entry(code).or_insert(Money::zero(amount.currency()));
        *sum = sum.checked_add(*amount).map_err(sharing::waterfall::Refusal::from)?;
    }
    Ok(())
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
