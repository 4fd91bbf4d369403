//! A deal's desk: where it stands, what the next stage lacks, and everything that is done with it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::Role;
use base::record::kinds::{
    AccessDecision, ContractType, Deal, DealRole, DealStage, DealStatus, DeclineReason, PricingMode, Publicity,
    PublicityStage, TermType, TransferForm,
};
use base::record::{Audience, Kind, Record, RecordId};
use base::store::{Filter, Mark, Query, Shelf, Sort};
use transfer::Trouble as TransferTrouble;
use transfer::deal::{Ahead, Case, Side, Want, case, checked, is_stale, side_of};
use transfer::money::{Receivable, Standing, mine, receivables_of};
use transfer::terms::Expected;

use super::super::frame::{Frame, Typed, page_of};
use super::frame::Dealing;
use super::terms::{Row, rows, sentences};
use super::words::{answers, asked, gate, stage, standing, want, word};
use crate::figure::money;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page_with};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/transfer/desk.html")]
struct DeskPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    id: RecordId,
    address: String,
    record: Link,
    version: u32,
    title: String,
    form: &'static str,
    status: &'static str,
    halts: Vec<&'static str>,
    reasons: Vec<(&'static str, &'static str)>,
    declined: String,
    stale: bool,
    /// Which sides wish to go back from what is signed.
    wishes: Vec<String>,
    signed: bool,
    /// What the viewer may do: `act`, `answer` requests for access, `accept` terms, `till` money.
    may: Vec<&'static str>,
    track: Vec<Step>,
    next: Option<Next>,
    gate: String,
    thread: Vec<(&'static str, Link)>,
    parties: Vec<Party>,
    nda: Option<(String, String)>,
    waiver: String,
    access: Vec<Access>,
    terms: Vec<Row>,
    terms_version: i64,
    acceptances: Vec<(String, String, String)>,
    rules: Vec<(u32, String, Vec<String>)>,
    /// Share proposals that were kept: the day, the address that asks again, the shares.
    proposals: Vec<(String, String, String)>,
    /// Who stands behind the names in the rule: name, who, as what.
    people: Vec<(String, String, &'static str)>,
    fields: Vec<Field>,
    receivables: Vec<Expectation>,
    publicity: String,
    notices: Vec<(Link, String, String)>,
    batches: Vec<(Link, String, String)>,
}

/// What is to be done next: the stage that comes, and what it lacks, each where it is filled in.
struct Next {
    code: &'static str,
    label: &'static str,
    wants: Vec<(String, String)>,
}

/// A stage of the track.
struct Step {
    code: &'static str,
    label: &'static str,
    state: &'static str,
    wants: Vec<String>,
    reach: bool,
}

struct Party {
    role: &'static str,
    name: String,
    id: String,
    /// Whether it gives: it has what others ask access to.
    provides: bool,
    link: Option<Link>,
    contact: String,
}

struct Access {
    at: usize,
    who: String,
    what: String,
    why: String,
    asked: String,
    decision: &'static str,
    open: bool,
    granted: bool,
}

/// A field of the contract, as the desk shows and takes it.
struct Field {
    name: &'static str,
    label: &'static str,
    value: String,
    /// What the value is called, where it is one of the choices.
    said: String,
    choices: Vec<(&'static str, &'static str)>,
}

/// Something expected, in a row.
struct Expectation {
    term: String,
    kind: &'static str,
    due: String,
    period: String,
    period_ends: String,
    owed: String,
    reported: String,
    badge: &'static str,
    standing: String,
    condition: String,
    reports: bool,
    receives: bool,
    /// The receipts of it, each with its id where finance may take it back.
    receipts: Vec<(Link, Option<RecordId>)>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Transfer), None, Typed::default())
}

/// A refusal of what has no desk yet, with where to go back to.
pub(super) fn refused(frame: &Frame, status: StatusCode, sentence: &str, back: &str) -> Result<Response, Trouble> {
    page_with(
        status,
        &RefusedPage { t: frame.t, layout: frame.layout(), sentence: sentence.to_owned(), back: back.to_owned() },
    )
}

#[derive(Template)]
#[template(path = "pages/transfer/refused.html")]
struct RefusedPage {
    t: Messages,
    layout: Layout,
    sentence: String,
    back: String,
}

pub(super) fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    let id = frame.id()?;
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let desk = frame.reading(|shelf, book| {
        let case = case(shelf, &frame.occasion.viewer, id)?;
        let ahead = checked(shelf, book, &frame.occasion, &case);
        desk(frame, shelf, &case, ahead)
    })?;
    page_with(status, &DeskPage { refused, typed, ..desk })
}

