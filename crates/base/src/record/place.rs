//! The places of a chain that records may name: its commodities and activities.

use std::collections::BTreeMap;
use std::sync::Arc;

use chain::{Pack, parse};

use super::slip::SlipReason;

/// The places of a chain, by id, with their names; a handle.
#[derive(Clone, Default)]
pub struct Places(Arc<BTreeMap<String, (String, String)>>);

impl Places {
    /// The commodities and activities of a pack.
    pub fn of(pack: &Pack) -> Self {
        let chain = &pack.chain;
        let commodities = chain.commodities.iter().map(|row| (&row.id, &row.name));
        let activities = chain.activities.iter().map(|row| (&row.id, &row.name));
        let both = commodities.chain(activities);
        Self(Arc::new(both.map(|(id, name)| (id.clone(), (name.zh.clone(), name.en.clone()))).collect()))
    }

    /// Whether the chain has this place.
    pub fn has(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// Every place: id, name in Chinese, name in English.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.0.iter().map(|(id, (zh, en))| (id.as_str(), zh.as_str(), en.as_str()))
    }

    /// The names of a place, Chinese and English.
    pub fn names(&self, id: &str) -> Option<(&str, &str)> {
        self.0.get(id).map(|(zh, en)| (zh.as_str(), en.as_str()))
    }

    /// Words, and what a place is called in both languages: people write of it by its name.
    pub fn words_at(&self, words: &str, place: Option<&str>) -> String {
        let names = place.and_then(|place| self.names(place)).map(|(zh, en)| format!("{zh} {en}"));
        [words.to_owned(), names.unwrap_or_default()].join(" ").trim().to_owned()
    }

    /// The place with this id, or with this name if no other has it.
    pub fn find(&self, given: &str) -> Option<&str> {
        if let Some((id, _)) = self.0.get_key_value(given) {
            return Some(id);
        }
        let mut named = self.0.iter().filter(|(_, (zh, en))| zh == given || en.eq_ignore_ascii_case(given));
        match (named.next(), named.next()) {
            (Some((id, _)), None) => Some(id),
            (None | Some(_), _) => None,
        }
    }

    /// What a cell of a spreadsheet says for a place, so that [`Places::find`] leads back to it.
    pub fn show<'a>(&'a self, id: &'a str) -> &'a str {
        let name = self.names(id).map(|(zh, _)| zh).filter(|zh| !zh.contains([';', '；', '、', ',', '，', '\n']));
        name.filter(|name| self.find(name) == Some(id)).unwrap_or(id)
    }
}

/// Reads the change to the chain that an achievement carries.
///
/// # Errors
/// It is no patch file; the reason says where.
pub fn check_patch(text: &str) -> Result<(), SlipReason> {
    let read = parse("patch.toml", text.as_bytes());
    read.map(drop).map_err(|refusal| SlipReason::BadPatch { detail: refusal.to_string() })
}
