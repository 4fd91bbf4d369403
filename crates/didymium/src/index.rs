//! The index beside a base: opened with its terms, and kept level with the journal in the background.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use base::store::Store;
use encoder::Encoder;
use matching::terms::TermList;
use retrieval::{
    Embedded, Engine, Fault, FlatVectors, Follower, Opened, OpenedVectors, Unfollowed, VectorFollower, Vectors,
};
use web::language::Messages;

use crate::configuration::Configuration;
use crate::output;
use crate::stop::Stop;

/// Rows of a dictionary that are left out and named in the log; the others are counted.
const NAMED: usize = 10;

/// The index of a base, which this program alone writes.
pub struct Index {
    folder: PathBuf,
    engine: Arc<Engine>,
    follower: Follower,
    /// None where no encoder is installed.
    vectors: Option<VectorFollower>,
}

impl Index {
    /// Opens the index of a base, and begins an empty one where there is none or where it cannot be read.
    ///
    /// # Errors
    /// Another program holds it; its folder cannot be written; the dictionary cannot be read.
    pub fn open(configuration: &Configuration, store: &Arc<dyn Store>, t: Messages) -> Result<Self, Stop> {
        let folder = configuration.index.clone();
        let dictionaries = dictionaries(configuration)?;
        let (index, opened) = Embedded::open(&folder).map_err(|fault| Stop::Index { path: folder.clone(), fault })?;
        if let Opened::Discarded { why } = opened {
            let said = t.say("cli-index-discarded").with("path", folder.display().to_string());
            output::line(&said.with("why", why).to_string())?;
        }
        let engine = Engine::new(Arc::new(index), dictionaries);
        let (engine, vectors) = with_vectors(engine, configuration, store, t)?;
        let engine = Arc::new(engine);
        let follower = Follower::new(Arc::clone(store), Arc::clone(engine.index()));
        Ok(Self { folder, engine, follower, vectors })
    }

    /// The index with its terms.
    pub fn engine(&self) -> Arc<Engine> {
        Arc::clone(&self.engine)
    }

    /// Follows until the index is level with the journal.
    ///
    /// # Errors
    /// The base cannot be read; the index cannot be written.
    pub fn catch_up(&self) -> Result<(), Stop> {
        self.follower.catch_up().map_err(|why| unfollowed(&self.folder, why))
    }

    /// Follows the journal in the background from now on.
    pub fn follow(self) -> Following {
        let ended = Arc::new(AtomicBool::new(false));
        let (done, is_done) = channel();
        let seen = Arc::clone(&ended);
        std::thread::spawn(move || {
            std::thread::scope(|scope| {
                if let Some(vectors) = &self.vectors {
                    scope.spawn(|| vectors.follow(&seen));
                }
                self.follower.follow(&seen);
            });
            drop(self);
            // Nobody may wait any longer.
            let _ = done.send(());
        });
        Following { ended, is_done }
    }
}

/// The following of a journal in the background.
pub struct Following {
    ended: Arc<AtomicBool>,
    is_done: Receiver<()>,
}

impl Following {
    /// Ends it, and waits for its last step; a step that takes longer is broken off, and done again at the next start.
    pub fn end(self, most: Duration) {
        self.ended.store(true, Ordering::Relaxed);
        let _ = self.is_done.recv_timeout(most);
    }
}

/// The general dictionaries that are installed.
///
/// # Errors
/// One cannot be read.
pub fn dictionaries(configuration: &Configuration) -> Result<Vec<TermList>, Stop> {
    configuration.dictionary.iter().map(|path| dictionary(path)).collect()
}

