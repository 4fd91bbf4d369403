//! The words of a search as parts, each with the ways to say it in either language.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use matching::terms::{About, AboutKind, Lexicon, Spotted, only_binds};
use matching::text::{Token, TokenKind, analyse};

use crate::document::{Document, Facet, Field, Partition};
use crate::retriever::Wording;

/// Most characters of a search that are read; what people type is shorter.
pub const MOST_CHARACTERS: usize = 300;
/// Most ways to say a part that are looked for.
const MOST_WAYS: usize = 40;

/// What somebody searches for, read once. Nothing in it has a meaning of its own but its words: signs are signs.
#[derive(Clone, Debug, Default)]
pub struct SearchWords {
    /// The text as it was read.
    pub text: String,
    /// Whether it was longer than is read.
    pub cut: bool,
    /// What of the chain its terms are about.
    pub about: Vec<About>,
    pub(super) parts: Vec<Part>,
}

/// One thing that is searched for.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// As the search has it.
    pub said: String,
    /// The ways to say it, as it stands first.
    pub ways: Vec<Way>,
}

/// One way to say a part.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Way {
    /// In texts of this language.
    pub partition: Partition,
    /// Its tokens, each with its place behind the first.
    pub tokens: Vec<(String, u32)>,
    /// Whether the term list knows it, and the search does not have it.
    pub by_terms: bool,
}

impl SearchWords {
    /// Reads a text.
    pub fn new(given: &str, lexicon: &Lexicon) -> Self {
        let plain = given.chars().map(|one| if one.is_control() { ' ' } else { one });
        let text: String = plain.take(MOST_CHARACTERS).collect::<String>().trim().to_owned();
        let cut = given.chars().nth(MOST_CHARACTERS).is_some();
        let spotted: Vec<Spotted> = lexicon
            .spot(&text)
            .into_iter()
            .filter(|one| !only_binds(text.get(one.bytes.clone()).unwrap_or("")))
            .collect();
        let terms: Vec<Range<usize>> = spotted.iter().map(|one| one.bytes.clone()).collect();
        let mut parts: Vec<Part> = spotted.iter().map(|one| term(&text, one, lexicon)).collect();
        parts.extend(free(&text, &terms));
        let mut seen = HashSet::new();
        parts.retain(|part| !part.ways.is_empty() && seen.insert(part.ways.clone()));
        let of_chain = |about: &&About| matches!(about.kind, AboutKind::Commodity | AboutKind::Activity);
        let about: BTreeSet<About> = spotted
            .iter()
            .flat_map(|one| std::iter::once(one.term).chain(one.others.iter().copied()))
            .flat_map(|term| lexicon.term(term).about.iter().filter(of_chain).cloned())
            .collect();
        Self { text, cut, about: about.into_iter().collect(), parts }
    }

    /// Whether there is nothing in it that can be looked for.
    pub fn is_wordless(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether a text has every part of it.
    pub fn are_in(&self, text: &str) -> bool {
        let there: HashSet<String> = analyse(text).tokens.into_iter().map(|token| token.text).collect();
        !self.parts.is_empty() && self.parts.iter().all(|part| part.ways.iter().any(|way| way.is_among(&there)))
    }

    /// Whether a document has every part of it and one of the facets of each name: what a search for it would find.
    pub fn suit(&self, document: &Document, narrowed: &[Facet]) -> bool {
        let mut there = [HashSet::new(), HashSet::new()];
        for text in document.texts.iter().filter(|text| text.field == Field::Body) {
            let there = &mut there[usize::from(text.partition == Partition::English)];
            there.extend(analyse(&text.text).tokens.into_iter().map(|token| token.text));
        }
        let has = |way: &Way| way.is_among(&there[usize::from(way.partition == Partition::English)]);
        let names: BTreeSet<&str> = narrowed.iter().map(|facet| facet.name.as_str()).collect();
        let fits = |name: &str| document.facets.iter().any(|facet| facet.name == name && narrowed.contains(facet));
        self.parts.iter().all(|part| part.ways.iter().any(has)) && names.into_iter().all(fits)
    }

    /// The parts as an index is asked for them, all to be there.
    pub(super) fn every(&self) -> Vec<Vec<Wording>> {
        self.parts.iter().map(|part| part.ways.iter().map(Way::wording).collect()).collect()
    }

    /// The parts as an index is asked for them where not all need be there: each, and each of its tokens alone.
    pub(super) fn any(&self) -> Vec<Vec<Wording>> {
        let mut parts = self.every();
        parts.extend(self.tokens().into_iter().map(|token| {
            let wording = |partition| Wording { partition, tokens: vec![token.to_owned()] };
            Partition::ALL.map(wording).into()
        }));
        parts
    }

    /// The tokens of the search as it stands, each once.
    pub(super) fn tokens(&self) -> BTreeSet<&str> {
        let own = self.parts.iter().flat_map(|part| part.ways.iter().filter(|way| !way.by_terms));
        own.flat_map(|way| way.tokens.iter().map(|(token, _)| token.as_str())).collect()
    }
}

impl Way {
    fn wording(&self) -> Wording {
        let mut tokens: Vec<String> = self.tokens.iter().map(|(token, _)| token.clone()).collect();
        tokens.sort();
        tokens.dedup();
        Wording { partition: self.partition, tokens }
    }

