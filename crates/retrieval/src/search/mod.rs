//! One search over the records of every kind: what is found, how much of it, why, and what may have been meant.
//!
//! Every part of a search must be there, in one of its wordings; where no record has all of them, those that have the
//! most come first, and the answer says so. What comes from the index is read from the base and checked once more: an
//! index may lag behind.

mod told;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use base::people::Viewer;
use base::record::{Audience, Record, RecordId, State};
use base::store::{Fault as StoreFault, Shelf};
use matching::terms::Lexicon;

use crate::document::{DocumentId, Facet, Field, Partition};
use crate::engine::Engine;
use crate::record::keys;
use crate::retriever::{Count, Fault, Found, Hit, Needed, Question, Snapshot, Wording};

use self::told::tell;
pub use self::told::{Marked, Snippet};
pub use self::words::{MOST_CHARACTERS, SearchWords};

/// The facets that are counted.
pub const COUNTED: [&str; 5] = ["kind", "owner", "positions", "fields", "state"];
/// The facet that names a record.
const OWNER: &str = "owner";
/// So many of the best are put in order with a look at their titles.
const REORDERED: usize = 200;

/// What is searched for.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// The words.
    pub text: &'a str,
    /// Only what has these facets; values of one name are alternatives.
    pub narrowed: &'a [Facet],
    /// How many hits to leave out, and how many to give.
    pub page: (usize, usize),
}

/// What the hits have of the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Nothing was asked: they are all there is.
    Everything,
    /// Every part.
    EveryPart,
    /// Some parts; nothing has all.
    SomeParts,
    /// There is no word in it that could be looked for.
    NoWords,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Searched {
    /// The words as they were read.
    pub words: SearchWords,
    /// What the hits have of them.
    pub basis: Basis,
    /// How many there are in all, by the index.
    pub total: u64,
    /// Those of the page, the best first.
    pub hits: Vec<SearchHit>,
    /// The facets, by name, then by how many; those of a name that narrows, as if it did not.
    pub facets: Vec<Count>,
    /// What may have been meant.
    pub suggestion: Option<Suggested>,
    /// How many documents the index looked at.
    pub looked_at: u64,
}

/// A record that was found.
#[derive(Clone, Debug)]
pub struct SearchHit {
    /// The record.
    pub record: Record,
    /// How well it fits; higher is better, and only comparable within one answer.
    pub score: f64,
    /// Its Chinese title.
    pub title_zh: Marked,
    /// Its English title.
    pub title_en: Marked,
    /// The sentence that has the most of what is searched for.
    pub snippet: Option<Snippet>,
    /// What was searched for, and what the record has in its place by the term list.
    pub pairs: Vec<(String, String)>,
}

/// What may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// The whole text as it was likely meant.
    pub text: String,
    /// How many records it finds.
    pub total: u64,
}

