//! Money that came in: the receipt, and the entry of the ledger that books it.

use base::Refusal;
use base::accounting::{account_for, may_post, post_decided};
use base::record::kinds::{Cost, CostItem, Deal, DealStage, Receipt, ReceiptStage};
use base::record::verb::{Occasion, write};
use base::record::{Day, Decimal, Line, Record, RecordId, Whole};
use base::store::Shelf;
use jiff::civil::Date;
use ledger::{Account, AccountName, Draft, Key, Link};
use measure::{Currency, Money};
use sharing::waterfall;

use super::receivable::{Receivable, Standing, is_in, of_due, receipts_of, stands};
use super::report::receipt_record;
use super::sum::{budget, exact};
use super::work_out::receipt as receipt_for;
use crate::deal::{Stands, case};
use crate::terms::{Due, Expected, agreed_rules, schedule};
use crate::trouble::Trouble;

/// Where a receipt is booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The bank account it came to.
    pub bank: AccountName,
    /// The income it is.
    pub income: AccountName,
    /// Where the tax in it is owed.
    pub tax: AccountName,
}

impl Posting {
    /// Where receipts are booked unless somebody says otherwise.
    ///
    /// # Errors
    /// None; the names are fit ones.
    pub fn usual() -> Result<Self, ledger::Refusal> {
        Ok(Self {
            bank: AccountName::parse("assets:bank:operating")?,
            income: AccountName::parse("income:transfer:deals")?,
            tax: AccountName::parse("liabilities:tax:vat")?,
        })
    }

    /// The same for another currency: an account holds one, so each of the usual ones has its like in every other.
    ///
    /// # Errors
    /// None; the names are fit ones.
    fn in_currency(&self, currency: Currency) -> Result<Self, ledger::Refusal> {
        let usual = Self::usual()?;
        let of = |given: &AccountName, usual: &AccountName| {
            if given == usual && currency != Currency::Cny {
                return AccountName::parse(&format!("{usual}-{}", currency.code().to_lowercase()));
            }
            Ok(given.clone())
        };
        Ok(Self {
            bank: of(&self.bank, &usual.bank)?,
            income: of(&self.income, &usual.income)?,
            tax: of(&self.tax, &usual.tax)?,
        })
    }

