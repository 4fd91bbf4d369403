//! The demand radar: what end customers will ask for, as patches, and what of the chain that strains.

mod demand;
mod strain;

pub use demand::{Asked, asked, entries};
pub use strain::{LinkStrain, PriceStrain, Strain, strain};
