//! An agreement as its committee works with it.

use base::people::Viewer;
use base::record::kinds::{Agreement, AgreementStage, Motion};
use base::record::verb::{Occasion, show};
use base::record::{Day, Kind, Record, RecordId};
use base::store::{Fault, Filter, Query, Shelf, Sort};
use base::{Refusal, Trouble};

/// Most agreements that are looked at.
const MOST: usize = 100;

/// An agreement with what its record says.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its record.
    pub record: Record,
    /// What the record says.
    pub agreement: Agreement,
}

/// An agreement that the viewer may see.
///
/// # Errors
/// There is none, or it is not for them.
pub fn case(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Case, Trouble> {
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Agreement {
        return Err(Refusal::NotFound {}.into());
    }
    Ok(Case { agreement: record.content.body(), record })
}

/// The agreements that a viewer may see, those in force first, then the newest first.
///
/// # Errors
/// The store's.
pub fn agreements(shelf: &mut dyn Shelf, viewer: &Viewer) -> Result<Vec<Case>, Fault> {
    let filter = Filter { kinds: vec![Kind::Agreement], states: vec!["published".to_owned()], ..Filter::default() };
    let query = Query { reach: viewer.reach(), filter, sort: Sort::Created, after: None, limit: MOST };
    let found = shelf.find(&query)?.records.into_iter();
    let mut cases: Vec<Case> = found.map(|record| Case { agreement: record.content.body(), record }).collect();
    let in_force =
        |case: &Case| matches!(case.agreement.stage, Some(AgreementStage::InForce | AgreementStage::Renewed));
    cases.sort_by_key(|case| !in_force(case));
    Ok(cases)
}

/// A motion that is still put to the vote, by its code.
pub(super) fn open_motion<'a>(agreement: &'a mut Agreement, code: &str) -> Result<&'a mut Motion, Refusal> {
    use base::record::kinds::MotionState;
    let found = agreement.motions.iter_mut().find(|motion| motion.code.as_ref().is_some_and(|known| known.0 == code));
    let motion = found.ok_or(Refusal::NotFound {})?;
    match motion.state.unwrap_or(MotionState::Open) {
        MotionState::Open => Ok(motion),
        at @ (MotionState::Decided | MotionState::TakenBack) => {
            Err(Refusal::MotionAt { stage: MotionState::CHOICES[at as usize].code.to_owned() })
        }
    }
}

/// The day of an occasion, as records keep it.
pub(crate) fn today(occasion: &Occasion) -> Day {
    Day(occasion.now.date().to_string())
}
