//! Parts of the table of rights that are long enough for a file of their own.

mod talent;

pub use talent::talent;
