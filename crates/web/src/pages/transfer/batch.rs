//! A batch: who receives what, what the floors say, two approvals, the payment.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::accounting::may_post;
use base::people::AccountId;
use base::record::kinds::{Payout, PayoutBase, PayoutStage, ShareRole, TaxTreatment};
use base::record::{Kind, RecordId};
use ledger::AccountName;
use measure::Money;
use transfer::Trouble as TransferTrouble;
use transfer::money::{self, Posting, Statement, statements as statements_of};

use super::super::frame::{Frame, Typed, page_of};
use super::act::amount;
use super::frame::Dealing;
use super::words::{floors, word};
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/transfer/batch.html")]
struct BatchPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    record: Link,
    deal: Option<Link>,
    version: u32,
    title: String,
    stage: &'static str,
    base: &'static str,
    sums: [String; 3],
    shares: Vec<Share>,
    floors: Vec<String>,
    approvals: Vec<(String, String, String)>,
    entries: Vec<String>,
    /// What the viewer may do: `approve`, `publish`, `pay`, `take-back`.
    may: Vec<&'static str>,
    bank: String,
    today: String,
}

pub(super) struct Share {
    pub name: String,
    pub who: String,
    pub link: Option<Link>,
    pub role: &'static str,
    pub percent: String,
    pub amount: String,
    pub tax: String,
    pub treatment: &'static str,
    pub rule: String,
    pub withholds: bool,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Transfer), None, Typed::default())
}

/// Approves, pays or takes back.
pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let (id, given) = (frame.id()?, form.clone());
    let version: Option<u32> = form.text("version").parse().ok();
    let done = match form.text("act") {
        "approve" => Done::Approved,
        "pay" => Done::Paid,
        "take-back" => Done::TakenBack,
        _ => return Err(Trouble::NotFound),
    };
    let acted = frame.writing(move |shelf, book, occasion| match given.text("act") {
        "approve" => money::approve(shelf, book, occasion, id, version, given.text("note")),
        "pay" => {
            let bank = AccountName::parse(given.text("bank").trim())?;
            let paid = ledger::read_date(given.text("paid").trim())?;
            money::pay(shelf, occasion, id, version, (paid, &bank), &withheld(&given)?)
        }
        _ => money::take_back(shelf, occasion, id, version, given.text("reason")),
    })?;
    match acted {
        Ok(_) => see_other_done(&format!("/payouts/{id}/desk"), done),
        Err(refused) => render(&frame, Some(refused), Typed::of(form)),
    }
}

/// What is withheld of each share: `tax-<name>`.
fn withheld(form: &Form) -> Result<Vec<(String, Money)>, TransferTrouble> {
    let mut all = Vec::new();
    for (field, text) in form.pairs() {
        if let Some(name) = field.strip_prefix("tax-").filter(|_| !text.trim().is_empty()) {
            all.push((name.to_owned(), amount(form, field)?));
        }
    }
    Ok(all)
}

pub(super) fn text(line: Option<&base::record::Line>) -> String {
    line.map_or_else(String::new, |line| line.0.clone())
}

pub(super) fn budget(money: Option<measure::Budget>) -> String {
    money.and_then(|money| money::exact(&money).ok()).map(crate::figure::money).unwrap_or_default()
}