fn desk(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    case: &Case,
    ahead: Result<Ahead, TransferTrouble>,
) -> Result<DeskPage, TransferTrouble> {
    let (t, deal, viewer, today) = (frame.t, &case.deal, &frame.occasion.viewer, frame.occasion.now.date());
    let side = side_of(viewer, case);
    let status = deal.status.unwrap_or(DealStatus::Active);
    let finance = base::accounting::may_post(viewer).is_ok();
    let id = case.record.id;
    // Terms that cannot be reckoned with are shown, and what is expected under them is not.
    let expected = receivables_of(shelf, case, today).unwrap_or_default();
    let ahead = match ahead {
        Ok(ahead) => Some(ahead),
        Err(TransferTrouble::Base(base::Trouble::Fault(fault))) => return Err(fault.into()),
        Err(_) => None,
    };
    let links = frame.links(shelf, &named(deal))?;
    let link = |id: RecordId| links.get(&id).cloned();
    let receipts: Vec<RecordId> = expected.iter().flat_map(|one| one.receipts.iter().copied()).collect();
    let receipts = frame.links(shelf, &receipts)?;
    let expectation = |one: &Receivable| expectation(frame, one, &receipts, (side.is_some(), finance));
    Ok(DeskPage {
        t,
        layout: frame.layout(),
        refused: None,
        typed: Typed::default(),
        id,
        address: format!("/deals/{id}"),
        record: Link::at(page_of(Kind::Deal, id), t.get("transfer-record")),
        version: case.record.version,
        title: frame.title(&case.record),
        form: deal.deal_type.map_or("", |form| word(TransferForm::CHOICES, form as usize, t)),
        status: word(DealStatus::CHOICES, status as usize, t),
        halts: if side.is_some() { halts(status, deal.stage) } else { Vec::new() },
        reasons: answers(DeclineReason::CHOICES, t),
        declined: declined(deal, t),
        stale: is_stale(case, today),
        wishes: wishes(deal, &link, t),
        signed: is_signed(deal),
        may: may(frame, case, side, finance),
        gate: ahead.as_ref().map_or_else(String::new, |ahead| gate(&ahead.gate, t)),
        publicity: ahead.as_ref().map_or_else(String::new, |ahead| asked(&ahead.publicity, t)),
        track: track(deal, ahead.as_ref(), t),
        next: next(id, ahead.as_ref(), t),
        thread: thread(deal, &link, t),
        parties: parties(deal, &link, t),
        nda: deal.nda_signed.as_ref().map(|on| (on.0.clone(), text(deal.nda_until.as_ref().map(|day| day.0.clone())))),
        waiver: text(deal.nda_waiver.as_ref().map(|why| why.0.clone())),
        access: access(deal, &link, t),
        terms: rows(deal, t),
        terms_version: deal.terms_version.map_or(1, |version| version.0),
        acceptances: acceptances(deal, &link),
        rules: sentences(deal, t)?,
        proposals: proposals(deal),
        people: people(deal, &link, t),
        fields: fields(deal, t),
        receivables: expected.iter().map(expectation).collect(),
        notices: notices(frame, shelf, id)?,
        batches: batches(frame, shelf, id, base::accounting::may_read(viewer).is_ok() || side.is_some())?,
    })
}

fn text(given: Option<String>) -> String {
    given.unwrap_or_default()
}

fn may(frame: &Frame, case: &Case, side: Option<Side>, finance: bool) -> Vec<&'static str> {
    let all = [
        ("act", side.is_some()),
        ("answer", gives(frame, case)),
        ("accept", matches!(side, Some(Side::Party(_)))),
        ("till", finance),
    ];
    all.into_iter().filter(|(_, may)| *may).map(|(what, _)| what).collect()
}

fn gives(frame: &Frame, case: &Case) -> bool {
    let viewer = &frame.occasion.viewer;
    let providers = case.deal.parties.iter().filter(|party| party.role == Some(DealRole::Provider));
    providers.filter_map(|party| party.organisation).any(|provider| viewer.manages(provider))
        || viewer.has(Role::Administrator)
}

/// Share proposals that were kept, the newest first; an address that leads elsewhere is no link.
fn proposals(deal: &Deal) -> Vec<(String, String, String)> {
    let kept = deal.share_proposals.iter().rev().map(|kept| {
        let question = kept.question.as_ref().map_or("", |question| question.0.as_str());
        let question = if question.starts_with("/sharing/proposal?") { question } else { "" };
        let shares = kept.shares.as_ref().map(|shares| shares.0.clone());
        (text(kept.kept.as_ref().map(|day| day.0.clone())), question.to_owned(), text(shares))
    });
    kept.collect()
}

