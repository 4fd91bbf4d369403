//! The dual ratio test: bounds flip while that still pays (Maros 2003), within Harris's tolerance.

use crate::engine::{DUAL_TOLERANCE, Engine, Pricing};
use crate::sparse::narrow;
use crate::state::{Candidate, Place};

/// Entries of the pivot row below this cannot be pivots.
const SMALLEST: f64 = 1e-9;

/// A pivot of this size is good enough; a smaller one gives way to an earlier, larger one.
const COMFORTABLE: f64 = 1e-2;

impl Engine<'_> {
    /// The entering variable, or `None` where the row proves infeasibility; variables that flip are left in `flips`.
    pub fn dual_ratio(&mut self, side: f64, violation: f64) -> Option<usize> {
        self.collect(side);
        self.buffers.flips.clear();
        if self.pricing == Pricing::Bland {
            return self.first_ratio();
        }
        let candidates = &mut self.buffers.candidates;
        let terms = &self.state.terms;
        // Nothing beyond the first variable that cannot flip is ever reached.
        let boxed = |candidate: &Candidate| {
            let variable = candidate.variable as usize;
            terms.upper[variable] - terms.lower[variable] < f64::INFINITY
        };
        let end_of_all = candidates
            .iter()
            .filter(|candidate| !boxed(candidate))
            .fold(f64::INFINITY, |least, candidate| candidate.reach.min(least));
        candidates.retain(|candidate| candidate.ratio <= end_of_all);
        let mut slope = violation;
        let (mut start, mut end) = (0, 0);
        // The best pivot of each group of near-ties, with where its group starts.
        let mut picks: Vec<(usize, usize)> = Vec::new();
        let mut largest: f64 = 0.0;
        while start < candidates.len() {
            let reach = candidates[start..].iter().fold(f64::INFINITY, |least, candidate| candidate.reach.min(least));
            let (mut pick, mut gain) = (start, 0.0);
            let mut best = (0.0, u32::MAX);
            for at in start..candidates.len() {
                let candidate = candidates[at];
                if candidate.ratio <= reach {
                    candidates.swap(at, end);
                    let variable = candidate.variable as usize;
                    gain += candidate.size * (terms.upper[variable] - terms.lower[variable]);
                    if candidate.size > best.0 || candidate.size >= best.0 && candidate.variable < best.1 {
                        best = (candidate.size, candidate.variable);
                        pick = end;
                    }
                    end += 1;
                }
            }
            if end == start {
                break;
            }
            picks.push((pick, start));
            largest = largest.max(candidates[pick].size);
            slope -= gain;
            start = end;
            if slope < 0.0 {
                break;
            }
        }
        // Every bound flipped and the row still violated: no feasible point.
        if slope > crate::engine::PRIMAL_TOLERANCE {
            return None;
        }
        let least = (0.1 * largest).min(COMFORTABLE);
        let &(pick, first) = picks.iter().rev().find(|(pick, _)| candidates[*pick].size >= least)?;
        self.buffers.flips.extend(candidates[..first].iter().map(|candidate| candidate.variable));
        Some(candidates[pick].variable as usize)
    }

    /// Nonbasic variables whose reduced cost runs towards zero.
    fn collect(&mut self, side: f64) {
        let mut candidates = std::mem::take(&mut self.buffers.candidates);
        candidates.clear();
        for &column in &self.buffers.across.index {
            self.consider(column as usize, side * self.buffers.across.value[column as usize], &mut candidates);
        }
        for &row in &self.buffers.rho.index {
            self.consider(
                self.model.columns + row as usize,
                -side * self.buffers.rho.value[row as usize],
                &mut candidates,
            );
        }
        self.buffers.candidates = candidates;
    }

    #[inline]
    fn consider(&self, variable: usize, entry: f64, candidates: &mut Vec<Candidate>) {
        let d = self.state.d[variable];
        let ratio = match self.state.place[variable] {
            Place::Lower if entry > SMALLEST && self.movable(variable) => d.max(0.0) / entry,
            Place::Upper if entry < -SMALLEST && self.movable(variable) => d.min(0.0) / entry,
            Place::Free if entry.abs() > SMALLEST => 0.0,
            Place::Basic | Place::Lower | Place::Upper | Place::Free => return,
        };
        let size = entry.abs();
        candidates.push(Candidate { variable: narrow(variable), size, ratio, reach: ratio + DUAL_TOLERANCE / size });
    }

    /// Bland's rule: the smallest ratio exactly, ties to the smallest index.
    fn first_ratio(&self) -> Option<usize> {
        self.buffers
            .candidates
            .iter()
            .filter(|candidate| candidate.size > 1e-7)
            .min_by(|a, b| a.ratio.total_cmp(&b.ratio).then(a.variable.cmp(&b.variable)))
            .map(|candidate| candidate.variable as usize)
    }
}
