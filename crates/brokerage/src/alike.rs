//! Records that say the same in other words, found by the index.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use base::exchange::{Alike, AlikeRecord, AlikeRows};
use base::people::Viewer;
use base::record::{Audience, Kind, Record, RecordId, State};
use base::store::{Fault, Shelf};
use retrieval::{
    Document, DocumentId, Engine, Facet, Field, Partition, Snapshot, distinct_words, likeness, numbered_alike,
};

/// From which likeness of the whole texts on two records count as the same.
const WHOLE_TEXTS: f64 = 0.7;
/// The same, where their titles are alike too.
const WITH_TITLES: f64 = 0.45;
/// From which likeness on titles are alike.
const TITLES: f64 = 0.75;
/// Of the words that tell rows of a table apart so many must two rows share to be compared, at most.
const LEAST_WORDS: usize = 5;
/// A word that more rows have tells none of them.
const ROWS_OF_A_WORD: usize = 100;
/// Rows that one is compared with.
const ROWS_LOOKED_AT: usize = 8;
/// Kinds that are told from each other by what they say; people and firms are told by name and number.
const KINDS: [Kind; 7] =
    [Kind::Need, Kind::Problem, Kind::Achievement, Kind::Platform, Kind::Call, Kind::Project, Kind::Cooperation];

/// Finds records that say the same by the index of a base.
#[derive(Clone)]
pub struct AlikeByIndex(Arc<Engine>);

impl AlikeByIndex {
    /// By this index.
    pub fn new(engine: Arc<Engine>) -> Self {
        Self(engine)
    }
}

impl Alike for AlikeByIndex {
    fn alike(&self, shelf: &mut dyn Shelf, viewer: &Viewer, record: &Record) -> Result<Vec<AlikeRecord>, Fault> {
        let Some(document) = compared(record) else { return Ok(Vec::new()) };
        let snapshot = self.0.snapshot();
        match found(shelf, &*snapshot, viewer, record, &document) {
            Ok(found) => Ok(found),
            Err(Trouble::Store(fault)) => Err(fault),
            Err(Trouble::Index(fault)) => {
                not_compared(&fault);
                Ok(Vec::new())
            }
        }
    }

    fn rows(&self) -> Box<dyn AlikeRows> {
        Box::new(Rows { snapshot: self.0.snapshot(), kept: Vec::new(), by_word: HashMap::new() })
    }
}

/// Nobody is kept from writing because nothing can be compared.
fn not_compared(fault: &retrieval::Fault) {
    tracing::warn!(%fault, "what says the same could not be looked for");
}

/// The rows of a table, by the words that tell each from others.
struct Rows {
    snapshot: Box<dyn Snapshot>,
    kept: Vec<(u32, Document)>,
    by_word: HashMap<String, Vec<usize>>,
}

impl Rows {
    fn likest(&self, document: &Document, words: &BTreeSet<String>) -> Result<Option<(u32, u8)>, retrieval::Fault> {
        let rows = |word: &String| self.by_word.get(word).filter(|rows| rows.len() <= ROWS_OF_A_WORD);
        let telling: Vec<&Vec<usize>> = words.iter().filter_map(rows).collect();
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for row in telling.iter().copied().flatten() {
            *shared.entry(*row).or_default() += 1;
        }
        let least = LEAST_WORDS.min(telling.len().div_ceil(2));
        let mut perhaps: Vec<(usize, usize)> = shared.into_iter().filter(|(_, words)| *words >= least).collect();
        perhaps.sort_by_key(|(row, words)| (std::cmp::Reverse(*words), *row));
        let mut likest: Option<(f64, u32)> = None;
        for (number, theirs) in perhaps.into_iter().take(ROWS_LOOKED_AT).filter_map(|(row, _)| self.kept.get(row)) {
            if let Some(share) = share(&*self.snapshot, document, theirs)?
                && likest.is_none_or(|(best, _)| share > best)
            {
                likest = Some((share, *number));
            }
        }
        Ok(likest.map(|(share, number)| (number, hundredths(share))))
    }

