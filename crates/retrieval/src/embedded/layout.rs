//! The fields of the embedded index, and how a document is laid out in them.

use sha2::{Digest, Sha256};
use tantivy::schema::{
    BytesOptions, FAST, Field as Column, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{TantivyDocument, Term};

use super::words;
use crate::document::{Audience, Document, DocumentId, Facet, Field, Partition};

/// The format of the files; an index of another one is rebuilt.
pub(super) const FORMAT: u32 = 4;

/// The token that every text carries once, so that documents with such a text can be counted.
pub(super) const PRESENT: &str = "\u{2}";

/// What parts a key from a text that is given to be cut into words.
pub(super) const KEY_END: char = '\u{1f}';

/// The fields.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub schema: Schema,
    pub id: Column,
    pub id_high: Column,
    pub id_low: Column,
    pub key: Column,
    pub door: Column,
    pub facet: Column,
    pub facts: Column,
    texts: [Column; 8],
}

impl Layout {
    pub fn new() -> Self {
        let mut schema = Schema::builder();
        let id = schema.add_bytes_field("id", BytesOptions::default().set_indexed());
        let id_high = schema.add_u64_field("id_high", FAST);
        let id_low = schema.add_u64_field("id_low", FAST);
        let raw = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic);
        let raw = TextOptions::default().set_indexing_options(raw);
        let key = schema.add_text_field("key", raw.clone());
        let door = schema.add_u64_field("door", FAST);
        let facet = schema.add_text_field("facet", raw.set_fast("raw"));
        let facts = schema.add_bytes_field("facts", STORED);
        let words =
            TextFieldIndexing::default().set_tokenizer(words::NAME).set_index_option(IndexRecordOption::WithFreqs);
        let words = TextOptions::default().set_indexing_options(words);
        let names = ["title_zh", "title_en", "body_zh", "body_en"];
        let texts = names.map(|name| {
            let public = schema.add_text_field(name, words.clone());
            [public, schema.add_text_field(&format!("{name}_closed"), words.clone())]
        });
        let [[a, b], [c, d], [e, f], [g, h]] = texts;
        Self { schema: schema.build(), id, id_high, id_low, key, door, facet, facts, texts: [a, b, c, d, e, f, g, h] }
    }

    /// The column of a text, of public documents or of closed ones.
    pub fn text(&self, field: Field, partition: Partition, closed: bool) -> Column {
        let field = match field {
            Field::Title => 0,
            Field::Body => 2,
        };
        let partition = match partition {
            Partition::Chinese => 0,
            Partition::English => 1,
        };
        self.texts[(field + partition) * 2 + usize::from(closed)]
    }

    /// The column of public documents beside a column.
    pub fn public(&self, column: Column) -> Column {
        let place = self.texts.iter().position(|text| *text == column);
        place.map_or(column, |place| self.texts[place & !1])
    }

    /// The term that names a document.
    pub fn id_term(&self, id: DocumentId) -> Term {
        Term::from_field_bytes(self.id, &id.0.to_be_bytes())
    }

    /// The term of a facet.
    pub fn facet_term(&self, facet: &Facet) -> Term {
        Term::from_field_text(self.facet, &facet_word(facet))
    }

    /// The rows of a document: one if it is public, else one for each key that opens it.
    pub fn rows(&self, document: &Document) -> Vec<TantivyDocument> {
        match &document.audience {
            Audience::Public => vec![self.row(document, None)],
            Audience::Holders(keys) => {
                let mut keys: Vec<String> = keys.iter().map(|key| sealed(key)).collect();
                keys.sort();
                keys.dedup();
                keys.iter().map(|key| self.row(document, Some(key))).collect()
            }
        }
    }

    fn row(&self, document: &Document, key: Option<&str>) -> TantivyDocument {
        let mut row = TantivyDocument::new();
        row.add_bytes(self.id, &document.id.0.to_be_bytes());
        let (high, low) = halves(document.id);
        row.add_u64(self.id_high, high);
        row.add_u64(self.id_low, low);
        row.add_text(self.key, key.unwrap_or_default());
        row.add_u64(self.door, door(key));
        for facet in &document.facets {
            row.add_text(self.facet, facet_word(facet));
        }
        if !document.facts.is_empty() {
            row.add_bytes(self.facts, &document.facts);
        }
        for text in &document.texts {
            let column = self.text(text.field, text.partition, key.is_some());
            row.add_text(column, format!("{}{KEY_END}{}", key.unwrap_or_default(), text.text));
        }
        row
    }
}

/// The two halves of an id.
pub(super) fn halves(id: DocumentId) -> (u64, u64) {
    #[allow(clippy::cast_possible_truncation, reason = "the halves of 128 bits")]
    ((id.0 >> 64) as u64, id.0 as u64)
}

/// How a facet stands in the index.
pub(super) fn facet_word(facet: &Facet) -> String {
    format!("{}{KEY_END}{}", facet.name, facet.value)
}

/// A facet read back.
pub(super) fn facet_of(word: &str) -> Option<Facet> {
    word.split_once(KEY_END).map(|(name, value)| Facet::new(name, value))
}

/// A key as it marks words: 128 bits of its digest.
pub(super) fn sealed(key: &str) -> String {
    hexadecimal(&Sha256::digest(key.as_bytes())[..16])
}

/// Bytes as digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut word, byte| {
        let _ = write!(word, "{byte:02x}");
        word
    })
}

/// The number of a door: of the key that opens a row, 0 for what is public.
pub(super) fn door(key: Option<&str>) -> u64 {
    key.map_or(0, |key| u64::from_str_radix(key.get(..16).unwrap_or_default(), 16).unwrap_or(u64::MAX).max(1))
}

/// The doors a viewer may go through: what is public, then what each key opens.
pub(super) fn doors(keys: &[String]) -> Vec<Option<String>> {
    let mut doors: Vec<Option<String>> = keys.iter().map(|key| Some(sealed(key))).collect();
    doors.push(None);
    doors.sort();
    doors.dedup();
    doors
}

/// A token as it stands in the column of closed documents, marked with the key.
pub(super) fn marked(key: Option<&str>, token: &str) -> String {
    match key {
        Some(key) => format!("{key}{KEY_END}{token}"),
        None => token.to_owned(),
    }
}
