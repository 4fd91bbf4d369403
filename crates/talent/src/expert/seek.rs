//! What an expert is sought for.

use base::record::verb::{Occasion, show};
use base::record::{Content, Kind, Record, RecordId, State};
use base::{Refusal, Trouble};
use brokerage::wanting_kinds;
use serde_json::{Map, json};

use base::store::Shelf;

/// What somebody looks for an expert with: a record, a place of the chain, words, or some of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seeking {
    /// A need or a problem.
    pub record: Option<RecordId>,
    /// A place of the chain: `commodity:ndpr_oxide`.
    pub place: Option<String>,
    /// What the question says, as it was typed; the names of a place are added by who knows the chain.
    pub words: String,
}

impl Seeking {
    /// Whether nothing was asked.
    pub fn is_empty(&self) -> bool {
        self.record.is_none() && self.place.is_none() && self.words.trim().is_empty()
    }
}

/// What is sought as something that can be compared: the record that was named, or one that lasts as long as the question.
///
/// # Errors
/// The record is hidden or wants nothing that people could give.
pub fn seek(shelf: &mut dyn Shelf, occasion: &Occasion, seeking: &Seeking) -> Result<Record, Trouble> {
    if let Some(id) = seeking.record {
        let record = show(shelf, &occasion.viewer, id)?;
        if !wanting_kinds().contains(&record.kind) {
            return Err(Refusal::NotMatched { kind: record.kind.code().to_owned() }.into());
        }
        return Ok(record);
    }
    let mut content = Map::new();
    content.insert("title_zh".to_owned(), json!(seeking.words.trim()));
    if let Some(place) = &seeking.place {
        content.insert("positions".to_owned(), json!([place]));
    }
    Ok(Record {
        id: RecordId::fresh(),
        kind: Kind::Need,
        version: 0,
        state: State::Draft,
        content: Content(content),
        author: None,
        managers: Vec::new(),
        created: occasion.now,
        updated: occasion.now,
    })
}
