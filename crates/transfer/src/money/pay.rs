//! A batch paid out, or taken back.

use base::Refusal;
use base::accounting::{account_for, may_post, post_decided, reverse_decided};
use base::record::kinds::{Payout, PayoutStage, Receipt, ReceiptStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Record, RecordId, SlipReason, Word};
use base::store::Shelf;
use jiff::civil::Date;
use ledger::{Account, AccountName, Draft, Key, Link, Posting, Reversal};
use measure::Money;
use sharing::waterfall::Refusal as SharingRefusal;

use super::approve::{account_of, at, batch};
use super::lives::{lives, put_lives};
use super::sum::{budget, exact};
use super::work_out::beneficiary;
use crate::deal::slip;
use crate::trouble::Trouble;

/// Notes that a batch was paid, and books it: debit what was owed, credit the bank, and the tax that was withheld. What
/// the owner keeps stays where it is.
///
/// # Errors
/// The viewer is not finance; the batch was not approved by two; more is withheld of a share than it is; the ledger's
/// refusals.
pub fn pay(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (paid, bank): (Date, &AccountName),
    withheld: &[(String, Money)],
) -> Result<Record, Trouble> {
    may_post(&occasion.viewer)?;
    let (record, mut body, case) = batch(shelf, &occasion.viewer, id)?;
    if body.stage != Some(PayoutStage::Approved) {
        return Err(at(body.stage.unwrap_or(PayoutStage::Calculated)).into());
    }
    let known = |name: &str| body.shares.iter().any(|share| share.rule_name.as_ref().is_some_and(|one| one.0 == name));
    if let Some((name, _)) = withheld.iter().find(|(name, _)| !known(name)) {
        return Err(Refusal::NobodyBehind { name: name.clone() }.into());
    }
    let (mut owed, mut tax): (Vec<Posting>, Option<Money>) = (Vec::new(), None);
    for share in &mut body.shares {
        let (Some(name), Some(amount)) = (&share.rule_name, &share.amount) else { continue };
        let amount = exact(amount)?;
        let (account, _) = account_of(beneficiary(&case.deal, name)?)?;
        if !account.as_str().starts_with("liabilities:") || amount.minor_units() == 0 {
            continue;
        }
        if let Some((_, kept)) = withheld.iter().find(|(of, _)| *of == name.0) {
            if kept.is_negative() || kept.currency() != amount.currency() || kept.minor_units() > amount.minor_units() {
                let (given, least, most) = (kept.to_string(), "0".to_owned(), amount.to_string());
                return Err(slip("tax", SlipReason::OutOfBounds { given, least, most }).into());
            }
            share.tax = Some(budget(*kept)?);
            tax = Some(match tax {
                None => *kept,
                Some(sum) => sum.checked_add(*kept).map_err(SharingRefusal::from)?,
            });
        }
        match owed.iter_mut().find(|posting| posting.account == account) {
            Some(posting) => posting.amount = posting.amount.checked_add(amount).map_err(SharingRefusal::from)?,
            None => owed.push(Posting::new(account, amount)),
        }
    }
    if let Some(number) = settled(shelf, occasion, (id, record.content.title(true)), (paid, bank), owed, tax)? {
        body.entries.push(Word(number.to_string()));
    }
    body.stage = Some(PayoutStage::Paid);
    body.paid = Some(Day(paid.to_string()));
    Ok(rewrite(shelf, occasion, &record, version, &body, "payout.pay")?)
}

