//! Two people approve a batch; with the second approval it is posted.

use base::Refusal;
use base::accounting::{account_for, post_decided};
use base::people::{Role, Viewer};
use base::record::kinds::{
    Approval, ApprovalDecision, Beneficiary, Deal, Payout, PayoutStage, Receipt, ReceiptStage, ShareRole,
};
use base::record::verb::{Occasion, rewrite, show};
use base::record::{Day, Kind, Line, Record, RecordId, Word};
use base::rules::settings;
use base::store::Shelf;
use jiff::civil::Date;
use ledger::{Account, AccountName, Key, Link};
use measure::Currency;
use sharing::waterfall::{Accounts, Allocation, PartyId};

use super::batch::payout;
use super::lives::{Lived, lives, put_lives};
use super::receive::Posting;
use super::work_out::{Worked, beneficiary, work_out};
use crate::deal::{Case, Stands, party_types};
use crate::publicity::{Asked, asked_of_awards};
use crate::rulebook::Rulebook;
use crate::trouble::Trouble;

/// Approves a batch. The first approval is noted; the second, by somebody else, posts what was shared, notes the
/// receipts as shared out, and lets the next batch go on from here. All of it is one transaction: of two who approve at
/// once, one is the second and the other finds it done.
///
/// # Errors
/// The viewer may not approve, worked it out, receives a share of it, or approved it before; the awards were not made
/// public as a rule asks; worked out now it gives other amounts; the ledger's refusals.
pub fn approve(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    note: &str,
) -> Result<Record, Trouble> {
    let (record, mut body, case) = batch(shelf, &occasion.viewer, id)?;
    let account = may_approve(shelf, &occasion.viewer, &record, &body, &case)?;
    let stage = body.stage.unwrap_or(PayoutStage::Calculated);
    if !matches!(
        stage,
        PayoutStage::Calculated | PayoutStage::Publicity | PayoutStage::AwaitingApproval | PayoutStage::OneApproved
    ) {
        return Err(at(stage).into());
    }
    match asked_of_awards(shelf, rulebook, occasion, &case.deal, (id, &body))? {
        Asked::Missing { rule } | Asked::Superseded { rule, .. } => {
            return Err(Refusal::BatchUnpublished { rule }.into());
        }
        Asked::Objected { count, .. } => return Err(Refusal::ObjectionsOpen { count: count.to_string() }.into()),
        Asked::Over { until, .. } => return Err(Refusal::PublicityOpen { until: until.to_string() }.into()),
        Asked::Running { until, .. } => {
            let until = until.map_or_else(|| "—".to_owned(), |until| until.to_string());
            return Err(Refusal::PublicityRuns { until }.into());
        }
        Asked::Clean(publicity) => body.publicity = Some(publicity),
        Asked::NotNeeded => {}
    }
    let worked = work_out(shelf, rulebook, &case)?;
    same_as_worked_out(shelf, rulebook, &case, &body, &worked, &record)?;
    let second = body.approvals.iter().any(|one| one.decision == Some(ApprovalDecision::Approved));
    let note = note.trim();
    body.approvals.push(Approval {
        organisation: occasion.viewer.member().and_then(|member| member.standings.first()).map(|at| at.organisation),
        person: shelf.account(account)?.and_then(|account| account.person),
        decision: Some(ApprovalDecision::Approved),
        day: Some(Day(occasion.now.date().to_string())),
        note: (!note.is_empty()).then(|| Line(note.replace('\n', " "))),
        account: Some(Line(account.to_string())),
    });
    if !second {
        body.stage = Some(PayoutStage::OneApproved);
        return Ok(rewrite(shelf, occasion, &record, version, &body, "payout.approve")?);
    }
    body.entries = post(shelf, occasion, &record, &case.deal, &worked)?;
    body.stage = Some(PayoutStage::Approved);
    for (receipt, _) in &worked.allocations {
        allocated(shelf, occasion, *receipt)?;
    }
    let mut lived = lives(shelf, case.record.id)?;
    lived.push(Lived { batch: id, after: worked.after, years: worked.years });
    put_lives(shelf, case.record.id, &lived)?;
    Ok(rewrite(shelf, occasion, &record, version, &body, "payout.approve")?)
}

