//! Basis changes since the last factorisation, in product form.

use crate::sparse::Sparse;

/// A file of elementary matrices: `B⁻¹ = E_k … E_1 · B_0⁻¹`.
///
/// The product form keeps `B_0`'s factors untouched, so that any number of patches can share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Etas {
    row: Vec<u32>,
    pivot: Vec<f64>,
    ends: Vec<u32>,
    index: Vec<u32>,
    value: Vec<f64>,
}

impl Etas {
    pub fn clear(&mut self) {
        self.row.clear();
        self.pivot.clear();
        self.ends.clear();
        self.index.clear();
        self.value.clear();
    }

    pub fn len(&self) -> usize {
        self.row.len()
    }

    pub fn nonzeros(&self) -> usize {
        self.index.len()
    }

    /// Records that the column whose image is `alpha = B⁻¹a` took the place of row `row`.
    pub fn push(&mut self, row: usize, alpha: &Sparse) {
        self.row.push(crate::sparse::narrow(row));
        self.pivot.push(alpha.value[row]);
        for &at in &alpha.index {
            if at as usize != row {
                self.index.push(at);
                self.value.push(alpha.value[at as usize]);
            }
        }
        self.ends.push(crate::sparse::narrow(self.index.len()));
    }

    fn span(&self, eta: usize) -> std::ops::Range<usize> {
        let start = if eta == 0 { 0 } else { self.ends[eta - 1] as usize };
        start..self.ends[eta] as usize
    }

    /// `x ← E_k … E_1 x`.
    pub fn forward(&self, x: &mut Sparse) {
        for eta in 0..self.row.len() {
            let row = self.row[eta] as usize;
            if x.value[row] == 0.0 {
                continue;
            }
            let amount = x.value[row] / self.pivot[eta];
            x.value[row] = amount;
            let span = self.span(eta);
            for (&at, &entry) in self.index[span.clone()].iter().zip(&self.value[span]) {
                x.add(at as usize, -entry * amount);
            }
        }
    }

    /// `y ← E_1ᵀ … E_kᵀ y`.
    pub fn backward(&self, y: &mut Sparse) {
        for eta in (0..self.row.len()).rev() {
            let row = self.row[eta] as usize;
            let span = self.span(eta);
            let mut sum = y.value[row];
            for (&at, &entry) in self.index[span.clone()].iter().zip(&self.value[span]) {
                sum -= entry * y.value[at as usize];
            }
            if sum != 0.0 || y.value[row] != 0.0 {
                y.set(row, sum / self.pivot[eta]);
            }
        }
    }
}
