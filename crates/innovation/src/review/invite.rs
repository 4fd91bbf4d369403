//! Somebody asked to review a bid; who has a tie to any bid of the call is not asked.

use std::collections::BTreeSet;

use base::notice::{Topic, account_of, tell};
use base::people::Role;
use base::record::kinds::{BlindMode, CallStage, Conflict, Review, ReviewStage};
use base::record::verb::{Occasion, begun, put_body, write};
use base::record::{Content, Kind, Moment, Record, RecordId, SlipReason};
use base::store::{Fault, Shelf};
use base::{Refusal, Trouble};
use serde_json::json;

use super::{conflicts, grounds, reviews_of};
use crate::bid::offered;
use crate::call::{Standing, led, opened, standing};

/// Accounts that are looked through for reviewers.
const MOST_ACCOUNTS: usize = 10_000;

/// Who is asked for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inviting {
    /// The bid.
    pub bid: RecordId,
    /// The person.
    pub person: RecordId,
    /// Until when the review is wanted.
    pub due: Option<Moment>,
}

/// Asks somebody to review a bid.
///
/// # Errors
/// The viewer does not lead the call; it is not under review; the person was asked for it before, or has a tie to a bid of
/// the call on this day; the day is over.
pub fn invite(shelf: &mut dyn Shelf, occasion: &Occasion, inviting: &Inviting) -> Result<Record, Trouble> {
    let offered = offered(shelf, &occasion.viewer, inviting.bid)?;
    let call = offered.bid.call.ok_or(Refusal::NotFound {})?;
    let posted = led(shelf, &occasion.viewer, call)?;
    if standing(&posted, occasion.now) != Standing::At(CallStage::Review) {
        return Err(crate::call::at(&posted).into());
    }
    let person = base::record::verb::show(shelf, &occasion.viewer, inviting.person)?;
    if person.kind != Kind::Person {
        return Err(Refusal::NotFound {}.into());
    }
    if inviting.due.as_ref().and_then(Moment::instant).is_some_and(|due| due <= occasion.now) {
        let now = Moment::of(occasion.now).0;
        return Err(Refusal::Slips(vec![SlipReason::NotAhead { now }.at("due")]).into());
    }
    let reviews = reviews_of(shelf, call)?;
    if reviews.iter().any(|(_, one)| one.reviewer == Some(person.id) && one.subject == Some(inviting.bid)) {
        return Err(Refusal::ReviewerAsked {}.into());
    }
    let bids = opened(shelf, call)?;
    let ties = conflicts(shelf, person.id, &bids, occasion.now.date())?;
    let ties: Vec<Conflict> = ties.into_iter().map(|tie| tie.conflict).collect();
    if !ties.is_empty() {
        let [grounds_zh, grounds] = grounds(&ties);
        return Err(Refusal::ReviewerConflicted { grounds, grounds_zh }.into());
    }
    let review = Review {
        subject: Some(inviting.bid),
        panel_of: Some(call),
        reviewer: Some(person.id),
        blind: Some(posted.call.blind.unwrap_or(BlindMode::Single)),
        stage: Some(ReviewStage::Invited),
        due: inviting.due.clone(),
        ..Review::default()
    };
    // A title that tells neither whose the bid is nor what it is called.
    let number = bids.iter().position(|(record, _)| record.id == inviting.bid).unwrap_or_default() + 1;
    let mut record = of_panel(
        occasion,
        &posted.record,
        &review,
        (&format!("方案 {number} 评审"), &format!("review of bid {number}")),
    )?;
    let account = account_of(shelf, person.id)?;
    record.managers.extend(account);
    write(shelf, occasion, &record, "review.invite")?;
    let told: BTreeSet<_> = account.into_iter().collect();
    tell(shelf, occasion, &told, Topic::ReviewAsked, (record.id, ""))?;
    Ok(record)
}

/// A record of a call's panel.
pub(super) fn of_panel(
    occasion: &Occasion,
    call: &Record,
    review: &Review,
    (zh, en): (&str, &str),
) -> Result<Record, Fault> {
    let mut content = Content::default();
    put_body(&mut content, review)?;
    content.set("title_zh", json!(format!("{}：{zh}", call.content.title(true))));
    content.set("title_en", json!(format!("{}: {en}", call.content.title(false))));
    content.set("owner", call.content.get("owner").clone());
    content.set("sample", call.content.get("sample").clone());
    content.set("visibility", json!("private"));
    Ok(begun(occasion, Kind::Review, content))
}

/// People with the role of a reviewer, each with what ties them to the bids of a call today.
///
/// # Errors
/// The viewer does not lead the call; the store's.
pub fn candidates(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    call: RecordId,
) -> Result<Vec<(Record, Vec<Conflict>)>, Trouble> {
    let posted = led(shelf, &occasion.viewer, call)?;
    let bids = opened(shelf, posted.record.id)?;
    let accounts = shelf.accounts("", "", MOST_ACCOUNTS)?.into_iter();
    let people: Vec<RecordId> = accounts
        .filter(|account| account.roles.contains(&Role::Reviewer))
        .filter_map(|account| account.person)
        .collect();
    let mut found = Vec::new();
    for person in shelf.records(&people)? {
        let ties = conflicts(shelf, person.id, &bids, occasion.now.date())?;
        found.push((person, ties.into_iter().map(|tie| tie.conflict).collect()));
    }
    found.sort_by_key(|(person, ties): &(Record, Vec<Conflict>)| {
        (!ties.is_empty(), person.content.title(true).to_owned())
    });
    Ok(found)
}
