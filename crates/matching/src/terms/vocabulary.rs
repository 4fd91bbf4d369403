//! The Latin words of a lexicon's terms, and which of them is nearest to a mistyped one.

use super::term::{Term, layered};
use crate::text::glyph::{glyphs, lower_of};
use crate::text::word;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Fewest letters of a word that is corrected, and of one in which two slips are forgiven.
const LETTERS_LEAST: usize = 5;
const LETTERS_FOR_TWO: usize = 8;
/// Most letters of a word that is corrected.
const LETTERS_MOST: usize = 40;

#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    stems: HashSet<String>,
    by_length: BTreeMap<usize, Vec<Known>>,
}

#[derive(Debug)]
struct Known {
    word: String,
    /// One bit for each letter in it.
    letters: u32,
    /// The number of its latest layer, and in how many terms it stands.
    layer: u32,
    count: u32,
}

impl Vocabulary {
    /// The words of terms, which come layer by layer, the later layers later.
    pub(super) fn of(terms: &[Term]) -> Self {
        let mut words: HashMap<String, (u32, u32)> = HashMap::new();
        let mut vocabulary = Self::default();
        for (layer, term) in layered(terms) {
            for form in term.en.iter().chain(&term.written).chain(&term.zh) {
                for (word, is_formula) in words_of(form) {
                    vocabulary.stems.insert(word::stem(&word));
                    if is_plain(&word) && !is_formula {
                        let known = words.entry(word).or_default();
                        *known = (layer, known.1 + 1);
                    }
                }
            }
        }
        for (word, (layer, count)) in words {
            let letters = letters_of(&word);
            vocabulary.by_length.entry(word.len()).or_default().push(Known { word, letters, layer, count });
        }
        vocabulary
    }

    pub(super) fn has(&self, stem: &str) -> bool {
        self.stems.contains(stem)
    }

    /// The word of the terms that a word in lower case is most likely meant to be.
    pub(super) fn nearest(&self, word: &str) -> Option<String> {
        if !is_plain(word) {
            return None;
        }
        self.nearest_as_it_is(word).map(str::to_owned).or_else(|| {
            let singular = word.strip_suffix('s').filter(|singular| is_plain(singular))?;
            self.nearest_as_it_is(singular).map(|known| format!("{known}s"))
        })
    }

    fn nearest_as_it_is(&self, word: &str) -> Option<&str> {
        let most = if word.len() >= LETTERS_FOR_TWO { 2 } else { 1 };
        let letters = letters_of(word);
        let lengths = self.by_length.range(word.len() - most..=word.len() + most);
        let likely = lengths.flat_map(|(_, known)| known).filter(|known| {
            // A slip changes the set of letters by two at most.
            (known.letters ^ letters).count_ones() as usize <= 2 * most
        });
        let near = likely.filter_map(|known| {
            let distance = distance(word.as_bytes(), known.word.as_bytes());
            let begins_otherwise = known.word.as_bytes().first() != word.as_bytes().first();
            let rank = (distance, begins_otherwise, Reverse(known.layer), Reverse(known.count), &*known.word);
            // In a short word the first letter is seldom wrong, and so it is where another letter is wrong as well.
            let trusted = !begins_otherwise || (distance == 1 && word.len() >= LETTERS_FOR_TWO);
            (distance > 0 && distance <= most && trusted).then_some(rank)
        });
        near.min().map(|(.., word)| word)
    }
}

/// The words of a form in lower case, and whether each has capitals inside, as formulae and abbreviations do.
fn words_of(form: &str) -> Vec<(String, bool)> {
    let glyphs = glyphs(form);
    let runs = glyphs.chunk_by(|one, next| one.script.is_wordly() == next.script.is_wordly());
    let words = runs.filter(|run| run.iter().all(|glyph| glyph.script.is_wordly()));
    words.map(|word| (lower_of(word), word.iter().skip(1).any(|glyph| glyph.cased != glyph.lower))).collect()
}

/// Whether it has a length that is corrected, and Latin letters only.
fn is_plain(word: &str) -> bool {
    (LETTERS_LEAST..=LETTERS_MOST).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn letters_of(word: &str) -> u32 {
    word.bytes().fold(0, |letters, byte| letters | 1 << (byte.wrapping_sub(b'a') % 32))
}

/// How many letters must be changed, added, left out or swapped with their neighbour (optimal string alignment).
fn distance(one: &[u8], other: &[u8]) -> usize {
    let width = other.len() + 1;
    let mut rows = vec![0; width * (one.len() + 1)];
    rows.iter_mut().take(width).enumerate().for_each(|(column, cell)| *cell = column);
    for row in 1..=one.len() {
        rows[row * width] = row;
        for column in 1..width {
            let at = row * width + column;
            let change = usize::from(one[row - 1] != other[column - 1]);
            let mut best = (rows[at - width - 1] + change).min(rows[at - width] + 1).min(rows[at - 1] + 1);
            let swapped =
                row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1];
            if swapped {
                best = best.min(rows[at - 2 * width - 2] + 1);
            }
            rows[at] = best;
        }
    }
    rows.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        let table = [
            ("magnet", "magnet", 0),
            ("magent", "magnet", 1),
            ("magnt", "magnet", 1),
            ("maggnet", "magnet", 1),
            ("magnat", "magnet", 1),
            ("neodimuim", "neodymium", 2),
            ("", "abc", 3),
            ("abcd", "dcba", 3),
            ("abcd", "efgh", 4),
        ];
        for (one, other, expected) in table {
            assert_eq!(distance(one.as_bytes(), other.as_bytes()), expected, "{one} {other}");
            assert_eq!(distance(other.as_bytes(), one.as_bytes()), expected, "{other} {one}");
        }
    }
}
