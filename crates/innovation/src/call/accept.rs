//! The work accepted: the call goes into acceptance, and is completed when its projects are.

use base::people::Reach;
use base::record::kinds::{CallStage, Project, ProjectStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};
use base::{Refusal, Trouble};

use super::{Standing, at, led, standing};

/// Moves a call on: into acceptance, and from there to its end.
///
/// # Errors
/// The viewer does not lead it; it is not at work; a project of it is not completed.
pub fn accept(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let posted = led(shelf, &occasion.viewer, id)?;
    let next = match standing(&posted, occasion.now) {
        Standing::At(CallStage::Milestones) => CallStage::Acceptance,
        Standing::At(CallStage::Acceptance) => CallStage::Completed,
        Standing::Draft
        | Standing::Questions { .. }
        | Standing::Bids { .. }
        | Standing::Closed { .. }
        | Standing::At(_) => {
            return Err(at(&posted).into());
        }
    };
    if next == CallStage::Completed {
        let ends = |project: &Project| {
            let over = [ProjectStage::Completed, ProjectStage::Stopped, ProjectStage::Withdrawn];
            project.stage.is_some_and(|stage| over.contains(&stage))
        };
        let open = projects_of(shelf, id)?.iter().filter(|(_, project)| !ends(project)).count();
        if open > 0 {
            return Err(Refusal::WorkOpen { count: open.to_string() }.into());
        }
    }
    let mut call = posted.call.clone();
    call.stage = Some(next);
    rewrite(shelf, occasion, &posted.record, version, &call, "call.accept")
}

/// The projects that arose from a call.
pub(crate) fn projects_of(shelf: &mut dyn Shelf, call: RecordId) -> Result<Vec<(Record, Project)>, Fault> {
    let marks = vec![Mark { field: "cause".to_owned(), value: call.to_string() }];
    let filter = Filter { kinds: vec![Kind::Project], marks, ..Filter::default() };
    let query = Query { reach: Reach::Everything, filter, sort: Sort::Updated, after: None, limit: 200 };
    Ok(shelf.find(&query)?.records.into_iter().map(|record| (record.clone(), record.content.body())).collect())
}
