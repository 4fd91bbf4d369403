//! Quantities with units: parse a unit, convert between two, refuse what does not convert.
//!
//! ```
//! use didymium_measure::Unit;
//! let given = Unit::parse("USD/kg", "USD")?;
//! let wanted = Unit::parse("USD/t", "USD")?;
//! assert_eq!(given.factor_to(&wanted)?, 1000.0);
//! # Ok::<(), didymium_measure::UnitRefusal>(())
//! ```

mod unit;

pub use unit::{Dimension, Unit, UnitRefusal};
