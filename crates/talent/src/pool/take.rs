//! Takes what a file brings into the pool: new people, and works and posts of those who are there.

use base::record::kinds::{Affiliation, AffiliationRole, ConsentPurpose, Person};
use base::record::verb::{Beginning, Occasion, change, create, show};
use base::record::{Day, Given, Kind, Line, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};
use serde::Serialize;
use serde_json::{Value, json};

use super::brought::{Brought, Post, Profile};
use super::merge::{new_posts, new_works};

/// What becomes of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Into {
    /// A new person of a unit.
    New {
        /// Whose.
        owner: RecordId,
    },
    /// What is new of them is added to a person who is there.
    Person(RecordId),
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The person as they stand now.
    pub record: Record,
    /// How many works were added.
    pub works: usize,
    /// Whether the record is new.
    pub new: bool,
}

/// Takes somebody in. What is there stays as it is: only what it lacks is added.
///
/// # Errors
/// The viewer may not write such a person, or not change this one; the person is hidden, or took back their consent to
/// have their works gathered.
pub fn take(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    brought: &Brought,
    profile: &Profile,
    into: Into,
) -> Result<Taken, Trouble> {
    match into {
        Into::New { owner } => {
            let given = fields(occasion, brought, profile, owner);
            let record = create(shelf, occasion, Kind::Person, &given, Beginning::Published)?;
            Ok(Taken { record, works: new_works(&[], &profile.works).len(), new: true })
        }
        Into::Person(id) => add(shelf, occasion, profile, id),
    }
}

fn add(shelf: &mut dyn Shelf, occasion: &Occasion, profile: &Profile, id: RecordId) -> Result<Taken, Trouble> {
    let record = show(shelf, &occasion.viewer, id)?;
    if record.kind != Kind::Person {
        return Err(Refusal::NotFound {}.into());
    }
    let person: Person = record.content.body();
    if person.allows(ConsentPurpose::Works) == Some(false) {
        return Err(Refusal::WorksNotAllowed {}.into());
    }
    let works = new_works(&person.works, &profile.works);
    let posts = new_posts(&person.affiliations, profile);
    let mut given = Vec::new();
    let count = works.len();
    if !works.is_empty() {
        given.push(rows("works", &[person.works.clone(), works].concat())?);
    }
    if !posts.is_empty() {
        given.push(rows("affiliations", &[person.affiliations.clone(), posts].concat())?);
    }
    if let Some(orcid) = profile.orcid.as_ref().filter(|_| person.orcid.is_none()) {
        given.push(("orcid".to_owned(), Given::Text(orcid.clone())));
    }
    if person.research_fields.is_empty() && !profile.fields.is_empty() {
        given.push(("research_fields".to_owned(), Given::Json(json!(profile.fields))));
    }
    if given.is_empty() {
        return Ok(Taken { record, works: 0, new: false });
    }
    let record = change(shelf, occasion, id, Some(record.version), &given)?;
    Ok(Taken { record, works: count, new: false })
}

fn rows<T: Serialize>(name: &str, rows: &[T]) -> Result<(String, Given), Trouble> {
    let value = serde_json::to_value(rows).map_err(|error| base::store::Fault::Refused(error.to_string()))?;
    Ok((name.to_owned(), Given::Json(without_nulls(value))))
}

/// What is not said is left out, as the API wants it.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Array(all) => Value::Array(all.into_iter().map(without_nulls).collect()),
        Value::Object(all) => {
            let said = all.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(said.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

fn fields(occasion: &Occasion, brought: &Brought, profile: &Profile, owner: RecordId) -> Vec<(String, Given)> {
    let is_chinese = |name: &str| name.chars().any(|one| ('\u{4e00}'..='\u{9fff}').contains(&one));
    let mut given: Vec<(String, Given)> = Vec::new();
    let mut text = |name: &str, text: &str| {
        if !text.is_empty() {
            given.push((name.to_owned(), Given::Text(text.to_owned())));
        }
    };
    for name in [&profile.name, &profile.other_name] {
        text(if is_chinese(name) { "title_zh" } else { "title_en" }, name);
    }
    text("owner", &owner.to_string());
    text("visibility", "owner");
    text("orcid", profile.orcid.as_deref().unwrap_or_default());
    text("source", brought.source.name());
    text("source_date", &occasion.now.date().to_string());
    given.push(("research_fields".to_owned(), Given::Json(json!(profile.fields))));
    let posts = new_posts(&[], profile);
    let works = new_works(&[], &profile.works);
    given.extend([rows("affiliations", &posts), rows("works", &works)].into_iter().flatten());
    given
}

/// A post as a row of a person.
pub(super) fn affiliation(post: &Post) -> Affiliation {
    let line = |text: &str| (!text.is_empty()).then(|| Line(text.chars().take(500).collect()));
    Affiliation {
        organisation_name: line(&post.organisation),
        role: Some(if post.studied { AffiliationRole::Student } else { AffiliationRole::Home }),
        post: line(&post.post),
        since: post.since.clone().map(Day),
        until: post.until.clone().map(Day),
        ..Affiliation::default()
    }
}

impl Brought {
    /// The works it brings for one person: its own, or those of the only person it names.
    pub fn of_one(&self) -> Option<Profile> {
        match self.people.as_slice() {
            [] if !self.works.is_empty() => Some(Profile { works: self.works.clone(), ..Profile::default() }),
            [one] => Some(one.clone()),
            _ => None,
        }
    }
}
