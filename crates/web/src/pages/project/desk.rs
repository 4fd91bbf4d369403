//! A project's desk: what comes next, its schedule, its gates, milestones, money and people.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::Role;
use base::record::kinds::{AchievementType, BudgetItem, Gate, GateDecision, Milestone, Project, ProjectStage, Track};
use base::record::{Kind, RecordId};
use base::store::{Filter, Mark as RecordMark, Query, Shelf, Sort};
use innovation::project::{
    BudgetStanding, Case, Mark, MarkKind, Payment, acts, case, lines, may_decide, next_step, overloads, payment,
    schedule, stage_of, tolerance,
};

use super::super::deal_words::{answers, word};
use super::super::frame::{Frame, Typed, page_of};
use super::picture::Picture;
use crate::figure::money;
use crate::language::{Key, Messages};
use crate::shell::{Layout, Section, Trouble, Visit, page_with};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/project/desk.html")]
struct DeskPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    record: Link,
    title: String,
    version: u32,
    stage: &'static str,
    track: &'static str,
    frontier: bool,
    readiness: Vec<(i64, &'static str)>,
    next: Option<Marked>,
    facts: Vec<(String, Link)>,
    stop_rules: String,
    ended: String,
    picture: Option<Picture>,
    marks: Vec<Marked>,
    gates: Vec<Gated>,
    milestones: Vec<Reached>,
    budget: Vec<Money>,
    tolerance: i64,
    spending: Vec<(String, &'static str, String, String)>,
    moves: Vec<(String, String, String, String)>,
    people: Vec<(String, Option<Link>, String, String)>,
    loads: Vec<(String, String, Vec<Link>)>,
    outcomes: Vec<Link>,
    files: Vec<String>,
    items: Vec<(&'static str, &'static str)>,
    types: Vec<(&'static str, &'static str)>,
    decisions: Vec<(&'static str, &'static str)>,
    halts: Vec<(&'static str, String, bool)>,
    /// What the viewer may do: `act`, `judge`, `pay`.
    may: Vec<&'static str>,
}

struct Marked {
    kind: String,
    name: String,
    due: String,
    done: String,
    late: bool,
    href: &'static str,
}

struct Gated {
    at: usize,
    name: String,
    level: Option<i64>,
    wants: String,
    shown: String,
    record: Option<Link>,
    due: String,
    decision: &'static str,
    badge: &'static str,
    decided: String,
    by: Option<Link>,
    note: String,
    open: bool,
    has_evidence: bool,
}

struct Reached {
    at: usize,
    name: String,
    wants: String,
    shown: String,
    record: Option<Link>,
    due: String,
    on: String,
    paid: String,
    payment: String,
    badge: &'static str,
    standing: String,
    open: bool,
    is_due: bool,
}

struct Money {
    item: &'static str,
    planned: String,
    spent: String,
    over: bool,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Kind(Kind::Project)), None, Typed::default())
}

pub(super) fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    let id = frame.id()?;
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let page = frame.read(|shelf| {
        let case = case(shelf, &frame.occasion.viewer, id)?;
        desk(frame, shelf, &case)
    })?;
    page_with(status, &DeskPage { refused, typed, ..page })
}

fn text(line: Option<&base::record::Line>) -> String {
    line.map_or_else(String::new, |line| line.0.clone())
}

fn day(day: Option<&base::record::Day>) -> String {
    day.map_or_else(String::new, |day| day.0.clone())
}

