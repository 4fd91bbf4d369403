//! Somebody registered for an event: by themselves, by who leads their unit, or by who leads the event.

use base::notice::{Topic, account_of};
use base::people::may_create;
use base::record::kinds::{EventStage, ParticipantRole, Person, Registration, RegistrationStage, WaitingReason};
use base::record::said::slip;
use base::record::verb::{Occasion, Within, begun, compose, put_body, write};
use base::record::{Content, Given, Kind, Line, Record, RecordId, SlipReason, State, Whole};
use base::rules::{Gate, Rules};
use base::store::{Filter, Shelf};
use base::{Refusal, Trouble};
use measure::Timestamp;
use serde_json::json;

use super::code::Code;
use super::hand::{number, tell_leaders};
use super::instant;
use super::places::{count, lack, placed, settle};
use super::{Convened, among, at, at_stage, contribute, convened, gate, leads, of_event, stage};

/// What a registration may say: as a form, a spreadsheet and the API give it.
const FIELDS: [&str; 14] = [
    "person",
    "name",
    "role",
    "owner",
    "organisation_name",
    "post",
    "mail",
    "phone",
    "citizenship",
    "contribution_title",
    "contribution",
    "interests",
    "open_to_meet",
    "wishes",
];

/// What somebody wants to register with, by the names of the fields.
pub type Registering = Vec<(String, Given)>;

/// What is known of the viewer beforehand: their own record, its post and ways to reach them.
///
/// # Errors
/// The store's.
pub fn prefilled(shelf: &mut dyn Shelf, occasion: &Occasion) -> Result<Registration, Trouble> {
    let mut filled = Registration::default();
    let Some(person) = occasion.viewer.person() else {
        filled.name = occasion.viewer.member().map(|member| Line(member.name.clone()));
        return Ok(filled);
    };
    let body: Person = shelf.record(person)?.map(|record| record.content.body()).unwrap_or_default();
    (filled.person, filled.post, filled.mail, filled.phone) = (Some(person), body.post, body.mail, body.phone);
    Ok(filled)
}

/// Registers somebody: places are given in the order in which registrations come, and who finds none waits.
///
/// # Errors
/// Nobody is signed in, or an auditor; there is no such event; it takes no registrations, or no longer; the person is
/// registered already, or is not the viewer's to register; what was typed cannot be read.
pub fn register(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    rules: &Rules,
    event: RecordId,
    given: &[(String, Given)],
) -> Result<Record, Trouble> {
    occasion.viewer.writes()?;
    let convened = convened(shelf, &occasion.viewer, event)?;
    let is_led = leads(&occasion.viewer, &convened);
    let (mut content, mut registration) = read(shelf, occasion, given)?;
    open(&convened, occasion.now, is_led, &registration)?;
    let whose = for_whom(shelf, occasion, is_led, &content, &registration)?;
    content.set("owner", json!(whose.organisation.to_string()));
    once(shelf, occasion, &convened, whose.organisation, &registration)?;
    settle(shelf, occasion, &convened)?;
    let came = count(shelf, &of_event(event))?;
    registration.event = Some(event);
    registration.role = registration.role.or(Some(ParticipantRole::Participant));
    registration.number = Some(Whole(i64::try_from(came).unwrap_or(i64::MAX).saturating_add(1)));
    registration.code = Some(Line(Code::fresh()?.text().to_owned()));
    registration.organised_by = convened.record.content.owner();
    titled(&mut content, &convened, &registration);
    put_body(&mut content, &registration)?;
    let mut record = begun(occasion, Kind::Registration, content);
    record.managers = whose.managers;
    record.managers.extend(convened.record.author.into_iter().chain(convened.record.managers.iter().copied()));
    record.managers.sort();
    record.managers.dedup();
    let says = gate::asked(shelf, occasion, rules, &convened, (&record, &registration))?;
    let why = match says {
        Gate::Holds { .. } => Some(WaitingReason::ExportControl),
        Gate::Domestic | Gate::Uncontrolled | Gate::NotInForce { .. } => {
            lack(shelf, &convened, Some(whose.organisation))?
        }
    };
    match why {
        None => placed(&convened, &mut registration),
        Some(why) => waits(shelf, event, &mut registration, why)?,
    }
    put_body(&mut record.content, &registration)?;
    write(shelf, occasion, &record, "registration.register")?;
    if why == Some(WaitingReason::ExportControl) {
        let about = (record.id, number(&registration));
        tell_leaders(shelf, occasion, &convened, Topic::RegistrationHeld, (about.0, &about.1))?;
    }
    Ok(record)
}

/// Puts a registration at the end of the waiting list.
pub(crate) fn waits(
    shelf: &mut dyn Shelf,
    event: RecordId,
    registration: &mut Registration,
    why: WaitingReason,
) -> Result<(), Trouble> {
    let before = count(shelf, &at_stage(event, RegistrationStage::Waiting))?;
    registration.stage = Some(RegistrationStage::Waiting);
    registration.waiting_reason = Some(why);
    registration.waiting_place = Some(Whole(i64::try_from(before).unwrap_or(i64::MAX).saturating_add(1)));
    Ok(())
}

