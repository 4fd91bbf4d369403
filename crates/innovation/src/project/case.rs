//! A project as it is worked on.

use base::people::{Viewer, may_change};
use base::record::kinds::{Project, ProjectStage, Track};
use base::record::verb::{Occasion, show};
use base::record::{Day, Kind, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

/// A project with what its record says.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its record.
    pub record: Record,
    /// What the record says.
    pub project: Project,
}

/// A project that the viewer may see.
///
/// # Errors
/// There is none, or it is not for them.
pub fn case(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Case, Trouble> {
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Project {
        return Err(Refusal::NotFound {}.into());
    }
    Ok(Case { project: record.content.body(), record })
}

/// How far a project has come; proposed where it does not say.
pub fn stage_of(project: &Project) -> ProjectStage {
    project.stage.unwrap_or(ProjectStage::Proposed)
}

pub(super) fn is_frontier(project: &Project) -> bool {
    project.track == Some(Track::Frontier)
}

/// Whether somebody works on a project: who leads it, and who may change its record.
pub fn acts(viewer: &Viewer, case: &Case) -> bool {
    let leads = case.project.lead.is_some_and(|lead| viewer.is_person(lead));
    viewer.writes().is_ok() && (leads || may_change(viewer, &case.record).is_ok())
}

/// Passes who works on a project.
pub(super) fn may_act(viewer: &Viewer, case: &Case) -> Result<(), Refusal> {
    viewer.writes()?;
    if acts(viewer, case) { Ok(()) } else { may_change(viewer, &case.record) }
}

/// Passes projects that are under way.
pub(super) fn runs(project: &Project) -> Result<(), Refusal> {
    match stage_of(project) {
        ProjectStage::Approved | ProjectStage::Running | ProjectStage::Acceptance => Ok(()),
        at @ (ProjectStage::Proposed
        | ProjectStage::Paused
        | ProjectStage::Completed
        | ProjectStage::Stopped
        | ProjectStage::Withdrawn) => Err(at_stage(at)),
    }
}

pub(super) fn at_stage(stage: ProjectStage) -> Refusal {
    Refusal::ProjectAt { stage: ProjectStage::CHOICES[stage as usize].code.to_owned() }
}

pub(super) fn today(occasion: &Occasion) -> Day {
    Day(occasion.now.date().to_string())
}
