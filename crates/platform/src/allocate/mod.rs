//! How much of what is scarce each project is given: a linear programme, and the reasons that its prices give.
//!
//! It is linear, not mixed-integer, and that is no approximation. A unit of one resource is of no use in the place of
//! another's, so that each resource is a problem of its own; and that problem is a flow through a network from what a
//! project asks for to the weeks it asks for, so that its matrix is totally unimodular (Hoffman and Kruskal 1956; a week
//! with its reserved part is a laminar pair of sets, which keeps it a network). With whole capacities and whole wishes the
//! vertices are whole: nobody is given half an hour that does not exist, and the dual bound of the linear programme is the
//! optimum of the whole-numbered problem. A mixed-integer programme would only be needed for what spans resources, such as
//! “the furnace only together with the microscope”; projects ask for no such thing here.

mod explain;
mod programme;
mod solve;

pub use explain::{Reason, Remedy};
pub use solve::{Bound, Grant, Outcome, solve};

/// Which projects a wish comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Track {
    /// It is ranked by priority and by what the chain is worth to it.
    Problem,
    /// A part is reserved for it, and no worth of the chain ranks it.
    Frontier,
}

/// What a project asks for of the resource, in whole units over some weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// What a unit is worth, before it falls: above zero.
    pub weight: f64,
    /// Which projects it comes from.
    pub track: Track,
    /// The units that are needed for it to be of use.
    pub least: u32,
    /// All units wanted; not below `least`.
    pub units: u32,
    /// The first week, by its place in the capacity.
    pub first: usize,
    /// The last week.
    pub last: usize,
}

/// One resource.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// Units there are in each week.
    pub capacity: Vec<u32>,
    /// Of a hundred units, how many are reserved for the frontier, as far as it asks for them.
    pub reserved_percent: u32,
    /// Who wants how much of it.
    pub wishes: Vec<Wish>,
}

/// What a unit of a part of a wish is worth, as a multiple of the weight: what is needed comes first, half of the rest is
/// worth twice as much as the other half. Falling worth is what keeps the programme linear: a unit of a later part is
/// never taken before one of an earlier.
pub const WORTH_OF_PARTS: [f64; 3] = [4.0, 2.0, 1.0];

impl Wish {
    /// The units of each part.
    pub fn parts(&self) -> [u32; 3] {
        let least = self.least.min(self.units);
        let half = (self.units - least).div_ceil(2);
        [least, half, self.units - least - half]
    }
}
