//! The gates: each opens only with its evidence, in order, and by somebody else than who leads the project.

use base::people::{Role, Viewer, may_change};
use base::record::kinds::{Gate, GateDecision, ProjectStage};
use base::record::said::line;
use base::record::verb::{Occasion, rewrite};
use base::record::{Line, Prose, Record, RecordId, Whole};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::case::{Case, case, is_frontier, may_act, runs, today};
use super::evidence::Evidence;

/// What is decided about a gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Which gate, counting from 0.
    pub gate: usize,
    /// What.
    pub decision: GateDecision,
    /// Conditions, what is to be mended, or why it ends; needed for each of these.
    pub note: String,
}

/// Shows the evidence of a gate; what was sent back is open again with it.
///
/// # Errors
/// The viewer does not work on the project; it does not run; no such gate; it was decided; neither file nor record is
/// named.
pub fn show_evidence(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (at, given): (usize, &Evidence),
) -> Result<Record, Trouble> {
    let mut found = case(shelf, &occasion.viewer, id)?;
    may_act(&occasion.viewer, &found)?;
    runs(&found.project)?;
    undecided(found.project.gates.get(at).ok_or(Refusal::NotFound {})?)?;
    let (text, file, record) = given.find(shelf, &occasion.viewer, &found)?;
    let gate = &mut found.project.gates[at];
    if file.is_none() && record.is_none() {
        return Err(without_evidence(gate).into());
    }
    gate.evidence = text.or_else(|| file.clone());
    gate.evidence_file = file;
    gate.evidence_record = record;
    gate.decision = Some(GateDecision::Open);
    rewrite(shelf, occasion, &found.record, version, &found.project, "project.evidence")
}

/// Decides about a gate. What passes raises the readiness of the project to its level; what stops ends the project.
///
/// # Errors
/// The viewer leads the project, or may not decide; it does not run; no such gate; it was decided; a pass without evidence
/// or before the gates below it; no reason where one is needed.
pub fn decide(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    given: &Decision,
) -> Result<Record, Trouble> {
    let mut found = case(shelf, &occasion.viewer, id)?;
    may_judge(&occasion.viewer, &found)?;
    runs(&found.project)?;
    let gate = found.project.gates.get(given.gate).ok_or(Refusal::NotFound {})?;
    undecided(gate)?;
    let note = line("note", &given.note)?;
    match given.decision {
        GateDecision::Open => return Err(Refusal::NotFound {}.into()),
        GateDecision::Passed | GateDecision::PassedWithConditions => in_order(&found, given.gate)?,
        GateDecision::SentBack | GateDecision::Stopped => {}
    }
    if given.decision != GateDecision::Passed && note.is_none() {
        return Err(Refusal::ReasonNeeded {}.into());
    }
    if given.decision == GateDecision::Stopped {
        found.project.stage = Some(ProjectStage::Stopped);
        found.project.ended_because = note.clone().map(|note| Prose(note.0));
    }
    let passes = matches!(given.decision, GateDecision::Passed | GateDecision::PassedWithConditions);
    if let Some(level) = gate.level.filter(|_| passes && !is_frontier(&found.project)) {
        let now = found.project.readiness_now.map_or(level.0, |now| now.0.max(level.0));
        found.project.readiness_now = Some(Whole(now));
    }
    let gate = &mut found.project.gates[given.gate];
    gate.decision = Some(given.decision);
    gate.decided = Some(today(occasion));
    gate.note = note;
    gate.decided_by = occasion.viewer.person();
    gate.account = occasion.viewer.account().map(|account| Line(account.to_string()));
    rewrite(shelf, occasion, &found.record, version, &found.project, "project.gate")
}

/// Whether somebody may decide about the gates of a project.
pub fn may_decide(viewer: &Viewer, case: &Case) -> bool {
    may_judge(viewer, case).is_ok()
}

/// Who leads the unit of the project or one that takes part, a reviewer, an administrator; but never the project's lead.
fn may_judge(viewer: &Viewer, case: &Case) -> Result<(), Refusal> {
    viewer.writes()?;
    if case.project.lead.is_some_and(|lead| viewer.is_person(lead)) {
        return Err(Refusal::OwnGate {});
    }
    let mut partners = case.project.partners.iter().filter_map(|partner| partner.organisation);
    let takes_part = partners.any(|partner| viewer.manages(partner));
    if takes_part || viewer.has(Role::Reviewer) { Ok(()) } else { may_change(viewer, &case.record) }
}

fn name(gate: &Gate) -> String {
    gate.gate.as_ref().map_or_else(String::new, |gate| gate.0.clone())
}

fn without_evidence(gate: &Gate) -> Refusal {
    let wants = gate.required_evidence.as_ref().map_or_else(String::new, |wants| wants.0.clone());
    Refusal::GateWithoutEvidence { gate: name(gate), wants }
}

fn undecided(gate: &Gate) -> Result<(), Refusal> {
    match gate.decision.unwrap_or(GateDecision::Open) {
        GateDecision::Open | GateDecision::SentBack => Ok(()),
        GateDecision::Passed | GateDecision::PassedWithConditions | GateDecision::Stopped => {
            Err(Refusal::GateDecided { gate: name(gate) })
        }
    }
}

pub(super) fn is_passed(gate: &Gate) -> bool {
    matches!(gate.decision, Some(GateDecision::Passed | GateDecision::PassedWithConditions))
}

/// Passes a gate that has its evidence, and, where gates are levels, has none below it that is not passed.
fn in_order(case: &Case, at: usize) -> Result<(), Refusal> {
    let gates = &case.project.gates;
    let gate = &gates[at];
    if gate.evidence_record.is_none() && gate.evidence_file.is_none() {
        return Err(without_evidence(gate));
    }
    if is_frontier(&case.project) {
        return Ok(());
    }
    let below = |(other, one): &(usize, &Gate)| match (one.level, gate.level) {
        (Some(one), Some(level)) if one.0 != level.0 => one.0 < level.0,
        _ => *other < at,
    };
    let open = gates.iter().enumerate().filter(below).find(|(_, one)| !is_passed(one));
    open.map_or(Ok(()), |(_, one)| Err(Refusal::GateOutOfOrder { gate: name(gate), before: name(one) }))
}
