//! The bids of a call by what the panel gave them.

use base::Trouble;
use base::record::kinds::{BidStage, Recommendation, ReviewStage};
use base::record::verb::Occasion;
use base::record::{Record, RecordId};
use base::store::Shelf;
use measure::Decimal;

use super::reviews_of;
use crate::call::{led, opened};

/// A bid with what the panel gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The bid.
    pub bid: Record,
    /// Where it stands.
    pub stage: BidStage,
    /// The mean of the totals; `None` before any review was handed in.
    pub mean: Option<f64>,
    /// The lowest and the highest total.
    pub span: Option<(f64, f64)>,
    /// Reviews handed in.
    pub handed_in: usize,
    /// Reviewers who were asked and have neither declined nor been excluded.
    pub asked: usize,
    /// Reviewers who advise to support it, with or without changes.
    pub supports: usize,
}

/// The bids of a call, best first, for those who lead it. Bids that are still sealed are not among them.
///
/// # Errors
/// The viewer does not lead the call; the store's.
pub fn ranking(shelf: &mut dyn Shelf, occasion: &Occasion, call: RecordId) -> Result<Vec<Ranked>, Trouble> {
    led(shelf, &occasion.viewer, call)?;
    let reviews = reviews_of(shelf, call)?;
    let mut ranked = Vec::new();
    for (bid, body) in opened(shelf, call)? {
        let stage = body.stage.unwrap_or(BidStage::Preparing);
        let of_bid: Vec<_> =
            reviews.iter().map(|(_, review)| review).filter(|one| one.subject == Some(bid.id)).collect();
        let handed_in: Vec<_> = of_bid.iter().filter(|one| one.stage == Some(ReviewStage::Submitted)).collect();
        let totals: Vec<f64> = handed_in
            .iter()
            .filter_map(|one| Decimal::parse(one.total.as_ref()?).ok())
            .map(|total| total.nearest_float())
            .collect();
        let out = [Some(ReviewStage::Declined), Some(ReviewStage::Excluded)];
        let supports = [Some(Recommendation::Support), Some(Recommendation::SupportWithChanges)];
        ranked.push(Ranked {
            stage,
            mean: (!totals.is_empty()).then(|| totals.iter().sum::<f64>() / totals.len() as f64),
            span: totals.iter().copied().fold(None, |span: Option<(f64, f64)>, total| {
                Some(span.map_or((total, total), |(low, high)| (low.min(total), high.max(total))))
            }),
            handed_in: handed_in.len(),
            asked: of_bid.iter().filter(|one| !out.contains(&one.stage)).count(),
            supports: handed_in.iter().filter(|one| supports.contains(&one.recommendation)).count(),
            bid,
        });
    }
    let mean = |one: &Ranked| one.mean.unwrap_or(f64::NEG_INFINITY);
    ranked.sort_by(|one, other| mean(other).total_cmp(&mean(one)).then(one.bid.id.cmp(&other.bid.id)));
    Ok(ranked)
}
