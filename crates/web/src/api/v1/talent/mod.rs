//! Talent: who suits a problem, and which skills are wanting.

mod experts;
mod schemas;
mod skills;
pub mod told;

use super::super::operation::Table;

pub(in super::super) use schemas::components;

pub(super) fn add(table: &mut Table) {
    experts::add(table);
    skills::add(table);
}