fn dictionary(path: &Path) -> Result<TermList, Stop> {
    let bytes = fs::read(path).map_err(|error| Stop::unreadable(path, error))?;
    let read = TermList::cedict(&bytes);
    let no = |why| Stop::Dictionary { path: path.to_owned(), why };
    let (list, troubles) = read.map_err(|why| no(Some(why)))?;
    if list.terms().is_empty() {
        return Err(no(None));
    }
    for trouble in troubles.iter().take(NAMED) {
        tracing::warn!(path = %path.display(), %trouble, "left out of the dictionary");
    }
    tracing::info!(path = %path.display(), terms = list.terms().len(), left_out = troubles.len(), "dictionary read");
    Ok(list)
}

/// The index of a base for one errand: brought level with the journal, or read as a server that runs keeps it.
///
/// # Errors
/// The index cannot be read or written; the base cannot be read; the dictionary cannot be read.
pub fn once(configuration: &Configuration, store: &Arc<dyn Store>, t: Messages) -> Result<Arc<Engine>, Stop> {
    let folder = &configuration.index;
    let failed = |fault| Stop::Index { path: folder.clone(), fault };
    let (index, follows) = match Embedded::open(folder) {
        Ok((index, _)) => (index, true),
        Err(Fault::Held) => (Embedded::read(folder).map_err(failed)?, false),
        Err(fault) => return Err(failed(fault)),
    };
    let engine = Engine::new(Arc::new(index), dictionaries(configuration)?);
    if !follows {
        // The vectors are the server's alone to read and write.
        return Ok(Arc::new(engine));
    }
    caught_up(store, &engine, folder)?;
    let (engine, vectors) = with_vectors(engine, configuration, store, t)?;
    vectors.map_or(Ok(()), |follower| follower.catch_up()).map_err(|why| unfollowed(folder, why))?;
    Ok(Arc::new(engine))
}

/// What makes vectors of texts, where something does.
///
/// # Errors
/// It is named, and cannot be opened.
pub fn encoder(configuration: &Configuration) -> Result<Option<Arc<dyn Encoder>>, Stop> {
    let named = configuration.encoder.as_deref();
    named.map(|named| encoder::open(named).map(Arc::from).map_err(Stop::Encoder)).transpose()
}

/// The engine with the vectors beside its index, and what keeps them level; as it is where no encoder is installed.
fn with_vectors(
    engine: Engine,
    configuration: &Configuration,
    store: &Arc<dyn Store>,
    t: Messages,
) -> Result<(Engine, Option<VectorFollower>), Stop> {
    let Some(encoder) = encoder(configuration)? else { return Ok((engine, None)) };
    let folder = configuration.index.join("vectors");
    let opened = FlatVectors::open(&folder, encoder.card());
    let (vectors, opened) = opened.map_err(|fault| Stop::Index { path: folder, fault })?;
    if let OpenedVectors::Discarded { why } = opened {
        output::line(&t.say("cli-encoder-other").with("why", why).to_string())?;
    }
    tracing::info!(encoder = %encoder.card(), vectors = vectors.count(), "encoder read");
    if vectors.misses_graphs() {
        tracing::warn!(vectors = vectors.count(), "a program built with the feature usearch finds the nearest quicker");
    }
    let vectors: Arc<dyn Vectors> = Arc::new(vectors);
    let follower = VectorFollower::new(Arc::clone(store), Arc::clone(&encoder), Arc::clone(&vectors));
    Ok((engine.with_vectors(encoder, vectors), Some(follower)))
}

/// Brings an index level with the journal, once.
///
/// # Errors
/// The base cannot be read; the index cannot be written.
fn caught_up(store: &Arc<dyn Store>, engine: &Engine, folder: &Path) -> Result<(), Stop> {
    let follower = Follower::new(Arc::clone(store), Arc::clone(engine.index()));
    follower.catch_up().map_err(|why| unfollowed(folder, why))
}

/// What stopped an index from following.
pub fn unfollowed(folder: &Path, why: Unfollowed) -> Stop {
    match why {
        Unfollowed::Base(fault) => Stop::Fault(fault),
        Unfollowed::Index(fault) => Stop::Index { path: folder.to_owned(), fault },
        Unfollowed::Encoder(trouble) => Stop::Encoder(trouble),
    }
}
