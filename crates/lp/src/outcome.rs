//! What a solve says: an optimum, a contradiction or a loop that gains without end, each with its proof.

/// The answer to a linear programme.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A vertex that is optimal, with its certificate.
    Optimal(Solution),
    /// No point satisfies every limit.
    Infeasible(Infeasibility),
    /// The objective grows without end along a ray.
    Unbounded(Ray),
}

impl Outcome {
    /// The solution, where there is one.
    pub fn solution(&self) -> Option<&Solution> {
        match self {
            Outcome::Optimal(solution) => Some(solution),
            Outcome::Infeasible(_) | Outcome::Unbounded(_) => None,
        }
    }
}

/// An optimal vertex and its dual.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// `c·x`.
    pub objective: f64,
    /// `x`, one value per column.
    pub columns: Vec<f64>,
    /// `A x`, one value per row.
    pub rows: Vec<f64>,
    /// `y_i`, the change of the optimal value per unit by which row `i` is shifted, at this basis.
    pub duals: Vec<f64>,
    /// `d_j = c_j − A_j·y`.
    pub reduced_costs: Vec<f64>,
    /// Recomputed from the original data.
    pub certificate: Certificate,
    /// Simplex pivots it took.
    pub pivots: usize,
}

/// How far an answer is from satisfying the optimality conditions; each figure relative to the data it is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Certificate {
    /// Largest violation of a row or column limit.
    pub primal_infeasibility: f64,
    /// Largest reduced cost or dual with a sign that no limit explains.
    pub dual_infeasibility: f64,
    /// Difference between the primal and the dual objective.
    pub gap: f64,
}

impl Certificate {
    /// The bar that all three figures must meet before an answer is called optimal.
    pub const TOLERANCE: f64 = 1e-7;

    /// The largest of the three figures.
    pub fn worst(&self) -> f64 {
        // NaN must not pass for good.
        [self.primal_infeasibility, self.dual_infeasibility, self.gap]
            .into_iter()
            .fold(0.0, |worst, figure| if figure <= worst { worst } else { figure })
    }

    /// Whether all three figures meet [`Certificate::TOLERANCE`].
    pub fn holds(&self) -> bool {
        self.worst() <= Self::TOLERANCE
    }
}

/// Proof that no point satisfies every limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Infeasibility {
    /// `f`, one weight per row: with `z = Aᵀf`, the largest value that `f·r − z·x` takes over
    /// `row_lower ≤ r ≤ row_upper, lower ≤ x ≤ upper` is negative, although `r = A x` makes it zero.
    pub farkas: Vec<f64>,
    /// What rounding left of entries of `z` that ought to be zero, relative to the terms they are sums of.
    pub residual: f64,
    /// An irreducible set of limits that contradict each other: without any one of them the rest can be met.
    pub conflict: Vec<Limit>,
}

/// One side of a row or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// The lower limit of a row.
    RowLower(usize),
    /// The upper limit of a row.
    RowUpper(usize),
    /// The lower limit of a column.
    ColumnLower(usize),
    /// The upper limit of a column.
    ColumnUpper(usize),
}

/// A direction in which the objective grows and no limit is ever met.
#[derive(Clone, Debug, PartialEq)]
pub struct Ray {
    /// Step per column, the largest of size one.
    pub direction: Vec<f64>,
    /// `c·direction`, positive.
    pub gain: f64,
    /// Largest movement of a row or column towards a limit, relative to the terms it is a sum of.
    pub residual: f64,
    /// The columns that move: the loop by name.
    pub columns: Vec<usize>,
}

/// One-sided derivatives of the optimal value with respect to a shift of a limit.
///
/// Both are per unit of *positive* shift, so for this concave function `up ≤ down`. `None` where the shift,
/// however small, leaves no feasible point.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Slope {
    /// `V'(0+)`: what one more unit earns.
    pub up: Option<f64>,
    /// `V'(0−)`: what one unit less costs.
    pub down: Option<f64>,
}

/// The slopes of every row and of every column's upper limit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slopes {
    /// One per row.
    pub rows: Vec<Slope>,
    /// One per column; zero where the upper limit is infinite.
    pub uppers: Vec<Slope>,
}
