//! One resource as a linear programme, one function for each equation.
//!
//! | symbol | unit | is |
//! |---|---|---|
//! | `p`, `k`, `w` | | a wish, one of its three parts, a week |
//! | `y[p,k]` | units | given of a part |
//! | `x[p,w]` | units | given in a week |
//! | `v[p]`, `f[k]` | worth a unit | the weight of a wish, the multiple of a part |
//! | `n[p,k]` | units | the size of a part |
//! | `c[w]`, `r[w]` | units | capacity, and what of it is reserved for the frontier |

use lp::Problem;

use super::{Resource, Track, WORTH_OF_PARTS};

/// The programme, and which column and row is which.
pub(super) struct Programme {
    pub problem: Problem,
    /// `y[p,k]`.
    pub parts: Vec<[usize; 3]>,
    /// `x[p,w]`, from the first week of the wish on.
    pub weeks: Vec<Vec<usize>>,
    /// The row of each week's capacity.
    pub capacity: Vec<usize>,
    /// The row of what is left to the problem-driven, where something is reserved.
    pub open: Vec<Option<usize>>,
}

/// Maximise `Σ v[p]·f[k]·y[p,k]`.
pub(super) fn programme(resource: &Resource) -> Programme {
    let mut problem = Problem::new();
    let capacity = capacity(&mut problem, resource);
    let open = open(&mut problem, resource);
    let mut made = Programme { problem, parts: Vec::new(), weeks: Vec::new(), capacity, open };
    for wish in 0..resource.wishes.len() {
        let balance = balance(&mut made.problem);
        let parts = part_columns(&mut made.problem, resource, wish, balance);
        let weeks = week_columns(&mut made, resource, wish, balance);
        made.parts.push(parts);
        made.weeks.push(weeks);
    }
    made
}

/// `Σ_p x[p,w] ≤ c[w]` for each week.
fn capacity(problem: &mut Problem, resource: &Resource) -> Vec<usize> {
    resource.capacity.iter().map(|units| problem.add_row(f64::NEG_INFINITY, f64::from(*units))).collect()
}

/// `Σ_{p problem-driven} x[p,w] ≤ c[w] − r[w]` for each week in which something is reserved.
fn open(problem: &mut Problem, resource: &Resource) -> Vec<Option<usize>> {
    let reserved = reserved(resource);
    let left = resource.capacity.iter().zip(reserved);
    left.map(|(units, kept)| (kept > 0).then(|| problem.add_row(f64::NEG_INFINITY, f64::from(units - kept)))).collect()
}

/// `r[w] = ⌊c[w]·percent/100⌋`, no more than the frontier asks for in windows that hold the week; so nothing is reserved
/// for nobody.
pub(super) fn reserved(resource: &Resource) -> Vec<u32> {
    let asked = |week: usize| {
        let frontier = resource.wishes.iter().filter(|wish| wish.track == Track::Frontier);
        frontier.filter(|wish| (wish.first..=wish.last).contains(&week)).map(|wish| wish.units).sum::<u32>()
    };
    let part = |(week, units): (usize, &u32)| {
        let part = u64::from(*units) * u64::from(resource.reserved_percent.min(100)) / 100;
        u32::try_from(part).unwrap_or(u32::MAX).min(asked(week))
    };
    resource.capacity.iter().enumerate().map(part).collect()
}

/// `Σ_w x[p,w] − Σ_k y[p,k] = 0` for each wish.
fn balance(problem: &mut Problem) -> usize {
    problem.add_row(0.0, 0.0)
}

/// `0 ≤ y[p,k] ≤ n[p,k]`, worth `v[p]·f[k]` a unit.
fn part_columns(problem: &mut Problem, resource: &Resource, wish: usize, balance: usize) -> [usize; 3] {
    let wish = &resource.wishes[wish];
    let sizes = wish.parts();
    [0, 1, 2].map(|part| {
        let worth = wish.weight * WORTH_OF_PARTS[part];
        problem.add_column(worth, 0.0, f64::from(sizes[part]), &[(balance, -1.0)])
    })
}

/// `x[p,w] ≥ 0` for the weeks of a wish; what is earlier is neither better nor worse.
fn week_columns(made: &mut Programme, resource: &Resource, at: usize, balance: usize) -> Vec<usize> {
    let wish = &resource.wishes[at];
    let last = wish.last.min(resource.capacity.len().saturating_sub(1));
    let weeks = wish.first..=last;
    weeks
        .map(|week| {
            let mut entries = vec![(balance, 1.0), (made.capacity[week], 1.0)];
            if wish.track == Track::Problem {
                entries.extend(made.open[week].map(|row| (row, 1.0)));
            }
            made.problem.add_column(0.0, 0.0, f64::INFINITY, &entries)
        })
        .collect()
}
