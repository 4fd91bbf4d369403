//! Everything a simplex run changes.

use crate::eta::Etas;
use crate::model::Terms;
use crate::sparse::Sparse;
use crate::triangle::Reach;

/// Where a variable is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the basis.
    Basic,
    /// At its lower limit.
    #[default]
    Lower,
    /// At its upper limit.
    Upper,
    /// Without limits and at zero.
    Free,
}

/// The part of a state that a base keeps and every patch copies.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub terms: Terms,
    /// The variable that sits at each row.
    pub head: Vec<u32>,
    pub place: Vec<Place>,
    pub x: Vec<f64>,
    /// Reduced costs; zero in the basis. Those of logical variables are the duals.
    pub d: Vec<f64>,
    /// Dual steepest-edge weights `‖B⁻ᵀe_i‖²` by row.
    pub weights: Vec<f64>,
    pub etas: Etas,
}

impl State {
    /// Copies without giving up the buffers.
    pub fn copy_from(&mut self, other: &State) {
        self.terms.lower.clone_from(&other.terms.lower);
        self.terms.upper.clone_from(&other.terms.upper);
        self.terms.cost.clone_from(&other.terms.cost);
        self.head.clone_from(&other.head);
        self.place.clone_from(&other.place);
        self.x.clone_from(&other.x);
        self.d.clone_from(&other.d);
        self.weights.clone_from(&other.weights);
        // A base has no basis changes of its own.
        self.etas.clear();
    }
}

/// Buffers whose contents mean nothing between runs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Buffers {
    pub rho: Sparse,
    pub alpha: Sparse,
    pub tau: Sparse,
    /// `L⁻¹` of the column whose image is in `alpha`, basis changes included.
    pub partial_column: Sparse,
    /// `U⁻ᵀ` of the unit vector whose row is in `rho`.
    pub partial_row: Sparse,
    pub across: Sparse,
    pub reach: Reach,
    /// Squared violation per row, zero where the basic variable is within its limits.
    pub violation: Vec<f64>,
    pub candidates: Vec<Candidate>,
    pub flips: Vec<u32>,
    /// Reference weights of the primal simplex.
    pub devex: Vec<f64>,
    /// What was added to costs; meaningful while `Engine::shifted`.
    pub shift: Vec<f64>,
    /// Limits as they were before they were widened.
    pub kept_lower: Vec<f64>,
    pub kept_upper: Vec<f64>,
}

/// A nonbasic variable that may enter in the dual ratio test.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Candidate {
    pub variable: u32,
    pub size: f64,
    /// The step at which its reduced cost is zero.
    pub ratio: f64,
    /// The step at which its reduced cost leaves the tolerance.
    pub reach: f64,
}

impl Buffers {
    pub fn reset(&mut self, rows: usize, columns: usize) {
        self.rho.reset(rows);
        self.alpha.reset(rows);
        self.tau.reset(rows);
        self.partial_column.reset(rows);
        self.partial_row.reset(rows);
        self.across.reset(columns);
        self.violation.clear();
        self.violation.resize(rows, 0.0);
    }
}
