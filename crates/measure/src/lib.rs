//! What is counted and measured: units, exact money and shares of it, budgets, quantities, dates, instants and the clock.
//!
//! Everything here is a value: texts are parsed or refused by name, and nothing is rounded on the way.
//!
//! ```
//! use didymium_measure::Unit;
//! let given = Unit::parse("USD/kg", "USD")?;
//! let wanted = Unit::parse("USD/t", "USD")?;
//! assert_eq!(given.factor_to(&wanted)?, 1000.0);
//! # Ok::<(), didymium_measure::UnitRefusal>(())
//! ```

/// Gives a type that has one canonical text the conversions by which serde and `str::parse` reach it.
macro_rules! text_form {
    ($type:ty, $refusal:ty, $parse:expr) => {
        impl std::str::FromStr for $type {
            type Err = $refusal;

            fn from_str(text: &str) -> Result<Self, $refusal> {
                ($parse)(text)
            }
        }

        impl TryFrom<String> for $type {
            type Error = $refusal;

            fn try_from(text: String) -> Result<Self, $refusal> {
                ($parse)(&text)
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> Self {
                value.to_string()
            }
        }
    };
}
pub(crate) use text_form;

mod budget;
mod date;
mod decimal;
#[cfg(test)]
mod draw;
mod fraction;
mod money;
mod quantity;
mod split;
mod time;
mod unit;
mod width;

pub use budget::{Budget, BudgetMeaning, BudgetRefusal, MoneyUnit, UnitDoubt};
pub use date::{DateRefusal, PartialDate, parse_date, parse_excel_date};
pub use decimal::{Decimal, DecimalRefusal};
pub use fraction::{Fraction, FractionRefusal};
pub use money::{Currency, Money, MoneyRefusal};
pub use quantity::{Bound, Quantity, QuantityRefusal};
pub use split::SplitRefusal;
pub use time::{Clock, FixedClock, SystemClock, Timestamp, TimestampRefusal};
pub use unit::{Dimension, Unit, UnitRefusal};
pub use width::full_width_to_half;
