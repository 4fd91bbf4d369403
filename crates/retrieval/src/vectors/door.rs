//! The vectors behind one key, side by side, so that what other keys open does no work here.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::graph::Graph;
use crate::document::DocumentId;

/// The largest number of eight bits.
const MOST: f32 = 127.0;

/// A vector in whole numbers: its parts are `number · scale`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub scale: f32,
    pub numbers: Vec<i8>,
}

impl Row {
    /// A vector brought to length 1, in whole numbers; one without length is all zeros.
    pub fn of(vector: &[f32]) -> Self {
        let length = vector.iter().map(|part| part * part).sum::<f32>().sqrt();
        let largest = vector.iter().fold(0.0_f32, |most, part| most.max(part.abs()));
        if largest == 0.0 || !length.is_finite() {
            return Self { scale: 0.0, numbers: vec![0; vector.len()] };
        }
        #[expect(clippy::cast_possible_truncation, reason = "no part is larger than the largest")]
        let number = |part: &f32| (part / largest * MOST).round() as i8;
        Self { scale: largest / length / MOST, numbers: vector.iter().map(number).collect() }
    }
}

/// The rows behind a key.
#[derive(Default)]
pub(super) struct Door {
    width: usize,
    numbers: Vec<i8>,
    scales: Vec<f32>,
    owners: Vec<Owner>,
    places: HashMap<DocumentId, Vec<usize>>,
    /// How many rows have a facet.
    facets: HashMap<u64, usize>,
    pub graph: Graph,
}

struct Owner {
    id: DocumentId,
    facets: Arc<[u64]>,
}

impl Owner {
    fn is_among(&self, facets: &HashSet<u64>) -> bool {
        facets.is_empty() || self.facets.iter().any(|facet| facets.contains(facet))
    }
}

/// What the nearest are looked for among, and how.
pub(super) struct Among {
    /// One of these; all documents where there is none.
    pub facets: HashSet<u64>,
    pub most: usize,
    /// How many rows are compared one by one.
    pub flat_most: usize,
}

