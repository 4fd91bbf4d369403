//! Which coalitions' payments follow from those of others.

use super::Coalition;

/// Entries below this are rounding.
const NOTHING: f64 = 1e-9;

/// A set of coalitions whose incidence vectors are linearly independent, in reduced form.
#[derive(Clone, Debug)]
pub(super) struct Span {
    players: usize,
    /// Each with the player at which it is 1 and all others are 0.
    rows: Vec<(usize, Vec<f64>)>,
}

impl Span {
    pub fn new(players: usize) -> Self {
        Self { players, rows: Vec::new() }
    }

    pub fn is_whole(&self) -> bool {
        self.rows.len() == self.players
    }

    /// Whether a coalition's payment follows from those of the others.
    pub fn holds(&self, coalition: Coalition) -> bool {
        self.is_whole() || self.rest(coalition).iter().all(|entry| entry.abs() <= NOTHING)
    }

    /// Adds a coalition; false where it was in the span already.
    pub fn add(&mut self, coalition: Coalition) -> bool {
        let rest = self.rest(coalition);
        let Some(pivot) = (0..self.players).max_by(|a, b| rest[*a].abs().total_cmp(&rest[*b].abs())) else {
            return false;
        };
        if rest[pivot].abs() <= NOTHING {
            return false;
        }
        let row: Vec<f64> = rest.iter().map(|entry| entry / rest[pivot]).collect();
        for (_, other) in &mut self.rows {
            let factor = other[pivot];
            other.iter_mut().zip(&row).for_each(|(entry, of)| *entry -= factor * of);
        }
        self.rows.push((pivot, row));
        true
    }

    fn rest(&self, coalition: Coalition) -> Vec<f64> {
        let mut rest: Vec<f64> = (0..self.players).map(|p| f64::from(u8::from(coalition.contains(p)))).collect();
        for (pivot, row) in &self.rows {
            let factor = rest[*pivot];
            if factor != 0.0 {
                rest.iter_mut().zip(row).for_each(|(entry, of)| *entry -= factor * of);
            }
        }
        rest
    }
}
