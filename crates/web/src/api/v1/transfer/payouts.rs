//! A batch: approved by two people, paid, taken back; and its statements, line by line.

use axum::http::StatusCode;
use base::people::Role;
use base::record::Kind;
use measure::Money;
use transfer::money::{Posting, approve, pay, take_back};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, Versioned, document};
use super::super::super::schema::reference;
use super::super::ledger::POSTING;
use super::super::records::seen;
use super::super::said::{needed, text};
use super::answers;
use super::body::{account, amount};
use super::{sharing_refusals, writes};
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_approve(), approved);
    table.add(of_pay(), paid);
    table.add(of_take_back(), taken_back);
    table.add(of_statements(), show_statements);
}

fn of_approve() -> Documentation {
    writes(Kind::Payout, "/payouts/{id}/approval", "approve_payout", "Approve a batch")
        .note("For finance and for who leads a unit that shares, but not for who worked it out or receives of it. With the second approval it is posted to the ledger.")
        .patient()
        .takes_a("PayoutApproval")
        .versioned(Versioned::MayBe)
        .refuses(["auditors-read", "not-allowed", "own-batch", "own-share", "approved-before"])
        .refuses(["batch-at", "batch-unpublished", "publicity-runs", "publicity-open", "objections-open"])
        .refuses(["batch-outdated", "entry-reversed"])
        .refuses(["no-sharing-rule", "nobody-behind", "nothing-to-share", "nobody-to-lift-from"])
        .refuses(["not-an-amount", "not-receivable", "ledger-bad-account-name", "ledger-bad-title"])
        .refuses(POSTING)
        .refuses(sharing_refusals())
}

fn of_pay() -> Documentation {
    writes(Kind::Payout, "/payouts/{id}/payment", "pay_payout", "Note that a batch was paid, and book it")
        .who(Who::Role(Role::Finance))
        .takes_a("PayoutPayment")
        .versioned(Versioned::MayBe)
        .refuses(["batch-at", "slips", "not-an-amount", "nobody-behind", "ledger-bad-account-name"])
        .refuses(["sharing-too-large"])
        .refuses(POSTING)
}

fn of_take_back() -> Documentation {
    writes(Kind::Payout, "/payouts/{id}/reversal", "take_back_payout", "Take a batch back")
        .who(Who::Role(Role::Finance))
        .note("Its entries are reversed, its receipts wait to be shared anew. Only the last batch of a deal can be taken back.")
        .takes_a("PayoutReversal")
        .versioned(Versioned::MayBe)
        .refuses(["reason-needed", "batch-at", "not-last-batch", "ledger-already-reversed", "ledger-unknown-entry"])
        .refuses(["ledger-reversal-too-early"])
        .refuses(POSTING)
}

fn of_statements() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The statements.", reference("PayoutStatements"));
    let summary = "Who receives what of a batch, line by line";
    document(Method::Get, "/payouts/{id}/statements", "list_statements", summary, gives)
        .under("transfer")
        .who(Who::Signed)
        .note("All of them for finance, for who leads the unit that shares and for who reads everything; for anybody else their own.")
}

fn approved(call: &Call) -> Result<Answer, Failure> {
    let (id, version, note) = (call.id()?, call.version, text(&call.body, "note"));
    call.dealing(move |shelf, book, occasion| {
        let record = approve(shelf, book, occasion, id, version, &note)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn paid(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    call.dealing(move |shelf, _, occasion| {
        let bank = account(&body, "bank", Posting::usual()?.bank)?;
        let rows = body["withheld"].as_array().into_iter().flatten();
        let withheld: Vec<(String, Money)> =
            rows.map(|row| Ok((text(row, "name"), amount(row, "amount")?))).collect::<Result<_, base::Refusal>>()?;
        let record = pay(shelf, occasion, id, version, (needed(&body, "paid")?, &bank), &withheld)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn taken_back(call: &Call) -> Result<Answer, Failure> {
    let (id, version, reason) = (call.id()?, call.version, text(&call.body, "reason"));
    call.dealing(move |shelf, _, occasion| {
        let record = take_back(shelf, occasion, id, version, &reason)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn show_statements(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    Ok(Answer::ok(call.transfer(|shelf, _| answers::statements(shelf, &call.occasion, id))?))
}
