//! How good rankings are: nDCG, recall, reciprocal rank and average precision, as `trec_eval` defines them.
//!
//! `trec_eval` is the program of the Text Retrieval Conference (Buckley; NIST). Definitions here are those of its
//! measures `ndcg_cut`, `recall`, `recip_rank` and `map`: the gain is the grade itself, the discount `log2(rank + 1)`,
//! the ideal ranking is that of everything judged, what is not judged counts as wrong, and a question to which nothing
//! is relevant scores 0. All are numbers from 0 to 1.
//!
//! ```
//! use matching::judge::Judged;
//! let judged = Judged::new([("a", 3), ("b", 0), ("c", 1)], 1);
//! assert_eq!(judged.reciprocal_rank(&["b", "c", "a"]), 0.5);
//! assert_eq!(judged.recall(&["b", "c", "a"], 2), 0.5);
//! ```

use std::collections::{BTreeMap, BTreeSet};

/// What people judged about the answers to one question.
#[derive(Clone, Debug)]
pub struct Judged<Id> {
    grades: BTreeMap<Id, u32>,
    relevant_from: u32,
}

impl<Id: Ord> Judged<Id> {
    /// Grades of answers, 0 for a wrong one; relevant are those of `relevant_from` or more, and never those of 0. Of
    /// an answer given twice the last grade counts.
    pub fn new(grades: impl IntoIterator<Item = (Id, u32)>, relevant_from: u32) -> Self {
        Self { grades: grades.into_iter().collect(), relevant_from: relevant_from.max(1) }
    }

    /// Normalised discounted cumulated gain of the first `cut` answers (Järvelin and Kekäläinen, ACM TOIS 20, 2002,
    /// with the discount of Burges et al., ICML 2005):
    /// `Σ grade_i ÷ log2(i + 1)`, divided by what the ideal ranking has.
    pub fn ndcg(&self, ranking: &[Id], cut: usize) -> f64 {
        self.ndcg_of(self.once(ranking).map(|id| self.grade(id).unwrap_or(0)), cut)
    }

    /// The same where answers that were not judged are passed over, as with `trec_eval -J`.
    pub fn ndcg_of_pool(&self, ranking: &[Id], cut: usize) -> f64 {
        self.ndcg_of(self.once(ranking).filter_map(|id| self.grade(id)), cut)
    }

    fn ndcg_of(&self, grades: impl Iterator<Item = u32>, cut: usize) -> f64 {
        let mut ideal: Vec<u32> = self.grades.values().copied().collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        share(discounted(grades.take(cut)), discounted(ideal.into_iter().take(cut)))
    }

    /// Relevant answers among the first `cut`, as a share of all that are relevant.
    pub fn recall(&self, ranking: &[Id], cut: usize) -> f64 {
        let found = self.once(ranking).take(cut).filter(|id| self.is_relevant(id)).count();
        share(found as f64, self.relevant() as f64)
    }

    /// One over the rank of the first relevant answer; 0 if there is none.
    pub fn reciprocal_rank(&self, ranking: &[Id]) -> f64 {
        self.once(ranking).position(|id| self.is_relevant(id)).map_or(0.0, |before| 1.0 / (before as f64 + 1.0))
    }

    /// Precision at the rank of every relevant answer, averaged over all that are relevant; one that is not in the
    /// ranking counts 0.
    pub fn average_precision(&self, ranking: &[Id]) -> f64 {
        let places = self.once(ranking).enumerate().filter(|(_, id)| self.is_relevant(id)).map(|(place, _)| place);
        let precisions = places.enumerate().map(|(before, place)| (before as f64 + 1.0) / (place as f64 + 1.0));
        share(precisions.sum(), self.relevant() as f64)
    }

    /// How many answers are relevant.
    pub fn relevant(&self) -> usize {
        self.grades.values().filter(|grade| **grade >= self.relevant_from).count()
    }

    /// Whether anything judged has a grade above 0: without, there is nothing to gain.
    pub fn gains(&self) -> bool {
        self.grades.values().any(|grade| *grade > 0)
    }

    fn grade(&self, id: &Id) -> Option<u32> {
        self.grades.get(id).copied()
    }

    fn is_relevant(&self, id: &Id) -> bool {
        self.grade(id).is_some_and(|grade| grade >= self.relevant_from)
    }

    /// The ranking without repetitions: an answer counts where it stands first.
    fn once<'a>(&self, ranking: &'a [Id]) -> impl Iterator<Item = &'a Id> + use<'a, Id> {
        let mut seen = BTreeSet::new();
        ranking.iter().filter(move |id| seen.insert(*id))
    }
}

/// The mean over questions; `None` of none.
pub fn mean(figures: impl IntoIterator<Item = f64>) -> Option<f64> {
    let figures: Vec<f64> = figures.into_iter().collect();
    (!figures.is_empty()).then(|| figures.iter().sum::<f64>() / figures.len() as f64)
}

fn discounted(grades: impl Iterator<Item = u32>) -> f64 {
    grades.enumerate().map(|(before, grade)| f64::from(grade) / (before as f64 + 2.0).log2()).sum()
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests;
