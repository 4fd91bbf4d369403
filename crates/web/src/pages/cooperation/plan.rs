//! The annual plan: per base and item what is aimed at, what came, what counts towards it, and how it stands by date.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::kinds::{Agreement, BasePart, DecisionOutcome, PlanItem, PlanOutcome};
use base::record::{Kind, RecordId, plan_code};
use base::store::Shelf;
use cooperation::committee::{Case, agreements, case};
use cooperation::plan::{Serving, Standing, adopted, may_plan, serving, standing};
use measure::Money;

use super::super::deal_words::answers;
use super::super::frame::{Frame, Typed, page_of};
use super::super::record_kind_label;
use crate::figure::money;
use crate::language::{Key, Messages};
use crate::shell::{Layout, Section, Trouble, Visit, page, page_with};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/cooperation/plan.html")]
struct PlanPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    address: String,
    record: Link,
    version: u32,
    year: i64,
    years: Vec<i64>,
    adopted: bool,
    counts: Vec<(&'static str, String, usize)>,
    groups: Vec<Group>,
    may_plan: bool,
    sheet: Option<Sheet>,
    report: Option<Sheet>,
    bases: Vec<(&'static str, &'static str)>,
    outcomes: Vec<(&'static str, &'static str)>,
    motions: Vec<(String, String)>,
    revisions: Vec<Revised>,
    marked: String,
}

#[derive(Template)]
#[template(path = "pages/cooperation/no_plan.html")]
struct NoPlanPage {
    t: Messages,
    layout: Layout,
}

/// The items of one base.
pub(super) struct Group {
    pub label: String,
    pub items: Vec<Item>,
}

/// An item as the page shows it.
pub(super) struct Item {
    pub code: String,
    pub what: String,
    pub target: String,
    pub result: String,
    pub due: String,
    pub responsible: Option<Link>,
    pub badge: &'static str,
    pub standing: String,
    pub code_of_standing: &'static str,
    pub note: String,
    pub evidence: String,
    pub serving: Vec<(Link, String)>,
    pub committed: String,
    pub spent: String,
    pub reports: bool,
}

/// What a form about an item holds.
#[derive(Default)]
struct Sheet {
    before: String,
    code: String,
    item: String,
    base: String,
    target: String,
    unit: String,
    due: String,
    responsible: String,
    result: String,
    outcome: String,
    evidence: String,
    note: String,
    motion: String,
    ground: String,
    dropped: bool,
}

struct Revised {
    day: String,
    code: String,
    what: String,
    why: String,
    by: Option<Link>,
}

/// What the page and the workbook are made of.
pub(super) struct Board {
    pub case: Case,
    pub year: i64,
    pub years: Vec<i64>,
    pub groups: Vec<Group>,
}

/// The plan of the agreement in force, or of the one that has the item asked for.
pub(super) fn of_the_base(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Plan);
    let wanted = visit.field("code").map(plan_code);
    let has = |case: &Case| {
        let codes = case.agreement.plan.iter().filter_map(|item| item.code.as_ref());
        wanted.as_ref().is_none_or(|wanted| codes.into_iter().any(|code| plan_code(&code.0) == *wanted))
    };
    let found = frame.read(|shelf| Ok(agreements(shelf, &frame.occasion.viewer)?))?;
    match found.iter().find(|case| has(case)).or(found.first()) {
        Some(case) => render(&frame, Some(case.record.id), None, &Typed::default()),
        None => page(&NoPlanPage { t: frame.t, layout: frame.layout() }),
    }
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Plan), None, None, &Typed::default())
}

