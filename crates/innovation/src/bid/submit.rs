//! A bid handed in: by the server's clock, by who may, with all that is asked.

use base::people::Reach;
use base::record::kinds::{BidStage, Call};
use base::record::verb::{Occasion, for_named, put_body, write};
use base::record::{Kind, Moment, Record, RecordId, SlipReason, State, Whole};
use base::store::{Filter, Mark, Query, Shelf, Sort};
use base::{Refusal, Trouble};
use jiff::tz::TimeZone;
use measure::Timestamp;
use serde_json::json;

use super::eligible::is_eligible;
use super::{Offered, at, own};
use crate::call::{Posted, Standing, posted, standing};

/// Hands a bid in. It is sealed from then on: nobody but its own side sees it, nor that there is one.
///
/// # Errors
/// The viewer may not change it; it was handed in before, or its organisation has another one; the call is not out, or
/// its deadline is over to the second; something is missing; the bidder is not eligible, or stands too near to who pays.
pub fn submit(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let offered = own(shelf, &occasion.viewer, id)?;
    if offered.record.state != State::Draft {
        return Err(at(&offered.bid).into());
    }
    if let Some(given) = version.filter(|given| *given != offered.record.version) {
        let (given, current) = (given.to_string(), offered.record.version.to_string());
        return Err(Refusal::Stale { given, current }.into());
    }
    let call = offered.bid.call.ok_or_else(|| Refusal::Slips(vec![SlipReason::Missing {}.at("call")]))?;
    let call = posted(shelf, &occasion.viewer, call)?;
    takes_bids(&call, occasion.now)?;
    is_complete(&offered, &call.call)?;
    is_eligible(shelf, occasion, &offered, &call)?;
    is_only_one(shelf, &offered, call.record.id)?;
    let mut bid = offered.bid.clone();
    bid.stage = Some(BidStage::Submitted);
    bid.submitted = Some(Moment::of(occasion.now));
    bid.noted_amendment = Some(Whole(i64::try_from(call.call.amendments.len()).unwrap_or(i64::MAX)));
    let mut record = Record { version: offered.record.version + 1, updated: occasion.now, ..offered.record };
    (record.state, bid.opened, bid.opened_by) = (State::Published, None, None);
    put_body(&mut record.content, &bid)?;
    let partners = bid.partners.iter().filter_map(|partner| partner.organisation);
    for_named(&mut record.content, partners);
    if record.content.text("owner").is_empty() {
        record.content.set("visibility", json!("private"));
    }
    write(shelf, occasion, &record, "bid.submit")?;
    Ok(record)
}

/// Passes while bids are taken; a bid at the very second of the deadline is in time.
pub(super) fn takes_bids(call: &Posted, now: Timestamp) -> Result<(), Refusal> {
    match standing(call, now) {
        Standing::Questions { .. } | Standing::Bids { .. } => Ok(()),
        Standing::Closed { since } => Err(Refusal::BidsClosed { until: to_the_second(since), now: to_the_second(now) }),
        Standing::Draft | Standing::At(_) => Err(crate::call::at(call)),
    }
}

fn to_the_second(instant: Timestamp) -> String {
    instant.in_zone(TimeZone::fixed(jiff::tz::offset(8))).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// Passes a bid that says all that is asked: the fields that bids need, and a promise for each figure of the call.
fn is_complete(offered: &Offered, call: &Call) -> Result<(), Refusal> {
    let content = &offered.record.content;
    let empty = Kind::Bid.fields().filter(|field| field.required && content.is_empty(field.name));
    let mut slips: Vec<_> = empty.map(|field| SlipReason::Missing {}.at(field.name)).collect();
    let promised = |indicator: &str| {
        let mut promises = offered.bid.promises.iter().filter_map(|promise| promise.indicator.as_ref());
        promises.any(|promise| promise.trim().eq_ignore_ascii_case(indicator.trim()))
    };
    let wanted = call.indicators.iter().filter_map(|indicator| indicator.indicator.as_ref());
    for indicator in wanted.filter(|indicator| !promised(indicator)) {
        slips.push(SlipReason::PromiseMissing { indicator: indicator.0.clone() }.at("promises"));
    }
    if slips.is_empty() { Ok(()) } else { Err(Refusal::Slips(slips)) }
}

/// Passes where the organisation has handed in no other bid for the call.
fn is_only_one(shelf: &mut dyn Shelf, offered: &Offered, call: RecordId) -> Result<(), Trouble> {
    let marks = vec![Mark { field: "call".to_owned(), value: call.to_string() }];
    let owner = offered.record.content.owner();
    let filter = Filter { kinds: vec![Kind::Bid], marks, owner, ..Filter::default() };
    let query = Query { reach: Reach::Everything, filter, sort: Sort::Updated, after: None, limit: 100 };
    let others = shelf.find(&query)?.records;
    let other = |record: &Record| {
        let stage = record.content.body::<base::record::kinds::Bid>().stage;
        record.id != offered.record.id && record.state == State::Published && stage != Some(BidStage::Withdrawn)
    };
    if owner.is_some() && others.iter().any(other) { Err(Refusal::BidsTwice {}.into()) } else { Ok(()) }
}
