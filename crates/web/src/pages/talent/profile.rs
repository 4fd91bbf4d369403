//! The profile of somebody of the pool: whether what it says is still so, what they allow, and the erasure of it all.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::Refusal;
use base::people::Role;
use base::people::verb::erase_person;
use base::record::kinds::{Consent, ConsentPurpose, Person};
use base::record::verb::Occasion;
use base::record::{Kind, RecordId};
use base::store::Shelf;
use talent::profile::{self as verbs, due, is_due};

use super::super::answer_of;
use super::super::frame::{Frame, Labels, Typed, page_of, written};
use crate::language::{Key, Messages};
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, see_other_done};
use crate::state::State;
use crate::view::Link;

const LABELS: Labels = Labels { own: |name| (name == "proof").then_some(Key("profile-proof")), kinds: &[Kind::Person] };

#[derive(Template)]
#[template(path = "pages/talent/profile.html")]
struct ProfilePage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    id: String,
    record: Link,
    version: u32,
    confirmed: String,
    due: String,
    is_due: bool,
    /// Whether it is the viewer's own.
    is_own: bool,
    may_erase: bool,
    allowed: Vec<Allowed>,
}

/// What may be done with it, or not.
struct Allowed {
    code: &'static str,
    label: &'static str,
    effect: String,
    /// What was said last: allowed, taken back, or nothing.
    said: String,
    proof: String,
    /// Whether it is allowed; nothing where nothing was said.
    stands: Option<bool>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Kind(Kind::Person)), None, Typed::default())
}

pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Kind(Kind::Person));
    let (id, given) = (frame.id()?, form.clone());
    let done = if form.text("act") == "erase" { Done::Erased } else { Done::Saved };
    match frame.write(LABELS, move |shelf, occasion| acted(shelf, occasion, id, &given))? {
        Ok(()) if done == Done::Erased => see_other_done("/persons", done),
        Ok(()) => see_other_done(&format!("{}/desk", page_of(Kind::Person, id)), done),
        Err(refused) => render(&frame, Some(refused), Typed::of(form)),
    }
}

fn acted(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId, form: &Form) -> Result<(), base::Trouble> {
    let version = form.text("version").parse().ok();
    let purpose = || answer_of::<ConsentPurpose>(form.text("purpose")).ok_or(Refusal::NotFound {});
    match form.text("act") {
        "confirm" => verbs::confirm(shelf, occasion, id, version).map(drop),
        "allow" => verbs::allow(shelf, occasion, id, version, (purpose()?, form.text("proof"))).map(drop),
        "withdraw" => verbs::withdraw(shelf, occasion, id, version, purpose()?).map(drop),
        "erase" if !form.text("sure").is_empty() => erase_person(shelf, occasion, id),
        _ => Err(Refusal::NotFound {}.into()),
    }
}

fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    frame.below(refused, |shelf, id, refused| {
        let viewer = &frame.occasion.viewer;
        let verbs::Profile { record, person } = verbs::profile(shelf, viewer, id)?;
        let purposes = ConsentPurpose::CHOICES.iter().filter_map(|choice| answer_of(choice.code));
        Ok(ProfilePage {
            t: frame.t,
            layout: frame.layout(),
            refused,
            typed,
            address: page_of(Kind::Person, id),
            id: id.to_string(),
            version: record.version,
            confirmed: written(person.confirmed.as_ref()),
            due: due(&record, &person).to_string(),
            is_due: is_due(&record, &person, frame.occasion.now.date()),
            is_own: viewer.is_person(id),
            may_erase: viewer.has(Role::Administrator),
            allowed: purposes.map(|purpose| allowed(frame.t, &person, purpose)).collect(),
            record: Link::at(page_of(Kind::Person, id), frame.title(&record)),
        })
    })
}

fn allowed(t: Messages, person: &Person, purpose: ConsentPurpose) -> Allowed {
    let choice = purpose.choice();
    let last: Option<&Consent> = person.consent.iter().rfind(|one| one.purpose == Some(purpose));
    let on = |key: &'static str, day: String| match day.as_str() {
        "" => t.get(Key("profile-allowed")),
        day => t.say(key).with("day", day.to_owned()).to_string(),
    };
    let said = last.map_or_else(
        || t.get("profile-not-said"),
        |one| match &one.withdrawn {
            Some(day) => on("profile-withdrawn-on", day.0.clone()),
            None => on("profile-allowed-on", written(one.given.as_ref())),
        },
    );
    let effect = match purpose {
        ConsentPurpose::Profile => "profile-effect-profile",
        ConsentPurpose::Matching => "profile-effect-matching",
        ConsentPurpose::Contact => "profile-effect-contact",
        ConsentPurpose::Events => "profile-effect-events",
        ConsentPurpose::Works => "profile-effect-works",
    };
    Allowed {
        code: choice.code,
        label: t.pick(choice.label.zh, choice.label.en),
        effect: t.get(Key(effect)),
        said,
        proof: last.map_or_else(String::new, |one| written(one.proof.as_ref())),
        stands: person.allows(purpose),
    }
}
