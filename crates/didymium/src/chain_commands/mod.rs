//! The commands on a chain.

mod arguments;
pub mod check;
pub mod map;
pub mod names;
pub mod plan;
pub mod shock;
pub mod weak;
pub mod worth;

pub use arguments::{ChainVerb, Check, Colour, Map, MapView, Shock, Stack, Weak, Width, Worth};
