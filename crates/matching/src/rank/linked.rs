//! What somebody is worth by what they made.

/// Works that count.
const MOST: usize = 5;

/// The score of a person by the scores of their works; 0 without works.
///
/// ```text
/// Σ_i s_i ÷ (i + 1)  ÷  Σ_i 1 ÷ (i + 1)      s_0 ≥ s_1 ≥ …,  i < 5
/// ```
/// One strong work says more than many weak ones, and beyond the best five it is held against nobody what else they wrote.
///
/// ```
/// use matching::rank::by_linked;
/// assert!((by_linked(vec![0.0, 0.6]) - 0.4).abs() < 1e-12);
/// assert!(by_linked(vec![0.6, 0.0]) > by_linked(vec![0.3, 0.3]));
/// ```
pub fn by_linked(mut scores: Vec<f64>) -> f64 {
    scores.sort_by(|a, b| b.total_cmp(a));
    scores.truncate(MOST);
    let share = |at: usize| 1.0 / (at + 1) as f64;
    let sum: f64 = scores.iter().enumerate().map(|(at, score)| score * share(at)).sum();
    let most: f64 = (0..scores.len()).map(share).sum();
    if most > 0.0 { sum / most } else { 0.0 }
}
