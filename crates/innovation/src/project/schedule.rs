//! What a project's schedule shows: stages, gates and milestones by day, and what of it is late.

use base::record::kinds::{GateDecision, Project, ProjectStage};

use super::case::stage_of;
use super::gate::is_passed;

/// What a mark of the schedule stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A gate.
    Gate,
    /// A milestone.
    Milestone,
}

/// Something on the schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it stands for.
    pub kind: MarkKind,
    /// Its place in the project's list.
    pub at: usize,
    /// Its name.
    pub name: String,
    /// The readiness level of a gate on the problem-driven track.
    pub level: Option<i64>,
    /// When it is planned.
    pub due: Option<String>,
    /// When it was passed or reached.
    pub done: Option<String>,
    /// Whether its day is over and it is neither passed nor reached.
    pub late: bool,
}

/// A schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// When the project begins.
    pub begins: Option<String>,
    /// When it ends.
    pub ends: Option<String>,
    /// Its gates and milestones, by day; those without a day last.
    pub marks: Vec<Mark>,
}

/// The schedule of a project as it stands on a day, `2026-11-23`.
pub fn schedule(project: &Project, today: &str) -> Schedule {
    let live = !is_over(project);
    let text = |day: Option<&base::record::Day>| day.map(|day| day.0.clone());
    let gates = project.gates.iter().enumerate().map(|(at, gate)| {
        let due = text(gate.due.as_ref());
        let done = text(gate.decided.as_ref()).filter(|_| is_passed(gate));
        let open = !is_passed(gate) && gate.decision != Some(GateDecision::Stopped);
        Mark {
            kind: MarkKind::Gate,
            at,
            name: gate.gate.as_ref().map_or_else(String::new, |name| name.0.clone()),
            level: gate.level.map(|level| level.0),
            late: live && open && due.as_deref().is_some_and(|due| due < today),
            due,
            done,
        }
    });
    let milestones = project.milestones.iter().enumerate().map(|(at, milestone)| {
        let (due, done) = (text(milestone.due.as_ref()), text(milestone.reached.as_ref()));
        Mark {
            kind: MarkKind::Milestone,
            at,
            name: milestone.milestone.as_ref().map_or_else(String::new, |name| name.0.clone()),
            level: None,
            late: live && done.is_none() && due.as_deref().is_some_and(|due| due < today),
            due,
            done,
        }
    });
    let mut marks: Vec<Mark> = gates.chain(milestones).collect();
    marks.sort_by_key(|mark| (mark.due.is_none(), mark.due.clone()));
    Schedule { begins: text(project.begins.as_ref()), ends: text(project.ends.as_ref()), marks }
}

fn is_over(project: &Project) -> bool {
    matches!(stage_of(project), ProjectStage::Completed | ProjectStage::Stopped | ProjectStage::Withdrawn)
}

/// How many gates and milestones of a project are late on a day.
pub fn late(project: &Project, today: &str) -> usize {
    schedule(project, today).marks.iter().filter(|mark| mark.late).count()
}

/// What comes next: the first gate or milestone that is neither passed nor reached; none where the project is over.
pub fn next_step(project: &Project, today: &str) -> Option<Mark> {
    if is_over(project) {
        return None;
    }
    schedule(project, today).marks.into_iter().find(|mark| mark.done.is_none())
}
