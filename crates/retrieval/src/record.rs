//! What a record of a base is in the index: its texts by language, its audience as keys, its facets.

use base::people::Viewer;
use base::record::kinds::Person;
use base::record::verb::texts;
use base::record::{self, Kind, Record, RecordId, State};
use matching::text::{Language, language_of};
use sha2::{Digest, Sha256};

use crate::document::{Audience, Document, DocumentId, Facet, Field, Partition, Text};

/// The key of everybody with an account.
const MEMBERS: &str = "members";
/// The key of administrators and auditors.
pub(crate) const EVERYTHING: &str = "everything";

/// The keys a viewer holds: a document opens to him exactly if [`record::Audience`] admits him to its record.
pub fn keys(viewer: &Viewer) -> Vec<String> {
    if viewer.sees_everything() {
        return vec![EVERYTHING.to_owned()];
    }
    let mut keys = viewer.keys().to_vec();
    if viewer.account().is_some() {
        keys.push(MEMBERS.to_owned());
    }
    keys
}

/// The facet that a person's works are found by.
pub(crate) const WORK: &str = "work";

/// The keys that open the works of people to a viewer. They lie behind doors of their own, so that a search among records
/// does not meet them, and who may see a person may see what the person published.
pub fn work_keys(viewer: &Viewer) -> Vec<String> {
    let mut keys: Vec<String> = keys(viewer).iter().map(|key| work_key(key)).collect();
    keys.push(work_key("public"));
    keys
}

fn work_key(key: &str) -> String {
    format!("work|{key}")
}

/// Which work of which person a document is, from its facts.
pub fn work_of(facts: &[u8]) -> Option<(RecordId, usize)> {
    let (person, at) = facts.split_at_checked(16)?;
    let person = RecordId::of_bits(u128::from_be_bytes(person.try_into().ok()?));
    Some((person, usize::from(u16::from_be_bytes(at.try_into().ok()?))))
}

/// The id of a work of a person.
pub(crate) fn work_id(person: RecordId, at: u16) -> DocumentId {
    let mut digest = Sha256::new();
    digest.update(person.bits().to_be_bytes());
    digest.update(at.to_be_bytes());
    let digest = digest.finalize();
    DocumentId(digest.iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte)))
}

/// Every work of a person as a document of its own, so that who has one that fits is found however much else they wrote.
pub fn works(record: &Record) -> Vec<Document> {
    let Some(whole) = document(record).filter(|_| record.kind == Kind::Person) else { return Vec::new() };
    let audience = Audience::Holders(match whole.audience {
        Audience::Public => vec![work_key("public")],
        Audience::Holders(keys) => keys.iter().map(|key| work_key(key)).collect(),
    });
    let works = record.content.body::<Person>().works;
    let works = (0..u16::MAX).zip(&works).map(|(at, work)| {
        let title = work.title.as_ref().map_or("", |title| &title.0);
        let partition = Partition::of("title", title);
        let text = |field, text: &str| Text { field, partition, text: text.to_owned() };
        let venue = work.venue.as_ref().map_or("", |venue| &venue.0);
        Document {
            id: work_id(record.id, at),
            audience: audience.clone(),
            texts: vec![text(Field::Title, title), text(Field::Body, &format!("{title}\n{venue}"))],
            facets: vec![Facet::new("kind", WORK)],
            facts: [&record.id.bits().to_be_bytes()[..], &at.to_be_bytes()].concat(),
        }
    });
    works.collect()
}

/// A record as a document; `None` where it was put away or is sealed: what is sealed is found by nobody.
pub fn document(record: &Record) -> Option<Document> {
    if record.state == State::Deleted {
        return None;
    }
    let audience = match record::Audience::of(record) {
        record::Audience::Public => Audience::Public,
        record::Audience::Members => Audience::Holders(vec![MEMBERS.to_owned(), EVERYTHING.to_owned()]),
        record::Audience::Holders(mut keys) => {
            keys.push(EVERYTHING.to_owned());
            Audience::Holders(keys)
        }
        record::Audience::Sealed(_) => return None,
    };
    let id = DocumentId(record.id.bits());
    Some(Document { id, audience, texts: by_language(record), facets: facets(record), facts: facts(record) })
}

impl Partition {
    /// Where a field of a record goes: where most of it belongs, whatever its name says, since titles in English stand in
    /// Chinese columns of spreadsheets.
    pub fn of(field: &str, text: &str) -> Self {
        match language_of(text) {
            Language::English => Self::English,
            Language::None if field.ends_with("_en") => Self::English,
            Language::Chinese | Language::None => Self::Chinese,
        }
    }
}

/// Its title and all its text in each language.
fn by_language(record: &Record) -> Vec<Text> {
    let mut found =
        [(Partition::Chinese, String::new(), String::new()), (Partition::English, String::new(), String::new())];
    for (field, text) in texts(record) {
        let partition = Partition::of(field, &text);
        let Some((_, title, body)) = found.iter_mut().find(|(place, ..)| *place == partition) else { continue };
        if field.starts_with("title_") {
            title.push_str(&text);
        }
        body.push_str(&text);
    }
    let texts = found.into_iter().flat_map(|(partition, title, body)| {
        [(Field::Title, title), (Field::Body, body)].map(|(field, text)| Text { field, partition, text })
    });
    texts.filter(|text| !text.text.is_empty()).collect()
}

/// What it is counted and narrowed by.
fn facets(record: &Record) -> Vec<Facet> {
    let mut facets = vec![Facet::new("kind", record.kind.code()), Facet::new("state", record.state.code())];
    facets.extend(record.content.owner().map(|owner| Facet::new("owner", &owner.to_string())));
    let control = record.content.text("control");
    if !control.is_empty() {
        facets.push(Facet::new("control", control));
    }
    for name in ["positions", "fields"] {
        let many = record.content.get(name).as_array().into_iter().flatten();
        facets.extend(many.filter_map(|one| one.as_str()).map(|one| Facet::new(name, one)));
    }
    facets.sort();
    facets.dedup();
    facets
}

/// Its version, so that whoever finds it knows whether it was changed since; and how many works of it are documents.
fn facts(record: &Record) -> Vec<u8> {
    let works = record.content.get("works").as_array().map_or(0, Vec::len);
    let works = u16::try_from(works).unwrap_or(u16::MAX);
    if works == 0 || record.kind != Kind::Person {
        return record.version.to_be_bytes().to_vec();
    }
    [&record.version.to_be_bytes()[..], &works.to_be_bytes()].concat()
}

/// How many works a document says it has.
pub(crate) fn works_in(facts: &[u8]) -> u16 {
    let works = facts.split_at_checked(4).and_then(|(_, works)| works.try_into().ok());
    works.map_or(0, u16::from_be_bytes)
}