pub(super) fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    let (id, t) = (frame.id()?, frame.t);
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let usual = Posting::usual().map_err(Trouble::fault)?;
    let shown = frame.reading(|shelf, _| {
        let (record, body, case, statements) = statements_of(shelf, &frame.occasion.viewer, id)?;
        let who = statements.iter().filter_map(|one| one.share.recipient);
        let approvers = body.approvals.iter().flat_map(|one| [one.person, one.organisation]).flatten();
        let named: Vec<RecordId> = who.chain(approvers).chain([case.record.id]).collect();
        let links = frame.links(shelf, &named)?;
        let stage = body.stage.unwrap_or(PayoutStage::Calculated);
        let approves = money::may_be_approved_by(shelf, &frame.occasion.viewer, (&record, &body, &case))?;
        let link = |id: RecordId| links.get(&id).cloned();
        let accounts = body.approvals.iter().filter_map(|one| one.account.as_ref()?.0.parse().ok());
        let names = shelf.account_names(&accounts.collect::<Vec<AccountId>>())?;
        Ok(BatchPage {
            t,
            layout: frame.layout(),
            refused,
            typed,
            address: format!("/payouts/{id}"),
            record: Link::at(page_of(Kind::Payout, id), t.get("transfer-record")),
            deal: link(case.record.id).map(|link| Link::at(format!("/deals/{}/desk", case.record.id), link.text)),
            version: record.version,
            title: frame.title(&record),
            stage: word(PayoutStage::CHOICES, stage as usize, t),
            base: body.base.map_or("", |base| word(PayoutBase::CHOICES, base as usize, t)),
            sums: [budget(body.gross), budget(body.costs), budget(body.net)],
            shares: statements.iter().map(|one| share(one, &link, t)).collect(),
            floors: floors(&body.floors, statements.len() == body.shares.len(), t),
            approvals: approvals(&body, &link, &names),
            entries: body.entries.iter().map(|number| number.0.clone()).collect(),
            may: may(stage, may_post(&frame.occasion.viewer).is_ok(), approves),
            bank: usual.bank.to_string(),
            today: frame.occasion.now.date().to_string(),
        })
    })?;
    page_with(status, &shown)
}

/// What may be done with a batch at a stage by who looks at it.
fn may(stage: PayoutStage, finance: bool, approves: bool) -> Vec<&'static str> {
    let waits = matches!(
        stage,
        PayoutStage::Calculated | PayoutStage::Publicity | PayoutStage::AwaitingApproval | PayoutStage::OneApproved
    );
    let all = [
        ("waits", waits),
        ("approve", waits && approves),
        ("publish", waits && finance),
        ("pay", stage == PayoutStage::Approved && finance),
        ("take-back", stage != PayoutStage::Reversed && finance),
    ];
    all.into_iter().filter(|(_, may)| *may).map(|(what, _)| what).collect()
}

pub(super) fn share(one: &Statement, link: &impl Fn(RecordId) -> Option<Link>, t: Messages) -> Share {
    let share = &one.share;
    let found = share.recipient.and_then(link);
    let name = text(share.rule_name.as_ref());
    let personal = matches!(share.role, Some(ShareRole::Contributor | ShareRole::TransferStaff));
    Share {
        who: found.as_ref().map_or_else(|| written(share, &name), |link| link.text.clone()),
        name,
        link: found,
        role: share.role.map_or("", |role| word(ShareRole::CHOICES, role as usize, t)),
        percent: share.percent.as_ref().map_or_else(String::new, |percent| percent.0.clone()),
        amount: budget(share.amount),
        tax: budget(share.tax),
        treatment: share.treatment.map_or("", |one| word(TaxTreatment::CHOICES, one as usize, t)),
        rule: text(share.rule.as_ref()),
        withholds: personal,
    }
}

/// The name of somebody who has no record, or one that may not be known of.
fn written(share: &base::record::kinds::Share, name: &str) -> String {
    share.name.as_ref().map_or_else(|| name.to_owned(), |written| written.0.clone())
}

/// Who approved: their name, and the organisation they act for.
fn approvals(
    body: &Payout,
    link: &impl Fn(RecordId) -> Option<Link>,
    names: &[(AccountId, String)],
) -> Vec<(String, String, String)> {
    let of = |one: &base::record::kinds::Approval| {
        let account = one.account.as_ref().and_then(|account| account.0.parse::<AccountId>().ok());
        let name = names.iter().find(|(id, _)| Some(*id) == account).map(|(_, name)| name.clone());
        let person = one.person.and_then(link).map(|link| link.text);
        let unit = one.organisation.and_then(link).map(|link| link.text);
        let who: Vec<String> = name.or(person).into_iter().chain(unit).collect();
        let day = one.day.as_ref().map_or_else(String::new, |day| day.0.clone());
        (who.join(" · "), day, text(one.note.as_ref()))
    };
    body.approvals.iter().map(of).collect()
}
