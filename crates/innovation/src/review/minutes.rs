//! The minutes of the panel: who chaired it, what it found, and how it ranked the bids.

use base::record::kinds::{CallStage, Conflict, Review, ReviewStage, Score};
use base::record::said::{needed_prose, prose};
use base::record::verb::{Occasion, show, write};
use base::record::{Decimal, Kind, Line, Moment, Record, RecordId, SlipReason};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::invite::of_panel;
use super::{conflicts, grounds, ranking, reviews_of};
use crate::call::{Standing, led, opened, standing};

/// What the minutes say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes {
    /// The person who chaired the panel.
    pub chair: Option<RecordId>,
    /// What it found, for the award.
    pub conclusion: String,
    /// What was said; kept by those who lead the call.
    pub proceedings: String,
}

/// Keeps the minutes of a call's panel, with the ranking as it stands.
///
/// # Errors
/// The viewer does not lead the call; it is not under review; nobody chaired, or somebody with a tie to a bid; nothing was found; no review was handed in.
pub fn minutes(shelf: &mut dyn Shelf, occasion: &Occasion, call: RecordId, said: &Minutes) -> Result<Record, Trouble> {
    let posted = led(shelf, &occasion.viewer, call)?;
    if standing(&posted, occasion.now) != Standing::At(CallStage::Review) {
        return Err(crate::call::at(&posted).into());
    }
    let chair = said.chair.ok_or_else(|| Refusal::Slips(vec![SlipReason::Missing {}.at("reviewer")]))?;
    if show(shelf, &occasion.viewer, chair)?.kind != Kind::Person {
        return Err(Refusal::NotFound {}.into());
    }
    let bids = opened(shelf, call)?;
    let ties: Vec<Conflict> =
        conflicts(shelf, chair, &bids, occasion.now.date())?.into_iter().map(|tie| tie.conflict).collect();
    if !ties.is_empty() {
        let [grounds_zh, grounds] = grounds(&ties);
        return Err(Refusal::ReviewerConflicted { grounds, grounds_zh }.into());
    }
    let reviews = reviews_of(shelf, call)?;
    if !reviews.iter().any(|(_, review)| review.stage == Some(ReviewStage::Submitted) && review.subject != Some(call)) {
        let least = posted.call.least_reviews.map_or(crate::call::LEAST_REVIEWS, |least| least.0);
        let bids = posted.record.content.title(true).to_owned();
        return Err(Refusal::ReviewsMissing { bids, least: least.to_string() }.into());
    }
    let ranked = ranking(shelf, occasion, call)?.into_iter();
    let scores = ranked.filter_map(|one| {
        let points = Decimal(format!("{:.2}", one.mean?));
        Some(Score {
            criterion: Some(Line(one.bid.content.title(true).to_owned())),
            points: Some(points),
            ..Score::default()
        })
    });
    let review = Review {
        subject: Some(call),
        panel_of: Some(call),
        reviewer: Some(chair),
        stage: Some(ReviewStage::Submitted),
        scores: scores.collect(),
        comment: Some(needed_prose("comment", &said.conclusion)?),
        confidential: prose("confidential", &said.proceedings)?,
        submitted: Some(Moment::of(occasion.now)),
        ..Review::default()
    };
    let record = of_panel(occasion, &posted.record, &review, ("评审会议纪要", "minutes of the panel"))?;
    write(shelf, occasion, &record, "review.minutes")?;
    Ok(record)
}
