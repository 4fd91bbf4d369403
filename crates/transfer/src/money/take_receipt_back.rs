//! A receipt that was noted wrongly, taken back: its entry is reversed, and what it was for is expected again.

use base::Refusal;
use base::accounting::{may_post, reverse_decided};
use base::record::kinds::{Receipt, ReceiptStage};
use base::record::verb::{Occasion, rewrite, show, write};
use base::record::{Kind, Prose, Record, RecordId};
use base::store::Shelf;
use ledger::{Key, Reversal};

use super::report::receipt_record;
use crate::deal::case;
use crate::trouble::Trouble;

/// Takes a receipt back that was not shared out: reverses its entry, unless that was done in the ledger before, and notes
/// why. The report of a royalty stands, as a record of its own.
///
/// # Errors
/// The viewer is not finance; no reason is given; its money has not come, or was shared out; the ledger's refusals.
pub fn take_receipt_back(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    reason: &str,
) -> Result<Record, Trouble> {
    may_post(&occasion.viewer)?;
    let record = show(shelf, &occasion.viewer, id)?;
    let body: Receipt = record.content.body();
    let deal = body.deal.filter(|_| record.kind == Kind::Receipt).ok_or(Refusal::NotFound {})?;
    let case = case(shelf, &occasion.viewer, deal)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::ReasonNeeded {}.into());
    }
    let stage = body.stage.unwrap_or(ReceiptStage::Expected);
    if stage != ReceiptStage::Received {
        return Err(Refusal::ReceiptAt { stage: ReceiptStage::CHOICES[stage as usize].code.to_owned() }.into());
    }
    if let Some(of) = body.entry.map(|entry| entry.0.unsigned_abs()) {
        let reversed = shelf.ledger_entry(of)?.and_then(|kept| kept.reversed_by);
        if reversed.is_none() {
            let key = Key::parse(&format!("receipt-{id}-taken-back"))?;
            let memo = reason.replace('\n', " ").chars().take(200).collect();
            let date = occasion.now.date();
            reverse_decided(shelf, occasion, &Reversal { key, date, memo, links: Vec::new(), of })?;
        }
    }
    if body.reported.is_some() {
        let report = receipt_record(occasion, &case, None, (&reported(&body), 1))?;
        write(shelf, occasion, &report, "receipt.report")?;
    }
    let note = Some(Prose(reason.to_owned()));
    let back = Receipt { stage: Some(ReceiptStage::Reversed), note, ..body };
    Ok(rewrite(shelf, occasion, &record, version, &back, "receipt.take-back")?)
}

/// What was reported, without the money that came for it.
fn reported(body: &Receipt) -> Receipt {
    Receipt {
        stage: Some(ReceiptStage::Reported),
        amount: body.expected,
        received: None,
        invoice_number: None,
        bank_reference: None,
        exchange_rate: None,
        entry: None,
        costs: Vec::new(),
        note: None,
        ..body.clone()
    }
}
