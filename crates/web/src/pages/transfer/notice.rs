//! A publicity as everybody it is for sees it: what is shown, until when, who objected; and what its conductor does.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::may_change;
use base::record::kinds::{DayCount, ObjectionOutcome, Publicity, PublicityAudience, PublicityMatter, PublicityStage};
use base::record::verb::show as shown;
use base::record::{Kind, RecordId, SlipReason};
use jiff::civil::Date;
use transfer::Trouble as TransferTrouble;
use transfer::publicity::{self, Starting};

use super::super::frame::{Frame, Typed, page_of};
use super::act::answer_of;
use super::desk;
use super::frame::Dealing;
use super::words::{answers, word};
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/transfer/notice.html")]
struct NoticePage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    record: Link,
    version: u32,
    title: String,
    matter: &'static str,
    stage: &'static str,
    content: String,
    facts: Vec<(String, String)>,
    object: Option<Link>,
    objections: Vec<Objection>,
    conducts: bool,
    objects: bool,
    goes_on: bool,
    outcomes: Vec<(&'static str, &'static str)>,
}

struct Objection {
    at: usize,
    day: String,
    /// What is said, for who conducts the publicity and for who objected.
    said: Option<(String, String)>,
    outcome: &'static str,
    open: bool,
}

/// Starts the publicity of a deal or of a batch.
pub(super) fn start(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let (id, given) = (frame.id()?, form.clone());
    let started = frame.writing(move |shelf, book, occasion| {
        let starting = starting(id, &given, occasion.now.date())?;
        publicity::start(shelf, book, occasion, &starting)
    })?;
    match started {
        Ok(record) => see_other_done(&format!("/publicities/{}/notice", record.id), Done::PublicityStarted),
        Err(refused) if visit.path.starts_with("/deals/") => desk::render(&frame, Some(refused), Typed::of(form)),
        Err(refused) => super::batch::render(&frame, Some(refused), Typed::of(form)),
    }
}

fn starting(object: RecordId, form: &Form, today: Date) -> Result<Starting, TransferTrouble> {
    let slip = |name: &str, reason: SlipReason| base::Refusal::Slips(vec![reason.at(name)]);
    let begins = form.text("begins").trim();
    let begins = if begins.is_empty() {
        today
    } else {
        measure::parse_date(begins).map_err(|_| slip("begins", SlipReason::NotDate { given: begins.to_owned() }))?
    };
    let days = form.text("days").trim();
    let days = if days.is_empty() {
        None
    } else {
        Some(days.parse().map_err(|_| slip("days", SlipReason::NotWhole { given: days.to_owned() }))?)
    };
    Ok(Starting {
        object,
        matter: answer_of(form.text("matter")).unwrap_or(PublicityMatter::Other),
        audience: answer_of(form.text("audience")).unwrap_or(PublicityAudience::Organisation),
        content: form.text("content").to_owned(),
        begins,
        days,
        day_count: answer_of::<DayCount>(form.text("day_count")),
        how_to_object: form.text("how").to_owned(),
    })
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Transfer), None, Typed::default())
}

/// Objects, answers, closes or calls off.
pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let (id, given) = (frame.id()?, form.clone());
    let version: Option<u32> = form.text("version").parse().ok();
    let done = frame.writing(move |shelf, _, occasion| match given.text("act") {
        "object" => publicity::object(shelf, occasion, id, given.text("objection")),
        "answer" => {
            let outcome = answer_of(given.text("outcome")).unwrap_or(ObjectionOutcome::Open);
            let at = given.text("at").parse().unwrap_or(usize::MAX);
            publicity::answer_objection(shelf, occasion, id, version, (at, outcome, given.text("answer")))
        }
        "close" => publicity::close(shelf, occasion, id, version),
        "cancel" => publicity::cancel(shelf, occasion, id, version),
        _ => Err(base::Refusal::NotFound {}.into()),
    })?;
    match done {
        Ok(_) => see_other_done(&format!("/publicities/{id}/notice"), Done::Saved),
        Err(refused) => render(&frame, Some(refused), Typed::of(form)),
    }
}

fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    let (id, t) = (frame.id()?, frame.t);
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let page = frame.reading(|shelf, _| {
        let viewer = &frame.occasion.viewer;
        let record = shown(shelf, viewer, id)?;
        if record.kind != Kind::Publicity {
            return Err(base::Refusal::NotFound {}.into());
        }
        let body: Publicity = record.content.body();
        let object: Vec<RecordId> = body.object.into_iter().collect();
        let object = frame.links(shelf, &object)?.into_values().next();
        let stage = body.stage.unwrap_or(PublicityStage::Prepared);
        let conducts = may_change(viewer, &record).is_ok();
        let goes_on = matches!(stage, PublicityStage::Prepared | PublicityStage::Running | PublicityStage::Suspended);
        let today = frame.occasion.now.date().to_string();
        let runs = body.ends.as_ref().is_none_or(|ends| today <= ends.0);
        Ok(NoticePage {
            t,
            layout: frame.layout(),
            refused,
            typed,
            address: format!("/publicities/{id}/notice"),
            record: Link::at(page_of(Kind::Publicity, id), t.get("transfer-record")),
            version: record.version,
            title: frame.title(&record),
            matter: body.matter.map_or("", |matter| word(PublicityMatter::CHOICES, matter as usize, t)),
            stage: word(PublicityStage::CHOICES, stage as usize, t),
            content: body.content.as_ref().map_or_else(String::new, |content| content.0.clone()),
            facts: facts(&body, t),
            object,
            objections: objections(&body, conducts, viewer.member().map(|member| member.name.as_str()), t),
            conducts,
            objects: viewer.account().is_some() && goes_on && runs,
            goes_on,
            outcomes: answers(ObjectionOutcome::CHOICES, t).into_iter().filter(|(code, _)| *code != "open").collect(),
        })
    })?;
    page_with(status, &page)
}

fn facts(body: &Publicity, t: Messages) -> Vec<(String, String)> {
    let day = |day: &Option<base::record::Day>| day.as_ref().map_or_else(String::new, |day| day.0.clone());
    let count = body.day_count.map_or("", |count| word(DayCount::CHOICES, count as usize, t));
    let days = body.days.map_or_else(String::new, |days| format!("{} {count}", days.0));
    let audience = body.audience.map_or("", |audience| word(PublicityAudience::CHOICES, audience as usize, t));
    let rule = body.rule.as_ref().map_or_else(String::new, |rule| rule.0.clone());
    let how = body.how_to_object.as_ref().map_or_else(String::new, |how| how.0.clone());
    let facts = [
        (t.get("publicity-begins"), day(&body.begins)),
        (t.get("publicity-ends"), day(&body.ends)),
        (t.get("publicity-days"), days),
        (t.get("publicity-audience"), audience.to_owned()),
        (t.get("publicity-rule"), rule),
        (t.get("publicity-how"), how),
    ];
    facts.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// Objections: everybody sees that there are some and what came of them, what is said stays between who objected and
/// who answers.
fn objections(body: &Publicity, conducts: bool, reader: Option<&str>, t: Messages) -> Vec<Objection> {
    let of = |(at, one): (usize, &base::record::kinds::Objection)| {
        let outcome = one.outcome.unwrap_or(ObjectionOutcome::Open);
        let own = reader.is_some() && one.objector.as_ref().map(|name| name.0.as_str()) == reader;
        let text =
            |prose: &Option<base::record::Prose>| prose.as_ref().map_or_else(String::new, |prose| prose.0.clone());
        Objection {
            at,
            day: one.received.as_ref().map_or_else(String::new, |day| day.0.clone()),
            said: (conducts || own).then(|| (text(&one.content), text(&one.answer))),
            outcome: word(ObjectionOutcome::CHOICES, outcome as usize, t),
            open: outcome == ObjectionOutcome::Open,
        }
    };
    body.objections.iter().enumerate().map(of).collect()
}
