//! “Did you mean”: terms that a mistyped text was likely meant to have.

use super::lexicon::{Inner, Lexicon};
use super::nearness::{LENGTHS, Nearness};
use super::normal::Normal;
use super::stop;
use super::vocabulary::Vocabulary;
use crate::text::glyph::{Glyph, bytes_of, glyphs, lower_of};
use crate::text::word;
use std::ops::Range;

/// Most characters of a text that are looked at: what is searched for is short.
const CHARACTERS_MOST: usize = 256;

/// A text as it was likely meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The whole text with every change made.
    pub text: String,
    /// What was changed, in order.
    pub changes: Vec<Change>,
}

/// A word or a stretch of characters, and what it was likely meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it stands in the given text, in bytes.
    pub bytes: Range<usize>,
    /// As it was given.
    pub from: String,
    /// As it was likely meant.
    pub to: String,
}

impl Lexicon {
    /// What a search was likely meant to be; nothing where it can stay as it is.
    ///
    /// A Latin word of at least five letters that no term has becomes one that a term has, with one slip between them,
    /// or two from eight letters on. Chinese characters become a term that sounds the same, if it has at least three
    /// characters or they stand alone; or a term of at least three characters of which one is another, if they stand
    /// between other terms; and only if no other term would do. `known` says whether a stemmed word, or two
    /// characters side by side, stand in what is searched; what is known stays.
    ///
    /// ```
    /// use matching::terms::{Lexicon, TermList};
    /// let lexicon = Lexicon::new(vec![TermList::own()]);
    /// let meant = lexicon.suggest("neodimium magnets", &|_| false).map(|suggestion| suggestion.text);
    /// assert_eq!(meant.as_deref(), Some("neodymium magnets"));
    /// ```
    pub fn suggest(&self, text: &str, known: &dyn Fn(&str) -> bool) -> Option<Suggestion> {
        let end = text.char_indices().nth(CHARACTERS_MOST).map_or(text.len(), |(at, _)| at);
        let start = text.get(..end)?;
        let glyphs = glyphs(start);
        let mut changes = self.words(start, &glyphs, known);
        changes.extend(self.stretches(start, &glyphs, known));
        changes.sort_by_key(|change| change.bytes.start);
        let mut meant = String::with_capacity(text.len());
        let mut done = 0;
        for change in &changes {
            meant.push_str(text.get(done..change.bytes.start)?);
            meant.push_str(&change.to);
            done = change.bytes.end;
        }
        meant.push_str(text.get(done..)?);
        (!changes.is_empty()).then_some(Suggestion { text: meant, changes })
    }

    /// Latin words.
    fn words(&self, text: &str, glyphs: &[Glyph], known: &dyn Fn(&str) -> bool) -> Vec<Change> {
        let vocabulary = self.inner.vocabulary();
        let runs = glyphs.chunk_by(|one, next| one.script.is_wordly() == next.script.is_wordly());
        let unknown = runs.filter_map(|run| {
            let lower = lower_of(run);
            let stem = word::stem(&lower);
            if vocabulary.has(&stem) || known(&stem) {
                return None;
            }
            let meant = vocabulary.nearest(&lower)?;
            change(text, run, if run.iter().all(is_capital) { meant.to_uppercase() } else { capitalised(meant, run) })
        });
        unknown.collect()
    }

    /// Stretches of Chinese characters, the longest first.
    fn stretches(&self, text: &str, glyphs: &[Glyph], known: &dyn Fn(&str) -> bool) -> Vec<Change> {
        let nearness = self.inner.nearness();
        let firm = self.firm(text);
        let mut changes: Vec<Change> = Vec::new();
        for run in glyphs.chunk_by(|one, next| one.script.is_grammed() && next.script.is_grammed()) {
            for length in LENGTHS.rev() {
                for at in 0..(run.len() + 1).saturating_sub(length) {
                    let place = Place { run, at, length, firm: &firm };
                    let bytes = bytes_of(place.stretch());
                    let free = |change: &Change| change.bytes.end <= bytes.start || bytes.end <= change.bytes.start;
                    if changes.iter().all(free)
                        && let Some(meant) = place.meant(nearness, known)
                    {
                        changes.extend(change(text, place.stretch(), meant));
                    }
                }
            }
        }
        changes
    }