fn desk(frame: &Frame, shelf: &mut dyn Shelf, case: &Case) -> Result<DeskPage, base::Trouble> {
    let (t, project, today) = (frame.t, &case.project, frame.occasion.now.date().to_string());
    let viewer = &frame.occasion.viewer;
    let links = frame.links(shelf, &named(project))?;
    let stage = stage_of(project);
    let works = acts(viewer, case);
    let judges = may_decide(viewer, case);
    let pays =
        viewer.writes().is_ok() && viewer.has(Role::Finance) || base::people::may_change(viewer, &case.record).is_ok();
    let may = [(works, "act"), (judges, "judge"), (pays, "pay")];
    let plan = schedule(project, &today);
    let title = frame.title(&case.record);
    let said = t.say("project-schedule-of").with("project", title.as_str()).to_string();
    let attached = shelf.attachments(case.record.id)?;
    let prose = |prose: Option<&base::record::Prose>| prose.map_or_else(String::new, |prose| prose.0.clone());
    let loads = loads(frame, shelf, case, &today)?;
    let outcomes = outcomes(frame, shelf, case.record.id)?;
    Ok(DeskPage {
        t,
        layout: frame.layout(),
        refused: None,
        typed: Typed::default(),
        address: format!("/projects/{}", case.record.id),
        record: Link::at(page_of(Kind::Project, case.record.id), t.get("cooperation-record")),
        version: case.record.version,
        stage: word(ProjectStage::CHOICES, stage as usize, t),
        track: project.track.map_or("", |track| word(Track::CHOICES, track as usize, t)),
        frontier: project.track == Some(Track::Frontier),
        readiness: readiness(project),
        next: next_step(project, &today).map(|mark| marked(t, &mark)),
        facts: facts(frame, project, &links),
        stop_rules: prose(project.stop_rules.as_ref()),
        ended: prose(project.ended_because.as_ref()),
        picture: Picture::of(&plan, &today, said, &t.get("project-today")),
        marks: plan.marks.iter().map(|mark| marked(t, mark)).collect(),
        gates: project.gates.iter().enumerate().map(|(at, gate)| gated(t, at, gate, &links)).collect(),
        milestones: project
            .milestones
            .iter()
            .enumerate()
            .map(|(at, one)| reached(t, at, one, &links, &today))
            .collect(),
        budget: lines(project).iter().map(|line| budget(t, line)).collect(),
        tolerance: tolerance(project),
        spending: spending(t, project),
        moves: moves(t, project),
        people: people(project, &links),
        loads,
        outcomes,
        files: attached.into_iter().map(|one| one.name).collect(),
        items: answers(BudgetItem::CHOICES, t),
        types: answers(AchievementType::CHOICES, t),
        decisions: answers(GateDecision::CHOICES, t).into_iter().filter(|(code, _)| *code != "open").collect(),
        halts: halts(t, stage),
        may: may.into_iter().filter(|(may, _)| *may).map(|(_, what)| what).collect(),
        title,
    })
}

/// Every record that the desk names.
fn named(project: &Project) -> Vec<RecordId> {
    let gates = project.gates.iter().flat_map(|gate| [gate.evidence_record, gate.decided_by]);
    let milestones = project.milestones.iter().map(|milestone| milestone.shown_record);
    let people = project.members.iter().map(|member| member.person);
    let own = [project.lead, project.bid, project.cause, project.cooperation];
    gates.chain(milestones).chain(people).chain(own).flatten().collect()
}

fn facts(frame: &Frame, project: &Project, links: &BTreeMap<RecordId, Link>) -> Vec<(String, Link)> {
    let own = [
        (Key("joint-lead"), project.lead),
        (Key("project-bid"), project.bid),
        (Key("project-cause"), project.cause),
        (Key("project-cooperation"), project.cooperation),
    ];
    let linked = own.into_iter().filter_map(|(key, id)| Some((frame.t.get(key), links.get(&id?)?.clone())));
    let item = project.plan_item.as_ref().map(|item| {
        let at = crate::view::encoded(&item.0);
        (frame.t.get("plan-item"), Link::at(format!("/plan?code={at}#item-{at}"), item.0.clone()))
    });
    linked.chain(item).collect()
}

/// The nine levels of GB/T 37264 in their three stages, each done, here or ahead; none on the frontier track.
fn readiness(project: &Project) -> Vec<(i64, &'static str)> {
    let Some(now) = project.readiness_now.filter(|_| project.track != Some(Track::Frontier)) else { return Vec::new() };
    let state = |level: i64| match level.cmp(&now.0) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "here",
        std::cmp::Ordering::Greater => "ahead",
    };
    (1..=9).map(|level| (level, state(level))).collect()
}