/// Every record that a deal names.
fn named(deal: &Deal) -> Vec<RecordId> {
    let parties = deal.parties.iter().filter_map(|party| party.organisation);
    let asked = deal.access_requests.iter().filter_map(|one| one.organisation);
    let accepted = deal.acceptances.iter().filter_map(|one| one.organisation);
    let behind = deal.beneficiaries.iter().filter_map(|one| one.recipient);
    let others = deal.achievements.iter().chain(&deal.needs).copied().chain(deal.cause).chain(deal.broker);
    parties.chain(asked).chain(accepted).chain(behind).chain(others).collect()
}

/// The thread of the loop: what led to the deal.
fn thread(deal: &Deal, link: &impl Fn(RecordId) -> Option<Link>, t: Messages) -> Vec<(&'static str, Link)> {
    let of = |zh, en, ids: &[RecordId]| -> Vec<(&'static str, Link)> {
        ids.iter().filter_map(|id| Some((t.pick(zh, en), link(*id)?))).collect()
    };
    let cause: Vec<RecordId> = deal.cause.into_iter().collect();
    let broker: Vec<RecordId> = deal.broker.into_iter().collect();
    let mut thread = of("需求", "Need", &deal.needs);
    thread.extend(of("成果", "Achievement", &deal.achievements));
    thread.extend(of("缘起", "Arose from", &cause));
    thread.extend(of("技术经理人", "Broker", &broker));
    thread
}

/// The stage after this one, and what it lacks, with where each is filled in.
fn next(id: RecordId, ahead: Option<&Ahead>, t: Messages) -> Option<Next> {
    let (stage, wants) = ahead?.stages.first()?;
    let at = *stage as usize;
    let place = |one: Want| match one {
        Want::Parties | Want::DealType => format!("{}/edit", page_of(Kind::Deal, id)),
        Want::Nda | Want::AccessAnswers => "#parties".to_owned(),
        Want::Terms | Want::Pricing | Want::SharingRule => format!("/deals/{id}/terms"),
        Want::Acceptance => "#terms".to_owned(),
        Want::Publicity => "#publicity".to_owned(),
        Want::Appraisal
        | Want::ExportApproval
        | Want::ContractType
        | Want::ContractNumber
        | Want::Signature
        | Want::Value => "#contract".to_owned(),
        Want::Receivables => "#receivables".to_owned(),
        Want::Payouts => "#batches".to_owned(),
    };
    let wants = wants.iter().map(|one| (want(*one, t), place(*one))).collect();
    Some(Next { code: DealStage::CHOICES[at].code, label: word(DealStage::CHOICES, at, t), wants })
}

fn track(deal: &Deal, ahead: Option<&Ahead>, t: Messages) -> Vec<Step> {
    let here = deal.stage.unwrap_or(DealStage::Contact) as usize;
    let step = |at: usize| {
        let found = ahead.and_then(|ahead| ahead.stages.iter().find(|(stage, _)| *stage as usize == at));
        let lacks = found.map_or(&[][..], |(_, wants)| wants.as_slice());
        // What a stage before it lacks as well is said there.
        let before = ahead.and_then(|ahead| ahead.stages.iter().rfind(|(stage, _)| (*stage as usize) < at));
        let before = before.map_or(&[][..], |(_, wants)| wants.as_slice());
        let wants: Vec<String> = lacks.iter().filter(|one| !before.contains(one)).map(|one| want(*one, t)).collect();
        let state = match at.cmp(&here) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "here",
            std::cmp::Ordering::Greater => "ahead",
        };
        Step {
            code: DealStage::CHOICES[at].code,
            label: word(DealStage::CHOICES, at, t),
            state,
            reach: state == "done" || found.is_some() && lacks.is_empty(),
            wants,
        }
    };
    (0..DealStage::CHOICES.len()).map(step).collect()
}

fn is_signed(deal: &Deal) -> bool {
    deal.stage.unwrap_or(DealStage::Contact) as usize >= DealStage::Performance as usize
}

/// Which sides wish to go back from what is signed, when they said so, and to which stage.
fn wishes(deal: &Deal, link: &impl Fn(RecordId) -> Option<Link>, t: Messages) -> Vec<String> {
    let of = |wish: &base::record::kinds::BackWish| {
        let who = wish.organisation.and_then(link).map_or_else(|| "—".to_owned(), |link| link.text);
        let to = wish.stage.map_or("", |to| stage(to, t));
        let said = t.say("transfer-wish").with("who", who).with("stage", to);
        said.with("day", text(wish.day.as_ref().map(|day| day.0.clone()))).to_string()
    };
    deal.back_wishes.iter().map(of).collect()
}

