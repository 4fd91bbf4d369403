//! The award, once its publicity ended clean; or the review again, where an objection was upheld.

use std::collections::BTreeSet;

use base::notice::{Topic, leaders, tell};
use base::record::kinds::{Bid, BidStage, BlindMode, CallStage, PublicityStage, Review, ReviewStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Prose, Record, RecordId};
use base::store::{Fault, Shelf};
use base::{Refusal, Trouble};

use super::bids::takes_part;
use super::propose::last_publicity;
use super::{Standing, at, bids_of, led, standing};
use crate::review::reviews_of;

/// Awards a call to those who were proposed. Every bidder is told, with the panel's comments.
///
/// # Errors
/// The viewer does not lead it; nothing is proposed; the publicity has not ended clean.
pub fn award(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let posted = led(shelf, &occasion.viewer, id)?;
    if standing(&posted, occasion.now) != Standing::At(CallStage::Publicity) {
        return Err(at(&posted).into());
    }
    let shown = last_publicity(shelf, id)?.and_then(|(_, publicity)| publicity.stage);
    if shown != Some(PublicityStage::Clean) {
        return Err(Refusal::AwardUnpublished {}.into());
    }
    let mut call = posted.call.clone();
    call.stage = Some(CallStage::Award);
    let record = rewrite(shelf, occasion, &posted.record, version, &call, "call.award")?;
    let reviews = reviews_of(shelf, id)?;
    for one in bids_of(shelf, id)? {
        let takes_part = takes_part(&one);
        let (before, mut bid) = one;
        if takes_part {
            let wins = call.awarded.contains(&before.id);
            bid.stage = Some(if wins { BidStage::Awarded } else { BidStage::NotAwarded });
            bid.panel_comments = comments(shelf, &reviews, before.id)?;
            rewrite(shelf, occasion, &before, None, &bid, "bid.decide")?;
            tell_side(shelf, occasion, &before, &bid)?;
        }
    }
    Ok(record)
}

/// Takes the proposal back, so that the panel decides again: its publicity ended by an objection, or was cancelled.
///
/// # Errors
/// The viewer does not lead it; nothing is proposed, or its publicity still runs or ended clean.
pub fn reconsider(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let posted = led(shelf, &occasion.viewer, id)?;
    let shown = last_publicity(shelf, id)?.and_then(|(_, publicity)| publicity.stage);
    let is_over = matches!(shown, None | Some(PublicityStage::Upheld | PublicityStage::Cancelled));
    if standing(&posted, occasion.now) != Standing::At(CallStage::Publicity) || !is_over {
        return Err(at(&posted).into());
    }
    let mut call = posted.call.clone();
    call.stage = Some(CallStage::Review);
    call.awarded.clear();
    let record = rewrite(shelf, occasion, &posted.record, version, &call, "call.reconsider")?;
    for (before, mut bid) in bids_of(shelf, id)? {
        if bid.stage == Some(BidStage::Proposed) {
            bid.stage = Some(BidStage::InReview);
            rewrite(shelf, occasion, &before, None, &bid, "bid.reconsider")?;
        }
    }
    Ok(record)
}

/// What the panel tells the authors of a bid: the comments, in an order that says nothing of who wrote which; with names
/// only where everybody knows everybody.
fn comments(shelf: &mut dyn Shelf, reviews: &[(Record, Review)], bid: RecordId) -> Result<Option<Prose>, Fault> {
    let mut said = Vec::new();
    for (_, review) in reviews {
        let is_of_bid = review.subject == Some(bid) && review.stage == Some(ReviewStage::Submitted);
        let Some(comment) = review.comment.as_ref().filter(|_| is_of_bid) else { continue };
        let name = match (review.blind, review.reviewer) {
            (Some(BlindMode::Open), Some(reviewer)) => {
                shelf.record(reviewer)?.map(|record| record.content.title(true).to_owned())
            }
            (Some(BlindMode::Open | BlindMode::Single | BlindMode::Double) | None, _) => None,
        };
        said.push(name.map_or_else(|| comment.0.clone(), |name| format!("{name}：{}", comment.0)));
    }
    said.sort();
    Ok((!said.is_empty()).then(|| Prose(said.join("\n\n"))))
}

/// Tells the side of a bid that it was decided.
fn tell_side(shelf: &mut dyn Shelf, occasion: &Occasion, record: &Record, bid: &Bid) -> Result<(), Fault> {
    let mut told: BTreeSet<_> = record.author.into_iter().collect();
    let partners = bid.partners.iter().filter_map(|partner| partner.organisation);
    for side in record.content.owner().into_iter().chain(partners) {
        told.extend(leaders(shelf, occasion, side)?);
    }
    tell(shelf, occasion, &told, Topic::BidDecided, (record.id, ""))
}