impl Door {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.owners.len()
    }

    /// How many numbers a row has.
    #[cfg(feature = "usearch")]
    pub fn width(&self) -> usize {
        self.width
    }

    /// The rows of a document.
    pub fn rows(&self, id: DocumentId) -> Vec<Row> {
        let places = self.places.get(&id).into_iter().flatten();
        let row = |place: &usize| {
            let numbers = self.numbers.get(place * self.width..(place + 1) * self.width)?.to_vec();
            Some(Row { scale: *self.scales.get(*place)?, numbers })
        };
        places.filter_map(row).collect()
    }

    /// The facets of a document.
    pub fn facets(&self, id: DocumentId) -> Vec<u64> {
        let place = self.places.get(&id).and_then(|places| places.first());
        place.and_then(|place| self.owners.get(*place)).map(|owner| owner.facets.to_vec()).unwrap_or_default()
    }

    /// The documents, in the order of their ids: what is built of them depends on nothing else.
    #[cfg(feature = "usearch")]
    pub fn documents(&self) -> Vec<DocumentId> {
        let mut ids: Vec<DocumentId> = self.places.keys().copied().collect();
        ids.sort_unstable();
        ids
    }

    /// Puts the rows of a document that has none.
    pub fn put(&mut self, id: DocumentId, facets: &[u64], rows: &[Row]) {
        self.graph.touch(id);
        for facet in facets {
            *self.facets.entry(*facet).or_default() += rows.len();
        }
        let facets: Arc<[u64]> = facets.into();
        for row in rows {
            self.width = row.numbers.len();
            self.places.entry(id).or_default().push(self.owners.len());
            self.numbers.extend(&row.numbers);
            self.scales.push(row.scale);
            self.owners.push(Owner { id, facets: Arc::clone(&facets) });
        }
    }

    /// Takes the rows of a document out; the last ones take their places.
    pub fn remove(&mut self, id: DocumentId) {
        self.graph.touch(id);
        let mut places = self.places.remove(&id).unwrap_or_default();
        places.sort_unstable_by(|a, b| b.cmp(a));
        if let Some(owner) = places.first().and_then(|place| self.owners.get(*place)) {
            for facet in &*owner.facets {
                if let Some(count) = self.facets.get_mut(facet) {
                    *count = count.saturating_sub(places.len());
                }
            }
            self.facets.retain(|_, count| *count > 0);
        }
        for place in places {
            let last = self.owners.len() - 1;
            if place != last {
                let (from, width) = (last * self.width, self.width);
                self.numbers.copy_within(from..from + width, place * width);
                let moved = self.places.get_mut(&self.owners[last].id);
                let moved = moved.and_then(|places| places.iter_mut().find(|place| **place == last));
                if let Some(moved) = moved {
                    *moved = place;
                }
            }
            self.numbers.truncate(last * self.width);
            self.scales.swap_remove(place);
            self.owners.swap_remove(place);
        }
    }

    /// Adds the documents nearest to a row, each once with its best; more than `flat_most` rows by their graph, where
    /// they have one.
    pub fn nearest(&self, to: &Row, among: &Among, best: &mut HashMap<DocumentId, f32>) {
        let Among { facets, most, flat_most } = among;
        if to.numbers.len() != self.width || *most == 0 {
            return;
        }
        let rows: usize = facets.iter().filter_map(|facet| self.facets.get(facet)).sum();
        if !facets.is_empty() && rows == 0 {
            return;
        }
        if facets.is_empty() && self.len() > *flat_most || rows > *flat_most {
            let fits = |id: DocumentId| {
                let owner = self.places.get(&id).and_then(|places| self.owners.get(*places.first()?));
                owner.is_some_and(|owner| owner.is_among(facets))
            };
            if let Some(found) = self.graph.near(to, *most, &fits) {
                for id in found {
                    if let Some(near) = self.near(id, to) {
                        best.insert(id, near);
                    }
                }
                return;
            }
        }
        self.compared(to, facets, *most, best);
    }

    /// The same, each row compared.
    fn compared(&self, to: &Row, among: &HashSet<u64>, most: usize, best: &mut HashMap<DocumentId, f32>) {
        let mut floor = f32::MIN;
        let mut found: Vec<(f32, DocumentId)> = Vec::with_capacity(2 * most);
        let rows = self.numbers.chunks_exact(self.width.max(1)).zip(&self.scales).zip(&self.owners);
        for ((numbers, scale), owner) in rows {
            if !owner.is_among(among) {
                continue;
            }
            let near = cosine(to, numbers, *scale);
            if near < floor {
                continue;
            }
            found.push((near, owner.id));
            // Several passages of a document may be near: many more are kept than are asked for.
            if found.len() >= 16 * most {
                once(&mut found);
                found.truncate(most);
                floor = found.last().map_or(floor, |(near, _)| *near);
            }
        }
        for (near, id) in found {
            let kept = best.entry(id).or_insert(near);
            *kept = kept.max(near);
        }
    }

    /// How near the nearest row of a document is to each of some rows; `None` where it has none here.
    pub fn nearness(&self, id: DocumentId, to: &[Row]) -> Option<Vec<f64>> {
        self.places.get(&id)?;
        to.iter().map(|to| self.near(id, to).map(f64::from)).collect()
    }

    fn near(&self, id: DocumentId, to: &Row) -> Option<f32> {
        let each = self.places.get(&id)?.iter().filter_map(|place| {
            let numbers = self.numbers.get(place * self.width..(place + 1) * self.width)?;
            Some(cosine(to, numbers, *self.scales.get(*place)?))
        });
        Some(each.fold(-1.0, f32::max))
    }
}

/// Each document once with its best, best first.
fn once(found: &mut Vec<(f32, DocumentId)>) {
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut seen = HashSet::new();
    found.retain(|(_, id)| seen.insert(*id));
}

/// The cosine of two vectors of length 1.
fn cosine(to: &Row, numbers: &[i8], scale: f32) -> f32 {
    let product = |(a, b): (&i8, &i8)| i32::from(i16::from(*a) * i16::from(*b));
    let sum: i32 = to.numbers.iter().zip(numbers).map(product).sum();
    to.scale * scale * sum as f32
}
