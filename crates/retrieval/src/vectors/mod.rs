//! Vectors kept in this process: compared one by one with what is asked, in whole numbers of eight bits; very many behind
//! one key by a graph, in a program that was built with the feature `usearch`.

mod door;
#[cfg_attr(not(feature = "usearch"), path = "no_graph.rs")]
mod graph;
#[cfg(feature = "usearch")]
mod grow;
mod log;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use encoder::Card;
use sha2::{Digest, Sha256};

use self::door::{Among, Door, Row};
use self::log::{Entry, Log, Put};
use crate::document::{Audience, DocumentId, Facet};
use crate::embedded::{PUBLIC, door_of};
use crate::nearness::{VectorChange, Vectors};
use crate::retriever::{Fault, Hit, Mark};

/// Documents that one entry of a new file has.
const AT_ONCE: usize = 1_000;
/// Bytes of a file that may be out of date before it is written anew.
const SLACK: u64 = 64 << 20;

/// Vectors behind one key that are compared one by one; more than these have a graph, in a program that was built with
/// the feature `usearch`.
const FLAT_MOST: usize = 200_000;
/// Whether this program was.
pub const GRAPHS: bool = cfg!(feature = "usearch");

/// How kept vectors were found when they were opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenedVectors {
    /// As they were left.
    Whole,
    /// There were none.
    New,
    /// They were of another model or version, or could not be read; they were thrown away.
    Discarded {
        /// Why.
        why: String,
    },
}

/// Vectors in this process, in a file of their own.
pub struct FlatVectors {
    dimension: usize,
    held: Arc<RwLock<Held>>,
    flat_most: usize,
    #[cfg(feature = "usearch")]
    grower: grow::Grower,
    /// None where they are in memory alone.
    log: Option<Mutex<Log>>,
}

#[derive(Default)]
struct Held {
    mark: Mark,
    doors: BTreeMap<u64, Door>,
    homes: HashMap<DocumentId, Vec<u64>>,
}

impl FlatVectors {
    /// Vectors in memory alone.
    pub fn in_memory(card: &Card) -> Self {
        Self::of(card, Held::default(), None)
    }

    fn of(card: &Card, held: Held, log: Option<Log>) -> Self {
        let vectors = Self {
            dimension: card.dimension,
            held: Arc::new(RwLock::new(held)),
            flat_most: FLAT_MOST,
            #[cfg(feature = "usearch")]
            grower: grow::Grower::default(),
            log: log.map(Mutex::new),
        };
        vectors.grow();
        vectors
    }

    /// The same with another number of vectors that are compared one by one, for measuring.
    #[must_use]
    pub fn with_flat_most(self, flat_most: usize) -> Self {
        let vectors = Self { flat_most, ..self };
        vectors.grow();
        vectors
    }

    /// Whether a program that builds graphs would be quicker: so many stand behind one key.
    pub fn misses_graphs(&self) -> bool {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        !GRAPHS && held.doors.values().any(|door| door.len() > self.flat_most)
    }

    /// Waits until every graph that is wanted stands; at once where the program builds none.
    pub fn settle(&self) {
        #[cfg(feature = "usearch")]
        self.grower.settle(&self.held, self.flat_most);
    }

    /// Begins with graphs that are wanted, beside what goes on.
    fn grow(&self) {
        #[cfg(feature = "usearch")]
        self.grower.grow(&self.held, self.flat_most);
    }

    /// Opens the vectors kept in a folder, and begins with none where they are of another model or cannot be read.
    ///
    /// # Errors
    /// [`Fault::Files`] where the folder cannot be written.
    pub fn open(folder: &Path, card: &Card) -> Result<(Self, OpenedVectors), Fault> {
        let mut held = Held::default();
        let (mut log, opened) = Log::open(folder, card, &mut |entry| held.take(&entry))?;
        if !matches!(opened, OpenedVectors::Whole) {
            held = Held::default();
        }
        if log.bytes() > SLACK + 2 * held.bytes(card.dimension) {
            log.begin()?;
            held.entries().try_for_each(|entry| log.append(&entry))?;
        }
        Ok((Self::of(card, held, Some(log)), opened))
    }

    fn held(&self) -> RwLockReadGuard<'_, Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn logged(&self, entry: &Entry) -> Result<(), Fault> {
        let Some(log) = &self.log else { return Ok(()) };
        log.lock().unwrap_or_else(PoisonError::into_inner).append(entry)
    }

    /// A change in the form in which it is kept.
    fn put(&self, change: VectorChange) -> Result<Put, Fault> {
        let passages = match change {
            VectorChange::Remove(id) => return Ok(Put { id, doors: Vec::new(), facets: Vec::new(), rows: Vec::new() }),
            VectorChange::Put(passages) => passages,
        };
        if let Some(wrong) = passages.vectors.iter().find(|vector| vector.len() != self.dimension) {
            let said = format!("a vector of {} numbers among those of {}", wrong.len(), self.dimension);
            return Err(Fault::Damaged(said));
        }
        let mut doors: Vec<u64> = match &passages.audience {
            Audience::Public => vec![PUBLIC],
            Audience::Holders(keys) => keys.iter().map(|key| door_of(key)).collect(),
        };
        doors.sort_unstable();
        doors.dedup();
        let facets = passages.facets.iter().map(facet_number).collect();
        let rows = passages.vectors.iter().map(|vector| Row::of(vector)).collect();
        Ok(Put { id: passages.id, doors, facets, rows })
    }
}