/// The changes of movement that start from how a deal stands.
fn halts(status: DealStatus, at: Option<DealStage>) -> Vec<&'static str> {
    let at = at.unwrap_or(DealStage::Contact);
    let signed = at as usize >= DealStage::Performance as usize;
    let over = if signed { "terminate" } else { "decline" };
    match status {
        DealStatus::Active if at == DealStage::Closing => vec!["wait", "pause", over, "complete"],
        DealStatus::Active => vec!["wait", "pause", over],
        DealStatus::Waiting => vec!["resume", "pause", over],
        DealStatus::Paused => vec!["resume", over],
        DealStatus::Declined | DealStatus::Expired => vec!["resume"],
        DealStatus::Completed | DealStatus::Terminated => Vec::new(),
    }
}

fn declined(deal: &Deal, t: Messages) -> String {
    let reasons =
        deal.decline_reasons.iter().map(|reason| word(DeclineReason::CHOICES, *reason as usize, t).to_owned());
    let note = deal.decline_note.iter().map(|note| note.0.clone());
    reasons.chain(note).collect::<Vec<_>>().join(t.pick("；", "; "))
}

fn parties(deal: &Deal, link: &impl Fn(RecordId) -> Option<Link>, t: Messages) -> Vec<Party> {
    let of = |party: &base::record::kinds::DealParty| {
        let found = party.organisation.and_then(link);
        let written = text(party.name.as_ref().map(|name| name.0.clone()));
        Party {
            role: party.role.map_or("", |role| word(DealRole::CHOICES, role as usize, t)),
            name: found.as_ref().map_or(written, |link| link.text.clone()),
            id: text(party.organisation.map(|id| id.to_string())),
            provides: party.role == Some(DealRole::Provider),
            link: found,
            contact: text(party.contact.as_ref().map(|contact| contact.0.clone())),
        }
    };
    deal.parties.iter().map(of).collect()
}

fn access(deal: &Deal, link: &impl Fn(RecordId) -> Option<Link>, t: Messages) -> Vec<Access> {
    let of = |(at, one): (usize, &base::record::kinds::AccessRequest)| {
        let decision = one.decision.unwrap_or(AccessDecision::Asked);
        Access {
            at,
            who: one.organisation.and_then(link).map_or_else(|| "—".to_owned(), |link| link.text),
            what: text(one.what.as_ref().map(|what| what.0.clone())),
            why: text(one.why.as_ref().map(|why| why.0.clone())),
            asked: text(one.asked.as_ref().map(|day| day.0.clone())),
            decision: word(AccessDecision::CHOICES, decision as usize, t),
            open: decision == AccessDecision::Asked,
            granted: decision == AccessDecision::Granted,
        }
    };
    deal.access_requests.iter().enumerate().map(of).collect()
}

/// Who stands behind the names in the rule.
fn people(deal: &Deal, link: &impl Fn(RecordId) -> Option<Link>, t: Messages) -> Vec<(String, String, &'static str)> {
    let of = |one: &base::record::kinds::Beneficiary| {
        let who = one.recipient.and_then(link).map_or_else(|| "—".to_owned(), |link| link.text);
        let role = one.role.map_or("", |role| word(base::record::kinds::ShareRole::CHOICES, role as usize, t));
        (text(one.name.as_ref().map(|name| name.0.clone())), who, role)
    };
    deal.beneficiaries.iter().map(of).collect()
}

fn acceptances(deal: &Deal, link: &impl Fn(RecordId) -> Option<Link>) -> Vec<(String, String, String)> {
    let current = deal.terms_version.map_or(1, |version| version.0);
    let counts = |one: &&base::record::kinds::Acceptance| one.version.is_some_and(|version| version.0 == current);
    let of = |one: &base::record::kinds::Acceptance| {
        let who = one.organisation.and_then(link).map_or_else(|| "—".to_owned(), |link| link.text);
        let person = text(one.person.as_ref().map(|person| person.0.clone()));
        (who, person, text(one.day.as_ref().map(|day| day.0.clone())))
    };
    deal.acceptances.iter().filter(counts).map(of).collect()
}

