//! 征稿: what somebody offers to speak about, until the deadline of the call; reviewed, decided, and later a record.

use base::notice::Topic;
use base::record::kinds::{ContributionReview, EventStage, ParticipantRole, Registration, RegistrationStage};
use base::record::said::{line, needed_line, prose, reason, slip};
use base::record::verb::{Beginning, Occasion, create, rewrite};
use base::record::{Given, Kind, Line, Record, RecordId, SlipReason, Whole};
use base::store::Shelf;
use base::{Refusal, Trouble};
use measure::Timestamp;

use super::hand::{Hand, at, led_hand, own_hand, tell_sides};
use super::instant;
use super::{Convened, stage};

/// What a contribution becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Becoming {
    /// 成果: somebody has something to offer.
    Achievement,
    /// 需求: somebody needs something.
    Need,
}

/// Passes a contribution that comes in time: while the event takes any, and at the very second of the deadline still.
pub(crate) fn in_time(convened: &Convened, now: Timestamp) -> Result<(), Refusal> {
    let until = instant(convened.event.contributions_until.as_ref());
    let takes = match stage(&convened.event) {
        EventStage::Contributions => true,
        EventStage::Registration => until.is_some(),
        EventStage::Planned
        | EventStage::RegistrationClosed
        | EventStage::Running
        | EventStage::FollowUp
        | EventStage::Closed
        | EventStage::Postponed
        | EventStage::Cancelled => false,
    };
    match until {
        Some(until) if now > until => {
            Err(Refusal::ContributionsOver { until: until.to_string(), now: now.to_string() })
        }
        Some(_) | None if takes => Ok(()),
        Some(_) | None => Err(super::at(convened)),
    }
}

/// Offers a contribution, or changes what was offered.
///
/// # Errors
/// The registration is not the viewer's, or was called off; the deadline has passed; it was decided already; it has no
/// title.
pub fn contribute(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (title, text): (&str, &str),
) -> Result<Record, Trouble> {
    let hand = own_hand(shelf, occasion, id)?;
    let mut registration = hand.registration.clone();
    let is_out = matches!(registration.stage, Some(RegistrationStage::CalledOff | RegistrationStage::Refused));
    if is_out || registration.contribution_accepted.is_some() {
        return Err(at(&registration).into());
    }
    in_time(&hand.convened, occasion.now)?;
    registration.contribution_title = Some(needed_line("contribution_title", title)?);
    registration.contribution = prose("contribution", text)?;
    rewrite(shelf, occasion, &hand.record, version, &registration, "registration.contribute")
}

/// Notes what a reviewer says of a contribution; who says something again changes what they said.
///
/// # Errors
/// The viewer does not lead the event; there is no contribution; the points are not from 0 to 100.
pub fn review_contribution(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (points, note): (i64, &str),
) -> Result<Record, Trouble> {
    let hand = led_hand(shelf, occasion, id)?;
    offered(&hand)?;
    if !(0..=100).contains(&points) {
        let (given, least, most) = (points.to_string(), "0".to_owned(), "100".to_owned());
        return Err(slip("points", SlipReason::OutOfBounds { given, least, most }).into());
    }
    let mut registration = hand.registration.clone();
    let reviewer = occasion.viewer.member().map(|member| Line(member.name.clone()));
    registration.contribution_reviews.retain(|review| review.reviewer != reviewer);
    let note = line("note", note)?;
    registration.contribution_reviews.push(ContributionReview { reviewer, points: Some(Whole(points)), note });
    rewrite(shelf, occasion, &hand.record, version, &registration, "registration.review")
}

/// Accepts a contribution or declines it, with a note; whoever offered it is told.
///
/// # Errors
/// The viewer does not lead the event; there is no contribution; it is declined without saying why; it has become a
/// record.
pub fn decide_contribution(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (accepts, note): (bool, &str),
) -> Result<Record, Trouble> {
    let hand = led_hand(shelf, occasion, id)?;
    offered(&hand)?;
    let mut registration = hand.registration.clone();
    if registration.contribution_record.is_some() {
        return Err(Refusal::ContributionUsed {}.into());
    }
    registration.contribution_note = if accepts { line("note", note)? } else { Some(reason(note)?) };
    registration.contribution_accepted = Some(accepts);
    if accepts && registration.role == Some(ParticipantRole::Participant) {
        registration.role = Some(ParticipantRole::Speaker);
    }
    let record = rewrite(shelf, occasion, &hand.record, version, &registration, "registration.decide-contribution")?;
    tell_sides(shelf, occasion, (&record, &registration), Topic::ContributionDecided, "")?;
    Ok(record)
}

/// Makes an accepted contribution a record of its own, as a draft of the unit it came from; the event is what it arose
/// from.
///
/// # Errors
/// The viewer neither leads the event nor has the registration; the contribution was not accepted, or has become a record
/// already; the event is not over yet.
pub fn become_record(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    becoming: Becoming,
) -> Result<Record, Trouble> {
    let hand = match led_hand(shelf, occasion, id) {
        Err(Trouble::Refused(Refusal::NotAllowed { .. })) => own_hand(shelf, occasion, id)?,
        other => other?,
    };
    let mut registration = hand.registration.clone();
    if !matches!(stage(&hand.convened.event), EventStage::FollowUp | EventStage::Closed) {
        return Err(super::at(&hand.convened).into());
    }
    if registration.contribution_record.is_some() {
        return Err(Refusal::ContributionUsed {}.into());
    }
    let accepted = registration.contribution_accepted == Some(true);
    let title = registration.contribution_title.clone().filter(|_| accepted).ok_or(Refusal::NothingContributed {})?;
    let text = registration.contribution.as_ref().map_or("", |text| text.0.as_str());
    let kind = match becoming {
        Becoming::Achievement => Kind::Achievement,
        Becoming::Need => Kind::Need,
    };
    let made = create(shelf, occasion, kind, &fields(&hand, &title.0, text), Beginning::Draft)?;
    registration.contribution_record = Some(made.id);
    rewrite(shelf, occasion, &hand.record, version, &registration, "registration.become")?;
    Ok(made)
}

/// What the contribution says, as fields of a record.
fn fields(hand: &Hand, title: &str, text: &str) -> Vec<(String, Given)> {
    let content = &hand.record.content;
    let owner = content.owner().map_or_else(String::new, |owner| owner.to_string());
    let cause = hand.convened.record.id.to_string();
    let positions = serde_json::Value::clone(hand.convened.record.content.get("positions"));
    let said = [("title_zh", title), ("summary_zh", text), ("owner", owner.as_str()), ("cause", cause.as_str())];
    let said = said.into_iter().filter(|(_, text)| !text.is_empty());
    let mut fields: Vec<(String, Given)> =
        said.map(|(name, text)| (name.to_owned(), Given::Text(text.to_owned()))).collect();
    if !positions.is_null() {
        fields.push(("positions".to_owned(), Given::Json(positions)));
    }
    fields
}

fn offered(hand: &Hand) -> Result<&Registration, Refusal> {
    hand.registration.contribution_title.as_ref().map(|_| &hand.registration).ok_or(Refusal::NothingContributed {})
}
