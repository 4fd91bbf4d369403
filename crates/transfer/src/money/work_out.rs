//! A deal's receipts shared out by its rule: the same answer for whoever asks, until something is approved.

use base::Refusal;
use base::record::kinds::{CostItem, Deal, Floored, Receipt as ReceiptBody, ReceiptStage};
use base::record::{Record, RecordId};
use base::rules::settings;
use base::store::{Fault, Shelf};
use jiff::civil::Date;
use measure::{Currency, Fraction, Money};
use sharing::waterfall::{Allocation, Base, Lifetime, PoolId, Receipt, Rule};

use super::floors::{Behind, floored};
use super::lives::lives;
use super::receivable::receipts_of;
use super::receive::tax_of;
use super::sum::{exact, pool_of};
use super::years::Years;
use crate::deal::{Case, party_types};
use crate::rulebook::Rulebook;
use crate::terms::{agreed_rules, day};
use crate::trouble::Trouble;

/// Receipts shared out.
#[derive(Clone, Debug)]
pub struct Worked {
    /// Each receipt that was not shared before, in order of days, with what became of it.
    pub allocations: Vec<(RecordId, Allocation)>,
    /// What the floors say, of the lifetime after the last of them.
    pub floors: Vec<Floored>,
    /// The rule that was in force on the day of the last.
    pub rule: Rule,
    /// What came in, taxes included.
    pub gross: Money,
    /// What was shared.
    pub shared: Money,
    /// What the next batch goes on from.
    pub after: Lifetime,
    /// Where the agreement stands in its years.
    pub years: Years,
}

/// The receipts of a deal that came in and were not shared out, in order of days.
pub(crate) fn unshared(shelf: &mut dyn Shelf, deal: RecordId) -> Result<Vec<Record>, Fault> {
    let mut receipts = receipts_of(shelf, deal)?;
    receipts.retain(|record| record.content.body::<ReceiptBody>().stage == Some(ReceiptStage::Received));
    receipts.sort_by_key(|record| (record.content.text("received").to_owned(), record.id));
    Ok(receipts)
}

/// Shares out what came in and was not shared before, each receipt by the rule of its own day, after all that was.
///
/// # Errors
/// No rule was agreed; nothing is to be shared; a receipt without a day, with an entry that was reversed, or in another
/// currency without a rate; what the waterfall and the floors refuse.
pub fn work_out(shelf: &mut dyn Shelf, rulebook: Rulebook, case: &Case) -> Result<Worked, Trouble> {
    let (versions, rules) = agreed_rules(&case.deal)?.ok_or(Refusal::NoSharingRule {})?;
    let receipts = unshared(shelf, case.record.id)?;
    if receipts.is_empty() {
        return Err(Refusal::NothingToShare {}.into());
    }
    let (settings, types) = (settings(shelf)?, party_types(shelf, &case.deal)?);
    let agreement = rules.first().map_or_else(String::new, |rule| rule.agreement.clone());
    let currency = rules.first().map_or(Currency::Cny, |rule| rule.currency);
    let (mut life, mut years) = match lives(shelf, case.record.id)?.pop() {
        Some(last) => (last.after, last.years),
        None => (Lifetime::new(&agreement, currency), Years::default()),
    };
    let behind =
        Behind { beneficiaries: &case.deal.beneficiaries, clause: case.deal.departure_clause.as_ref(), types: &types };
    let (mut allocations, mut floors) = (Vec::new(), Vec::new());
    let (mut gross, mut shared) = (Money::zero(currency), Money::zero(currency));
    let mut last = None;
    for record in receipts {
        let body: ReceiptBody = record.content.body();
        let received = day(body.received.as_ref())
            .ok_or(Refusal::NotReceivable { term: record.content.title(true).to_owned(), due: "—".to_owned() })?;
        still_booked(shelf, &body)?;
        let rule = versions.on(received)?;
        let receipt = receipt(&record, &body, received, rule)?;
        years.go_on(received, &life);
        let allocation = versions.allocate(&life, &receipt)?;
        let (allocation, said) = floored(rulebook, &settings, behind, &years, (allocation, rule))?;
        floors = kept(floors, said);
        let money = sharing::waterfall::Refusal::from;
        gross = gross.checked_add(in_currency(&body, rule)?).map_err(money)?;
        shared = shared.checked_add(allocation.shared).map_err(money)?;
        life = allocation.after.clone();
        last = Some(rule.clone());
        allocations.push((record.id, allocation));
    }
    let rule = last.ok_or(Refusal::NothingToShare {})?;
    Ok(Worked { allocations, floors, rule, gross, shared, after: life, years })
}