    fn keep(&mut self, document: Document, words: BTreeSet<String>, number: u32) {
        for word in words {
            let rows = self.by_word.entry(word).or_default();
            // One more than still tells: then the list says that it tells nothing.
            if rows.len() <= ROWS_OF_A_WORD {
                rows.push(self.kept.len());
            }
        }
        self.kept.push((number, document));
    }
}

impl AlikeRows for Rows {
    fn meet(&mut self, record: &Record, number: u32) -> Option<(u32, u8)> {
        let document = compared(record)?;
        let bodies = document.texts.iter().filter(|text| text.field == Field::Body);
        let words: BTreeSet<String> = bodies.flat_map(|text| distinct_words(&text.text)).collect();
        let likest = self.likest(&document, &words).unwrap_or_else(|fault| {
            not_compared(&fault);
            None
        });
        if likest.is_none() {
            self.keep(document, words, number);
        }
        likest
    }
}

/// A record as it is compared; `None` for a kind that is told apart by name and number.
fn compared(record: &Record) -> Option<Document> {
    retrieval::document(record).filter(|_| KINDS.contains(&record.kind))
}

/// What kept records from being compared.
enum Trouble {
    Store(Fault),
    Index(retrieval::Fault),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Store(fault)
    }
}

impl From<retrieval::Fault> for Trouble {
    fn from(fault: retrieval::Fault) -> Self {
        Self::Index(fault)
    }
}

fn found(
    shelf: &mut dyn Shelf,
    snapshot: &dyn Snapshot,
    viewer: &Viewer,
    record: &Record,
    document: &Document,
) -> Result<Vec<AlikeRecord>, Trouble> {
    let among = [Facet::new("kind", record.kind.code())];
    let perhaps = retrieval::perhaps_alike(snapshot, &document.texts, &among, &retrieval::keys(viewer))?;
    let ids: Vec<RecordId> =
        perhaps.into_iter().map(|DocumentId(bits)| RecordId::of_bits(bits)).filter(|id| *id != record.id).collect();
    let mut alike = Vec::new();
    for other in shelf.records(&ids)? {
        let is_there = other.state != State::Deleted && Audience::of(&other).admits(viewer);
        if !is_there || other.kind != record.kind {
            continue;
        }
        let Some(theirs) = retrieval::document(&other) else { continue };
        if let Some(share) = share(snapshot, document, &theirs)? {
            alike.push(AlikeRecord { id: other.id, hundredths: hundredths(share) });
        }
    }
    alike.sort_by(|a, b| b.hundredths.cmp(&a.hundredths).then(a.id.cmp(&b.id)));
    Ok(alike)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a hundred")]
fn hundredths(share: f64) -> u8 {
    (100.0 * share).round() as u8
}

/// How far two records are alike; `None` where they are not.
fn share(snapshot: &dyn Snapshot, ours: &Document, theirs: &Document) -> Result<Option<f64>, retrieval::Fault> {
    let mut best = None;
    for partition in Partition::ALL {
        let text = |document: &Document, field: Field| {
            let found = document.texts.iter().find(|text| text.partition == partition && text.field == field);
            found.map(|text| text.text.clone())
        };
        let (Some(our_body), Some(their_body)) = (text(ours, Field::Body), text(theirs, Field::Body)) else { continue };
        let titles = text(ours, Field::Title).zip(text(theirs, Field::Title));
        if titles.as_ref().is_some_and(|(our_title, their_title)| !numbered_alike(our_title, their_title)) {
            return Ok(None);
        }
        let whole = likeness(snapshot, partition, (&our_body, &their_body))?;
        let title = match &titles {
            Some((our_title, their_title)) => likeness(snapshot, partition, (our_title, their_title))?,
            None => 0.0,
        };
        if whole >= WHOLE_TEXTS || title >= TITLES && whole >= WITH_TITLES {
            best = Some(whole.max(best.unwrap_or(0.0)));
        }
    }
    Ok(best)
}
