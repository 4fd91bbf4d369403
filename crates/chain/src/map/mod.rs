//! The map of a chain from ore to application: what flows, how wide, how pressed; an SVG and its table twin.

mod around;
mod colour;
mod graph;
mod place;
mod svg;

use std::collections::BTreeSet;

pub use graph::{Band, End, Map, Spot as MapNode};

/// What the width of a band shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Tonnes of the elements a commodity holds or was made with; its own mass where there are none.
    #[default]
    Mass,
    /// Money, at the plan's prices.
    Value,
}

/// What the colour shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pressure {
    /// The share of a commodity's value that is rent of the limits on making it.
    #[default]
    Rent,
    /// The share of demand that is not served.
    Unmet,
    /// Herfindahl index of its makers by country.
    Concentration,
}

/// What a map shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// What the width shows.
    pub measure: Measure,
    /// What the colour shows.
    pub pressure: Pressure,
    /// Only this element, in tonnes of it.
    pub element: Option<usize>,
    /// Only activities of this owner.
    pub owner: Option<usize>,
    /// Only activities of this country.
    pub country: Option<usize>,
}

/// How a map is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing<'a> {
    /// Chinese where true, English where not.
    pub chinese: bool,
    /// What stands before a node's path in its link; `None` draws no links.
    pub links: Option<&'a str>,
    /// What stands after it, such as the stack of patches.
    pub query: &'a str,
    /// The title, for those who cannot see it.
    pub title: &'a str,
    /// Places drawn apart from the others.
    pub marked: &'a BTreeSet<End>,
}