/// The items of a year with what counts towards each.
pub(super) fn board(frame: &Frame, shelf: &mut dyn Shelf, id: RecordId, typed: &Typed) -> Result<Board, base::Trouble> {
    let case = case(shelf, &frame.occasion.viewer, id)?;
    let plan = &case.agreement.plan;
    let mut years: Vec<i64> = plan.iter().filter_map(|item| Some(item.year?.0)).collect();
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    let this = i64::from(frame.occasion.now.date().year());
    let named = frame.visit.field("code").map(plan_code);
    let of_code = |code: &String| plan.iter().find(|item| is(item, code)).and_then(|item| Some(item.year?.0));
    let asked = frame.visit.field("year").or(Some(typed.text("year"))).and_then(|year| year.parse().ok());
    let year = asked.or_else(|| named.as_ref().and_then(of_code));
    let year = year.or_else(|| years.iter().copied().find(|year| *year == this));
    let year = year.or_else(|| years.first().copied()).unwrap_or(this);
    let serving = serving(shelf, &frame.occasion.viewer)?;
    let today = frame.occasion.now.date().to_string();
    let may = may_plan(&frame.occasion.viewer, &case, &today);
    let units: Vec<RecordId> = plan.iter().filter_map(|item| item.responsible).collect();
    let links = frame.links(shelf, &units)?;
    let of_year: Vec<&PlanItem> = plan.iter().filter(|item| item.year.is_some_and(|of| of.0 == year)).collect();
    let parts = BasePart::CHOICES
        .iter()
        .enumerate()
        .map(|(at, choice)| (Some(at), frame.t.pick(choice.label.zh, choice.label.en)));
    let other = frame.t.get("plan-no-base");
    let group = |(at, label): (Option<usize>, &str)| Group {
        label: label.to_owned(),
        items: of_year
            .iter()
            .filter(|item| item.base.map(|base| base as usize) == at)
            .map(|item| shown(frame, item, &serving, &links, (&today, may)))
            .collect(),
    };
    let mut groups: Vec<Group> = parts.chain([(None, other.as_str())]).map(group).collect();
    groups.retain(|group| !group.items.is_empty());
    Ok(Board { case, year, years, groups })
}

fn is(item: &PlanItem, code: &str) -> bool {
    item.code.as_ref().is_some_and(|known| plan_code(&known.0) == *code)
}

fn shown(
    frame: &Frame,
    item: &PlanItem,
    serving: &BTreeMap<String, Vec<Serving>>,
    links: &BTreeMap<RecordId, Link>,
    (today, may): (&str, bool),
) -> Item {
    let t = frame.t;
    let text = |line: Option<&base::record::Line>| line.map_or_else(String::new, |line| line.0.clone());
    let code = text(item.code.as_ref());
    let stands = standing(item, today);
    let unit = text(item.unit.as_ref());
    let counted = |quantity: Option<&measure::Quantity>| {
        quantity.map_or_else(String::new, |quantity| format!("{quantity} {unit}").trim().to_owned())
    };
    let none = Vec::new();
    let serves = serving.get(&plan_code(&code)).unwrap_or(&none);
    let of = |one: &Serving| {
        let stage = one.stage.map_or("", |choice| t.pick(choice.label.zh, choice.label.en));
        let said = format!("{} {stage}", record_kind_label(one.record.kind, t));
        (Link::at(page_of(one.record.kind, one.record.id), frame.title(&one.record)), said.trim().to_owned())
    };
    let answers = item.responsible.is_some_and(|unit| frame.occasion.viewer.manages(unit));
    Item {
        what: text(item.item.as_ref()),
        target: counted(item.target.as_ref()),
        result: counted(item.result.as_ref()),
        due: item.due.as_ref().map_or_else(String::new, |due| due.0.clone()),
        responsible: item.responsible.and_then(|unit| links.get(&unit).cloned()),
        badge: badge(stands),
        standing: t.get(standing_key(stands)),
        code_of_standing: stands.code(),
        note: text(item.note.as_ref()),
        evidence: text(item.evidence.as_ref()),
        serving: serves.iter().map(of).collect(),
        committed: sums(serves.iter().filter_map(|one| one.committed)),
        spent: sums(serves.iter().filter_map(|one| one.spent)),
        reports: may || answers && frame.occasion.viewer.writes().is_ok(),
        code,
    }
}