/// Why nothing was searched.
#[derive(Debug, thiserror::Error)]
pub enum Unsearched {
    /// The base cannot be read.
    #[error(transparent)]
    Base(#[from] StoreFault),
    /// The index cannot be read.
    #[error(transparent)]
    Index(#[from] Fault),
}

/// Searches as a viewer.
///
/// # Errors
/// The store or the index fails.
pub fn search(
    shelf: &mut dyn Shelf,
    engine: &Engine,
    viewer: &Viewer,
    search: &Search<'_>,
) -> Result<Searched, Unsearched> {
    let lexicon = engine.lexicon(shelf)?;
    let words = SearchWords::new(search.text, &lexicon);
    let (snapshot, keys) = (engine.snapshot(), keys(viewer));
    let narrowed = within_reach(shelf, viewer, search.narrowed)?;
    let asked = Asked { snapshot: &*snapshot, keys: &keys, narrowed: &narrowed, page: search.page };
    let (basis, mut found) = asked.found(&words)?;
    let owners: Vec<&str> = owners(found.facets.iter().map(|count| &count.facet)).collect();
    let known = reached(shelf, viewer, &owners)?;
    found.facets.retain(|count| count.facet.name != OWNER || known.contains(&count.facet.value));
    let suggestion = match basis {
        Basis::SomeParts => asked.suggested(&words, &lexicon)?,
        Basis::Everything | Basis::EveryPart | Basis::NoWords => None,
    };
    let hits = admitted(shelf, viewer, &words, &found.hits)?;
    let Found { total, facets, looked_at, .. } = found;
    Ok(Searched { words, basis, total, hits, facets, suggestion, looked_at })
}

/// The facets of a search, those that name an organisation the viewer cannot see replaced by one that nothing has: a
/// record that is hidden shows in no list.
///
/// # Errors
/// The store's.
pub fn within_reach(shelf: &mut dyn Shelf, viewer: &Viewer, narrowed: &[Facet]) -> Result<Vec<Facet>, StoreFault> {
    let owners: Vec<&str> = owners(narrowed.iter()).collect();
    let known = reached(shelf, viewer, &owners)?;
    let seen = |facet: &Facet| facet.name != OWNER || known.contains(&facet.value);
    Ok(narrowed.iter().map(|facet| if seen(facet) { facet.clone() } else { Facet::new(OWNER, "") }).collect())
}

fn owners<'a>(facets: impl Iterator<Item = &'a Facet>) -> impl Iterator<Item = &'a str> {
    facets.filter(|facet| facet.name == OWNER).map(|facet| facet.value.as_str())
}

/// Those of some organisations that the viewer can see.
fn reached(shelf: &mut dyn Shelf, viewer: &Viewer, owners: &[&str]) -> Result<BTreeSet<String>, StoreFault> {
    let ids: Vec<RecordId> = owners.iter().filter_map(|owner| owner.parse().ok()).collect();
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    Ok(shelf.titles(&ids, &viewer.reach())?.into_iter().map(|titled| titled.id.to_string()).collect())
}

/// What one viewer asks of one moment of the index.
struct Asked<'a> {
    snapshot: &'a dyn Snapshot,
    keys: &'a [String],
    narrowed: &'a [Facet],
    page: (usize, usize),
}

