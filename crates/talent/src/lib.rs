//! The people of both groups, trained on real work, meeting regularly.
//!
//! An [`expert`] is found for a problem, a need or a link of the chain by each of their works. The [`pool`] is
//! filled from what ORCID, OpenAlex, BibTeX and RIS tell of them; what it says of somebody is theirs, in a [`profile`]. The [`gap`] is what work asks for that nobody can do.
//! People are trained in a [`programme`], lent by a [`secondment`], and meet at an [`event`].

pub mod event;
pub mod expert;
pub mod gap;
mod own;
pub mod pool;
pub mod profile;
pub mod programme;
pub mod secondment;