    fn is_among(&self, there: &HashSet<String>) -> bool {
        self.tokens.iter().all(|(token, _)| there.contains(token))
    }
}

/// A term with all it is called; texts of either language may have it as it stands.
fn term(text: &str, spotted: &Spotted, lexicon: &Lexicon) -> Part {
    let said = text.get(spotted.bytes.clone()).unwrap_or_default().to_owned();
    let mut ways = as_it_stands(&said);
    for reading in std::iter::once(spotted.term).chain(spotted.others.iter().copied()).map(|id| lexicon.term(id)) {
        let forms = [(Partition::Chinese, &reading.zh), (Partition::English, &reading.en)];
        for (partition, called) in forms {
            for form in called.iter().chain(&reading.written) {
                ways.extend(said_as(form).into_iter().map(|tokens| Way { partition, tokens, by_terms: true }));
            }
        }
    }
    let mut seen = HashSet::new();
    ways.retain(|way| seen.insert((way.partition, way.tokens.clone())));
    ways.truncate(MOST_WAYS);
    Part { said, ways }
}

/// What stands between the terms, as it stands.
fn free(text: &str, terms: &[Range<usize>]) -> Vec<Part> {
    let analysis = analyse(text);
    let outside =
        |token: &&Token| terms.iter().all(|term| token.bytes.end <= term.start || term.end <= token.bytes.start);
    let tokens: Vec<&Token> = analysis.tokens.iter().filter(outside).collect();
    let stretches = runs(&tokens).into_iter().flat_map(|run| telling(text, &run));
    let mut parts: Vec<Part> = stretches.map(|said| Part { ways: as_it_stands(said), said: said.to_owned() }).collect();
    if parts.is_empty() && terms.is_empty() {
        // Nothing but words that bind others; then they are meant.
        let whole = Part { ways: as_it_stands(text), said: text.to_owned() };
        parts.push(whole);
    }
    parts
}

/// Tokens that overlap, as one stretch each.
fn runs(tokens: &[&Token]) -> Vec<Range<usize>> {
    let mut places: Vec<(usize, usize)> = tokens.iter().map(|token| (token.bytes.start, token.bytes.end)).collect();
    places.sort_unstable();
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (start, end) in places {
        match runs.last_mut() {
            Some(last) if start < last.end => last.end = last.end.max(end),
            _ => runs.push(start..end),
        }
    }
    runs
}

/// What of a stretch says something: a word that does not only bind others, characters between those that do. Chinese
/// words have two characters more often than not; a stretch of an even number of them is taken for such words.
fn telling<'a>(text: &'a str, run: &Range<usize>) -> Vec<&'a str> {
    let said = text.get(run.clone()).unwrap_or_default();
    if only_binds(said) {
        return Vec::new();
    }
    if said.is_ascii() {
        return vec![said];
    }
    let is_idle = |one: char| !one.is_ascii() && only_binds(one.encode_utf8(&mut [0; 4]));
    said.split(is_idle).filter(|stretch| !stretch.is_empty()).flat_map(pairs).collect()
}

fn pairs(stretch: &str) -> Vec<&str> {
    let starts: Vec<usize> = stretch.char_indices().map(|(at, _)| at).collect();
    let is_chinese = stretch.chars().all(|one| matches!(one, '\u{3400}'..='\u{9fff}'));
    if !is_chinese || starts.len() < 4 || !starts.len().is_multiple_of(2) {
        return vec![stretch];
    }
    let ends = starts.iter().skip(2).step_by(2).copied().chain([stretch.len()]);
    starts.iter().step_by(2).zip(ends).filter_map(|(start, end)| stretch.get(*start..end)).collect()
}

fn as_it_stands(said: &str) -> Vec<Way> {
    let ways = said_as(said).into_iter();
    ways.flat_map(|tokens| Partition::ALL.map(|partition| Way { partition, tokens: tokens.clone(), by_terms: false }))
        .collect()
}

/// The tokens of a form: a compound, a formula or a quantity whole, and in the words it is made of.
fn said_as(form: &str) -> Vec<Vec<(String, u32)>> {
    let tokens = analyse(form).tokens;
    let holds = |outer: &Token, inner: &Token| {
        outer.bytes.start <= inner.bytes.start
            && inner.bytes.end <= outer.bytes.end
            && outer.bytes.len() > inner.bytes.len()
    };
    let is_inside = |token: &&Token| tokens.iter().any(|other| holds(other, token));
    // A character within a pair adds nothing to it.
    let has_inner = |token: &&Token| token.kind != TokenKind::Pair && tokens.iter().any(|other| holds(token, other));
    let whole: Vec<&Token> = tokens.iter().filter(|token| !is_inside(token)).collect();
    let in_words: Vec<&Token> = tokens
        .iter()
        .filter(|token| !has_inner(token))
        .filter(|token| token.kind != TokenKind::Character || !is_inside(token))
        .collect();
    let mut ways: Vec<Vec<(String, u32)>> = [whole, in_words].iter().map(|tokens| placed(tokens)).collect();
    ways.retain(|way| !way.is_empty());
    ways.dedup();
    ways
}

fn placed(tokens: &[&Token]) -> Vec<(String, u32)> {
    let first = tokens.first().map_or(0, |token| token.position);
    tokens.iter().map(|token| (token.text.clone(), token.position.saturating_sub(first))).collect()
}
