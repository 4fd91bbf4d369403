//! What a saved search has found since its owner last looked: read from the base with the owner's own keys.

use base::people::Viewer;
use base::record::verb::{Within, list, listing};
use base::record::{Kind, Record, asked};
use base::store::{Fault, Filter, SavedSearch, Shelf, Sort};
use measure::Timestamp;
use retrieval::{Facet, SearchWords, document, within_reach};

use super::super::record::filter_of;
use super::address::Asked;
use crate::shell::{Trouble, Visit};
use crate::state::State;

/// Records that are looked at for a page, the newest.
const LOOKED_AT: usize = 300;
/// Records that are read at once.
const AT_ONCE: usize = 100;

/// What was written since.
pub(crate) struct News {
    /// The records, last changed first.
    pub records: Vec<Record>,
    /// Whether there may be more than were looked at.
    pub more: bool,
}

/// What a search is asked for, as records are compared with it.
enum Wanted {
    /// The words and facets of the search over everything.
    Search { words: SearchWords, narrowed: Vec<Facet>, kinds: Vec<Kind> },
    /// What a list is narrowed to.
    List(Filter),
    /// Nothing that could be understood; it finds nothing.
    Nothing,
}

impl News {
    /// How many, as a badge says it.
    pub(crate) fn count(&self) -> String {
        if self.more { format!("{}+", self.records.len()) } else { self.records.len().to_string() }
    }
}

/// What a saved search finds among what was written after a moment, for a viewer as he is now; at most so many.
pub(crate) fn news(
    state: &State,
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    search: &SavedSearch,
    (since, most): (Timestamp, usize),
) -> Result<News, Trouble> {
    news_among(state, shelf, viewer, search, (since, most, LOOKED_AT), &mut |_, _| Ok(true))
}

/// The same among records that `counts` admits; of those written since, so many are looked at, the newest first.
pub(crate) fn news_among(
    state: &State,
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    search: &SavedSearch,
    (since, most, looked_at_most): (Timestamp, usize, usize),
    counts: &mut dyn FnMut(&mut dyn Shelf, &Record) -> Result<bool, Fault>,
) -> Result<News, Trouble> {
    let wanted = wanted(state, shelf, viewer, &search.address)?;
    let filter = match &wanted {
        Wanted::Search { kinds, .. } => Filter { kinds: kinds.clone(), ..Filter::default() },
        Wanted::List(filter) => filter.clone(),
        Wanted::Nothing => return Ok(News { records: Vec::new(), more: false }),
    };
    let (mut news, mut after, mut looked_at) = (News { records: Vec::new(), more: false }, None, 0);
    loop {
        let query = listing(viewer, filter.clone(), Sort::Updated, after.as_deref(), AT_ONCE)?;
        let found = list(shelf, &query)?;
        looked_at += found.records.len();
        for record in found.records {
            if record.updated <= since {
                return Ok(news);
            }
            if wanted.has(&record) && counts(shelf, &record)? {
                if news.records.len() == most {
                    news.more = true;
                    return Ok(news);
                }
                news.records.push(record);
            }
        }
        after = found.next.map(|cursor| cursor.to_string());
        if after.is_none() {
            return Ok(news);
        }
        if looked_at >= looked_at_most {
            news.more = true;
            return Ok(news);
        }
    }
}

impl Wanted {
    fn has(&self, record: &Record) -> bool {
        match self {
            Self::Search { words, narrowed, .. } => document(record).is_some_and(|found| words.suit(&found, narrowed)),
            Self::List(_) => true,
            Self::Nothing => false,
        }
    }
}

fn wanted(state: &State, shelf: &mut dyn Shelf, viewer: &Viewer, address: &str) -> Result<Wanted, Trouble> {
    let Some(visit) = Visit::later(viewer, address) else { return Ok(Wanted::Nothing) };
    match visit.path.as_str() {
        "/search" => {
            let asked = Asked::of(&visit);
            let lexicon = state.engine().lexicon(shelf)?;
            let words = SearchWords::new(&asked.question, &lexicon);
            if words.is_wordless() && !words.text.is_empty() {
                return Ok(Wanted::Nothing);
            }
            let kinds = asked.narrowed.iter().filter(|facet| facet.name == "kind");
            let kinds = kinds.filter_map(|facet| Kind::of_code(&facet.value)).collect();
            let narrowed = within_reach(shelf, viewer, &asked.narrowed)?;
            Ok(Wanted::Search { words, narrowed, kinds })
        }
        "/records" => {
            let words = visit.field("q").map(asked).unwrap_or_default();
            Ok(Wanted::List(Filter { words, ..Filter::default() }))
        }
        _ => {
            let mut within = Within::new(shelf, &visit.occasion(state));
            let filter = filter_of(state, &visit, &mut within);
            within.end()?;
            Ok(filter.map_or(Wanted::Nothing, Wanted::List))
        }
    }
}
