//! A bid handed in, taken back, ruled out; somebody asked to review it.

use base::record::{Kind, Moment, SlipReason};
use innovation::bid::{note_amendment, retract, rule_out, submit};
use innovation::review::{Inviting, invite};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Table, Versioned};
use super::super::said::{record, slip, text};
use super::{doing, writes};

pub(super) fn add(table: &mut Table) {
    table.add(of_submission(), submitted);
    table.add(
        own("/bids/{id}/retraction", "take_bid_back", "Take a bid back before the deadline")
            .refuses(["bids-closed", "call-at"]),
        retracted,
    );
    table.add(
        own("/bids/{id}/noted", "note_amendments", "Say that a bid's side has read the amendments of its call"),
        noted,
    );
    table.add(of_rule_out(), ruled_out);
    table.add(of_review(), asked);
}

/// An operation of a bid's own side.
fn own(path: &str, id: &str, summary: &str) -> Documentation {
    writes(Kind::Bid, path, id, summary)
        .note("For who may change the bid.")
        .versioned(Versioned::MayBe)
        .refuses(["not-allowed", "bid-at"])
}

fn of_submission() -> Documentation {
    own("/bids/{id}/submission", "hand_bid_in", "Hand a bid in")
        .note("By the server's clock, to the second. It is sealed until the bids are opened.")
        .refuses([
            "bids-closed",
            "call-at",
            "bids-twice",
            "not-eligible",
            "bidder-conflicted",
            "no-consortium",
            "slips",
        ])
}

fn of_rule_out() -> Documentation {
    writes(Kind::Bid, "/bids/{id}/ineligibility", "rule_bid_out", "Rule a bid out for its form, or take it in again")
        .note("For those who lead the call; an empty reason takes it in again.")
        .versioned(Versioned::MayBe)
        .takes_a("BidIneligibility")
        .refuses(["not-allowed", "call-at", "bid-at", "reason-needed"])
}

fn of_review() -> Documentation {
    writes(Kind::Review, "/bids/{id}/reviews", "ask_for_review", "Ask somebody to review a bid")
        .note("For those who lead the call. Conflicts of interest with any bid of the call are computed for this day.")
        .takes_a("NewBidReview")
        .refuses(["not-allowed", "call-at", "reviewer-asked", "reviewer-conflicted", "slips"])
}

fn submitted(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    doing(call, move |shelf, occasion| submit(shelf, occasion, id, version))
}

fn retracted(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    doing(call, move |shelf, occasion| retract(shelf, occasion, id, version))
}

fn noted(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    doing(call, move |shelf, occasion| note_amendment(shelf, occasion, id, version))
}

fn ruled_out(call: &Call) -> Result<Answer, Failure> {
    let (id, version, why) = (call.id()?, call.version, text(&call.body, "reason"));
    doing(call, move |shelf, occasion| rule_out(shelf, occasion, id, version, &why))
}

fn asked(call: &Call) -> Result<Answer, Failure> {
    let (bid, body) = (call.id()?, &call.body);
    let due = body["due"].as_str().map(|due| Moment(due.to_owned()));
    if let Some(due) = due.as_ref().filter(|due| due.instant().is_none()) {
        return Err(slip("due", SlipReason::NotMoment { given: due.0.clone() }).into());
    }
    let person = record(body, "person").ok_or_else(|| slip("person", SlipReason::Missing {}))?;
    let inviting = Inviting { bid, person, due };
    doing(call, move |shelf, occasion| invite(shelf, occasion, &inviting))
}