/// Passes a receipt whose entry was not reversed in the ledger: what is shared out is what is in the books.
fn still_booked(shelf: &mut dyn Shelf, body: &ReceiptBody) -> Result<(), Trouble> {
    let Some(entry) = body.entry else { return Ok(()) };
    let kept = shelf.ledger_entry(entry.0.unsigned_abs())?;
    match kept.and_then(|kept| kept.reversed_by) {
        Some(by) => Err(Refusal::EntryReversed { entry: entry.0.to_string(), by: by.to_string() }.into()),
        None => Ok(()),
    }
}

/// What the floors say in the end; that one lifted stays said.
fn kept(before: Vec<Floored>, now: Vec<Floored>) -> Vec<Floored> {
    use base::record::kinds::FloorAnswer;
    let lifted = before.into_iter().filter(|one| one.answer == Some(FloorAnswer::Lifted));
    let mut all: Vec<Floored> = lifted.filter(|one| !now.contains(one)).collect();
    all.extend(now);
    all
}

/// A receipt as the waterfall takes it. Tax in it is nobody's income; a cost that the rule recoups as a pool of its name
/// is a claim on that pool; other costs go off before anything is shared, where the rule is on net income.
pub(super) fn receipt(record: &Record, body: &ReceiptBody, date: Date, rule: &Rule) -> Result<Receipt, Trouble> {
    let given = body.amount.as_ref().ok_or_else(|| Refusal::NotAnAmount { given: String::new() })?;
    let whole = exact(given)?;
    let money = sharing::waterfall::Refusal::from;
    let mut receipt =
        Receipt::new(&record.id.to_string(), date, whole.checked_sub(tax_of(&body.costs, whole)?).map_err(money)?);
    receipt.rate = body.exchange_rate.as_ref().and_then(|rate| fraction(rate));
    let mut costs = Money::zero(whole.currency());
    for cost in &body.costs {
        let (Some(item), Some(amount)) = (cost.item, &cost.amount) else { continue };
        let amount = exact(amount)?;
        let pool = pool_of(rule, item);
        match pool {
            _ if item == CostItem::Tax => {}
            Some(pool) => claim(&mut receipt, pool, amount)?,
            None => costs = costs.checked_add(amount).map_err(money)?,
        }
    }
    if costs.minor_units() != 0 || rule.base == Base::NetIncome {
        receipt.costs = Some(costs);
    }
    Ok(receipt)
}

fn claim(receipt: &mut Receipt, pool: PoolId, amount: Money) -> Result<(), Trouble> {
    let before = receipt.claims.get(&pool).copied().unwrap_or(Money::zero(amount.currency()));
    let sum = before.checked_add(amount).map_err(sharing::waterfall::Refusal::from)?;
    receipt.claims.insert(pool, sum);
    Ok(())
}

/// What came in, in the rule's currency, taxes included.
fn in_currency(body: &ReceiptBody, rule: &Rule) -> Result<Money, Trouble> {
    let Some(amount) = &body.amount else { return Ok(Money::zero(rule.currency)) };
    let amount = exact(amount)?;
    let mut whole = Receipt::new("", rule.from, amount);
    whole.rate = body.exchange_rate.as_ref().and_then(|rate| fraction(rate));
    Ok(whole.base(rule)?)
}

fn fraction(rate: &str) -> Option<Fraction> {
    let (numerator, denominator) = measure::Decimal::parse(rate).ok()?.fraction();
    Fraction::new(numerator, i128::try_from(denominator).ok()?).ok()
}

/// Who a name in the rule is.
pub(super) fn beneficiary<'d>(deal: &'d Deal, name: &str) -> Result<&'d base::record::kinds::Beneficiary, Refusal> {
    let found = deal.beneficiaries.iter().find(|one| one.name.as_ref().is_some_and(|other| other.0 == name));
    found.ok_or_else(|| Refusal::NobodyBehind { name: name.to_owned() })
}
