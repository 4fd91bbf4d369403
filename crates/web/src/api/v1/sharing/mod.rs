//! Sharing: what each party of the chain could be given.

mod proposal;
mod schemas;

use super::super::operation::Table;

pub(in super::super) use schemas::components;

pub(super) fn add(table: &mut Table) {
    proposal::add(table);
}
