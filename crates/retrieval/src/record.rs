//! What a record of a base is in the index: its texts by language, its audience as keys, its facets.

use base::people::Viewer;
use base::record::verb::texts;
use base::record::{self, Record, State};
use matching::text::{Language, analyse};

use crate::document::{Audience, Document, DocumentId, Facet, Field, Partition, Text};

/// The key of everybody with an account.
const MEMBERS: &str = "members";
/// The key of administrators and auditors.
const EVERYTHING: &str = "everything";

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
        match analyse(text).language {
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

/// Its version, so that whoever finds it knows whether it was changed since.
fn facts(record: &Record) -> Vec<u8> {
    record.version.to_be_bytes().to_vec()
}