fn marked(t: Messages, mark: &Mark) -> Marked {
    let (key, href) = match mark.kind {
        MarkKind::Gate => (Key("project-gate"), "#gates"),
        MarkKind::Milestone => (Key("project-milestone"), "#milestones"),
    };
    Marked {
        kind: t.get(key),
        name: mark.name.clone(),
        due: mark.due.clone().unwrap_or_default(),
        done: mark.done.clone().unwrap_or_default(),
        late: mark.late,
        href,
    }
}

fn gated(t: Messages, at: usize, gate: &Gate, links: &BTreeMap<RecordId, Link>) -> Gated {
    let decision = gate.decision.unwrap_or(GateDecision::Open);
    let link = |id: Option<RecordId>| id.and_then(|id| links.get(&id).cloned());
    let file = text(gate.evidence_file.as_ref());
    let words = text(gate.evidence.as_ref());
    Gated {
        at,
        name: text(gate.gate.as_ref()),
        level: gate.level.map(|level| level.0),
        wants: text(gate.required_evidence.as_ref()),
        has_evidence: gate.evidence_record.is_some() || !file.is_empty(),
        shown: if file.is_empty() || file == words { words } else { format!("{words} {file}") },
        record: link(gate.evidence_record),
        due: day(gate.due.as_ref()),
        decision: word(GateDecision::CHOICES, decision as usize, t),
        badge: match decision {
            GateDecision::Passed => "badge-published",
            GateDecision::PassedWithConditions | GateDecision::SentBack => "badge-draft",
            GateDecision::Stopped => "badge-deleted",
            GateDecision::Open => "",
        },
        decided: day(gate.decided.as_ref()),
        by: link(gate.decided_by),
        note: text(gate.note.as_ref()),
        open: matches!(decision, GateDecision::Open | GateDecision::SentBack),
    }
}

fn reached(t: Messages, at: usize, one: &Milestone, links: &BTreeMap<RecordId, Link>, today: &str) -> Reached {
    let stands = payment(one);
    let due = day(one.due.as_ref());
    let open = one.reached.is_none();
    let late = open && !due.is_empty() && due.as_str() < today;
    let (badge, key) = match stands {
        _ if late => ("badge-deleted", Key("project-is-late")),
        Payment::None => ("", Key("project-nothing-paid")),
        Payment::NotYet => ("", Key("project-not-due")),
        Payment::Due => ("badge-draft", Key("project-due")),
        Payment::Paid => ("badge-published", Key("project-paid")),
    };
    Reached {
        at,
        name: text(one.milestone.as_ref()),
        wants: text(one.evidence.as_ref()),
        shown: text(one.shown_file.as_ref()),
        record: one.shown_record.and_then(|id| links.get(&id).cloned()),
        due,
        on: day(one.reached.as_ref()),
        paid: day(one.paid.as_ref()),
        payment: one.payment.as_ref().map_or_else(String::new, ToString::to_string),
        badge,
        standing: t.get(key),
        open,
        is_due: stands == Payment::Due,
    }
}

fn budget(t: Messages, line: &BudgetStanding) -> Money {
    let said = |amount: Option<measure::Money>| amount.map_or_else(|| "—".to_owned(), money);
    Money {
        item: word(BudgetItem::CHOICES, line.item as usize, t),
        planned: said(line.planned),
        spent: said(line.spent),
        over: line.over,
    }
}

fn spending(t: Messages, project: &Project) -> Vec<(String, &'static str, String, String)> {
    let of = |one: &base::record::kinds::Spending| {
        let item = one.item.map_or("", |item| word(BudgetItem::CHOICES, item as usize, t));
        let amount = one.amount.as_ref().map_or_else(String::new, ToString::to_string);
        (day(one.day.as_ref()), item, amount, text(one.note.as_ref()))
    };
    project.spending.iter().rev().map(of).collect()
}

