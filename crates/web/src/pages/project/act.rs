//! What is done with a project, one form a verb; a refusal comes back above the desk with what was typed.

use axum::response::Response;
use base::record::kinds::{AchievementType, BudgetItem, GateDecision};
use base::record::verb::Occasion;
use base::record::{Given, Kind, RecordId, SlipReason};
use base::store::Shelf;
use base::{Refusal, Trouble as BaseTrouble};
use innovation::project::{self, Decision, Evidence, Halt, Moving, Opening, Outcome, Planned, Spent};
use jiff::civil::Date;
use measure::{Budget, BudgetMeaning, Money, MoneyUnit};
use serde::de::DeserializeOwned;

use super::super::answer_of;
use super::super::frame::{Frame, Labels, Typed};
use super::desk;
use crate::language::Key;
use crate::shell::{Done, Form, Section, Trouble, Visit, see_other_done};
use crate::state::State;

/// What the forms of this room call their fields.
pub(super) const LABELS: Labels = Labels { own, kinds: &[Kind::Project] };

fn own(name: &str) -> Option<Key> {
    Some(match name {
        "file" => Key("project-file"),
        "record" => Key("project-evidence-record"),
        "day" => Key("project-day"),
        "amount" => Key("project-amount"),
        "reason" => Key("project-reason"),
        "item" | "from" | "to" => Key("project-line"),
        "decision" => Key("project-decision"),
        "title_zh" => Key("project-outcome-title"),
        _ => return None,
    })
}

/// What is asked of a project, and with which version.
struct Asked<'a> {
    id: RecordId,
    version: Option<u32>,
    form: &'a Form,
}

/// Does what a form of the desk asks.
pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Kind(Kind::Project));
    let (id, version, given) = (frame.id()?, form.text("version").parse().ok(), form.clone());
    let (done, part) = match form.text("act") {
        "evidence" | "decide" => (Done::Saved, "gates"),
        "reach" | "pay" => (Done::Saved, "milestones"),
        "spend" | "move" => (Done::Saved, "budget"),
        "plan" => (Done::Saved, "next"),
        "halt" => (Done::ProjectMoved, "next"),
        "outcome" => (Done::AchievementMade, "outcomes"),
        _ => return Err(Trouble::NotFound),
    };
    let work = move |shelf: &mut dyn Shelf, occasion: &Occasion| {
        let asked = Asked { id, version, form: &given };
        match given.text("act") {
            "evidence" => evidence(shelf, occasion, &asked),
            "decide" => decide(shelf, occasion, &asked),
            "reach" => reach(shelf, occasion, &asked),
            "pay" => {
                let day = (place(&given)?, day(&given)?);
                project::pay(shelf, occasion, id, version, day).map(drop)
            }
            "spend" => spend(shelf, occasion, &asked),
            "move" => moved(shelf, occasion, &asked),
            "plan" => planned(shelf, occasion, &asked),
            "halt" => halt(shelf, occasion, &asked),
            _ => outcome(shelf, occasion, &asked),
        }
    };
    match frame.write(LABELS, work)? {
        Ok(()) => see_other_done(&format!("/projects/{id}/desk#{part}"), done),
        Err(refused) => desk::render(&frame, Some(refused), Typed::of(form)),
    }
}

/// Adds gates, milestones or lines of the budget, one a line.
fn planned(shelf: &mut dyn Shelf, occasion: &Occasion, asked: &Asked) -> Result<(), BaseTrouble> {
    let all = [Planned::Gates, Planned::Milestones, Planned::BudgetLines];
    let part = all.into_iter().find(|part| part.field() == asked.form.text("part")).ok_or(Refusal::NotFound {})?;
    let rows = Given::Text(asked.form.text("rows").to_owned());
    project::plan(shelf, occasion, asked.id, asked.version, (part, &rows)).map(drop)
}

/// Opens a project from a problem or a cooperation project.
pub(super) fn open(state: &State, visit: &Visit, _: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Kind(Kind::Project));
    let opening = Opening { cause: Some(frame.id()?), ..Opening::default() };
    let occasion = frame.occasion.clone();
    let record = state.store().writing(move |shelf| project::open(shelf, &occasion, &opening))?;
    see_other_done(&format!("/projects/{}/desk", record.id), Done::Created)
}

fn slip(field: &str, reason: SlipReason) -> Refusal {
    Refusal::Slips(vec![reason.at(field)])
}

fn place(form: &Form) -> Result<usize, Refusal> {
    form.text("at").parse().map_err(|_| Refusal::NotFound {})
}

fn day(form: &Form) -> Result<Date, Refusal> {
    let text = form.text("day").trim();
    measure::parse_date(text).map_err(|_| slip("day", SlipReason::NotDate { given: text.to_owned() }))
}