    /// Where terms of more than one character stand: they are not changed.
    fn firm(&self, text: &str) -> Vec<Range<usize>> {
        let found = self.spot_in(text, &Normal::of(text)).into_iter().map(|spotted| spotted.bytes);
        found.filter(|bytes| text.get(bytes.clone()).is_some_and(|text| text.chars().nth(1).is_some())).collect()
    }
}

impl Inner {
    fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| Vocabulary::of(&self.terms))
    }

    fn nearness(&self) -> &Nearness {
        self.nearness.get_or_init(|| Nearness::of(&self.terms))
    }
}

/// A stretch in a run of Chinese characters, and where terms stand that are not changed.
struct Place<'a> {
    run: &'a [Glyph],
    at: usize,
    length: usize,
    firm: &'a [Range<usize>],
}

impl Place<'_> {
    fn stretch(&self) -> &[Glyph] {
        self.run.get(self.at..self.at + self.length).unwrap_or_default()
    }

    /// What the stretch was likely meant to be, if it touches no term, or has it whole and leaves it as it is.
    fn meant(&self, nearness: &Nearness, known: &dyn Fn(&str) -> bool) -> Option<String> {
        let stretch = self.stretch();
        let characters: Vec<char> = stretch.iter().map(|glyph| glyph.lower).collect();
        let long_or_alone = self.length > 2 || self.length == self.run.len();
        let near = nearness.sounding(&characters).filter(|_| long_or_alone);
        let near = near.or_else(|| nearness.differing(&characters).filter(|_| self.stands_apart()))?;
        if self.is_cut() || stretch.windows(2).all(|pair| known(&lower_of(pair))) {
            return None;
        }
        let is_firm = |glyph: &Glyph| self.firm.iter().any(|term| term.start <= glyph.from && glyph.to <= term.end);
        let changed = stretch.iter().zip(near).filter(|(glyph, meant)| glyph.lower != **meant);
        changed
            .map(|(glyph, _)| glyph)
            .all(|glyph| !is_firm(glyph) && !stop::binds(glyph.lower))
            .then(|| near.iter().collect())
    }

    /// Whether a term reaches beyond the stretch, or is just the stretch.
    fn is_cut(&self) -> bool {
        let bytes = bytes_of(self.stretch());
        self.firm.iter().any(|term| {
            let touches = term.start < bytes.end && bytes.start < term.end;
            touches && (term.start < bytes.start || bytes.end < term.end || *term == bytes)
        })
    }

    /// Whether before and after the stretch there is nothing, a term, or a character that only binds.
    fn stands_apart(&self) -> bool {
        let (before, after) =
            (self.at.checked_sub(1).and_then(|at| self.run.get(at)), self.run.get(self.at + self.length));
        let parts = |glyph: &Glyph| stop::binds(glyph.lower);
        before.is_none_or(|glyph| parts(glyph) || self.firm.iter().any(|term| term.end == glyph.to))
            && after.is_none_or(|glyph| parts(glyph) || self.firm.iter().any(|term| term.start == glyph.from))
    }
}

fn change(text: &str, stretch: &[Glyph], to: String) -> Option<Change> {
    let bytes = bytes_of(stretch);
    Some(Change { from: text.get(bytes.clone())?.to_owned(), bytes, to })
}

fn is_capital(glyph: &Glyph) -> bool {
    glyph.cased != glyph.lower
}

/// With the first letter large where it was given so.
fn capitalised(meant: String, given: &[Glyph]) -> String {
    if !given.first().is_some_and(is_capital) {
        return meant;
    }
    let mut letters = meant.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests;
