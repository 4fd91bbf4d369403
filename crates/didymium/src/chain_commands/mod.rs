//! The commands on a chain.

pub mod check;
pub mod map;
pub mod names;
pub mod plan;
pub mod shock;
pub mod weak;
pub mod worth;