/// Sums by currency; one that is too large to be said is left out.
fn sums(amounts: impl Iterator<Item = Money>) -> String {
    let mut sums: BTreeMap<&'static str, Option<Money>> = BTreeMap::new();
    for amount in amounts {
        let sum = sums.entry(amount.currency().code()).or_insert_with(|| Some(Money::zero(amount.currency())));
        *sum = sum.and_then(|sum| sum.checked_add(amount).ok());
    }
    let said = sums.into_iter().filter_map(|(currency, sum)| Some(format!("{currency} {}", money(sum?))));
    said.collect::<Vec<_>>().join("; ")
}

fn badge(standing: Standing) -> &'static str {
    match standing {
        Standing::Reached => "badge-published",
        Standing::OnTrack => "",
        Standing::Behind | Standing::Unknown | Standing::Dropped => "badge-draft",
        Standing::Late | Standing::Missed => "badge-deleted",
    }
}

pub(super) fn standing_key(standing: Standing) -> Key {
    match standing {
        Standing::Reached => Key("plan-reached"),
        Standing::OnTrack => Key("plan-on-track"),
        Standing::Behind => Key("plan-behind"),
        Standing::Late => Key("plan-late"),
        Standing::Missed => Key("plan-missed"),
        Standing::Dropped => Key("plan-dropped"),
        Standing::Unknown => Key("plan-unknown"),
    }
}

pub(super) fn render(
    frame: &Frame,
    id: Option<RecordId>,
    refused: Option<(StatusCode, String)>,
    typed: &Typed,
) -> Result<Response, Trouble> {
    let id = id.map_or_else(|| frame.id(), Ok)?;
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let page = frame.read(|shelf| {
        let board = board(frame, shelf, id, typed)?;
        plan_page(frame, shelf, board, typed)
    })?;
    page_with(status, &PlanPage { refused, ..page })
}

fn plan_page(frame: &Frame, shelf: &mut dyn Shelf, board: Board, typed: &Typed) -> Result<PlanPage, base::Trouble> {
    let (t, today) = (frame.t, frame.occasion.now.date().to_string());
    let Board { case, year, years, groups } = board;
    let may = may_plan(&frame.occasion.viewer, &case, &today);
    let (sheet, report) = sheets(frame, shelf, &case, typed)?;
    let all = [
        Standing::Late,
        Standing::Missed,
        Standing::Behind,
        Standing::OnTrack,
        Standing::Reached,
        Standing::Dropped,
        Standing::Unknown,
    ];
    let count = |of: Standing| {
        let items = groups.iter().flat_map(|group| &group.items);
        (badge(of), t.get(standing_key(of)), items.filter(|item| item.code_of_standing == of.code()).count())
    };
    let revisions = revisions(frame, shelf, &case.agreement)?;
    Ok(PlanPage {
        t,
        layout: frame.layout(),
        refused: None,
        address: format!("/agreements/{}", case.record.id),
        record: Link::at(page_of(Kind::Agreement, case.record.id), frame.title(&case.record)),
        version: case.record.version,
        adopted: adopted(&case.agreement, year),
        counts: all.map(count).into_iter().filter(|(_, _, count)| *count > 0).collect(),
        groups,
        may_plan: may,
        sheet: sheet.filter(|_| may),
        report,
        bases: answers(BasePart::CHOICES, t),
        outcomes: answers(PlanOutcome::CHOICES, t),
        motions: carried(&case.agreement),
        revisions,
        marked: frame.visit.field("code").map(plan_code).unwrap_or_default(),
        year,
        years,
    })
}

/// The motions that were carried, by code and subject.
fn carried(agreement: &Agreement) -> Vec<(String, String)> {
    let carried = agreement.decisions.iter().filter(|one| one.outcome == Some(DecisionOutcome::Carried));
    let named = carried.filter_map(|one| Some((one.motion.clone()?.0, one.subject.clone()?.0)));
    named.collect()
}

