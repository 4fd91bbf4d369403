//! Second opinions on a linear programme, and the quadratic one: clarabel, and HiGHS by run-time library.
//!
//! ```
//! let mut problem = lp::Problem::new();
//! let line = problem.add_row(f64::NEG_INFINITY, 80.0);
//! problem.add_column(3.0, 0.0, f64::INFINITY, &[(line, 1.0)]);
//! let opinion = didymium_lp_oracle::clarabel(&problem)?;
//! assert_eq!(opinion.status, didymium_lp_oracle::Status::Optimal);
//! assert!((opinion.objective - 240.0).abs() < 1e-5);
//! # Ok::<(), didymium_lp_oracle::OracleFault>(())
//! ```

mod cone;
pub mod highs;
mod interior;
mod opinion;
mod second;
mod squares;

pub use highs::Highs;
pub use interior::clarabel;
pub use opinion::{Opinion, OracleFault, Status};
pub use second::{Second, Source, solve_with_second_opinion};
pub use squares::minimise_weighted_squares;
