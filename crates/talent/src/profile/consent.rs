//! What somebody allows the base to do with what it says of them, and what they take back.

use base::record::kinds::{Consent, ConsentPurpose, Person};
use base::record::said::line;
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Line, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};
use serde_json::json;

use super::{Profile, profile};

/// How consent is given that one gives oneself.
const THEMSELVES: &str = "本人登录后授权 / given in person, signed in";

/// Notes that somebody allows something: they themselves, or who speaks for them and says how it was given. What is
/// allowed already stays as it is.
///
/// # Errors
/// It is not the viewer's to say; it is said for somebody else without how it was given; somebody changed the record
/// meanwhile.
pub fn allow(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (purpose, proof): (ConsentPurpose, &str),
) -> Result<Record, Trouble> {
    let profile = profile(shelf, &occasion.viewer, id)?;
    let proof = match line("proof", proof)? {
        Some(proof) => proof,
        None if occasion.viewer.is_person(id) => Line(THEMSELVES.to_owned()),
        None => return Err(Refusal::ProofNeeded {}.into()),
    };
    if profile.person.allows(purpose) == Some(true) {
        return Ok(profile.record);
    }
    let given = Some(Day(occasion.now.date().to_string()));
    let mut person = profile.person.clone();
    person.consent.push(Consent { purpose: Some(purpose), given, proof: Some(proof), withdrawn: None });
    written(shelf, occasion, (&profile, version), &person, "person.allow")
}

/// Takes consent back. It takes effect at once: who is not to be shown is seen only by themselves and by who looks after the
/// record; ways to reach who does not want them passed on are deleted from it.
///
/// # Errors
/// It is not the viewer's to say; somebody changed the record meanwhile.
pub fn withdraw(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    purpose: ConsentPurpose,
) -> Result<Record, Trouble> {
    let profile = profile(shelf, &occasion.viewer, id)?;
    let mut person = profile.person.clone();
    if person.allows(purpose) == Some(false) {
        return Ok(profile.record);
    }
    let withdrawn = Some(Day(occasion.now.date().to_string()));
    match person.consent.iter_mut().rfind(|one| one.purpose == Some(purpose)) {
        Some(given) => given.withdrawn = withdrawn,
        None => person.consent.push(Consent { purpose: Some(purpose), given: None, proof: None, withdrawn }),
    }
    if purpose == ConsentPurpose::Contact {
        (person.mail, person.phone) = (None, None);
    }
    written(shelf, occasion, (&profile, version), &person, "person.withdraw")
}

fn written(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (before, version): (&Profile, Option<u32>),
    person: &Person,
    verb: &str,
) -> Result<Record, Trouble> {
    let mut before = before.record.clone();
    if person.refused(before.content.visibility()).contains(&"visibility") {
        before.content.set("visibility", json!("private"));
    }
    rewrite(shelf, occasion, &before, version, person, verb)
}
