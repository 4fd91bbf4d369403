//! Projects: opened, through gates and milestones, with money, to what comes out of them.

mod act;
mod open;
mod schemas;
pub mod told;

use super::super::operation::Table;

pub(in super::super) use schemas::components;

pub(super) fn add(table: &mut Table) {
    open::add(table);
    act::add(table);
}