/// The fields of the contract that are filled in on the desk.
fn fields(deal: &Deal, t: Messages) -> Vec<Field> {
    let told = serde_json::to_value(deal).unwrap_or_default();
    let field = |name: &'static str| {
        let field = Kind::Deal.field(name)?;
        let choices = match name {
            "contract_type" => answers(ContractType::CHOICES, t),
            "pricing_mode" => answers(PricingMode::CHOICES, t),
            "exclusivity" => answers(base::record::kinds::Exclusivity::CHOICES, t),
            _ => Vec::new(),
        };
        let value = told.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let said = choices
            .iter()
            .find(|(code, _)| *code == value)
            .map_or_else(|| value.clone(), |(_, word)| (*word).to_owned());
        Some(Field { name, label: t.pick(field.label.zh, field.label.en), value, said, choices })
    };
    transfer::deal::CONTRACT_FIELDS.iter().filter_map(|name| field(name)).collect()
}

fn expectation(
    frame: &Frame,
    one: &Receivable,
    receipts: &std::collections::BTreeMap<RecordId, Link>,
    (acts, finance): (bool, bool),
) -> Expectation {
    let t = frame.t;
    let (badge, said) = standing(one, t);
    let waits = one.is_waiting();
    let came = matches!(one.standing, Standing::Partly { .. } | Standing::Received { .. });
    let back = |id: RecordId| (finance && came).then_some(id);
    Expectation {
        term: one.due.term.clone(),
        kind: word(TermType::CHOICES, one.due.term_type as usize, t),
        due: one.due.due.map_or_else(|| "—".to_owned(), |due| due.to_string()),
        period: one.due.period.map_or_else(String::new, |(from, to)| format!("{from} ~ {to}")),
        period_ends: one.due.period.map_or_else(String::new, |(_, to)| to.to_string()),
        owed: one.owed.map(money).unwrap_or_default(),
        reported: one.reported.map(money).unwrap_or_default(),
        badge,
        standing: said,
        condition: one.due.condition.clone(),
        reports: acts && waits && one.due.expected == Expected::Royalty,
        receives: finance && waits && one.due.expected != Expected::Other,
        receipts: one
            .receipts
            .iter()
            .filter_map(|id| receipts.get(id).cloned().map(|link| (link, back(*id))))
            .collect(),
    }
}

/// The publicities of a deal that the viewer may see, with stage and last day.
fn notices(frame: &Frame, shelf: &mut dyn Shelf, id: RecordId) -> Result<Vec<(Link, String, String)>, TransferTrouble> {
    let of = |record: &Record| {
        let body: Publicity = record.content.body();
        let stands = body.stage.map_or("", |stage| word(PublicityStage::CHOICES, stage as usize, frame.t));
        let link = Link::at(format!("/publicities/{}/notice", record.id), frame.title(record));
        (link, stands.to_owned(), text(body.ends.map(|day| day.0)))
    };
    Ok(about(frame, shelf, Kind::Publicity, "object", id)?.iter().map(of).collect())
}

/// The batches of a deal with stage and net, for who acts in it or reads the ledger; for anybody else their own shares,
/// each with its statement.
fn batches(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    id: RecordId,
    all: bool,
) -> Result<Vec<(Link, String, String)>, TransferTrouble> {
    let of = |record: &Record, page: &str, amount: Option<measure::Budget>| {
        let body: base::record::kinds::Payout = record.content.body();
        let stages = base::record::kinds::PayoutStage::CHOICES;
        let stands = body.stage.map_or("", |stage| word(stages, stage as usize, frame.t));
        let link = Link::at(format!("/payouts/{}/{page}", record.id), text(body.batch.map(|batch| batch.0)));
        (link, stands.to_owned(), text(amount.map(|amount| amount.show())))
    };
    if !all {
        let own = mine(shelf, &frame.occasion.viewer)?;
        let own = own.iter().filter(|one| one.payout.deal == Some(id));
        return Ok(own.map(|one| of(&one.batch, "statements", one.share.amount)).collect());
    }
    let net = |record: &Record| record.content.body::<base::record::kinds::Payout>().net;
    let found = about(frame, shelf, Kind::Payout, "deal", id)?;
    Ok(found.iter().map(|record| of(record, "desk", net(record))).collect())
}

fn about(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    kind: Kind,
    field: &str,
    id: RecordId,
) -> Result<Vec<Record>, TransferTrouble> {
    let marks = vec![Mark { field: field.to_owned(), value: id.to_string() }];
    let filter = Filter { kinds: vec![kind], marks, ..Filter::default() };
    let query = Query { reach: frame.occasion.viewer.reach(), filter, sort: Sort::Updated, after: None, limit: 100 };
    let mut found = shelf.find(&query)?.records;
    found.retain(|record| Audience::of(record).admits(&frame.occasion.viewer));
    Ok(found)
}

/// The stage of a deal in words, for other pages.
pub(super) fn stage_of(deal: &Deal, t: Messages) -> &'static str {
    stage(deal.stage.unwrap_or(DealStage::Contact), t)
}
