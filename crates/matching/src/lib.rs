//! Matching needs with what could meet them: text in two languages, terms, ranking and its reasons.

pub mod alike;
pub mod bundle;
#[cfg(test)]
mod draw;
pub mod judge;
pub mod portfolio;
pub mod rank;
pub mod terms;
pub mod text;
