//! A problem's limits as the cones that clarabel takes: `A x + s = b`, `s` zero or non-negative.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{SupportedConeT, SupportedConeT::NonnegativeConeT, SupportedConeT::ZeroConeT};

/// Limits of rows and columns over one list of entries; columns come after the rows as rows of their own.
pub(crate) struct Cones {
    pub matrix: CscMatrix<f64>,
    pub right: Vec<f64>,
    pub kinds: Vec<SupportedConeT<f64>>,
    /// Per row and per side of a limit: which row of `A`, and with which sign.
    pub sides: Vec<Side>,
}

/// One row of the cone form.
pub(crate) struct Side {
    /// Index among rows first, then columns.
    pub source: usize,
    /// `+1` for an upper limit or an equality, `−1` for a lower limit.
    pub sign: f64,
}

/// `(lower, upper)` per row and then per column, and the columns' entries.
pub(crate) fn cones(rows: usize, columns: &[Vec<(usize, f64)>], limits: &[(f64, f64)]) -> Cones {
    let equal = |&(lower, upper): &(f64, f64)| lower >= upper;
    let mut sides = Vec::new();
    let mut right = Vec::new();
    for (source, &(lower, _)) in limits.iter().enumerate().filter(|entry| equal(entry.1)) {
        sides.push(Side { source, sign: 1.0 });
        right.push(lower);
    }
    let equalities = sides.len();
    for (source, &(lower, upper)) in limits.iter().enumerate().filter(|entry| !equal(entry.1)) {
        if upper.is_finite() {
            sides.push(Side { source, sign: 1.0 });
            right.push(upper);
        }
        if lower.is_finite() {
            sides.push(Side { source, sign: -1.0 });
            right.push(-lower);
        }
    }
    let mut places: Vec<Vec<(usize, f64)>> = vec![Vec::new(); limits.len()];
    for (at, side) in sides.iter().enumerate() {
        places[side.source].push((at, side.sign));
    }
    let (mut start, mut index, mut value) = (vec![0], Vec::new(), Vec::new());
    for (column, entries) in columns.iter().enumerate() {
        let mut spread: Vec<(usize, f64)> = entries
            .iter()
            .copied()
            .chain([(rows + column, 1.0)])
            .flat_map(|(source, entry)| places[source].iter().map(move |&(at, sign)| (at, sign * entry)))
            .collect();
        spread.sort_by_key(|entry| entry.0);
        index.extend(spread.iter().map(|entry| entry.0));
        value.extend(spread.iter().map(|entry| entry.1));
        start.push(index.len());
    }
    let matrix = CscMatrix::new(sides.len(), columns.len(), start, index, value);
    let inequalities = sides.len() - equalities;
    let mut kinds = Vec::new();
    if equalities > 0 {
        kinds.push(ZeroConeT(equalities));
    }
    if inequalities > 0 {
        kinds.push(NonnegativeConeT(inequalities));
    }
    Cones { matrix, right, kinds, sides }
}