fn revisions(frame: &Frame, shelf: &mut dyn Shelf, agreement: &Agreement) -> Result<Vec<Revised>, base::Trouble> {
    let people: Vec<RecordId> = agreement.revisions.iter().filter_map(|one| one.by).collect();
    let links = frame.links(shelf, &people)?;
    let text = |line: Option<&base::record::Line>| line.map_or("", |line| line.0.as_str()).to_owned();
    let revised = |one: &base::record::kinds::PlanRevision| Revised {
        day: one.day.as_ref().map_or_else(String::new, |day| day.0.clone()),
        code: text(one.code.as_ref()),
        what: text(one.what.as_ref()),
        why: format!("{} {}", text(one.motion.as_ref()), text(one.note.as_ref())).trim().to_owned(),
        by: one.by.and_then(|by| links.get(&by).cloned()),
    };
    Ok(agreement.revisions.iter().rev().map(revised).collect())
}

/// The form of an item, and the form of a result: as they were typed, else as the address asks for them.
fn sheets(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    case: &Case,
    typed: &Typed,
) -> Result<(Option<Sheet>, Option<Sheet>), base::Trouble> {
    let plan = &case.agreement.plan;
    let asked = |name: &str| frame.visit.field(name).map(plan_code);
    let text = |name: &str| typed.text(name).to_owned();
    let again = || Sheet {
        before: text("before"),
        code: text("code"),
        item: text("item"),
        base: text("base"),
        target: text("target"),
        unit: text("unit"),
        due: text("due"),
        responsible: text("responsible"),
        result: text("result"),
        outcome: text("outcome"),
        evidence: text("evidence"),
        note: text("note"),
        motion: text("motion"),
        ground: text("ground"),
        dropped: typed.has("dropped"),
    };
    match typed.text("act") {
        "item" => return Ok((Some(again()), None)),
        "report" => return Ok((None, Some(again()))),
        _ => {}
    }
    let mut of = |code: Option<String>| match code.and_then(|code| plan.iter().find(|item| is(item, &code))) {
        Some(item) => filled(frame, shelf, item).map(Some),
        None => Ok(None),
    };
    let edited = of(asked("edit"))?;
    let new = frame.visit.field("new").map(|_| Sheet::default());
    Ok((edited.or(new), of(asked("report"))?))
}

fn filled(frame: &Frame, shelf: &mut dyn Shelf, item: &PlanItem) -> Result<Sheet, base::Trouble> {
    let text = |line: Option<&base::record::Line>| line.map_or("", |line| line.0.as_str()).to_owned();
    let units: Vec<RecordId> = item.responsible.into_iter().collect();
    let unit = shelf.titles(&units, &frame.occasion.viewer.reach())?.into_iter().next();
    let title = unit.map_or_else(String::new, |unit| if unit.zh.is_empty() { unit.en } else { unit.zh });
    let code =
        |choices: &'static [base::record::Choice], at: Option<usize>| at.map_or("", |at| choices[at].code).to_owned();
    Ok(Sheet {
        before: text(item.code.as_ref()),
        code: text(item.code.as_ref()),
        item: text(item.item.as_ref()),
        base: code(BasePart::CHOICES, item.base.map(|base| base as usize)),
        target: item.target.as_ref().map_or_else(String::new, ToString::to_string),
        unit: text(item.unit.as_ref()),
        due: item.due.as_ref().map_or_else(String::new, |due| due.0.clone()),
        responsible: title,
        result: item.result.as_ref().map_or_else(String::new, ToString::to_string),
        outcome: code(PlanOutcome::CHOICES, item.outcome.map(|outcome| outcome as usize)),
        evidence: text(item.evidence.as_ref()),
        note: text(item.note.as_ref()),
        motion: String::new(),
        ground: String::new(),
        dropped: item.outcome == Some(PlanOutcome::Dropped),
    })
}
