//! The pool: where its entries come from, and what becomes of them.
//!
//! A file of ORCID, of OpenAlex, of BibTeX or of RIS is [`read`] into people and works. What it brings is [`look`]ed at
//! beside the people that are there, and [`take`]n in as a person decides. A broken record fails alone.

mod bibtex;
mod brought;
mod look;
mod merge;
mod openalex;
mod orcid;
mod read;
mod ris;
mod take;

pub use brought::{Broken, Brought, Flaw, Post, Profile};
pub use look::{Look, look, whose};
pub use merge::{Here, matched};
pub use read::{Source, open, read};
pub use take::{Into, Taken, take};
