//! An item of a plan written or changed; once a plan is adopted, by a decision or with a reason.

use base::people::{Viewer, may_change};
use base::record::kinds::{Agreement, DecisionOutcome, PlanItem, PlanOutcome, PlanRevision};
use base::record::said::{line, needed_line};
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Line, Record, RecordId, SlipReason, Whole, plan_code};
use base::store::Shelf;
use base::{Refusal, Trouble};

use crate::committee::{Case, case, may_propose, today};

/// An item as it is to stand: what is planned of it. Of its outcome only that it is given up is taken; the rest is
/// reported.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemGiven {
    /// The code it has so far; a new item where it says nothing.
    pub before: Option<String>,
    /// What it is to say.
    pub item: PlanItem,
}

/// By what an adopted plan changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    /// The motion that was carried.
    pub motion: String,
    /// Why.
    pub note: String,
}

/// Whether the plan of a year was adopted by a decision.
pub fn adopted(agreement: &Agreement, year: i64) -> bool {
    let adopts = |one: &base::record::kinds::Decision| {
        one.outcome == Some(DecisionOutcome::Carried) && one.plan_year == Some(Whole(year))
    };
    agreement.decisions.iter().any(adopts)
}

/// Whether somebody may write the plan: who sits on the committee other than to observe, and who leads the agreement.
pub fn may_plan(viewer: &Viewer, case: &Case, day: &str) -> bool {
    may_propose(viewer, &case.record, &case.agreement, day)
}

/// Writes an item, or changes the one of the code before. What a result says stays.
///
/// # Errors
/// The viewer may not; a target without a unit; another item has the code; the plan was adopted, and neither a carried
/// motion nor a reason is named.
pub fn put_item(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    given: &ItemGiven,
    ground: &Ground,
) -> Result<Record, Trouble> {
    let found = case(shelf, &occasion.viewer, id)?;
    occasion.viewer.writes()?;
    let day = today(occasion);
    if !may_plan(&occasion.viewer, &found, &day.0) {
        may_change(&occasion.viewer, &found.record)?;
    }
    let Case { record, mut agreement } = found;
    let at = given.before.as_ref().map(|code| place(&agreement, code)).transpose()?;
    let item = item(&given.item, at.and_then(|at| agreement.plan.get(at)))?;
    let code = item.code.as_ref().map_or("", |code| code.0.as_str());
    let taken = |(other, one): (usize, &PlanItem)| Some(other) != at && is(one, code);
    if agreement.plan.iter().enumerate().any(taken) {
        return Err(Refusal::PlanCodeTaken { code: code.to_owned() }.into());
    }
    let before = at.and_then(|at| agreement.plan.get(at).cloned());
    let years = [Some(&item), before.as_ref()].map(|item| item.and_then(|item| Some(item.year?.0)));
    if let Some(year) = years.into_iter().flatten().find(|year| adopted(&agreement, *year)) {
        let person = occasion.viewer.person();
        let revision = revision(&agreement, (before.as_ref(), &item), ground, (year, day, person))?;
        agreement.revisions.push(revision);
    }
    match at {
        Some(at) => agreement.plan[at] = item,
        None => agreement.plan.push(item),
    }
    rewrite(shelf, occasion, &record, version, &agreement, "agreement.plan")
}

/// Where in the plan the item of a code is.
pub(super) fn place(agreement: &Agreement, code: &str) -> Result<usize, Refusal> {
    agreement.plan.iter().position(|item| is(item, code)).ok_or(Refusal::NotFound {})
}

fn is(item: &PlanItem, code: &str) -> bool {
    item.code.as_ref().is_some_and(|known| plan_code(&known.0) == plan_code(code))
}

fn item(given: &PlanItem, before: Option<&PlanItem>) -> Result<PlanItem, Refusal> {
    let before = before.cloned().unwrap_or_default();
    let mut slips = Vec::new();
    let mut wanted =
        |field: &str, text: Option<&Line>| match needed_line(field, text.map_or("", |text| text.0.as_str())) {
            Ok(line) => Some(line),
            Err(refusal) => {
                slips.extend(if let Refusal::Slips(found) = refusal { found } else { Vec::new() });
                None
            }
        };
    let (code, item) = (wanted("code", given.code.as_ref()), wanted("item", given.item.as_ref()));
    if given.year.is_none() {
        slips.push(SlipReason::Missing {}.at("year"));
    }
    let unit = given.unit.clone().filter(|unit| !unit.0.trim().is_empty());
    if let Some(target) = given.target.as_ref().filter(|target| target.unit().is_empty() && unit.is_none()) {
        slips.push(SlipReason::TargetWithoutUnit { given: target.to_string() }.at("target"));
    }
    if !slips.is_empty() {
        return Err(Refusal::Slips(slips));
    }
    let dropped = given.outcome == Some(PlanOutcome::Dropped);
    let outcome = if dropped { PlanOutcome::Dropped } else { kept(before.outcome) };
    Ok(PlanItem {
        year: given.year,
        code,
        item,
        base: given.base,
        target: given.target.clone(),
        unit,
        responsible: given.responsible,
        due: given.due.clone(),
        outcome: Some(outcome),
        ..before
    })
}

/// What became of an item that is no longer given up is open again.
fn kept(outcome: Option<PlanOutcome>) -> PlanOutcome {
    outcome.filter(|outcome| *outcome != PlanOutcome::Dropped).unwrap_or(PlanOutcome::Planned)
}

fn revision(
    agreement: &Agreement,
    (before, now): (Option<&PlanItem>, &PlanItem),
    ground: &Ground,
    (year, day, by): (i64, Day, Option<RecordId>),
) -> Result<PlanRevision, Refusal> {
    let (motion, note) = (ground.motion.trim(), ground.note.trim());
    if motion.is_empty() && note.is_empty() {
        return Err(Refusal::PlanAdopted { year: year.to_string() });
    }
    let carried = |one: &base::record::kinds::Decision| {
        one.outcome == Some(DecisionOutcome::Carried) && one.motion.as_ref().is_some_and(|code| code.0 == motion)
    };
    if !motion.is_empty() && !agreement.decisions.iter().any(carried) {
        return Err(Refusal::NotCarried { motion: motion.to_owned() });
    }
    let said = |item: &PlanItem| {
        let due = item.due.as_ref().map(|due| due.0.clone());
        let dropped = (item.outcome == Some(PlanOutcome::Dropped)).then(|| "×".to_owned());
        let parts = [item.item.as_ref().map(|item| item.0.clone()), target(item), due, dropped];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let what = format!("{} → {}", before.map_or_else(|| "—".to_owned(), said), said(now));
    Ok(PlanRevision {
        day: Some(day),
        code: now.code.clone(),
        what: Some(Line(what.chars().take(500).collect())),
        note: line("ground", note)?,
        motion: (!motion.is_empty()).then(|| Line(motion.to_owned())),
        by,
    })
}

/// The target of an item with what is counted.
pub(super) fn target(item: &PlanItem) -> Option<String> {
    let target = item.target.as_ref()?;
    let unit = item.unit.as_ref().map_or("", |unit| unit.0.as_str());
    Some(if unit.is_empty() { target.to_string() } else { format!("{target} {unit}") })
}
