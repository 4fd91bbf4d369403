//! Records that say the same in other words, found by the index.

use std::collections::HashMap;
use std::sync::Arc;

use base::exchange::{Alike, AlikeRecord, AlikeRows};
use base::people::Viewer;
use base::record::{Audience, Kind, Record, RecordId, State};
use base::store::{Fault, Shelf};
use retrieval::{
    Document, DocumentId, Engine, Facet, Field, Partition, Snapshot, likeness, numbered_alike, telling_words,
};

/// From which likeness of the whole texts on two records count as the same.
const WHOLE_TEXTS: f64 = 0.7;
/// The same, where their titles are alike too.
const WITH_TITLES: f64 = 0.45;
/// From which likeness on titles are alike.
const TITLES: f64 = 0.75;
/// Words of a row of a table that are looked at, the rarest.
const WORDS: usize = 200;
/// Of those that tell rows apart so many must two rows share to be compared, at most.
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
        let Some(document) = retrieval::document(record).filter(|_| KINDS.contains(&record.kind)) else {
            return Ok(Vec::new());
        };
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
    by_word: HashMap<(Partition, u64), Vec<usize>>,
}

impl Rows {
    fn words(&self, document: &Document) -> Result<Vec<(Partition, u64)>, retrieval::Fault> {
        let mut found = Vec::new();
        for text in document.texts.iter().filter(|text| text.field == Field::Body) {
            let words = telling_words(&*self.snapshot, text.partition, &text.text, WORDS)?;
            found.extend(words.into_iter().map(|word| (text.partition, word)));
        }
        Ok(found)
    }

    fn likest(&self, document: &Document) -> Result<Option<(u32, u8)>, retrieval::Fault> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        let mut telling = 0_usize;
        for word in self.words(document)? {
            let rows = self.by_word.get(&word).filter(|rows| rows.len() <= ROWS_OF_A_WORD);
            telling += usize::from(rows.is_some());
            for row in rows.into_iter().flatten() {
                *shared.entry(*row).or_default() += 1;
            }
        }
        let least = LEAST_WORDS.min(telling.div_ceil(2));
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

    fn compared(record: &Record) -> Option<Document> {
        retrieval::document(record).filter(|_| KINDS.contains(&record.kind))
    }
}

impl AlikeRows for Rows {
    fn like(&self, record: &Record) -> Result<Option<(u32, u8)>, Fault> {
        let Some(document) = Self::compared(record) else { return Ok(None) };
        Ok(self.likest(&document).unwrap_or_else(|fault| {
            not_compared(&fault);
            None
        }))
    }

    fn keep(&mut self, record: &Record, number: u32) -> Result<(), Fault> {
        let Some(document) = Self::compared(record) else { return Ok(()) };
        match self.words(&document) {
            Ok(words) => {
                for word in words {
                    let rows = self.by_word.entry(word).or_default();
                    // One more than still tells: then the list says that it tells nothing.
                    if rows.len() <= ROWS_OF_A_WORD {
                        rows.push(self.kept.len());
                    }
                }
                self.kept.push((number, document));
            }
            Err(fault) => not_compared(&fault),
        }
        Ok(())
    }
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
