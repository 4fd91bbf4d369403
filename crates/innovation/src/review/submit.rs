//! A review handed in: points by the rubric, an advice, what is told and what is kept.

use std::collections::BTreeSet;

use base::notice::{Topic, leaders, tell};
use base::record::kinds::{Call, CallStage, Conflict, Criterion, Recommendation, ReviewStage, Score};
use base::record::said::{line, needed_prose, prose};
use base::record::verb::{Occasion, rewrite};
use base::record::{Decimal, Line, Moment, Record, RecordId, SlipReason, Whole};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::{at, conflicts, grounds, own};
use crate::call::{opened, stage};

/// Points for a criterion that says no most.
const MOST_POINTS: i64 = 100;

/// What a reviewer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// For each line of the rubric its points, and why.
    pub points: Vec<(String, String)>,
    /// The advice.
    pub recommendation: Option<Recommendation>,
    /// What the authors are told.
    pub comment: String,
    /// What only the panel is told.
    pub confidential: String,
}

/// The rubric of a call; one line that weighs all where the charter has none.
pub fn rubric(call: &Call) -> Vec<Criterion> {
    if !call.rubric.is_empty() {
        return call.rubric.clone();
    }
    let (criterion, weight_percent) = (Some(Line("综合评价".to_owned())), Some(Decimal("100".to_owned())));
    vec![Criterion { criterion, weight_percent, most: Some(Whole(MOST_POINTS)) }]
}

/// Hands a review in.
///
/// ```text
/// total = Σ weightᵢ · pointsᵢ / mostᵢ      (weights in per cent; equal where the charter gives none)
/// ```
///
/// # Errors
/// The viewer was not asked, or has not accepted; the panel is over; a line has no points, or more than its most; no
/// advice is given; a tie has come up since.
pub fn submit(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    scored: &Scored,
) -> Result<Record, Trouble> {
    let judged = own(shelf, &occasion.viewer, id)?;
    let mut review = judged.review.clone();
    if !matches!(review.stage, Some(ReviewStage::Accepted | ReviewStage::Overdue | ReviewStage::Submitted)) {
        return Err(at(&review).into());
    }
    let (Some(call_id), Some(reviewer)) = (review.panel_of, review.reviewer) else { return Err(at(&review).into()) };
    let call: Call = shelf.record(call_id)?.ok_or(Refusal::NotFound {})?.content.body();
    if stage(&call) != CallStage::Review {
        return Err(Refusal::CallAt { stage: stage(&call).choice().code.to_owned() }.into());
    }
    let bids = opened(shelf, call_id)?;
    let ties: Vec<Conflict> =
        conflicts(shelf, reviewer, &bids, occasion.now.date())?.into_iter().map(|tie| tie.conflict).collect();
    if !ties.is_empty() {
        let [grounds_zh, grounds] = grounds(&ties);
        return Err(Refusal::ReviewerConflicted { grounds, grounds_zh }.into());
    }
    let (scores, total) = points(&rubric(&call), &scored.points)?;
    let missing = || Refusal::Slips(vec![SlipReason::Missing {}.at("recommendation")]);
    review.recommendation = Some(scored.recommendation.ok_or_else(missing)?);
    (review.scores, review.total) = (scores, Some(total));
    review.comment = Some(needed_prose("comment", &scored.comment)?);
    review.confidential = prose("confidential", &scored.confidential)?;
    review.stage = Some(ReviewStage::Submitted);
    review.submitted = Some(Moment::of(occasion.now));
    let record = rewrite(shelf, occasion, &judged.record, version, &review, "review.submit")?;
    let told = record.content.owner().map_or(Ok(BTreeSet::new()), |owner| leaders(shelf, occasion, owner))?;
    tell(shelf, occasion, &told, Topic::ReviewAnswered, (id, ""))?;
    Ok(record)
}

/// The points of each line, and the total of a hundred.
fn points(rubric: &[Criterion], given: &[(String, String)]) -> Result<(Vec<Score>, Decimal), Refusal> {
    let (mut scores, mut slips, mut total) = (Vec::new(), Vec::new(), 0.0);
    let share = 100.0 / rubric.len().max(1) as f64;
    for (at, criterion) in rubric.iter().enumerate() {
        let field = format!("scores.{}.points", at + 1);
        let (points, remark) = given.get(at).map_or(("", ""), |(points, remark)| (points.trim(), remark.as_str()));
        let points = measure::full_width_to_half(points);
        let most = criterion.most.map_or(MOST_POINTS, |most| most.0);
        let read = match measure::Decimal::parse(&points) {
            _ if points.is_empty() => Err(SlipReason::Missing {}),
            Ok(read) if read.is_negative() || read.nearest_float() > most as f64 => {
                Err(SlipReason::OutOfBounds { given: points.clone(), least: "0".to_owned(), most: most.to_string() })
            }
            Ok(read) => Ok(read),
            Err(_) => Err(SlipReason::NotDecimal { given: points.clone() }),
        };
        match read {
            Ok(read) => {
                let weight = criterion.weight_percent.as_ref().and_then(|weight| measure::Decimal::parse(weight).ok());
                total += weight.map_or(share, |weight| weight.nearest_float()) * read.nearest_float() / most as f64;
                scores.push(Score {
                    criterion: criterion.criterion.clone(),
                    weight_percent: criterion.weight_percent.clone(),
                    points: Some(Decimal(read.to_string())),
                    most: criterion.most,
                    remark: line("remark", remark)?,
                });
            }
            Err(reason) => slips.push(reason.at(&field)),
        }
    }
    let total = format!("{total:.2}").trim_end_matches('0').trim_end_matches('.').to_owned();
    if slips.is_empty() { Ok((scores, Decimal(total))) } else { Err(Refusal::Slips(slips)) }
}
