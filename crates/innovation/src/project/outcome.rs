//! What comes out of a project: an achievement that names it as its cause.

use base::Trouble;
use base::record::kinds::{Achievement, AchievementType, Inventor, ProjectStage, TeamMember};
use base::record::said::needed_line;
use base::record::verb::{Occasion, begun, put_body, write};
use base::record::{Content, Kind, Record, RecordId};
use base::store::Shelf;
use serde_json::json;

use super::case::{at_stage, case, may_act, stage_of};

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its title in Chinese.
    pub title_zh: String,
    /// Its title in English.
    pub title_en: String,
    /// Its type.
    pub achievement_type: AchievementType,
}

/// Writes the record of an achievement of a project: its people are the inventors, for those who may see the project.
///
/// # Errors
/// The viewer does not work on the project; it has not begun or was withdrawn from; no title.
pub fn create_achievement(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    given: &Outcome,
) -> Result<Record, Trouble> {
    let found = case(shelf, &occasion.viewer, id)?;
    may_act(&occasion.viewer, &found)?;
    let (project, content) = (&found.project, &found.record.content);
    match stage_of(project) {
        at @ (ProjectStage::Proposed | ProjectStage::Approved | ProjectStage::Withdrawn) => {
            return Err(at_stage(at).into());
        }
        ProjectStage::Running
        | ProjectStage::Paused
        | ProjectStage::Acceptance
        | ProjectStage::Completed
        | ProjectStage::Stopped => {}
    }
    let title = needed_line("title_zh", &given.title_zh)?;
    let inventor = |member: &TeamMember| Inventor {
        name: member.name.clone(),
        person: member.person,
        employer: None,
        conceived: None,
        percent: None,
    };
    let achievement = Achievement {
        achievement_type: Some(given.achievement_type),
        fields: project.fields.clone(),
        readiness: project.readiness_now,
        inventors: project.members.iter().map(inventor).collect(),
        cause: Some(id),
        ..Achievement::default()
    };
    let mut made = Content::default();
    put_body(&mut made, &achievement)?;
    made.set("title_zh", json!(title.0));
    if !given.title_en.trim().is_empty() {
        made.set("title_en", json!(given.title_en.trim()));
    }
    for common in ["owner", "positions", "control", "sample", "visibility", "named"] {
        made.set(common, content.get(common).clone());
    }
    let record = begun(occasion, Kind::Achievement, made);
    write(shelf, occasion, &record, "project.outcome")?;
    Ok(record)
}
