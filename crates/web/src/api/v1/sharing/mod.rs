//! Sharing: what each party of the chain could be given, and what an agreed rule gives.

mod allocate;
mod proposal;
mod schemas;

use super::super::operation::Table;

pub(in super::super) use schemas::components;

pub(super) fn add(table: &mut Table) {
    proposal::add(table);
    allocate::add(table);
}
