//! Records that say the same in other words, found by the index.

use std::sync::Arc;

use base::exchange::{Alike, AlikeRecord};
use base::people::Viewer;
use base::record::{Audience, Kind, Record, RecordId, State};
use base::store::{Fault, Shelf};
use retrieval::{Document, DocumentId, Engine, Facet, Field, Partition, Snapshot, likeness, numbered_alike};

/// From which likeness of the whole texts on two records count as the same.
const WHOLE_TEXTS: f64 = 0.7;
/// The same, where their titles are alike too.
const WITH_TITLES: f64 = 0.45;
/// From which likeness on titles are alike.
const TITLES: f64 = 0.75;
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
                // Nobody is kept from writing because nothing can be compared.
                tracing::warn!(%fault, "what says the same could not be looked for");
                Ok(Vec::new())
            }
        }
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
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a hundred")]
            let hundredths = (100.0 * share).round() as u8;
            alike.push(AlikeRecord { id: other.id, hundredths });
        }
    }
    alike.sort_by(|a, b| b.hundredths.cmp(&a.hundredths).then(a.id.cmp(&b.id)));
    Ok(alike)
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