/// Reads what was typed, and nothing that a registration may not say.
fn read(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    given: &[(String, Given)],
) -> Result<(Content, Registration), Trouble> {
    if let Some((name, _)) = given.iter().find(|(name, _)| !FIELDS.contains(&name.as_str())) {
        return Err(slip(name, SlipReason::NoSuchField { known: FIELDS.join(", ") }).into());
    }
    let mut within = Within::new(shelf, occasion);
    let content = compose(Kind::Registration, &Content::default(), given, &mut within);
    within.end()?;
    let content = content?;
    let registration: Registration = content.body();
    if registration.person.is_none() && registration.name.is_none() {
        return Err(slip("name", SlipReason::Missing {}).into());
    }
    Ok((content, registration))
}

/// Passes a registration that comes in time. Who leads the event may still add people until it is over.
fn open(convened: &Convened, now: Timestamp, is_led: bool, registration: &Registration) -> Result<(), Refusal> {
    if convened.record.state != State::Published {
        return Err(at(convened));
    }
    let contributes = registration.contribution_title.is_some();
    let is_open = match stage(&convened.event) {
        EventStage::Registration => true,
        EventStage::Contributions => contributes || is_led,
        EventStage::RegistrationClosed | EventStage::Running => is_led,
        EventStage::Planned
        | EventStage::FollowUp
        | EventStage::Closed
        | EventStage::Postponed
        | EventStage::Cancelled => false,
    };
    if !is_open {
        return Err(at(convened));
    }
    if let Some(until) = instant(convened.event.registration_until.as_ref()).filter(|until| now > *until)
        && !is_led
    {
        return Err(Refusal::RegistrationOver { until: until.to_string(), now: now.to_string() });
    }
    if contributes && !is_led { contribute::in_time(convened, now) } else { Ok(()) }
}

/// For which unit somebody is registered, and who may change the registration besides its author.
struct Whose {
    organisation: RecordId,
    managers: Vec<base::people::AccountId>,
}

/// A member registers themselves; who leads a unit its people; who leads the event anybody.
fn for_whom(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    is_led: bool,
    content: &Content,
    registration: &Registration,
) -> Result<Whose, Trouble> {
    let viewer = &occasion.viewer;
    let own = viewer.person();
    let person = registration.person.map(|id| shelf.record(id)).transpose()?.flatten();
    let is_self = match &person {
        Some(person) => own == Some(person.id),
        None => own.is_none() && viewer.account().is_some(),
    };
    let of_person = person.as_ref().and_then(|person| person.content.owner());
    let first = || viewer.member().and_then(|member| member.standings.first()).map(|one| one.organisation);
    let organisation =
        if is_self { content.owner().or_else(first) } else { content.owner().or(of_person).or_else(first) };
    let organisation = organisation.ok_or_else(|| slip("owner", SlipReason::Missing {}))?;
    let manages = viewer.manages(organisation) && of_person.is_none_or(|of| viewer.manages(of));
    let acts = is_self && viewer.acts_for(organisation);
    if !(is_led || manages || acts) {
        return Err(viewer.not_allowed("manager").into());
    }
    if !is_led {
        may_create(viewer, Kind::Registration, Some(organisation))?;
        if registration.role == Some(ParticipantRole::Organiser) {
            return Err(viewer.not_allowed("manager").into());
        }
    }
    let managers = person.map(|person| account_of(shelf, person.id)).transpose()?.flatten();
    Ok(Whose { organisation, managers: managers.into_iter().collect() })
}

/// Passes a person who is not registered yet. Somebody without a record is known by their mail address, within a unit by
/// the account that registered itself; a name says nothing, for two people may share one.
fn once(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    convened: &Convened,
    organisation: RecordId,
    registration: &Registration,
) -> Result<(), Trouble> {
    let event = convened.record.id;
    let stands = |one: &Registration| {
        !matches!(one.stage, None | Some(RegistrationStage::CalledOff | RegistrationStage::Refused))
    };
    let same: Option<Registration> = if let Some(person) = registration.person {
        let found = among(shelf, of_event(event).marked("person", &person))?;
        found.into_iter().map(|(_, one)| one).find(stands)
    } else {
        let leads_unit = occasion.viewer.manages(organisation) || leads(&occasion.viewer, convened);
        let found = among(shelf, Filter { owner: Some(organisation), ..of_event(event) })?;
        let mail = |one: &Registration| one.mail.as_ref().map(|mail| mail.0.to_lowercase());
        let wanted = mail(registration);
        let is_same = |record: &Record, one: &Registration| {
            let by_mail = wanted.is_some() && mail(one) == wanted;
            by_mail || !leads_unit && record.author.is_some() && record.author == occasion.viewer.account()
        };
        let guests = found.into_iter().filter(|(_, one)| one.person.is_none() && stands(one));
        guests.filter(|(record, one)| is_same(record, one)).map(|(_, one)| one).next()
    };
    same.map_or(Ok(()), |one| Err(Refusal::RegisteredAlready { number: number(&one) }.into()))
}

/// A title that names nobody: the record outlives the person's data.
fn titled(content: &mut Content, convened: &Convened, registration: &Registration) {
    let number = number(registration);
    for field in ["title_zh", "title_en"] {
        let title = convened.record.content.text(field);
        if !title.is_empty() {
            content.set(field, json!(format!("{title} · {number}")));
        }
    }
    content.set("visibility", json!("private"));
}
