//! A reviewer who was asked accepts or declines; ties are looked for again on that day.

use std::collections::BTreeSet;

use base::Trouble;
use base::notice::{Topic, leaders, tell};
use base::record::kinds::{Conflict, ConflictGround, ReviewStage};
use base::record::said::reason;
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Record, RecordId};
use base::store::Shelf;

use super::{at, conflicts, own};
use crate::call::opened;

/// What a reviewer answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answering {
    /// They will.
    Accept,
    /// They will not.
    Decline {
        /// Why.
        why: String,
    },
    /// They have a tie that nobody could compute.
    Declare {
        /// Which.
        tie: String,
    },
}

/// Answers the question for a review. A reviewer with a tie on this day is excluded, whatever they answer.
///
/// # Errors
/// The viewer was not asked; it was answered before; no reason is given.
pub fn answer(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    answering: &Answering,
) -> Result<Record, Trouble> {
    let judged = own(shelf, &occasion.viewer, id)?;
    let mut review = judged.review.clone();
    let declares = matches!(answering, Answering::Declare { .. });
    match review.stage {
        Some(ReviewStage::Invited) | None => {}
        // Who finds a tie while reading says so then.
        Some(ReviewStage::Accepted) if declares => {}
        Some(_) => return Err(at(&review).into()),
    }
    let (Some(call), Some(reviewer)) = (review.panel_of, review.reviewer) else { return Err(at(&review).into()) };
    let today = occasion.now.date();
    let bids = opened(shelf, call)?;
    review.conflicts = conflicts(shelf, reviewer, &bids, today)?.into_iter().map(|tie| tie.conflict).collect();
    let mut stage = match answering {
        Answering::Accept => ReviewStage::Accepted,
        Answering::Decline { why } => {
            review.declined_because = Some(reason(why)?);
            ReviewStage::Declined
        }
        Answering::Declare { tie } => {
            review.conflicts.push(Conflict {
                ground: Some(ConflictGround::Declared),
                through: None,
                evidence: Some(reason(tie)?),
                found: Some(Day(today.to_string())),
            });
            ReviewStage::Excluded
        }
    };
    if !review.conflicts.is_empty() {
        stage = ReviewStage::Excluded;
    }
    review.stage = Some(stage);
    let record = rewrite(shelf, occasion, &judged.record, version, &review, "review.answer")?;
    let told = record.content.owner().map_or(Ok(BTreeSet::new()), |owner| leaders(shelf, occasion, owner))?;
    tell(shelf, occasion, &told, Topic::ReviewAnswered, (id, ""))?;
    Ok(record)
}
