//! What the two groups agreed and do together.
//!
//! The [`committee`] puts motions to the vote, counts the votes of who sits on it that day, and keeps what it decided. The
//! annual [`plan`] says what each base is to reach; other records name its items by code and count towards them. A [`joint`]
//! project is held against the chain before and after by its patch, and the [`radar`] holds the demand that is to come
//! against it.

pub mod committee;
pub mod joint;
pub mod plan;
pub mod radar;
