//! A registration as somebody may hold it: who it is about, whose it is, and who is told of it.

use std::collections::BTreeSet;

use base::notice::{Topic, account_of, leaders, tell};
use base::people::AccountId;
use base::record::kinds::{Registration, RegistrationStage};
use base::record::verb::{Occasion, show};
use base::record::{Kind, Record, RecordId, State};
use base::store::{Fault, Shelf};
use base::{Refusal, Trouble};

use super::{Convened, convened, leads};

/// A registration, its event, and what the viewer is to them.
#[derive(Clone, Debug)]
pub struct Hand {
    /// Its record.
    pub record: Record,
    /// What the record says.
    pub registration: Registration,
    /// The event.
    pub convened: Convened,
    /// Whether the viewer leads the event.
    pub leads: bool,
    /// Whether it is about the viewer, or made by them, or of somebody of a unit they lead.
    pub owns: bool,
    /// Whether it is about the viewer.
    pub is_self: bool,
}

/// A registration that the viewer may see.
///
/// # Errors
/// There is none, or it is not for them; its event is not.
pub fn hand(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Hand, Trouble> {
    let viewer = &occasion.viewer;
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Registration {
        return Err(Refusal::NotFound {}.into());
    }
    let registration: Registration = record.content.body();
    let convened = convened(shelf, viewer, registration.event.ok_or(Refusal::NotFound {})?)?;
    let (account, person) = (viewer.account(), viewer.person());
    let wrote = account.is_some() && record.author == account;
    let is_self = match registration.person {
        Some(of) => person == Some(of),
        None => wrote && !record.content.owner().is_some_and(|owner| viewer.manages(owner)),
    };
    let owns = is_self || wrote || record.content.owner().is_some_and(|owner| viewer.manages(owner));
    let leads = leads(viewer, &convened);
    Ok(Hand { record, registration, convened, leads, owns, is_self })
}

/// A registration that stands, with the event it is for, for whoever leads that.
pub(crate) fn led_hand(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Hand, Trouble> {
    let hand = hand(shelf, occasion, id)?;
    base::people::may_change(&occasion.viewer, &hand.convened.record)?;
    standing(&hand)?;
    Ok(hand)
}

/// A registration that stands, for whoever it is theirs.
pub(crate) fn own_hand(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Hand, Trouble> {
    occasion.viewer.writes()?;
    let hand = hand(shelf, occasion, id)?;
    if !hand.owns {
        return Err(occasion.viewer.not_allowed("manager").into());
    }
    standing(&hand)?;
    Ok(hand)
}

/// Passes a registration that stands.
pub(crate) fn standing(hand: &Hand) -> Result<(), Refusal> {
    match (&hand.record.state, hand.registration.stage) {
        (State::Published, Some(_)) => Ok(()),
        (State::Published | State::Draft | State::Withdrawn { .. } | State::Deleted, _) => Err(at(&hand.registration)),
    }
}

/// The refusal of something that the stage of a registration does not allow.
pub(crate) fn at(registration: &Registration) -> Refusal {
    let label = registration.stage.unwrap_or(RegistrationStage::Registered).choice().label;
    Refusal::RegistrationAt { stage: label.en.to_owned(), stage_zh: label.zh.to_owned() }
}

/// What a registration calls its person: by their record, in Chinese or in English where it has both, else by the name that
/// was given.
///
/// # Errors
/// The store's.
pub fn name_of(shelf: &mut dyn Shelf, registration: &Registration, chinese: bool) -> Result<String, Fault> {
    let person = registration.person.map(|id| shelf.record(id)).transpose()?.flatten();
    let given = registration.name.as_ref().map_or("", |name| name.0.as_str());
    Ok(person.map_or_else(|| given.to_owned(), |person| person.content.title(chinese).to_owned()))
}

/// The accounts of those a registration is about: its person and whoever wrote it.
pub(crate) fn sides(
    shelf: &mut dyn Shelf,
    record: &Record,
    registration: &Registration,
) -> Result<BTreeSet<AccountId>, Fault> {
    let mut sides: BTreeSet<AccountId> = record.author.into_iter().collect();
    if let Some(person) = registration.person {
        sides.extend(account_of(shelf, person)?);
    }
    Ok(sides)
}

/// Tells those a registration is about.
pub(crate) fn tell_sides(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (record, registration): (&Record, &Registration),
    topic: Topic,
    fact: &str,
) -> Result<(), Fault> {
    let sides = sides(shelf, record, registration)?;
    tell(shelf, occasion, &sides, topic, (record.id, fact))
}

/// Tells those who lead an event.
pub(crate) fn tell_leaders(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    convened: &Convened,
    topic: Topic,
    about: (RecordId, &str),
) -> Result<(), Fault> {
    let mut told: BTreeSet<AccountId> = convened.record.author.into_iter().collect();
    told.extend(convened.record.managers.iter().copied());
    if let Some(owner) = convened.record.content.owner() {
        told.extend(leaders(shelf, occasion, owner)?);
    }
    tell(shelf, occasion, &told, topic, about)
}

/// The number of a registration, as it is said.
pub(crate) fn number(registration: &Registration) -> String {
    registration.number.map_or_else(|| "—".to_owned(), |number| number.0.to_string())
}