fn moves(t: Messages, project: &Project) -> Vec<(String, String, String, String)> {
    let item = |item: Option<BudgetItem>| item.map_or("", |item| word(BudgetItem::CHOICES, item as usize, t));
    let of = |one: &base::record::kinds::BudgetTransfer| {
        let amount = one.amount.as_ref().map_or_else(String::new, ToString::to_string);
        let way = format!("{} → {}", item(one.from), item(one.to));
        (day(one.day.as_ref()), way, amount, text(one.note.as_ref()))
    };
    project.budget_transfers.iter().rev().map(of).collect()
}

fn people(project: &Project, links: &BTreeMap<RecordId, Link>) -> Vec<(String, Option<Link>, String, String)> {
    let of = |member: &base::record::kinds::TeamMember| {
        let link = member.person.and_then(|id| links.get(&id).cloned());
        let part = format!("{} %", member.time_percent.as_ref().map_or("—", |percent| percent.0.as_str()));
        let term = format!("{} – {}", day(member.since.as_ref()), day(member.until.as_ref()));
        let name = format!("{} {}", text(member.name.as_ref()), text(member.role.as_ref()));
        (name.trim().to_owned(), link, part, term)
    };
    project.members.iter().map(of).collect()
}

/// Who is given more than full time: the sentence, since when, and in which projects.
fn loads(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    case: &Case,
    today: &str,
) -> Result<Vec<(String, String, Vec<Link>)>, base::Trouble> {
    let found = overloads(shelf, &frame.occasion.viewer, case, today)?;
    let ids: Vec<RecordId> = found.iter().map(|load| load.person).collect();
    let links = frame.links(shelf, &ids)?;
    let told = found.into_iter().map(|load| {
        let name = links.get(&load.person).map_or_else(|| frame.t.get("committee-somebody"), |link| link.text.clone());
        let said = frame.t.say("project-overload").with("name", name).with("percent", format!("{:.0}", load.percent));
        let projects = load.projects.iter();
        let projects = projects.map(|one| Link::at(format!("/projects/{}/desk", one.id), frame.title(one)));
        (said.to_string(), load.from, projects.collect())
    });
    Ok(told.collect())
}

/// The achievements that name the project as their cause.
fn outcomes(frame: &Frame, shelf: &mut dyn Shelf, id: RecordId) -> Result<Vec<Link>, base::Trouble> {
    let marks = vec![RecordMark { field: "cause".to_owned(), value: id.to_string() }];
    let filter = Filter { kinds: vec![Kind::Achievement], marks, ..Filter::default() };
    let reach = frame.occasion.viewer.reach();
    let found = shelf.find(&Query { reach, filter, sort: Sort::Created, after: None, limit: 100 })?.records;
    Ok(found.iter().map(|one| Link::at(page_of(Kind::Achievement, one.id), frame.title(one))).collect())
}

/// Where the project can go from its stage: the code, the word, whether it takes a reason.
fn halts(t: Messages, stage: ProjectStage) -> Vec<(&'static str, String, bool)> {
    let run = ("run", Key("project-run"), false);
    let pause = ("pause", Key("project-pause"), true);
    let accept = ("accept", Key("project-accept"), false);
    let complete = ("complete", Key("project-complete"), false);
    let stop = ("stop", Key("project-stop"), true);
    let withdraw = ("withdraw", Key("project-withdraw"), true);
    let all = match stage {
        ProjectStage::Proposed => vec![run, withdraw],
        ProjectStage::Approved => vec![run, pause, stop, withdraw],
        ProjectStage::Running => vec![accept, pause, stop, withdraw],
        ProjectStage::Paused => vec![run, stop, withdraw],
        ProjectStage::Acceptance => vec![complete, stop],
        ProjectStage::Completed | ProjectStage::Stopped | ProjectStage::Withdrawn => Vec::new(),
    };
    all.into_iter().map(|(code, key, reason)| (code, t.get(key), reason)).collect()
}
