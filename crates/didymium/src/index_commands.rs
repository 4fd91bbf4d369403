//! `didymium index`: how the index stands, and building it anew from the journal.

use std::sync::Arc;

use base::store::Store;
use clap::Subcommand;
use matching::terms::TermList;
use retrieval::{
    Embedded, Engine, Facet, Fault, Followed, Follower, Needed, OWN_TERMS, OWN_TERMS_NAME, Question, Retriever, keys,
};
use serde_json::json;
use web::language::Messages;

use crate::configuration::Configuration;
use crate::index::{dictionaries, unfollowed};
use crate::output;
use crate::stop::Stop;

/// What can be done with the index.
#[derive(Debug, Subcommand)]
pub enum IndexVerb {
    /// Where it is, what it holds, how far it has followed the journal
    Status {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Throw it away and build it from the journal
    Rebuild,
}

/// Does what is asked of the index.
pub fn run(place: &crate::arguments::Place, verb: &IndexVerb, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(place)?;
    match verb {
        IndexVerb::Status { json } => status(&configuration, *json, t),
        IndexVerb::Rebuild => rebuild(&configuration, t),
    }
}

/// Says where the index is, what it holds, and how far it has followed.
fn status(configuration: &Configuration, as_json: bool, t: Messages) -> Result<(), Stop> {
    let folder = &configuration.index;
    let stop = |fault| Stop::Index { path: folder.clone(), fault };
    let store: Arc<dyn Store> = Arc::new(configuration.existing()?);
    let (head, own) = store.reading(|shelf| -> Result<_, base::store::Fault> {
        Ok((shelf.head()?.number, shelf.setting(OWN_TERMS)?.unwrap_or_default()))
    })?;
    let index = Embedded::read(folder).map_err(stop)?;
    let (size, snapshot) = (index.size().map_err(stop)?, index.snapshot());
    let (keys, narrowed): (Vec<String>, Vec<Facet>) = (keys(&base::people::Viewer::Operator), Vec::new());
    let everything =
        Question { parts: &[], needed: Needed::Every, keys: &keys, narrowed: &narrowed, counted: &[], page: (0, 0) };
    let (documents, entry) = (snapshot.find(&everything).map_err(stop)?.total, snapshot.mark().entry);
    let mut layers: Vec<(String, usize)> =
        dictionaries(configuration)?.iter().map(|list| (name_of(list), list.terms().len())).collect();
    let shipped = TermList::own();
    layers.push((name_of(&shipped), shipped.terms().len()));
    let own = TermList::read(OWN_TERMS_NAME, own.as_bytes()).map_or(0, |(list, _)| list.terms().len());
    layers.push((OWN_TERMS_NAME.to_owned(), own));
    if as_json {
        let layers = layers.iter().map(|(name, terms)| json!({ "name": name, "terms": terms }));
        return output::json(&json!({
            "folder": folder.display().to_string(), "format": Embedded::FORMAT, "documents": documents,
            "bytes": size, "followed": entry, "journal": head, "terms": layers.collect::<Vec<_>>(),
        }));
    }
    let layers: Vec<String> = layers.iter().map(|(name, terms)| format!("{name} {terms}")).collect();
    let said = t.say("cli-index-status").with("path", folder.display().to_string());
    let said = said.with("format", Embedded::FORMAT.to_string()).with("documents", documents.to_string());
    let said = said.with("size", output::number(size as f64 / 1e6)).with("entry", entry.to_string());
    let said = said.with("head", head.to_string()).with("terms", layers.join(t.pick("、", ", ")));
    output::line(&said.to_string())
}

/// What a layer of terms is called.
fn name_of(list: &TermList) -> String {
    list.terms().first().map(|term| term.layer.to_string()).unwrap_or_default()
}

/// Throws the index away and builds it from the journal.
fn rebuild(configuration: &Configuration, t: Messages) -> Result<(), Stop> {
    let folder = &configuration.index;
    let stop = |fault: Fault| Stop::Index { path: folder.clone(), fault };
    let store: Arc<dyn Store> = Arc::new(configuration.existing()?);
    // Whoever holds it is asked first: nothing of what a server writes is touched.
    let (index, _) = Embedded::open(folder).map_err(stop)?;
    index.clear().map_err(stop)?;
    let head = store.reading(|shelf| shelf.head())?.number;
    let bar = output::progress(usize::try_from(head).unwrap_or(usize::MAX), &t.get("cli-index-entries"));
    let engine = Engine::new(Arc::new(index), Vec::new());
    let follower = Follower::new(Arc::clone(&store), Arc::clone(engine.index()));
    loop {
        match follower.step().map_err(|why| unfollowed(folder, why))? {
            Followed::Level => break,
            Followed::Anew => {}
            Followed::Some { entry, of, .. } => {
                bar.set_length(of);
                bar.set_position(entry);
            }
        }
    }
    bar.finish_and_clear();
    let entry = engine.snapshot().mark().entry;
    let said = t.say("cli-index-rebuilt").with("path", folder.display().to_string());
    output::line(&said.with("entry", entry.to_string()).to_string())
}
