//! The game of a chain's owners: what every coalition could make of the chain with what it owns.
