//! A vector kept densely together with the list of places that may be non-zero.

/// Stands for an exact zero that is already listed, so that no place is listed twice.
pub(crate) const TINY: f64 = 1e-100;

/// Results of solves smaller than this are rounding noise in scaled data.
const DROP: f64 = 1e-16;

/// Indices are checked against `u32` when a problem is checked.
#[expect(clippy::cast_possible_truncation, reason = "Problem::check refuses anything that does not fit")]
pub(crate) fn narrow(index: usize) -> u32 {
    index as u32
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Sparse {
    pub value: Vec<f64>,
    /// Every non-zero place once, and perhaps a few that hold zero; meaningless unless `listed`.
    pub index: Vec<u32>,
    pub listed: bool,
}

impl Sparse {
    /// Empties the vector and gives it `len` places.
    pub fn reset(&mut self, len: usize) {
        self.clear();
        self.value.resize(len, 0.0);
    }

    pub fn clear(&mut self) {
        if self.listed {
            for &at in &self.index {
                self.value[at as usize] = 0.0;
            }
        } else {
            self.value.fill(0.0);
        }
        self.index.clear();
        self.listed = true;
    }

    /// Takes over the non-zeros of another listed vector of the same length.
    pub fn copy_from(&mut self, other: &Sparse) {
        self.clear();
        for &at in &other.index {
            self.value[at as usize] = other.value[at as usize];
        }
        self.index.clone_from(&other.index);
    }

    #[inline]
    pub fn add(&mut self, at: usize, amount: f64) {
        let old = self.value[at];
        if old == 0.0 {
            self.index.push(narrow(at));
        }
        let new = old + amount;
        self.value[at] = if new == 0.0 { TINY } else { new };
    }

    #[inline]
    pub fn set(&mut self, at: usize, value: f64) {
        if self.value[at] == 0.0 {
            self.index.push(narrow(at));
        }
        self.value[at] = if value == 0.0 { TINY } else { value };
    }

    /// Lists the non-zero places again and drops what is noise.
    pub fn tidy(&mut self) {
        if self.listed {
            let value = &mut self.value;
            self.index.retain(|&at| {
                let keep = value[at as usize].abs() > DROP;
                if !keep {
                    value[at as usize] = 0.0;
                }
                keep
            });
            return;
        }
        self.index.clear();
        for (at, value) in self.value.iter_mut().enumerate() {
            if *value != 0.0 {
                if value.abs() > DROP {
                    self.index.push(narrow(at));
                } else {
                    *value = 0.0;
                }
            }
        }
        self.listed = true;
    }

    pub fn squared_norm(&self) -> f64 {
        self.index.iter().map(|&at| self.value[at as usize].powi(2)).sum()
    }
}