/// An amount; a bare number is yuan.
fn amount(form: &Form) -> Result<Money, Refusal> {
    let text = form.text("amount").trim();
    let wrong = || Refusal::NotAnAmount { given: text.to_owned() };
    match Budget::parse(text, Some(MoneyUnit::One)).map_err(|_| wrong())?.meaning() {
        BudgetMeaning::Exact(money) => Ok(money),
        BudgetMeaning::Range { .. }
        | BudgetMeaning::AtLeast(_)
        | BudgetMeaning::AtMost(_)
        | BudgetMeaning::Negotiable => Err(wrong()),
    }
}

fn chosen<T: DeserializeOwned>(form: &Form, name: &str) -> Result<T, Refusal> {
    answer_of(form.text(name)).ok_or_else(|| slip(name, SlipReason::Missing {}))
}

/// The evidence that a form names: words, a file of the project, a record by its address or id.
fn shown(form: &Form) -> Result<Evidence, Refusal> {
    let text = form.text("record").trim();
    let id = text.split(['/', '?', '#']).find(|part| part.len() == 36);
    let record = match (text.is_empty(), id.and_then(|id| id.parse().ok())) {
        (true, _) => None,
        (false, Some(id)) => Some(id),
        (false, None) => {
            let kinds = "achievement / platform / review / event / project".to_owned();
            return Err(slip("record", SlipReason::NoSuchRecord { given: text.to_owned(), kinds }));
        }
    };
    Ok(Evidence { text: form.text("text").to_owned(), file: form.text("file").to_owned(), record })
}

fn evidence(shelf: &mut dyn Shelf, occasion: &Occasion, asked: &Asked) -> Result<(), BaseTrouble> {
    let (at, evidence) = (place(asked.form)?, shown(asked.form)?);
    project::show_evidence(shelf, occasion, asked.id, asked.version, (at, &evidence)).map(drop)
}

fn decide(shelf: &mut dyn Shelf, occasion: &Occasion, asked: &Asked) -> Result<(), BaseTrouble> {
    let decision: GateDecision = chosen(asked.form, "decision")?;
    let decision = Decision { gate: place(asked.form)?, decision, note: asked.form.text("note").to_owned() };
    project::decide(shelf, occasion, asked.id, asked.version, &decision).map(drop)
}

fn reach(shelf: &mut dyn Shelf, occasion: &Occasion, asked: &Asked) -> Result<(), BaseTrouble> {
    let (at, evidence) = (place(asked.form)?, shown(asked.form)?);
    project::reach(shelf, occasion, asked.id, asked.version, (at, &evidence)).map(drop)
}

fn spend(shelf: &mut dyn Shelf, occasion: &Occasion, asked: &Asked) -> Result<(), BaseTrouble> {
    let item: BudgetItem = chosen(asked.form, "item")?;
    let (amount, day) = (amount(asked.form)?, day(asked.form)?);
    let spent = Spent { item, amount, day, note: asked.form.text("note").to_owned() };
    project::spend(shelf, occasion, asked.id, asked.version, &spent).map(drop)
}

fn moved(shelf: &mut dyn Shelf, occasion: &Occasion, asked: &Asked) -> Result<(), BaseTrouble> {
    let moving = Moving {
        from: chosen(asked.form, "from")?,
        to: chosen(asked.form, "to")?,
        amount: amount(asked.form)?,
        note: asked.form.text("note").to_owned(),
    };
    project::move_money(shelf, occasion, asked.id, asked.version, &moving).map(drop)
}

fn halt(shelf: &mut dyn Shelf, occasion: &Occasion, asked: &Asked) -> Result<(), BaseTrouble> {
    let wanted = match asked.form.text("halt") {
        "run" => Halt::Run,
        "pause" => Halt::Pause,
        "accept" => Halt::Accept,
        "complete" => Halt::Complete,
        "stop" => Halt::Stop,
        "withdraw" => Halt::Withdraw,
        _ => return Err(Refusal::NotFound {}.into()),
    };
    project::halt(shelf, occasion, asked.id, asked.version, (wanted, asked.form.text("reason"))).map(drop)
}

fn outcome(shelf: &mut dyn Shelf, occasion: &Occasion, asked: &Asked) -> Result<(), BaseTrouble> {
    let achievement_type: AchievementType = chosen(asked.form, "achievement_type")?;
    let (title_zh, title_en) = (asked.form.text("title_zh").to_owned(), asked.form.text("title_en").to_owned());
    let outcome = Outcome { title_zh, title_en, achievement_type };
    project::create_achievement(shelf, occasion, asked.id, &outcome).map(drop)
}
