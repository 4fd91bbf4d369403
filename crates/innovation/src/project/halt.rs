//! A project begun, paused, taken up again, brought to acceptance and completed, stopped or withdrawn from.

use base::people::may_change;
use base::record::kinds::ProjectStage;
use base::record::verb::{Occasion, rewrite};
use base::record::{Prose, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::case::{at_stage, case, is_frontier, may_act, stage_of};
use super::gate::is_passed;

/// Where a project goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// It begins, or goes on after a pause.
    Run,
    /// It rests.
    Pause,
    /// Its acceptance begins.
    Accept,
    /// It was accepted.
    Complete,
    /// It is stopped by its rules.
    Stop,
    /// Who does it withdraws.
    Withdraw,
}

/// Moves a project. To stop, withdraw or pause it takes a reason, held against the rules of the project; who leads it does
/// not accept it.
///
/// # Errors
/// The viewer may not; the move does not start where the project stands; no reason; gates that are not passed.
pub fn halt(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (wanted, reason): (Halt, &str),
) -> Result<Record, Trouble> {
    use ProjectStage::{Acceptance, Approved, Completed, Paused, Proposed, Running, Stopped, Withdrawn};
    let mut found = case(shelf, &occasion.viewer, id)?;
    may_act(&occasion.viewer, &found)?;
    let at = stage_of(&found.project);
    let to = match (wanted, at) {
        (Halt::Run, Proposed | Approved | Paused) => Running,
        (Halt::Pause, Approved | Running) => Paused,
        (Halt::Accept, Running) => Acceptance,
        (Halt::Complete, Acceptance) => Completed,
        (Halt::Stop, Approved | Running | Paused | Acceptance) => Stopped,
        (Halt::Withdraw, Proposed | Approved | Running | Paused) => Withdrawn,
        (Halt::Run | Halt::Pause | Halt::Accept | Halt::Complete | Halt::Stop | Halt::Withdraw, _) => {
            return Err(at_stage(at).into());
        }
    };
    let person = occasion.viewer.person();
    if matches!(to, Completed) || at == Proposed && to == Running {
        if person.is_some() && person == found.project.lead {
            return Err(Refusal::OwnGate {}.into());
        }
        may_change(&occasion.viewer, &found.record)?;
    }
    let reason = reason.trim();
    if matches!(to, Paused | Stopped | Withdrawn) && reason.is_empty() {
        return Err(Refusal::ReasonNeeded {}.into());
    }
    // A question that was answered is passed; a frontier project ends with its questions answered or given up.
    let open = found.project.gates.iter().filter(|gate| !is_passed(gate)).count();
    if to == Completed && open > 0 && !is_frontier(&found.project) {
        return Err(Refusal::GatesOpen { count: open.to_string() }.into());
    }
    found.project.stage = Some(to);
    found.project.ended_because =
        (!reason.is_empty()).then(|| Prose(reason.chars().take(5_000).collect())).or(found.project.ended_because);
    rewrite(shelf, occasion, &found.record, version, &found.project, "project.move")
}
