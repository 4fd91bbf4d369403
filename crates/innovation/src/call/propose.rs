//! Who is to win, shown before it holds.

use base::record::kinds::{BidStage, CallStage, DayCount, PublicityAudience, PublicityMatter, Review, ReviewStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Kind, Record, RecordId, SlipReason, Visibility};
use base::store::{Fault, Shelf};
use base::{Refusal, Trouble as BaseTrouble};
use jiff::civil::Date;
use transfer::publicity::{Starting, start};
use transfer::{Rulebook, Trouble};

use super::bids::takes_part;
use super::{Standing, at, bids_of, led, standing};
use crate::review::reviews_of;

/// Reviews that each bid needs where the charter does not say.
pub(crate) const LEAST_REVIEWS: i64 = 2;

/// Who is to win, and how that is shown.
#[derive(Clone, Debug)]
pub struct Proposing {
    /// The bids.
    pub winners: Vec<RecordId>,
    /// What the notice says.
    pub content: String,
    /// From which day.
    pub begins: Date,
    /// For how many days; as many as the rule asks for where it does not say.
    pub days: Option<u32>,
    /// Which days are counted.
    pub day_count: Option<DayCount>,
    /// How one objects.
    pub how_to_object: String,
}

/// Proposes the winners of a call, and puts that on show.
///
/// # Errors
/// The viewer does not lead it; it is not under review; the panel's minutes are missing; a bid has too few reviews; no
/// bid or more than the charter admits is named; as [`transfer::publicity::start`].
pub fn propose(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    proposing: &Proposing,
) -> Result<Record, Trouble> {
    let posted = led(shelf, &occasion.viewer, id)?;
    if standing(&posted, occasion.now) != Standing::At(CallStage::Review) {
        return Err(BaseTrouble::from(at(&posted)).into());
    }
    let bids: Vec<_> = bids_of(shelf, id)?.into_iter().filter(takes_part).collect();
    let of_call = |winner: &RecordId| bids.iter().any(|(record, _)| record.id == *winner);
    if proposing.winners.is_empty() || !proposing.winners.iter().all(of_call) {
        return Err(BaseTrouble::from(Refusal::Slips(vec![SlipReason::Missing {}.at("awarded")])).into());
    }
    let single = !matches!(
        posted.call.award_rule,
        Some(base::record::kinds::AwardRule::Parallel | base::record::kinds::AwardRule::HorseRace)
    );
    if single && proposing.winners.len() > 1 {
        return Err(BaseTrouble::from(Refusal::OneWinner {}).into());
    }
    is_reviewed(shelf, id, posted.call.least_reviews.map_or(LEAST_REVIEWS, |least| least.0), &bids)?;
    for (before, mut bid) in bids {
        let wins = proposing.winners.contains(&before.id);
        bid.stage = Some(if wins { BidStage::Proposed } else { BidStage::InReview });
        rewrite(shelf, occasion, &before, None, &bid, "bid.propose").map_err(Trouble::from)?;
    }
    let mut call = posted.call.clone();
    call.stage = Some(CallStage::Publicity);
    call.awarded.clone_from(&proposing.winners);
    let record = rewrite(shelf, occasion, &posted.record, version, &call, "call.propose").map_err(Trouble::from)?;
    let audience = match record.content.visibility() {
        Visibility::Public => PublicityAudience::Public,
        Visibility::Members | Visibility::Named | Visibility::Owner | Visibility::Private => PublicityAudience::Base,
    };
    let starting = Starting {
        object: id,
        matter: PublicityMatter::CallAward,
        audience,
        content: proposing.content.clone(),
        begins: proposing.begins,
        days: proposing.days,
        day_count: proposing.day_count,
        how_to_object: proposing.how_to_object.clone(),
    };
    start(shelf, rulebook, occasion, &starting)?;
    Ok(record)
}

/// Passes where the panel has met, and each bid has as many reviews as the charter asks for.
fn is_reviewed(
    shelf: &mut dyn Shelf,
    call: RecordId,
    least: i64,
    bids: &[(Record, base::record::kinds::Bid)],
) -> Result<(), Trouble> {
    let reviews = reviews_of(shelf, call)?;
    if !reviews.iter().any(|(_, review)| review.subject == Some(call)) {
        return Err(BaseTrouble::from(Refusal::MinutesMissing {}).into());
    }
    let handed_in = |bid: RecordId| {
        let of_bid = |review: &Review| review.subject == Some(bid) && review.stage == Some(ReviewStage::Submitted);
        i64::try_from(reviews.iter().filter(|(_, review)| of_bid(review)).count()).unwrap_or(i64::MAX)
    };
    let short = bids.iter().filter(|(record, _)| handed_in(record.id) < least);
    let short: Vec<&str> = short.map(|(record, _)| record.content.title(true)).collect();
    if short.is_empty() {
        return Ok(());
    }
    let refusal = Refusal::ReviewsMissing { bids: short.join("、"), least: least.to_string() };
    Err(BaseTrouble::from(refusal).into())
}

/// The publicity of an award that was started last.
pub(crate) fn last_publicity(
    shelf: &mut dyn Shelf,
    call: RecordId,
) -> Result<Option<(Record, base::record::kinds::Publicity)>, Fault> {
    let marks = vec![base::store::Mark { field: "object".to_owned(), value: call.to_string() }];
    let filter = base::store::Filter { kinds: vec![Kind::Publicity], marks, ..base::store::Filter::default() };
    let query = base::store::Query {
        reach: base::people::Reach::Everything,
        filter,
        sort: base::store::Sort::Updated,
        after: None,
        limit: 50,
    };
    let found = shelf.find(&query)?.records.into_iter();
    let of_award = found.map(|record| (record.clone(), record.content.body::<base::record::kinds::Publicity>()));
    Ok(of_award.filter(|(_, body)| body.matter == Some(PublicityMatter::CallAward)).max_by_key(|(record, _)| record.id))
}
