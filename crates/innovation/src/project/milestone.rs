//! Milestones tied to payment: reached only with evidence; then what is paid for it is due.

use base::people::{Role, may_change};
use base::record::kinds::Milestone;
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};
use jiff::civil::Date;

use super::case::{case, may_act, runs, today};
use super::evidence::Evidence;

/// How the payment of a milestone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payment {
    /// Nothing is paid for it.
    None,
    /// It is not reached yet.
    NotYet,
    /// It is reached and not paid.
    Due,
    /// It is paid.
    Paid,
}

/// How the payment of a milestone stands.
pub fn payment(milestone: &Milestone) -> Payment {
    match (&milestone.payment, &milestone.reached, &milestone.paid) {
        (None, _, _) => Payment::None,
        (Some(_), _, Some(_)) => Payment::Paid,
        (Some(_), Some(_), None) => Payment::Due,
        (Some(_), None, None) => Payment::NotYet,
    }
}

/// Says that a milestone is reached.
///
/// # Errors
/// The viewer does not work on the project; it does not run; no such milestone; it was reached before; neither file nor
/// record shows it.
pub fn reach(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (at, given): (usize, &Evidence),
) -> Result<Record, Trouble> {
    let mut found = case(shelf, &occasion.viewer, id)?;
    may_act(&occasion.viewer, &found)?;
    runs(&found.project)?;
    let milestone = found.project.milestones.get(at).ok_or(Refusal::NotFound {})?;
    let name = milestone.milestone.as_ref().map_or_else(String::new, |name| name.0.clone());
    if milestone.reached.is_some() {
        return Err(Refusal::GateDecided { gate: name }.into());
    }
    let (text, file, record) = given.find(shelf, &occasion.viewer, &found)?;
    if file.is_none() && record.is_none() {
        let wants = milestone.evidence.as_ref().map_or_else(String::new, |wants| wants.0.clone());
        return Err(Refusal::GateWithoutEvidence { gate: name, wants }.into());
    }
    let milestone = &mut found.project.milestones[at];
    milestone.evidence = text.or(milestone.evidence.take());
    milestone.shown_file = file;
    milestone.shown_record = record;
    milestone.reached = Some(today(occasion));
    rewrite(shelf, occasion, &found.record, version, &found.project, "project.milestone")
}

/// Notes that what was due for a milestone was paid: for finance, and who may change the project.
///
/// # Errors
/// The viewer may not; no such milestone, or nothing is due for it; a day to come.
pub fn pay(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (at, day): (usize, Date),
) -> Result<Record, Trouble> {
    let mut found = case(shelf, &occasion.viewer, id)?;
    occasion.viewer.writes()?;
    if !occasion.viewer.has(Role::Finance) {
        may_change(&occasion.viewer, &found.record)?;
    }
    let today = occasion.now.date();
    if day > today {
        return Err(Refusal::DayToCome { date: day.to_string(), today: today.to_string() }.into());
    }
    let milestone = found.project.milestones.get_mut(at).ok_or(Refusal::NotFound {})?;
    if payment(milestone) != Payment::Due {
        return Err(Refusal::NotFound {}.into());
    }
    milestone.paid = Some(Day(day.to_string()));
    rewrite(shelf, occasion, &found.record, version, &found.project, "project.pay")
}
