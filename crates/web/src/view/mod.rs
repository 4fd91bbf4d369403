//! Pieces that pages are made of: numbers, links, badges, tables, plots.

mod badge;
mod bars;
mod drawing;
mod link;
mod names;
mod number;
mod plot;
mod table;

pub(crate) use badge::Badge;
pub(crate) use bars::{Amount, Bars};
pub(crate) use drawing::Svg;
pub(crate) use link::{Link, encoded};
pub(crate) use names::Names;
pub(crate) use number::Numbers;
pub(crate) use plot::{Histogram, Labels, Meter};
pub(crate) use table::{Cell, Column, Table, Why};