impl Asked<'_> {
    fn found(&self, words: &SearchWords) -> Result<(Basis, Found), Fault> {
        if words.is_wordless() && !words.text.is_empty() {
            return Ok((Basis::NoWords, Found { total: 0, hits: Vec::new(), facets: Vec::new(), looked_at: 0 }));
        }
        let every = words.every();
        let found = self.page(words, &every, Needed::Every)?;
        let basis = if every.is_empty() { Basis::Everything } else { Basis::EveryPart };
        if found.total > 0 || every.is_empty() {
            return Ok((basis, found));
        }
        let mut some = self.page(words, &words.any(), Needed::Any)?;
        some.looked_at += found.looked_at;
        Ok((Basis::SomeParts, some))
    }

    fn page(&self, words: &SearchWords, parts: &[Vec<Wording>], needed: Needed) -> Result<Found, Fault> {
        let (skipped, most) = self.page;
        let depth = skipped.saturating_add(most).max(if most == 0 { 0 } else { REORDERED });
        let narrowed = self.narrowed;
        let question = Question { parts, needed, keys: self.keys, narrowed, counted: &COUNTED, page: (0, depth) };
        let mut found = self.snapshot.find(&question)?;
        for name in COUNTED {
            let others: Vec<Facet> = narrowed.iter().filter(|facet| facet.name != name).cloned().collect();
            if others.len() < narrowed.len() {
                let counted = [name];
                let beside = Question { narrowed: &others, counted: &counted, page: (0, 0), ..question };
                let beside = self.snapshot.find(&beside)?;
                found.looked_at += beside.looked_at;
                found.facets.retain(|count| count.facet.name != name);
                found.facets.extend(beside.facets);
            }
        }
        self.reorder(words, &mut found.hits)?;
        found.hits = found.hits.into_iter().skip(skipped).take(most).collect();
        Ok(found)
    }

    /// Puts what has the words in its title before what has them further down:
    /// `score × (1 + share of the parts that the title has)`.
    fn reorder(&self, words: &SearchWords, hits: &mut [Hit]) -> Result<(), Fault> {
        let best = hits.len().min(REORDERED);
        let Some(hits) = hits.get_mut(..best) else { return Ok(()) };
        let ids: Vec<DocumentId> = hits.iter().map(|hit| hit.id).collect();
        let mut has: Vec<Vec<bool>> = vec![vec![false; words.parts.len()]; ids.len()];
        for partition in Partition::ALL {
            let ways = words.parts.iter().flat_map(|part| &part.ways).filter(|way| way.partition == partition);
            let mut tokens: Vec<&str> =
                ways.flat_map(|way| way.tokens.iter().map(|(token, _)| token.as_str())).collect();
            tokens.sort_unstable();
            tokens.dedup();
            let at: BTreeMap<&str, usize> = tokens.iter().enumerate().map(|(at, token)| (*token, at)).collect();
            let found = self.snapshot.occurrences(Field::Title, partition, &tokens, &ids, self.keys)?;
            for (has, found) in has.iter_mut().zip(found).filter_map(|(has, found)| Some((has, found?))) {
                let is_there = |token: &str| at.get(token).and_then(|at| found.counts.get(*at)).is_some_and(|n| *n > 0);
                for (has, part) in has.iter_mut().zip(&words.parts) {
                    let mut ways = part.ways.iter().filter(|way| way.partition == partition);
                    *has |= ways.any(|way| way.tokens.iter().all(|(token, _)| is_there(token)));
                }
            }
        }
        for (hit, has) in hits.iter_mut().zip(&has) {
            let there = has.iter().filter(|has| **has).count();
            hit.score *= 1.0 + there as f64 / has.len().max(1) as f64;
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
        Ok(())
    }

    /// What was likely meant, if that finds more: by public texts alone, whoever asks.
    fn suggested(&self, words: &SearchWords, lexicon: &Lexicon) -> Result<Option<Suggested>, Fault> {
        let known = |token: &str| {
            Partition::ALL.into_iter().any(|partition| {
                let frequencies = self.snapshot.frequencies(Field::Body, partition, &[token]);
                frequencies.is_ok_and(|found| found.iter().any(|documents| *documents > 0))
            })
        };
        let Some(meant) = lexicon.suggest(&words.text, &known) else { return Ok(None) };
        let parts = SearchWords::new(&meant.text, lexicon).every();
        let question = Question {
            parts: &parts,
            needed: Needed::Every,
            keys: self.keys,
            narrowed: &[],
            counted: &[],
            page: (0, 0),
        };
        let total = self.snapshot.find(&question)?.total;
        Ok((total > 0).then_some(Suggested { text: meant.text, total }))
    }
}

/// The records of hits that the viewer may see now.
fn admitted(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    words: &SearchWords,
    hits: &[Hit],
) -> Result<Vec<SearchHit>, StoreFault> {
    let ids: Vec<RecordId> = hits.iter().map(|hit| RecordId::of_bits(hit.id.0)).collect();
    let is_open = |record: &Record| record.state != State::Deleted && Audience::of(record).admits(viewer);
    let records = shelf.records(&ids)?.into_iter().filter(is_open);
    let mut by_id: BTreeMap<u128, Record> = records.map(|record| (record.id.bits(), record)).collect();
    let hits = hits.iter().filter_map(|hit| {
        let record = by_id.remove(&hit.id.0)?;
        let told = tell(words, &record);
        let (title_zh, title_en) = (told.title_zh, told.title_en);
        Some(SearchHit { record, score: hit.score, title_zh, title_en, snippet: told.snippet, pairs: told.pairs })
    });
    Ok(hits.collect())
}
