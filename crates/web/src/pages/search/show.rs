//! The page of the search.

use askama::Template;
use axum::response::Response;
use base::people::may_author;
use base::record::verb::Within;
use base::record::{Kind, RecordId};
use retrieval::{Basis, MOST_CHARACTERS, Search, SearchWords, Searched, search};

use super::address::Asked;
use super::facet::{Chip, Group, chips, groups};
use super::hit::Hit;
use crate::language::Messages;
use crate::shell::{Layout, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Link, Names};

/// Things of the chain that are named beside the hits.
const ON_CHAIN: usize = 6;

#[derive(Template)]
#[template(path = "pages/search/show.html")]
struct SearchPage {
    t: Messages,
    layout: Layout,
    question: String,
    /// What narrows, as the form carries it on.
    narrowed: Vec<(String, String)>,
    count: String,
    found: Found,
    notices: Vec<String>,
    suggestion: Option<(Link, String)>,
    on_chain: Vec<Link>,
    chips: Vec<Chip>,
    groups: Vec<Group>,
    hits: Vec<Hit>,
    before: Option<String>,
    after: Option<String>,
    /// The address without anything that narrows.
    whole: String,
    /// The address as it is saved, from the first page.
    address: String,
    reader: Reader,
}

/// What became of the question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    /// There is none.
    Unasked,
    /// Records.
    Some,
    /// Nothing.
    Nothing,
}

/// Who reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    Visitor,
    Member,
    /// A member who may post a need.
    Author,
}

impl SearchPage {
    fn is_unasked(&self) -> bool {
        self.found == Found::Unasked
    }

    fn has_nothing(&self) -> bool {
        self.found == Found::Nothing
    }

    fn is_signed_in(&self) -> bool {
        self.reader != Reader::Visitor
    }

    fn posts_needs(&self) -> bool {
        self.reader == Reader::Author
    }
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let (asked, occasion, t) = (Asked::of(visit), visit.occasion(state), visit.messages());
    let viewer = &occasion.viewer;
    let wanted = Search { text: &asked.question, narrowed: &asked.narrowed, page: asked.part() };
    state.store().reading(|shelf| {
        let found = search(shelf, state.engine(), viewer, &wanted)?;
        let mut within = Within::new(shelf, &occasion);
        within.learn(&named(&found, &asked));
        let hits = found.hits.iter().map(|hit| Hit::of(hit, &mut within, t)).collect();
        let (chips, groups) = (chips(&asked, &mut within, t), groups(&asked, &found.facets, &mut within, t));
        within.end()?;
        let reader = match viewer.account() {
            None => Reader::Visitor,
            Some(_) if may_author(viewer, Kind::Need).is_ok() => Reader::Author,
            Some(_) => Reader::Member,
        };
        let suggestion = found.suggestion.as_ref().map(|meant| {
            let count = t.say("search-meant-count").with("count", meant.total.to_string()).to_string();
            (Link::at(Asked::instead(&meant.text).address(), meant.text.as_str()), count)
        });
        page(&SearchPage {
            t,
            layout: Layout::new(state, visit, None),
            question: found.words.text.clone(),
            narrowed: asked.narrowed.iter().map(|facet| (facet.name.clone(), facet.value.clone())).collect(),
            count: t.say("search-count").with("count", i64::try_from(found.total).unwrap_or(i64::MAX)).to_string(),
            found: outcome(&found, &asked),
            notices: notices(&found, t),
            suggestion,
            on_chain: on_chain(state, &found.words, t),
            chips,
            groups,
            hits,
            before: asked.beside(asked.page - 1, found.total),
            after: asked.beside(asked.page + 1, found.total),
            whole: Asked::instead(&asked.question).address(),
            address: Asked { page: 1, ..asked.clone() }.address(),
            reader,
        })
    })
}

/// The organisations that the page names.
fn named(found: &Searched, asked: &Asked) -> Vec<RecordId> {
    let facets = found.facets.iter().map(|count| &count.facet).chain(&asked.narrowed);
    let owners = facets.filter(|facet| facet.name == "owner").filter_map(|facet| facet.value.parse().ok());
    owners.chain(found.hits.iter().filter_map(|hit| hit.record.content.owner())).collect()
}

fn outcome(found: &Searched, asked: &Asked) -> Found {
    if found.words.text.is_empty() && asked.narrowed.is_empty() {
        Found::Unasked
    } else if found.total == 0 {
        Found::Nothing
    } else {
        Found::Some
    }
}

/// What the reader should know about the answer.
fn notices(found: &Searched, t: Messages) -> Vec<String> {
    let mut notices = Vec::new();
    if found.words.cut {
        notices.push(t.say("search-cut").with("most", MOST_CHARACTERS.to_string()).to_string());
    }
    match found.basis {
        Basis::SomeParts if found.total > 0 => notices.push(t.get("search-some")),
        Basis::NoWords => notices.push(t.get("search-no-words")),
        Basis::SomeParts | Basis::Everything | Basis::EveryPart => {}
    }
    notices
}

/// The commodities and activities that the words are about, by the term list or by their names.
fn on_chain(state: &State, words: &SearchWords, t: Messages) -> Vec<Link> {
    let (chain, names) = (state.chain(), Names::new(state.chain(), t));
    if words.is_wordless() {
        return Vec::new();
    }
    let is_about = |id: &str, name: &chain::Text| {
        words.about.iter().any(|about| about.id == id) || words.are_in(&format!("{}\n{}", name.zh, name.en))
    };
    let commodities = chain.commodities.iter().enumerate().filter(|(_, one)| is_about(&one.id, &one.name));
    let activities = chain.activities.iter().enumerate().filter(|(_, one)| is_about(&one.id, &one.name));
    let commodities = commodities.map(|(at, _)| names.commodity(at));
    commodities.chain(activities.map(|(at, _)| names.activity(at))).take(ON_CHAIN).collect()
}
