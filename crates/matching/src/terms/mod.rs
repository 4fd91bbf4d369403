//! Terms of the field in two languages: read from lists, found in texts, carried across, suggested and mined.
//!
//! A [`TermList`] is one layer: the field's own list that ships, a general dictionary, the list of a base. A
//! [`Lexicon`] lays them over each other, the later over the earlier, and finds all their terms in one pass.
//!
//! ```
//! use matching::terms::{Lexicon, TermList};
//! use matching::text::Language;
//! let lexicon = Lexicon::new(vec![TermList::own()]);
//! let pairs = lexicon.translate("氧化钕的焙烧", Language::English);
//! assert_eq!(pairs[0].from, "氧化钕");
//! assert!(pairs[0].to.iter().any(|form| form == "neodymium oxide"));
//! ```

mod cedict;
mod cycle;
mod inflection;
mod lexicon;
mod list;
mod mine;
mod nearness;
mod normal;
mod pair;
mod rows;
mod spot;
mod stop;
mod suggest;
mod term;
mod trouble;
mod vocabulary;

pub use lexicon::Lexicon;
pub use list::TermList;
pub use mine::{Mined, mine};
pub use pair::Pair;
pub use spot::Spotted;
pub use stop::only_binds;
pub use suggest::{Change, Suggestion};
pub use term::{About, AboutKind, Term, TermId};
pub use trouble::{Column, Trouble, Unreadable, Wrong};
