//! The pool: where its entries come from, and what becomes of them.
//!
//! A file of ORCID, of OpenAlex, of BibTeX or of RIS is [`read`] into people and works. What it brings is [`matched`] with
//! the people that are there, looked at by a person, and [`take`]n in. A broken record fails alone.

mod bibtex;
mod brought;
mod merge;
mod openalex;
mod orcid;
mod read;
mod ris;
mod take;

pub use brought::{Broken, Brought, Flaw, Post, Profile};
pub use merge::{Here, matched};
pub use read::{Source, read};
pub use take::{Into, Taken, take};
