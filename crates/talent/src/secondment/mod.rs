//! 借调与双聘: somebody of one organisation works for another, with the word of both, never above full time; and who
//! employed an inventor on the day of conception, and so whose the invention is.

mod decide;
mod employer;
mod end;
mod owners;
mod pass;
mod revise;
mod sound;

pub use decide::{Saying, decide};
pub use employer::{Employment, Whose, employer_on, whose};
pub use end::end_early;
pub use owners::{Traced, settle_owners, trace};
pub use pass::pass;
pub use revise::{Revision, revise};
pub use sound::{flaws, holds};

use base::people::Viewer;
use base::record::kinds::{Secondment, SecondmentStage};
use base::record::verb::show;
use base::record::{Kind, Record, RecordId, State};
use base::store::{Fault, Filter, Query, Shelf};
use base::{Refusal, Trouble};

/// Most secondments that are read.
const MOST: usize = 2_000;

/// A secondment as it stands.
#[derive(Clone, Debug)]
pub struct Lent {
    /// Its record.
    pub record: Record,
    /// What the record says of it.
    pub body: Secondment,
}

/// For which side somebody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// 派出方.
    Home,
    /// 接收方.
    Host,
}

/// A secondment that the viewer may see.
///
/// # Errors
/// There is none, or it is not for them.
pub fn lent(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Lent, Trouble> {
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Secondment {
        return Err(Refusal::NotFound {}.into());
    }
    Ok(Lent { body: record.content.body(), record })
}

/// The sides that a viewer leads.
pub fn sides(viewer: &Viewer, body: &Secondment) -> Vec<Side> {
    let leads = |organisation: Option<RecordId>| organisation.is_some_and(|id| viewer.manages(id));
    let home = leads(body.home).then_some(Side::Home);
    home.into_iter().chain(leads(body.host).then_some(Side::Host)).collect()
}

/// Whether a secondment still waits for a side.
pub fn waits(stage: SecondmentStage) -> bool {
    match stage {
        SecondmentStage::Proposed | SecondmentStage::HomeApproved | SecondmentStage::HostApproved => true,
        SecondmentStage::Approved
        | SecondmentStage::Active
        | SecondmentStage::Ended
        | SecondmentStage::EndedEarly
        | SecondmentStage::Refused => false,
    }
}

/// Whether a side has had its say at a stage, and the other one is waited for.
pub fn has_approved(stage: SecondmentStage, side: Side) -> bool {
    matches!((stage, side), (SecondmentStage::HomeApproved, Side::Home) | (SecondmentStage::HostApproved, Side::Host))
}

/// The secondments that the viewer may see, in the order in which they were written.
///
/// # Errors
/// The store's.
pub fn all(shelf: &mut dyn Shelf, viewer: &Viewer) -> Result<Vec<Lent>, Fault> {
    let query = Query::first(viewer.reach(), Filter::published(Kind::Secondment), MOST);
    let found = shelf.find(&query)?.records.into_iter();
    Ok(found.map(|record| Lent { body: record.content.body(), record }).collect())
}

/// How far a secondment has come on a day: one that both approved begins and ends by itself.
pub fn stage_on(body: &Secondment, day: &str) -> SecondmentStage {
    match body.stage.unwrap_or(SecondmentStage::Proposed) {
        SecondmentStage::Approved | SecondmentStage::Active | SecondmentStage::Ended => {
            let begun = body.begins.as_ref().is_none_or(|begins| begins.0.as_str() <= day);
            let over = body.ends.as_ref().is_some_and(|ends| ends.0.as_str() < day);
            match (over, begun) {
                (true, _) => SecondmentStage::Ended,
                (false, true) => SecondmentStage::Active,
                (false, false) => SecondmentStage::Approved,
            }
        }
        other @ (SecondmentStage::Proposed
        | SecondmentStage::HomeApproved
        | SecondmentStage::HostApproved
        | SecondmentStage::EndedEarly
        | SecondmentStage::Refused) => other,
    }
}

/// A secondment that is out, for somebody who leads one of its sides.
fn sided(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<(Lent, Vec<Side>), Trouble> {
    viewer.writes()?;
    let lent = lent(shelf, viewer, id)?;
    let sides = sides(viewer, &lent.body);
    if sides.is_empty() {
        return Err(Refusal::NotItsSide {}.into());
    }
    if lent.record.state != State::Published {
        return Err(at(SecondmentStage::Proposed).into());
    }
    Ok((lent, sides))
}

/// The refusal of something that the stage does not allow.
fn at(stage: SecondmentStage) -> Refusal {
    let label = stage.choice().label;
    Refusal::SecondmentAt { stage: label.en.to_owned(), stage_zh: label.zh.to_owned() }
}