/// Books the payment; none where nothing is owed to anybody.
fn settled(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (id, memo): (RecordId, &str),
    (paid, bank): (Date, &AccountName),
    owed: Vec<Posting>,
    tax: Option<Money>,
) -> Result<Option<u64>, Trouble> {
    let Some(first) = owed.first() else { return Ok(None) };
    let currency = first.amount.currency();
    let sum = Money::sum(currency, owed.iter().map(|posting| posting.amount)).map_err(SharingRefusal::from)?;
    let tax = tax.filter(|tax| tax.minor_units() != 0);
    let out = match tax {
        None => sum,
        Some(tax) => sum.checked_sub(tax).map_err(SharingRefusal::from)?,
    };
    let minus = |money: Money| money.checked_mul(-1).map_err(SharingRefusal::from);
    let mut postings = owed;
    account_for(shelf, occasion, Account::open(bank.clone(), "银行存款", currency, paid)?)?;
    if out.minor_units() != 0 {
        postings.push(Posting::new(bank.clone(), minus(out)?));
    }
    if let Some(tax) = tax {
        let name = AccountName::parse("liabilities:tax:income")?;
        account_for(shelf, occasion, Account::open(name.clone(), "代扣代缴个人所得税", currency, paid)?)?;
        postings.push(Posting::new(name, minus(tax)?));
    }
    let key = Key::parse(&format!("payout-{id}-paid"))?;
    let links = vec![Link::parse(&format!("payout:{id}"))?];
    let draft = Draft { key, date: paid, memo: memo.to_owned(), postings, links };
    Ok(Some(post_decided(shelf, occasion, &draft)?.number()))
}

/// Takes a batch back: its entries are reversed, its receipts wait to be shared anew. Only the last batch of a deal can
/// be taken back, since later ones go on from it.
///
/// # Errors
/// The viewer is not finance; no reason is given; it was taken back before; a later batch goes on from it.
pub fn take_back(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    reason: &str,
) -> Result<Record, Trouble> {
    may_post(&occasion.viewer)?;
    let (record, mut body, case) = batch(shelf, &occasion.viewer, id)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::ReasonNeeded {}.into());
    }
    let stage = body.stage.unwrap_or(PayoutStage::Calculated);
    if stage == PayoutStage::Reversed {
        return Err(at(stage).into());
    }
    if matches!(stage, PayoutStage::Approved | PayoutStage::Paid) {
        let mut lived = lives(shelf, case.record.id)?;
        let last = lived.pop().filter(|last| last.batch == id);
        if last.is_none() {
            let later = lives(shelf, case.record.id)?.pop().map(|last| last.batch);
            let later = match later {
                Some(later) => shelf.record(later)?,
                None => None,
            };
            let batch = later.map_or_else(String::new, |record| {
                record.content.body::<Payout>().batch.map_or_else(String::new, |batch| batch.0)
            });
            return Err(Refusal::NotLastBatch { batch }.into());
        }
        put_lives(shelf, case.record.id, &lived)?;
        reverse_entries(shelf, occasion, &body, reason)?;
        for receipt in &body.receipts {
            back_to_received(shelf, occasion, *receipt)?;
        }
    }
    body.stage = Some(PayoutStage::Reversed);
    body.note = Some(base::record::Prose(reason.to_owned()));
    Ok(rewrite(shelf, occasion, &record, version, &body, "payout.take-back")?)
}

fn reverse_entries(shelf: &mut dyn Shelf, occasion: &Occasion, body: &Payout, reason: &str) -> Result<(), Trouble> {
    let memo: String = reason.replace('\n', " ").chars().take(200).collect();
    let numbers = body.entries.iter().filter_map(|number| number.0.parse::<u64>().ok());
    for of in numbers.rev() {
        let key = Key::parse(&format!("take-back-{of}"))?;
        let (date, memo) = (occasion.now.date(), memo.clone());
        reverse_decided(shelf, occasion, &Reversal { key, date, memo, links: Vec::new(), of })?;
    }
    Ok(())
}

fn back_to_received(shelf: &mut dyn Shelf, occasion: &Occasion, receipt: RecordId) -> Result<(), Trouble> {
    let record = shelf.record(receipt)?.ok_or(Refusal::NotFound {})?;
    let body = Receipt { stage: Some(ReceiptStage::Received), ..record.content.body() };
    rewrite(shelf, occasion, &record, None, &body, "receipt.wait")?;
    Ok(())
}
