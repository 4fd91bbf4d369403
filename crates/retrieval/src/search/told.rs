//! What of a record was found: its words marked, its best sentence, the terms it was found by.

use std::collections::HashMap;
use std::ops::Range;

use base::record::Record;
use base::record::verb::texts;
use matching::text::{Analysis, analyse};

use super::words::{Part, SearchWords, Way};
use crate::tell::runs;

/// Most characters of a sentence that are shown.
const SHOWN: usize = 160;
/// Characters that are shown before the first mark of a longer one.
const BEFORE: usize = 40;

/// A text with the places that were searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// The places, in bytes, in order, none over another.
    pub marks: Vec<Range<usize>>,
}

/// A part of a longer text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// What it says.
    pub said: Marked,
    /// Whether the text begins before it.
    pub begins_before: bool,
    /// Whether the text goes on behind it.
    pub goes_on: bool,
}

/// What of a record was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub title_zh: Marked,
    pub title_en: Marked,
    pub snippet: Option<Snippet>,
    pub pairs: Vec<(String, String)>,
}

/// A text that was read.
struct Read {
    text: String,
    analysis: Analysis,
    /// Where its tokens stand: their place among the others, and in bytes.
    places: HashMap<String, Vec<(u32, Range<usize>)>>,
}

/// Tells of a record.
pub(super) fn tell(words: &SearchWords, record: &Record) -> Told {
    let mut told = Told::default();
    let mut bodies = Vec::new();
    let mut all = Vec::new();
    for (field, text) in texts(record) {
        let read = Read::new(text.trim_end().to_owned());
        match field {
            "title_zh" => told.title_zh = read.marked(words),
            "title_en" => told.title_en = read.marked(words),
            _ => bodies.push(all.len()),
        }
        all.push(read);
    }
    let bodies: Vec<&Read> = bodies.into_iter().filter_map(|at| all.get(at)).collect();
    told.snippet = snippet(words, &bodies);
    told.pairs = words.parts.iter().filter_map(|part| pair(part, &all)).collect();
    told
}

/// By which other name a part was found; nothing where the texts have it as it stands.
fn pair(part: &Part, texts: &[Read]) -> Option<(String, String)> {
    let mut by_terms = None;
    for way in &part.ways {
        let place = texts.iter().find_map(|read| Some((read, read.places_of(way).into_iter().next()?)));
        let Some((read, place)) = place else { continue };
        if !way.by_terms {
            return None;
        }
        let said = read.text.get(place).unwrap_or_default().to_owned();
        by_terms.get_or_insert((part.said.clone(), said));
    }
    by_terms
}

impl Read {
    fn new(text: String) -> Self {
        let analysis = analyse(&text);
        let mut places: HashMap<String, Vec<(u32, Range<usize>)>> = HashMap::new();
        for token in &analysis.tokens {
            places.entry(token.text.clone()).or_default().push((token.position, token.bytes.clone()));
        }
        Self { text, analysis, places }
    }

    /// Where a way of saying something stands as one.
    fn places_of(&self, way: &Way) -> Vec<Range<usize>> {
        let Some(((first, _), rest)) = way.tokens.split_first() else { return Vec::new() };
        let starts = self.places.get(first).map_or(&[][..], Vec::as_slice);
        let whole = |(position, bytes): &(u32, Range<usize>)| {
            rest.iter().try_fold(bytes.clone(), |sum, (token, behind)| {
                let found = self.places.get(token)?.iter().find(|(place, _)| *place == position + behind)?;
                Some(sum.start.min(found.1.start)..sum.end.max(found.1.end))
            })
        };
        starts.iter().filter_map(whole).collect()
    }

    /// Where a part stands; where nothing has it as one, where its own tokens stand.
    fn places_of_part(&self, part: &Part) -> Vec<Range<usize>> {
        let whole: Vec<Range<usize>> = part.ways.iter().flat_map(|way| self.places_of(way)).collect();
        if !whole.is_empty() {
            return whole;
        }
        let own = part.ways.iter().filter(|way| !way.by_terms).flat_map(|way| &way.tokens);
        let places = own.filter_map(|(token, _)| self.places.get(token)).flatten();
        places.map(|(_, bytes)| bytes.clone()).collect()
    }

    fn marks(&self, words: &SearchWords) -> Vec<Range<usize>> {
        runs(words.parts.iter().flat_map(|part| self.places_of_part(part)).collect())
    }

    fn marked(&self, words: &SearchWords) -> Marked {
        Marked { text: self.text.clone(), marks: self.marks(words) }
    }
}

/// The sentence that has the most parts; the beginning of the texts where none has any.
fn snippet(words: &SearchWords, texts: &[&Read]) -> Option<Snippet> {
    let mut best: Option<(usize, &Read, Range<usize>)> = None;
    for read in texts {
        let found: Vec<Vec<Range<usize>>> = words.parts.iter().map(|part| read.places_of_part(part)).collect();
        for sentence in &read.analysis.sentences {
            let within = |place: &Range<usize>| sentence.start <= place.start && place.end <= sentence.end;
            let parts = found.iter().filter(|places| places.iter().any(within)).count();
            if best.as_ref().is_none_or(|(most, ..)| parts > *most) {
                best = Some((parts, read, sentence.clone()));
            }
        }
    }
    let (_, read, sentence) = best?;
    Some(shown(&read.text, &sentence, &read.marks(words)))
}

/// A sentence as it is shown, cut around its first mark where it is long.
fn shown(text: &str, sentence: &Range<usize>, marks: &[Range<usize>]) -> Snippet {
    let within: Vec<&Range<usize>> =
        marks.iter().filter(|mark| sentence.start <= mark.start && mark.end <= sentence.end).collect();
    let said = text.get(sentence.clone()).unwrap_or_default();
    let places: Vec<usize> = said.char_indices().map(|(at, _)| sentence.start + at).collect();
    let first = within.first().map_or(0, |mark| places.partition_point(|place| *place < mark.start));
    let from = if places.len() > SHOWN { first.saturating_sub(BEFORE) } else { 0 };
    let start = places.get(from).copied().unwrap_or(sentence.start);
    let end = places.get(from + SHOWN).copied().unwrap_or(sentence.end);
    let inside = within.into_iter().filter(|mark| start <= mark.start && mark.end <= end);
    let marks = inside.map(|mark| mark.start - start..mark.end - start).collect();
    let text = text.get(start..end).unwrap_or_default().to_owned();
    Snippet { said: Marked { text, marks }, begins_before: start > sentence.start, goes_on: end < sentence.end }
}
