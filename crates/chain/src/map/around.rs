//! A part of the map: some places and what they touch.

use std::collections::BTreeSet;

use super::graph::{End, Map};

impl Map {
    /// The marked places, with every band that reaches or leaves one and the place at its other end. Marked places
    /// through which nothing flows are not on a map, and so not on its part.
    #[must_use]
    pub fn around(&self, marked: &BTreeSet<End>) -> Self {
        let touches = |from: &End, to: &End| marked.contains(from) || marked.contains(to);
        let bands: Vec<_> = self.bands.iter().filter(|band| touches(&band.from, &band.to)).copied().collect();
        let ends: BTreeSet<End> = bands.iter().flat_map(|band| [band.from, band.to]).collect();
        let shown = |end: &End| ends.contains(end) || marked.contains(end);
        let spots = self.spots.iter().filter(|spot| shown(&spot.end)).cloned().collect();
        Self { view: self.view, unit: self.unit.clone(), spots, bands }
    }
}
