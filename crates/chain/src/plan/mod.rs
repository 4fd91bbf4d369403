//! The plan: what runs, what is sold, what is left over, and what everything is worth.

mod answer;
mod canonical;
pub(crate) mod formulate;
mod layout;
mod model;
mod price;
mod split;
mod wolfe;

pub use answer::{Node, Period, Plan};
pub use canonical::Settlement;
pub use layout::{Column, Layout, Row};
pub use model::{Model, Scenario};
pub use price::{Interval, Prices};
pub use split::{Party, Share, Split};

pub(crate) use model::unresolved;
