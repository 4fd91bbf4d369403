//! Records: one mechanism for every kind of thing that a base keeps. A kind is a struct, and the struct is the schema.

mod audience;
pub(crate) mod body;
pub(crate) mod choice;
mod common;
mod content;
mod detail;
pub mod difference;
mod field;
mod given;
mod id;
mod kind;
pub mod kinds;
mod place;
mod plan_item;
pub mod said;
pub mod schema;
mod shape;
mod slip;
mod state;
mod title_order;
pub mod verb;
mod words;

pub use audience::Audience;
pub use body::Body;
pub use choice::Choice;
pub use common::{Head, Tail, Visibility};
pub use content::{Content, Record, Version};
pub use field::{Field, Hand, Label, Says, field};
pub use given::{Given, Lookup, Naming, read, show};
pub(crate) use given::{choice, escaped};
pub use id::RecordId;
pub use kind::{Author, Kind};
pub use place::Places;
pub use plan_item::{plan_code, plan_items};
pub use shape::{
    Day, Decimal, Element, Identifier, Line, Mail, Moment, PatchText, Position, Prose, Scalar, Shape, Shaped, Web,
    Whole, Word,
};
pub use slip::{Slip, SlipReason};
pub use state::{Move, State};
pub use title_order::title_order;
pub use words::{Part, asked, indexed};
