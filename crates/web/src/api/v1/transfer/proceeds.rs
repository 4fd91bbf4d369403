//! What a deal brings: royalties reported, money received, and the batch that shares it out.

use base::people::Role;
use base::record::kinds::Cost;
use base::record::{Decimal, Given, Kind};
use transfer::money::{Posting, Receiving, Report, calculate, receive, report, take_receipt_back};
use transfer::terms::read_field;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Table, Versioned};
use super::super::ledger::POSTING;
use super::super::records::seen;
use super::super::said::{day, needed, text};
use super::body::{account, amount};
use super::{sharing_refusals, writes};
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_report(), reported);
    table.add(of_receive(), received);
    table.add(of_take_back(), taken_back);
    table.add(of_calculate(), calculated);
}

fn of_report() -> Documentation {
    let path = "/deals/{id}/royalties";
    writes(Kind::Receipt, path, "report_royalty", "Report the base of a royalty's period")
        .note("For the broker and the parties of the deal. Reported anew, the same period takes the place of what was reported, until its money came.")
        .takes_a("RoyaltyReport")
        .refuses(["auditors-read", "not-party", "not-an-amount", "not-receivable", "received-before", "period-runs"])
        .refuses(["reported-more", "sharing-no-rate", "sharing-too-large"])
}

fn of_receive() -> Documentation {
    writes(Kind::Receipt, "/deals/{id}/receipts", "receive_payment", "Note money that came in, and book it")
        .who(Who::Role(Role::Finance))
        .takes_a("NewReceived")
        .note("What is due may come in parts.")
        .refuses(["stage-wants", "slips", "not-an-amount", "not-receivable", "received-before", "more-than-due"])
        .refuses(["sharing-costs-not-deducted"])
        .refuses(["ledger-bad-account-name", "ledger-zero-posting", "sharing-negative-net", "sharing-too-large"])
        .refuses(POSTING)
}

fn of_take_back() -> Documentation {
    writes(Kind::Receipt, "/receipts/{id}/reversal", "take_receipt_back", "Take back a receipt that was noted wrongly")
        .who(Who::Role(Role::Finance))
        .versioned(Versioned::MayBe)
        .note("Its entry is reversed, and what it was for is expected again. What was shared out waits for its batch to be taken back.")
        .takes_a("ReceiptReversal")
        .refuses(["reason-needed", "receipt-at", "ledger-unknown-entry", "ledger-reversal-too-early"])
        .refuses(POSTING)
}

fn of_calculate() -> Documentation {
    writes(Kind::Payout, "/deals/{id}/payouts", "calculate_payout", "Work out who receives what")
        .who(Who::Role(Role::Finance))
        .patient()
        .note("Of every receipt that was not shared out. A batch that nobody approved yet is worked out anew.")
        .refuses(["batch-open", "no-sharing-rule", "nobody-behind", "nothing-to-share", "nobody-to-lift-from"])
        .refuses(["not-an-amount", "not-receivable", "entry-reversed"])
        .refuses(sharing_refusals())
}

fn reported(call: &Call) -> Result<Answer, Failure> {
    let (id, body) = (call.id()?, call.body.clone());
    call.dealing(move |shelf, _, occasion| {
        let period_ends = needed(&body, "period_ends")?;
        let told = Report { term: text(&body, "term"), period_ends, base: amount(&body, "base")? };
        let record = report(shelf, occasion, id, &told)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn received(call: &Call) -> Result<Answer, Failure> {
    let (id, body) = (call.id()?, call.body.clone());
    call.dealing(move |shelf, _, occasion| {
        let given = |name: &str| Given::Json(body[name].clone());
        let costs: Option<Vec<Cost>> = read_field(shelf, occasion, (Kind::Receipt, "costs"), &given("costs"))?;
        let rate = given("exchange_rate");
        let rate: Option<Decimal> = read_field(shelf, occasion, (Kind::Receipt, "exchange_rate"), &rate)?;
        let usual = Posting::usual()?;
        let receiving = Receiving {
            term: text(&body, "term"),
            due: day(&body, "due"),
            amount: amount(&body, "amount")?,
            received: needed(&body, "received")?,
            costs: costs.unwrap_or_default(),
            invoice: text(&body, "invoice"),
            reference: text(&body, "reference"),
            exchange_rate: rate.map(|rate| rate.0),
            posting: Posting {
                bank: account(&body, "bank", usual.bank)?,
                income: account(&body, "income", usual.income)?,
                tax: usual.tax,
            },
            more_than_due: body["more_than_due"].as_bool().unwrap_or(false),
        };
        let record = receive(shelf, occasion, id, &receiving)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn taken_back(call: &Call) -> Result<Answer, Failure> {
    let (id, version, reason) = (call.id()?, call.version, text(&call.body, "reason"));
    call.dealing(move |shelf, _, occasion| {
        let record = take_receipt_back(shelf, occasion, id, version, &reason)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn calculated(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    call.dealing(move |shelf, book, occasion| {
        let record = calculate(shelf, book, occasion, id)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}