impl Held {
    /// About how many bytes of a file it takes, each document once.
    fn bytes(&self, dimension: usize) -> u64 {
        let of = |(id, doors): (&DocumentId, &Vec<u64>)| {
            let door = doors.first().and_then(|door| self.doors.get(door));
            door.map_or(0, |door| door.rows(*id).len()) * dimension
        };
        self.homes.iter().map(of).sum::<usize>() as u64
    }

    /// What a new file would say, some documents at a time; only the last entry says how far it goes.
    fn entries(&self) -> impl Iterator<Item = Entry> {
        let mut ids: Vec<DocumentId> = self.homes.keys().copied().collect();
        ids.sort_unstable();
        let puts = ids.into_iter().filter_map(|id| {
            let doors = self.homes.get(&id)?;
            let door = self.doors.get(doors.first()?)?;
            Some(Put { id, doors: doors.clone(), facets: door.facets(id), rows: door.rows(id) })
        });
        let mut puts = puts.peekable();
        std::iter::from_fn(move || {
            let changes: Vec<Put> = puts.by_ref().take(AT_ONCE).collect();
            let mark = if puts.peek().is_none() { self.mark } else { Mark::default() };
            (!changes.is_empty()).then_some(Entry { mark, changes })
        })
    }

    fn take(&mut self, entry: &Entry) {
        for put in &entry.changes {
            for door in self.homes.remove(&put.id).unwrap_or_default() {
                if let Some(door) = self.doors.get_mut(&door) {
                    door.remove(put.id);
                }
            }
            if put.rows.is_empty() {
                continue;
            }
            for door in &put.doors {
                self.doors.entry(*door).or_default().put(put.id, &put.facets, &put.rows);
            }
            self.homes.insert(put.id, put.doors.clone());
        }
        self.mark = entry.mark;
    }

    /// The doors that keys open, and the one that is open to all.
    fn open_to<'a>(&'a self, keys: &[String]) -> impl Iterator<Item = &'a Door> {
        let mut doors: Vec<u64> = keys.iter().map(|key| door_of(key)).chain([PUBLIC]).collect();
        doors.sort_unstable();
        doors.dedup();
        doors.into_iter().filter_map(|door| self.doors.get(&door))
    }
}

impl Vectors for FlatVectors {
    fn mark(&self) -> Mark {
        self.held().mark
    }

    fn apply(&self, changes: Vec<VectorChange>, mark: Mark) -> Result<(), Fault> {
        let changes = changes.into_iter().map(|change| self.put(change)).collect::<Result<_, _>>()?;
        let entry = Entry { mark, changes };
        self.logged(&entry)?;
        self.held.write().unwrap_or_else(PoisonError::into_inner).take(&entry);
        self.grow();
        Ok(())
    }

    fn clear(&self) -> Result<(), Fault> {
        if let Some(log) = &self.log {
            log.lock().unwrap_or_else(PoisonError::into_inner).begin()?;
        }
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Held::default();
        Ok(())
    }

    fn count(&self) -> u64 {
        self.held().doors.values().map(|door| door.len() as u64).sum()
    }

    fn nearest(&self, to: &[f32], keys: &[String], among: &[Facet], most: usize) -> Result<Vec<Hit>, Fault> {
        let facets = among.iter().map(facet_number).collect();
        let among = Among { facets, most, flat_most: self.flat_most };
        let (held, to) = (self.held(), Row::of(to));
        let mut best: HashMap<DocumentId, f32> = HashMap::new();
        for door in held.open_to(keys) {
            door.nearest(&to, &among, &mut best);
        }
        let mut hits: Vec<Hit> = best.into_iter().map(|(id, score)| Hit { id, score: f64::from(score) }).collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
        hits.truncate(most);
        Ok(hits)
    }

    fn nearness(
        &self,
        to: &[Vec<f32>],
        documents: &[DocumentId],
        keys: &[String],
    ) -> Result<Vec<Option<Vec<f64>>>, Fault> {
        let to: Vec<Row> = to.iter().map(|vector| Row::of(vector)).collect();
        let held = self.held();
        let doors: Vec<&Door> = held.open_to(keys).collect();
        let near = |id: &DocumentId| doors.iter().find_map(|door| door.nearness(*id, &to));
        Ok(documents.iter().map(near).collect())
    }
}

fn facet_number(facet: &Facet) -> u64 {
    let digest = Sha256::digest(format!("{}\u{1f}{}", facet.name, facet.value).as_bytes());
    digest.first_chunk().copied().map(u64::from_be_bytes).unwrap_or_default()
}
