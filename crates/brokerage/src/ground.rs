//! What matching stands on.

use base::rules::Rules;
use retrieval::Engine;

use crate::links::Links;

/// The index with its terms, the chain and the rules; a handle.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The index and the terms.
    pub engine: &'a Engine,
    /// How far the places of the chain lie from each other.
    pub links: &'a Links,
    /// The rules, for those of export control.
    pub rules: &'a Rules,
}
