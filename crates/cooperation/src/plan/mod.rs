//! The annual plan of an agreement: its items, how adopted plans change, what came of them, and what counts towards them.

mod put_item;
mod report;
mod serving;
mod standing;

pub use put_item::{Ground, ItemGiven, adopted, may_plan, put_item};
pub use report::{Result as Reported, report};
pub use serving::{Serving, serving};
pub use standing::{Standing, standing};
