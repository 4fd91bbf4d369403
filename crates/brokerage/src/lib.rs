//! Bringing needs and offers together: which records suit each other, why, and what people decided about them.
//!
//! A need is compared with achievements, people, platforms, funds and organisations, and each of those with needs
//! ([`suitable`]). Texts are compared by the index, facts by the records themselves; the score is a sum whose parts are
//! shown. What people decide becomes a record of the kind *match* ([`decide`]), and the weights follow the decisions
//! ([`weighing`]). A confidential need is compared by the system alone; the other side sees the abstract its author
//! approved, and the names only after both agreed ([`approach`]).

mod alike;
mod approach;
mod bundle;
mod confide;
mod decide;
mod facts;
mod ground;
mod hope;
mod links;
mod made;
mod maker;
mod past;
mod portfolio;
mod side;
mod suit;
mod terms;
mod trouble;
mod weigh;

pub use alike::AlikeByIndex;
pub use approach::{Approach, Disclosed, approach, approaches};
pub use bundle::{Bundled, bundle};
pub use confide::{confidential_to, told_by};
pub use decide::{Answer, Decider, answer, decide, decider};
pub use facts::{Reader, offered, wanted};
pub use ground::Ground;
pub use links::Links;
pub use maker::{Maker, makers};
pub use portfolio::{Placed, Resource, WholePortfolio, portfolio};
pub use side::{Side, factor_of, offering_kinds, organisation_of, wanting_kinds};
pub use suit::{Indicated, Paired, Suits, Work, paired, suitable, suits};
pub use terms::{
    TERM_COLUMNS, TermsTrouble, add_term, dismiss_term, dismissed_terms, keep_terms, mined_terms, own_terms,
};
pub use trouble::Trouble;
pub use weigh::{Learning, RESET, Weighed, reset, weighing};