/// A batch that the viewer may see, with its deal.
pub(super) fn batch(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<(Record, Payout, Case), Trouble> {
    show(shelf, viewer, id)?;
    any_batch(shelf, id)
}

/// A batch with its deal, whoever asks: the caller checks.
pub(super) fn any_batch(shelf: &mut dyn Shelf, id: RecordId) -> Result<(Record, Payout, Case), Trouble> {
    let record = shelf.record(id)?.ok_or(Refusal::NotFound {})?;
    let body: Payout = record.content.body();
    let deal = body.deal.filter(|_| record.kind == Kind::Payout).ok_or(Refusal::NotFound {})?;
    // Who sees a batch may know of its deal what the batch says.
    let deal = shelf.record(deal)?.ok_or(Refusal::NotFound {})?;
    let case = Case { deal: deal.content.body(), record: deal };
    Ok((record, body, case))
}

pub(super) fn at(stage: PayoutStage) -> Refusal {
    Refusal::BatchAt { stage: PayoutStage::CHOICES[stage as usize].code.to_owned() }
}

fn may_approve(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    record: &Record,
    body: &Payout,
    case: &Case,
) -> Result<base::people::AccountId, Trouble> {
    viewer.writes()?;
    let account = viewer.account().ok_or(Refusal::SignInNeeded {})?;
    let leads = record.content.owner().is_some_and(|owner| viewer.manages(owner))
        || case.deal.of_role(base::record::kinds::DealRole::Provider).any(|party| viewer.manages(party))
        || units(&case.deal).any(|unit| viewer.manages(unit));
    if !leads && !viewer.has(Role::Finance) && !viewer.has(Role::Administrator) {
        return Err(viewer.not_allowed(Role::Finance.code()).into());
    }
    if record.author == Some(account) {
        return Err(Refusal::OwnBatch {}.into());
    }
    let person = shelf.account(account)?.and_then(|account| account.person);
    if person.is_some() && body.shares.iter().any(|share| share.recipient == person) {
        return Err(Refusal::OwnShare {}.into());
    }
    let account_text = account.to_string();
    let before = |one: &Approval| one.account.as_ref().is_some_and(|other| other.0 == account_text);
    if body.approvals.iter().any(before) {
        return Err(Refusal::ApprovedBefore {}.into());
    }
    Ok(account)
}

/// Whether the viewer may approve a batch, so that only who may is shown how.
///
/// # Errors
/// The store's.
pub fn may_be_approved_by(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    (record, body, case): (&Record, &Payout, &Case),
) -> Result<bool, Trouble> {
    match may_approve(shelf, viewer, record, body, case) {
        Ok(_) => Ok(true),
        Err(Trouble::Base(base::Trouble::Fault(fault))) => Err(fault.into()),
        Err(_) => Ok(false),
    }
}

/// The organisations among those who receive.
fn units(deal: &Deal) -> impl Iterator<Item = RecordId> {
    let unit = |one: &&Beneficiary| matches!(one.role, Some(ShareRole::Owner | ShareRole::Partner));
    deal.beneficiaries.iter().filter(unit).filter_map(|one| one.recipient)
}

/// What is approved is what the receipts, the rule and the floors give now.
fn same_as_worked_out(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    case: &Case,
    body: &Payout,
    worked: &Worked,
    record: &Record,
) -> Result<(), Trouble> {
    let (settings, types) = (settings(shelf)?, party_types(shelf, &case.deal)?);
    let day = record.updated.date();
    let now = payout(rulebook, &settings, case, worked, (day, &types))?;
    let amounts = |payout: &Payout| {
        let of = payout.shares.iter().map(|share| (share.rule_name.clone(), share.recipient, share.amount));
        of.collect::<Vec<_>>()
    };
    let same = amounts(&now) == amounts(body) && now.receipts == body.receipts && now.floors == body.floors;
    if same { Ok(()) } else { Err(Refusal::BatchOutdated {}.into()) }
}

/// Posts each receipt's allocation; gives the numbers of the entries.
fn post(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    record: &Record,
    deal: &Deal,
    worked: &Worked,
) -> Result<Vec<Word>, Trouble> {
    let today = occasion.now.date();
    let mut numbers = Vec::new();
    for (receipt, allocation) in &worked.allocations {
        if allocation.shared.minor_units() == 0 {
            continue;
        }
        let accounts = accounts(shelf, occasion, deal, (*receipt, allocation), today)?;
        let key = Key::parse(&format!("payout-{}-{receipt}", record.id))?;
        let links = vec![Link::parse(&format!("payout:{}", record.id))?, Link::parse(&format!("receipt:{receipt}"))?];
        let draft = allocation.draft(&accounts, key, today, record.content.title(true), links)?;
        numbers.push(Word(post_decided(shelf, occasion, &draft)?.number().to_string()));
    }
    Ok(numbers)
}

/// The account on which a role is owed, and its title, where the deal names none.
pub(super) fn usual_account(role: Option<ShareRole>) -> (&'static str, &'static str) {
    match role {
        Some(ShareRole::Contributor) | None => ("liabilities:payable:contributors", "应付成果完成人奖酬"),
        Some(ShareRole::TransferStaff) => ("liabilities:payable:transfer-staff", "应付转化人员奖酬"),
        Some(ShareRole::Department) => ("liabilities:payable:departments", "应付部门分成"),
        Some(ShareRole::Partner) => ("liabilities:payable:partners", "应付共有单位分成"),
        Some(ShareRole::Fund) => ("liabilities:payable:fund", "应付转化基金"),
        Some(ShareRole::Owner) => ("income:transfer:retained", "单位留存转化收入"),
    }
}

/// Where a share is owed.
pub(super) fn account_of(one: &Beneficiary) -> Result<(AccountName, &'static str), ledger::Refusal> {
    let (usual, title) = usual_account(one.role);
    let name = one.account.as_ref().map_or(usual, |account| account.0.as_str());
    Ok((AccountName::parse(name)?, title))
}

fn accounts(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    deal: &Deal,
    (receipt, allocation): (RecordId, &Allocation),
    today: Date,
) -> Result<Accounts, Trouble> {
    let currency = allocation.shared.currency();
    let mut persons = std::collections::BTreeMap::<PartyId, AccountName>::new();
    for (person, _) in allocation.totals()? {
        let (name, title) = account_of(beneficiary(deal, person.as_str())?)?;
        account_for(shelf, occasion, Account::open(name.clone(), title, currency, today)?)?;
        persons.insert(person, name);
    }
    let income = booked_on(shelf, receipt, currency)?;
    account_for(shelf, occasion, Account::open(income.clone(), "成果转化收入", currency, today)?)?;
    Ok(Accounts { income, persons })
}

/// The account of income on which a receipt was booked; money of another currency was converted and is shared out of an
/// account of its own.
fn booked_on(shelf: &mut dyn Shelf, receipt: RecordId, currency: Currency) -> Result<AccountName, Trouble> {
    let number = shelf.record(receipt)?.and_then(|record| record.content.body::<Receipt>().entry);
    let kept = match number {
        Some(number) => shelf.ledger_entry(number.0.unsigned_abs())?,
        None => None,
    };
    let Some(kept) = kept else { return Ok(Posting::usual()?.income) };
    let sealed = kept.stored.open().map_err(base::accounting::Trouble::from)?;
    let of_income = |posting: &&ledger::Posting| posting.account.as_str().starts_with("income:");
    let found = sealed.entry().postings.iter().find(of_income);
    match found.filter(|posting| posting.amount.currency() == currency) {
        Some(posting) => Ok(posting.account.clone()),
        None if found.is_some() => Ok(AccountName::parse("income:transfer:converted")?),
        None => Ok(Posting::usual()?.income),
    }
}

fn allocated(shelf: &mut dyn Shelf, occasion: &Occasion, receipt: RecordId) -> Result<(), Trouble> {
    let record = shelf.record(receipt)?.ok_or(Refusal::NotFound {})?;
    let body = Receipt { stage: Some(ReceiptStage::Allocated), ..record.content.body() };
    rewrite(shelf, occasion, &record, None, &body, "receipt.allocate")?;
    Ok(())
}
