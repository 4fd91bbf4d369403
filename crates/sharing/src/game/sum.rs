//! Sums that lose nothing to the order of their terms.

/// A running sum with the part that rounding left over.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    /// Neumaier 1974, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54:39–51.
    pub fn add(&mut self, term: f64) {
        let sum = self.sum + term;
        self.lost += if self.sum.abs() >= term.abs() { (self.sum - sum) + term } else { (term - sum) + self.sum };
        self.sum = sum;
    }

    pub fn total(self) -> f64 {
        self.sum + self.lost
    }
}
