//! The engine: an index, and the terms that carry words from one language to the other.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use encoder::Encoder;

use base::store::{Fault, Keeping, Shelf};
use matching::terms::{Lexicon, TermList};

use crate::chance::chance;
use crate::nearness::{Near, Vectors};
use crate::retriever::{Retriever, Snapshot};

/// The setting that holds the base's own terms, as a table like the one that ships.
pub const OWN_TERMS: &str = "matching.terms";
/// What the layer of the base's own terms is called.
pub const OWN_TERMS_NAME: &str = "base";

/// An index and its terms; shared by all who ask.
pub struct Engine {
    index: Arc<dyn Retriever>,
    /// The layers below the base's own: a general dictionary where one is installed, the field's list that ships.
    below: Vec<TermList>,
    lexicon: Mutex<Built>,
    near: Option<(Arc<dyn Encoder>, Arc<dyn Vectors>)>,
    /// The cosine that the encoder gives to strangers, once it was asked.
    chance: OnceLock<f64>,
}

/// A lexicon, and the base's own terms it was built with.
struct Built {
    own: String,
    lexicon: Arc<Lexicon>,
}

impl Engine {
    /// An engine over an index. `dictionaries` are general ones: the field's list and the base's own win over them.
    pub fn new(index: Arc<dyn Retriever>, dictionaries: Vec<TermList>) -> Self {
        let mut below = dictionaries;
        below.push(TermList::own());
        let lexicon = Arc::new(Lexicon::new(below.clone()));
        Self {
            index,
            below,
            lexicon: Mutex::new(Built { own: String::new(), lexicon }),
            near: None,
            chance: OnceLock::new(),
        }
    }

    /// The same with vectors, and what makes them.
    #[must_use]
    pub fn with_vectors(self, encoder: Arc<dyn Encoder>, vectors: Arc<dyn Vectors>) -> Self {
        Self { near: Some((encoder, vectors)), ..self }
    }

    /// Something wanted as vectors; `None` where no encoder is installed, or where it fails: words do without.
    pub fn near(&self, title: &str, body: &str) -> Option<Near<'_>> {
        let (encoder, vectors) = self.near.as_ref()?;
        let by_chance = match self.chance.get() {
            Some(known) => Ok(*known),
            None => chance(&**encoder).map(|found| *self.chance.get_or_init(|| found)),
        };
        match by_chance.and_then(|chance| Near::new(&**encoder, &**vectors, (title, body), chance)) {
            Ok(near) => Some(near),
            Err(trouble) => {
                tracing::warn!(%trouble, "what is wanted could not be made a vector");
                None
            }
        }
    }

    /// The index.
    pub fn index(&self) -> &Arc<dyn Retriever> {
        &self.index
    }

    /// The index as it is now.
    pub fn snapshot(&self) -> Box<dyn Snapshot> {
        self.index.snapshot()
    }

    /// The terms of every layer, the base's own as they stand in the base now: another program may have changed them.
    ///
    /// # Errors
    /// The store's.
    pub fn lexicon(&self, shelf: &mut dyn Shelf) -> Result<Arc<Lexicon>, Fault> {
        let own = Keeping::setting(shelf, OWN_TERMS)?.unwrap_or_default();
        let mut built = self.lexicon.lock().unwrap_or_else(PoisonError::into_inner);
        if built.own != own {
            let mut layers = self.below.clone();
            match TermList::read(OWN_TERMS_NAME, own.as_bytes()) {
                Ok((list, _)) => layers.push(list),
                // An empty setting is no list; any other was checked before it was kept.
                Err(trouble) if !own.is_empty() => tracing::warn!(%trouble, "the base's own terms cannot be read"),
                Err(_) => {}
            }
            *built = Built { own, lexicon: Arc::new(Lexicon::new(layers)) };
        }
        Ok(Arc::clone(&built.lexicon))
    }
}