    /// The titles under which accounts are opened that are not there.
    fn titled(&self) -> [(&AccountName, &'static str); 3] {
        [(&self.bank, "银行存款"), (&self.income, "成果转化收入"), (&self.tax, "应交增值税")]
    }
}

/// Money that came in.
#[derive(Clone, Debug)]
pub struct Receiving {
    /// The code of the term it is under.
    pub term: String,
    /// The day it was due; `None` for a term that has no day.
    pub due: Option<Date>,
    /// How much.
    pub amount: Money,
    /// When.
    pub received: Date,
    /// What goes off it.
    pub costs: Vec<Cost>,
    /// The invoice.
    pub invoice: String,
    /// The bank's reference.
    pub reference: String,
    /// Units of the rule's currency for one of the receipt's, where they differ.
    pub exchange_rate: Option<String>,
    /// Where it is booked.
    pub posting: Posting,
    /// Whether it is meant to be more than what is due.
    pub more_than_due: bool,
}

/// Notes money that came in under a term, and books it: debit the bank, credit income and tax. What is due may come in
/// parts; a receipt that was noted wrongly is taken back by [`super::take_receipt_back`].
///
/// # Errors
/// The viewer is not finance; the deal is not in performance; nothing is expected so; it came before; it is more than is
/// due, unless that is said; a cost that the rule of its day does not take; the taxes are more than came in; the ledger's
/// refusals.
pub fn receive(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId, given: &Receiving) -> Result<Record, Trouble> {
    may_post(&occasion.viewer)?;
    let case = case(shelf, &occasion.viewer, id)?;
    let stage = case.deal.stage();
    if (stage as usize) < DealStage::Performance as usize && stage != DealStage::Evaluation {
        let stage = DealStage::CHOICES[stage as usize].code.to_owned();
        return Err(Refusal::StageWants { stage: "receipt".to_owned(), wants: format!("performance; {stage}") }.into());
    }
    let today = occasion.now.date();
    if given.received > today {
        let (date, today) = (given.received.to_string(), today.to_string());
        return Err(Refusal::DayToCome { date, today }.into());
    }
    if given.amount.minor_units() <= 0 {
        return Err(Refusal::NotAnAmount { given: given.amount.to_string() }.into());
    }
    let due_text = given.due.map_or_else(|| "—".to_owned(), |due| due.to_string());
    let not = || Refusal::NotReceivable { term: given.term.clone(), due: due_text.clone() };
    let same = |due: &Due| due.term == given.term && due.due == given.due;
    let due = schedule(&case.deal, today)?.into_iter().find(same).ok_or_else(not)?;
    let records = receipts_of(shelf, id)?;
    let receipts: Vec<(RecordId, Receipt)> = records.iter().map(|one| (one.id, one.content.body())).collect();
    let standing = stands(due.clone(), &receipts, today)?;
    is_due(&standing, given)?;
    let found = of_due(&due, &receipts);
    // The report of a royalty, or what was brought in as expected, becomes the first receipt of it.
    let there = found.iter().find(|(_, receipt)| !is_in(receipt));
    let mut receipt = there.map_or_else(|| expected(id, &due, standing.rest()), |(_, receipt)| receipt.clone());
    fill(&mut receipt, given)?;
    let before = there.and_then(|(id, _)| records.iter().find(|record| record.id == *id));
    let part = found.iter().filter(|(_, receipt)| is_in(receipt)).count() + 1;
    let mut record = receipt_record(occasion, &case, before, (&receipt, part))?;
    takes(&case.deal, &record, &receipt, given.received)?;
    let number = book(shelf, occasion, &record, given)?;
    record.content.set("entry", serde_json::json!(number));
    write(shelf, occasion, &record, "receipt.receive")?;
    Ok(record)
}

/// Passes what is no more than is due, or is said to be more. Another currency than what is due cannot be held against
/// it.
fn is_due(standing: &Receivable, given: &Receiving) -> Result<(), Refusal> {
    let none = Money::zero(given.amount.currency());
    let rest = match (standing.due.expected.clone(), standing.rest()) {
        // Shares of a company and what is no money are due without a sum.
        (Expected::Other, None) => return Ok(()),
        (_, rest) => rest.unwrap_or(none),
    };
    if given.more_than_due || rest.currency() != none.currency() || given.amount.minor_units() <= rest.minor_units() {
        return Ok(());
    }
    if rest.minor_units() == 0 && matches!(standing.standing, Standing::Received { .. }) {
        let due = given.due.map_or_else(|| "—".to_owned(), |due| due.to_string());
        return Err(Refusal::ReceivedBefore { term: given.term.clone(), due });
    }
    Err(Refusal::MoreThanDue { amount: given.amount.to_string(), due: rest.to_string() })
}

/// Passes costs that the rule in force on a day takes; without one, it is asked once there is.
fn takes(deal: &Deal, record: &Record, body: &Receipt, received: Date) -> Result<(), Trouble> {
    let Ok(Some((versions, _))) = agreed_rules(deal) else { return Ok(()) };
    let Ok(rule) = versions.on(received) else { return Ok(()) };
    match receipt_for(record, body, received, rule)?.base(rule) {
        Err(refusal @ waterfall::Refusal::CostsNotDeducted { .. }) => Err(refusal.into()),
        Ok(_) | Err(_) => Ok(()),
    }
}

fn expected(deal: RecordId, due: &Due, rest: Option<Money>) -> Receipt {
    let line = |text: &str| (!text.is_empty()).then(|| Line(text.to_owned()));
    Receipt {
        deal: Some(deal),
        term_type: Some(due.term_type),
        term: line(&due.term),
        clause: line(&due.clause),
        expected: match &due.expected {
            Expected::Sum(_) | Expected::AtLeast(_) => rest.and_then(|rest| budget(rest).ok()),
            Expected::Royalty | Expected::Other => None,
        },
        due: due.due.map(|day| Day(day.to_string())),
        period_begins: due.period.map(|period| Day(period.0.to_string())),
        period_ends: due.period.map(|period| Day(period.1.to_string())),
        ..Receipt::default()
    }
}

fn fill(receipt: &mut Receipt, given: &Receiving) -> Result<(), Trouble> {
    let line = |text: &str| (!text.trim().is_empty()).then(|| Line(text.trim().to_owned()));
    receipt.amount = Some(budget(given.amount)?);
    receipt.received = Some(Day(given.received.to_string()));
    receipt.stage = Some(ReceiptStage::Received);
    receipt.invoice_number = line(&given.invoice);
    receipt.bank_reference = line(&given.reference);
    receipt.costs.clone_from(&given.costs);
    receipt.exchange_rate = given.exchange_rate.clone().map(Decimal);
    receipt.entry = None::<Whole<1, 999_999_999>>;
    Ok(())
}

/// The taxes among the costs of a receipt.
pub(super) fn tax_of(costs: &[Cost], amount: Money) -> Result<Money, Trouble> {
    let mut sum = Money::zero(amount.currency());
    for cost in costs.iter().filter(|cost| cost.item == Some(CostItem::Tax)) {
        let Some(budget) = &cost.amount else { continue };
        sum = sum.checked_add(exact(budget)?).map_err(|_| Refusal::NotAnAmount { given: budget.to_string() })?;
    }
    Ok(sum)
}

/// Books a receipt; gives the number of the entry.
fn book(shelf: &mut dyn Shelf, occasion: &Occasion, record: &Record, given: &Receiving) -> Result<u64, Trouble> {
    let currency = given.amount.currency();
    let posting = given.posting.in_currency(currency)?;
    for (name, title) in posting.titled() {
        let account = Account::open(name.clone(), title, currency, given.received)?;
        account_for(shelf, occasion, account)?;
    }
    let tax = tax_of(&given.costs, given.amount)?;
    let income = given.amount.checked_sub(tax).map_err(waterfall::Refusal::from)?;
    if income.is_negative() {
        return Err(waterfall::Refusal::NegativeNet { net: income }.into());
    }
    let minus = |money: Money| money.checked_mul(-1).map_err(waterfall::Refusal::from);
    let mut postings = vec![
        ledger::Posting::new(posting.bank.clone(), given.amount),
        ledger::Posting::new(posting.income.clone(), minus(income)?),
    ];
    if tax.minor_units() != 0 {
        postings.push(ledger::Posting::new(posting.tax.clone(), minus(tax)?));
    }
    let draft = Draft {
        key: Key::parse(&format!("receipt-{}", record.id))?,
        date: given.received,
        memo: record.content.title(true).to_owned(),
        postings,
        links: vec![Link::parse(&format!("receipt:{}", record.id))?],
    };
    Ok(post_decided(shelf, occasion, &draft)?.number())
}
