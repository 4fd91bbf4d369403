//! Layers of term lists over each other, and the automaton that finds all their forms in one pass.

use super::list::TermList;
use super::nearness::Nearness;
use super::normal::{Normal, key};
use super::term::{Term, TermId};
use super::vocabulary::Vocabulary;
use crate::text::Language;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

/// All terms of several lists. Cloning it is cheap.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    pub(super) inner: Arc<Inner>,
}

#[derive(Debug, Default)]
pub(super) struct Inner {
    pub(super) terms: Vec<Term>,
    /// Over the normal forms; nothing where there are none.
    pub(super) automaton: Option<AhoCorasick>,
    /// For every normal form the terms that have it, the best first.
    pub(super) candidates: Vec<Vec<Candidate>>,
    pub(super) vocabulary: OnceLock<Vocabulary>,
    pub(super) nearness: OnceLock<Nearness>,
}

/// A form of a term. The order is that of preference: the later layer, then what it is called before how it is written,
/// then heads before others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// How many layers lie over it.
    pub(super) depth: u32,
    pub(super) language: Language,
    pub(super) place: u32,
    pub(super) term: TermId,
    /// Whether it must be written as it is in the list: `HIP` is no `hip`.
    pub(super) exact: bool,
}

impl Lexicon {
    /// Lays lists over each other: where two have the same head, the later one's term counts.
    pub fn new(layers: Vec<TermList>) -> Self {
        let mut heads = HashSet::new();
        let mut over: Vec<(u32, Vec<Term>)> = Vec::with_capacity(layers.len());
        for (depth, layer) in (0..).zip(layers.into_iter().rev()) {
            let mut terms = layer.terms;
            terms.retain(|term| heads.insert(key(term.head())));
            over.push((depth, terms));
        }
        let mut inner = Inner::default();
        let (mut forms, mut number_of) = (Vec::new(), HashMap::new());
        for (depth, terms) in over.into_iter().rev() {
            for term in terms {
                inner.add(depth, term, &mut forms, &mut number_of);
            }
        }
        for candidates in &mut inner.candidates {
            candidates.sort_unstable();
        }
        // Lists are too short for the one way in which this can fail: more states than a number of 31 bits counts.
        inner.automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms).ok();
        Self { inner: Arc::new(inner) }
    }

    /// The term of an id that this lexicon gave.
    ///
    /// # Panics
    /// Where another lexicon with more terms gave the id.
    pub fn term(&self, id: TermId) -> &Term {
        &self.inner.terms[id.0 as usize]
    }

    /// All terms.
    pub fn terms(&self) -> impl Iterator<Item = (TermId, &Term)> {
        (0..).map(TermId).zip(&self.inner.terms)
    }

    /// The term of which a text is a form and nothing else.
    pub fn find(&self, form: &str) -> Option<TermId> {
        let normal = Normal::of(form);
        let found = self.spot(form);
        let whole = found.first().filter(|first| first.bytes == normal.bytes(0..normal.text.len()));
        whole.map(|spotted| spotted.term)
    }
}

impl Inner {
    fn add(&mut self, depth: u32, term: Term, forms: &mut Vec<String>, number_of: &mut HashMap<String, usize>) {
        let Ok(id) = u32::try_from(self.terms.len()) else { return };
        for language in [Language::Chinese, Language::English, Language::None] {
            for (place, form) in (0..).zip(term.forms(language)) {
                let normal = Normal::of(form);
                if normal.is_idle() {
                    continue;
                }
                let exact = is_exact(form, &normal, language);
                let number = *number_of.entry(normal.text).or_insert_with_key(|text| {
                    forms.push(text.clone());
                    self.candidates.push(Vec::new());
                    forms.len() - 1
                });
                let candidate = Candidate { depth, language, place, term: TermId(id), exact };
                if let Some(candidates) = self.candidates.get_mut(number) {
                    candidates.push(candidate);
                }
            }
        }
        self.terms.push(term);
    }
}

/// Whether a form is so short that in other case it is another word: symbols of elements, and abbreviations of up to
/// three letters, or of four capitals.
fn is_exact(form: &str, normal: &Normal, language: Language) -> bool {
    let Some(word) = normal.word().filter(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic())) else {
        return false;
    };
    let capitals = form.chars().filter(char::is_ascii_uppercase).count();
    match word.len() {
        ..=3 => capitals >= 2 || language == Language::None,
        4 => capitals >= 4,
        _ => false,
    }
}
