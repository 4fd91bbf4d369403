//! What the address of a search asks for, and the addresses that lead on from it.

use retrieval::{COUNTED, Facet, MOST_CHARACTERS};

use crate::shell::Visit;

/// Hits on a page.
pub(super) const PAGE: usize = 20;
/// The last page that is shown.
const LAST: usize = 50;
/// Most facets that an address narrows by, and most bytes of one.
const MOST_FACETS: usize = 20;
const MOST_VALUE: usize = 200;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The words as they were given.
    pub question: String,
    /// What it is narrowed to.
    pub narrowed: Vec<Facet>,
    /// The page, the first being 1.
    pub page: usize,
}

impl Asked {
    /// Reads an address; what cannot be meant is left out.
    pub(super) fn of(visit: &Visit) -> Self {
        let mut narrowed: Vec<Facet> = Vec::new();
        for (name, value) in &visit.query {
            let facet = Facet::new(name, value);
            let is_meant = COUNTED.contains(&name.as_str()) && !value.is_empty() && value.len() <= MOST_VALUE;
            if is_meant && narrowed.len() < MOST_FACETS && !narrowed.contains(&facet) {
                narrowed.push(facet);
            }
        }
        let page = visit.field("page").and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, LAST);
        Self { question: visit.field("q").unwrap_or_default().to_owned(), narrowed, page }
    }

    /// How many hits to leave out, and how many to give.
    pub(super) fn part(&self) -> (usize, usize) {
        ((self.page - 1) * PAGE, PAGE)
    }

    /// Its address.
    pub(super) fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        // What is not read is not carried on.
        let question: String = self.question.chars().take(MOST_CHARACTERS).collect();
        if !question.is_empty() {
            query.append_pair("q", &question);
        }
        for facet in &self.narrowed {
            query.append_pair(&facet.name, &facet.value);
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        let query = query.finish();
        if query.is_empty() { "/search".to_owned() } else { format!("/search?{query}") }
    }

    /// With a facet more, or without it where it narrows already; from the first page.
    pub(super) fn turned(&self, facet: &Facet) -> Self {
        let mut narrowed = self.narrowed.clone();
        match narrowed.iter().position(|one| one == facet) {
            Some(at) => drop(narrowed.remove(at)),
            None => narrowed.push(facet.clone()),
        }
        Self { question: self.question.clone(), narrowed, page: 1 }
    }

    /// The page before or behind, if it is there.
    pub(super) fn beside(&self, page: usize, total: u64) -> Option<String> {
        let begins = (page.saturating_sub(1) * PAGE) as u64;
        let is_there = (1..=LAST).contains(&page) && begins < total;
        is_there.then(|| Self { page, ..self.clone() }.address())
    }

    /// Another question, with nothing narrowed.
    pub(super) fn instead(question: &str) -> Self {
        Self { question: question.to_owned(), narrowed: Vec::new(), page: 1 }
    }
}
