//! The index: which documents a question finds, for whom, and in which order.
//!
//! A [`Retriever`] holds documents and answers with ranked lists. It never learns what a document is *about* in the
//! base's sense: whoever fills it says which texts, which facets and which audience a document has. The one that ships
//! is [`Embedded`]; an engine on other machines is an addition behind the same trait, and has to pass the same contract.
//!
//! What a viewer may not see does no work for him. Every document that is not public is kept once for each key that
//! opens it, its words marked with the key, so that the lists a search walks through hold nothing but what its viewer
//! may see. Frequencies and lengths come from public documents alone.
//!
//! A [`Follower`] fills it from the journal of a base, and keeps it level with the journal from then on.

mod alike;
mod chance;
mod document;
mod embedded;
mod engine;
mod evaluate;
mod follow;
mod gather;
mod measure;
mod nearness;
mod passage;
mod rarity;
mod record;
mod retriever;
mod search;
mod sought;
mod suit;
mod tell;
mod vectors;

pub use alike::{distinct_words, likeness, numbered_alike, perhaps_alike};
pub use document::{Audience, Document, DocumentId, Facet, Field, Partition, Text};
pub use embedded::{Embedded, Opened};
pub use engine::{Engine, OWN_TERMS, OWN_TERMS_NAME};
pub use evaluate::{Evaluation, Figures, Piece, Set, Unmeasured, experts};
pub use follow::{Followed, Follower, Unfollowed, VectorFollower};
pub use nearness::{Near, Passages, VectorChange, Vectors};
pub use record::{document, keys, work_keys, work_of, works};
pub use retriever::{
    Change, Count, Counted, Fault, Found, Hit, List, Mark, Needed, Occurrences, Question, Retriever, Snapshot,
    Statistics, Term, Wording,
};
pub use search::{
    Basis, COUNTED, MOST_CHARACTERS, Marked, Search, SearchHit, SearchWords, Searched, Snippet, Suggested, Unsearched,
    search, within_reach,
};
pub use sought::{Part, Sought};
pub use suit::{Asked, Comparison, Suiting};
pub use tell::{Matched, Nearest, Teller, Told};
pub use vectors::{FlatVectors, GRAPHS, OpenedVectors};
