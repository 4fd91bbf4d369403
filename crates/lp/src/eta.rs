//! Basis changes since the last factorisation, in the middle product form (Huangfu and Hall 2015).

use crate::sparse::{Sparse, narrow};

/// `B_k = L T_1 … T_k U` with `T = I + (â − u_p) ẽ_pᵀ`, where `â = (L T_1 … T_{k−1})⁻¹a_q`, `u_p = U e_p` and
/// `ẽ_p = U⁻ᵀe_p`, all of them by-products of the pivot.
///
/// `L` and `U` stay as they are, so that any number of patches can share them, and neither vector passes through a
/// whole solve, so that both stay sparse.
#[derive(Clone, Debug, Default)]
pub(crate) struct Etas {
    pivot: Vec<f64>,
    columns: Lists,
    rows: Lists,
}

/// Sparse vectors end to end.
#[derive(Clone, Debug, Default)]
struct Lists {
    ends: Vec<u32>,
    entries: Vec<(u32, f64)>,
}

impl Lists {
    fn clear(&mut self) {
        self.ends.clear();
        self.entries.clear();
    }

    fn push(&mut self, entries: impl Iterator<Item = (u32, f64)>) {
        self.entries.extend(entries);
        self.ends.push(narrow(self.entries.len()));
    }

    #[inline]
    fn get(&self, at: usize) -> &[(u32, f64)] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.entries[start..self.ends[at] as usize]
    }

    fn dot(&self, at: usize, x: &[f64]) -> f64 {
        self.get(at).iter().map(|&(place, entry)| entry * x[place as usize]).sum()
    }

    fn add(&self, at: usize, amount: f64, x: &mut Sparse) {
        if x.listed {
            for &(place, entry) in self.get(at) {
                x.add(place as usize, amount * entry);
            }
        } else {
            for &(place, entry) in self.get(at) {
                x.value[place as usize] += amount * entry;
            }
        }
    }
}

impl Etas {
    pub fn clear(&mut self) {
        self.pivot.clear();
        self.columns.clear();
        self.rows.clear();
    }

    pub fn len(&self) -> usize {
        self.pivot.len()
    }

    pub fn nonzeros(&self) -> usize {
        self.columns.entries.len() + self.rows.entries.len()
    }

    /// Records a pivot from `â − u_p`, `ẽ_p` and `ẽ_p · â`.
    pub fn push(&mut self, difference: &Sparse, partial_row: &Sparse, pivot: f64) {
        let entries = |vector: &Sparse, at: u32| (at, vector.value[at as usize]);
        self.columns.push(difference.index.iter().map(|&at| entries(difference, at)));
        self.rows.push(partial_row.index.iter().map(|&at| entries(partial_row, at)));
        self.pivot.push(pivot);
    }

    /// `x ← T_k⁻¹ … T_1⁻¹ x`.
    pub fn forward(&self, x: &mut Sparse) {
        for eta in 0..self.pivot.len() {
            let amount = self.rows.dot(eta, &x.value) / self.pivot[eta];
            if amount != 0.0 {
                self.columns.add(eta, -amount, x);
            }
        }
    }

    /// `y ← T_1⁻ᵀ … T_k⁻ᵀ y`.
    pub fn backward(&self, y: &mut Sparse) {
        for eta in (0..self.pivot.len()).rev() {
            let amount = self.columns.dot(eta, &y.value) / self.pivot[eta];
            if amount != 0.0 {
                self.rows.add(eta, -amount, y);
            }
        }
    }
}
