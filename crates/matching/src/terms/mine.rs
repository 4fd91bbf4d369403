//! Candidates for a base's own list, from titles that were given in both languages.

use super::lexicon::Lexicon;
use super::normal::key;
use super::stop;
use crate::text::Language;
use crate::text::glyph::{Glyph, glyphs, lower_of};
use crate::text::word;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::RangeInclusive;

/// Most characters of a title that are looked at.
const TITLE_MOST: usize = 200;
/// How long terms are: Chinese in characters, English in words.
const CHARACTERS: RangeInclusive<usize> = 2..=8;
const WORDS: RangeInclusive<usize> = 1..=4;
/// Fewest titles in which two terms stand side by side.
const COUNT_LEAST: u32 = 3;
/// A phrase of which this share stands in one longer phrase is only a piece of that one.
const PIECE_SHARE: f64 = 0.8;
/// Least Dice coefficient of two terms that are taken for translations.
const DICE_LEAST: f64 = 0.3;
/// Least log-likelihood ratio: less than one in a thousand such pairs comes by chance (χ² with one degree of freedom).
const SCORE_LEAST: f64 = 10.83;

/// A Chinese and an English term that stand together so often that they likely mean the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Mined {
    /// The Chinese term, in simplified characters.
    pub zh: String,
    /// The English term, as most titles write it.
    pub en: String,
    /// In how many titles they stand together.
    pub count: u32,
    /// The log-likelihood ratio of Dunning (1993), “Accurate methods for the statistics of surprise and coincidence”,
    /// of their standing together: larger is surer.
    pub score: f64,
}

/// Candidates in pairs of a Chinese and an English title that a lexicon does not have, the surest first; no term stands
/// in two of them.
///
/// ```
/// use matching::terms::{Lexicon, mine};
/// let titles = [
///     ("超导磁悬浮列车", "Superconducting maglev train"), ("超导电缆", "Superconducting cables"),
///     ("超导带材", "Superconducting tapes"), ("光伏电池", "Photovoltaic cells"), ("燃料电池", "Fuel cells"),
///     ("锂电池", "Lithium cells"), ("电动汽车", "Electric cars"), ("海上风电", "Offshore wind power"), ("石墨电极", "Graphite electrodes"),
/// ];
/// let mined = mine(&titles, &Lexicon::default());
/// let shown: Vec<(&str, &str)> = mined.iter().map(|mined| (mined.zh.as_str(), mined.en.as_str())).collect();
/// assert_eq!(shown, [("电池", "cells"), ("超导", "superconducting")]);
/// ```
pub fn mine(titles: &[(&str, &str)], lexicon: &Lexicon) -> Vec<Mined> {
    // A title that was given several times is no more evidence than once.
    let titles: BTreeSet<(&str, &str)> = titles.iter().copied().collect();
    let chinese = Phrases::of(titles.iter().map(|(zh, _)| chinese_units(zh)), CHARACTERS);
    let english = Phrases::of(titles.iter().map(|(_, en)| english_units(en)), WORDS);
    let mut together: HashMap<(u32, u32), u32> = HashMap::new();
    for (zh, en) in chinese.of_title.iter().zip(&english.of_title) {
        for one in zh {
            for other in en {
                *together.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let total = titles.len() as f64;
    let mut likely: Vec<(f64, u32, &Phrase, &Phrase)> = Vec::new();
    for ((zh, en), count) in together {
        let (Some(zh), Some(en)) = (chinese.kept.get(zh as usize), english.kept.get(en as usize)) else { continue };
        let dice = 2.0 * f64::from(count) / f64::from(zh.count + en.count);
        let score = log_likelihood(count, zh.count, en.count, total);
        if count >= COUNT_LEAST && dice >= DICE_LEAST && score >= SCORE_LEAST {
            likely.push((score, count, zh, en));
        }
    }
    likely.sort_by(|one, other| {
        other.0.total_cmp(&one.0).then_with(|| (&one.2.shown, &one.3.shown).cmp(&(&other.2.shown, &other.3.shown)))
    });
    linked(likely, lexicon)
}

/// The surest pair of every term; those that the lexicon has link their terms, but are not told.
fn linked(likely: Vec<(f64, u32, &Phrase, &Phrase)>, lexicon: &Lexicon) -> Vec<Mined> {
    let mut taken: HashSet<&str> = HashSet::new();
    let mut mined = Vec::new();
    for (score, count, zh, en) in likely {
        if taken.contains(&*zh.shown) || taken.contains(&*en.shown) {
            continue;
        }
        taken.extend([&*zh.shown, &*en.shown]);
        if !has(lexicon, &zh.shown, &en.shown) && !is_composed(lexicon, &mined, &zh.shown, &en.shown) {
            mined.push(Mined { zh: zh.shown.clone(), en: en.shown.clone(), count, score });
        }
    }
    mined
}

/// Whether both terms are put together of the same two that are translations of each other.
fn is_composed(lexicon: &Lexicon, mined: &[Mined], zh: &str, en: &str) -> bool {
    let known = |zh: &str, en: &str| mined.iter().any(|mined| mined.zh == zh && mined.en == en) || has(lexicon, zh, en);
    zh.char_indices().skip(1).map(|(at, _)| zh.split_at(at)).any(|(before, after)| {
        en.match_indices(' ').any(|(at, _)| {
            let (first, second) = (en.get(..at).unwrap_or_default(), en.get(at + 1..).unwrap_or_default());
            (known(before, first) && known(after, second)) || (known(before, second) && known(after, first))
        })
    })
}

fn has(lexicon: &Lexicon, zh: &str, en: &str) -> bool {
    let wanted = key(en);
    let pairs = lexicon.translate(zh, Language::English);
    pairs.iter().any(|pair| key(&pair.from) == key(zh) && pair.to.iter().any(|form| key(form) == wanted))
}

/// Dunning's ratio of the counts: together, of the one, of the other, and of all titles; zero where the two avoid each
/// other.
fn log_likelihood(together: u32, one: u32, other: u32, total: f64) -> f64 {
    let (both, one, other) = (f64::from(together), f64::from(one), f64::from(other));
    if both * total <= one * other {
        return 0.0;
    }
    let term = |seen: f64, expected: f64| if seen > 0.0 { seen * (seen / expected).ln() } else { 0.0 };
    let (not_one, not_other) = (total - one, total - other);
    2.0 * (term(both, one * other / total)
        + term(one - both, one * not_other / total)
        + term(other - both, not_one * other / total)
        + term(total - one - other + both, not_one * not_other / total))
}

/// A character or a word of a title: what is compared, and what is shown; nothing where a phrase must end.
type Unit = Option<(String, String)>;

fn chinese_units(title: &str) -> Vec<Unit> {
    let title: String = title.chars().take(TITLE_MOST).collect();
    let unit = |glyph: &Glyph| {
        let lower = glyph.lower.to_string();
        glyph.script.is_grammed().then(|| (lower.clone(), lower))
    };
    glyphs(&title).iter().map(unit).collect()
}

fn english_units(title: &str) -> Vec<Unit> {
    let title: String = title.chars().take(TITLE_MOST).collect();
    let glyphs = glyphs(&title);
    let mut units = Vec::new();
    for run in glyphs.chunk_by(|one, next| one.script.is_wordly() == next.script.is_wordly()) {
        if run.iter().all(|glyph| glyph.script.is_wordly()) {
            let lower = lower_of(run);
            // A word in capitals or with digits is a name that keeps its form.
            let capitals = run.iter().skip(1).any(|glyph| glyph.cased != glyph.lower);
            let shown = if capitals { run.iter().map(|glyph| glyph.cased).collect() } else { lower.clone() };
            units.push(Some((word::stem(&lower), shown)));
        } else if run.iter().any(|glyph| !glyph.cased.is_whitespace() && glyph.cased != '-') {
            units.push(None);
        }
    }
    units
}

/// A phrase that is frequent, and no piece of another.
struct Phrase {
    shown: String,
    count: u32,
}

/// The phrases of all titles in one language.
struct Phrases {
    kept: Vec<Phrase>,
    /// Which of them stand in each title.
    of_title: Vec<Vec<u32>>,
}

impl Phrases {
    fn of(titles: impl Iterator<Item = Vec<Unit>>, lengths: RangeInclusive<usize>) -> Self {
        // Also longer by one, to see which of the longest are pieces.
        let counted = *lengths.start()..=lengths.end() + 1;
        let titles: Vec<Vec<Unit>> = titles.collect();
        let mut count_of: HashMap<String, u32> = HashMap::new();
        for title in &titles {
            for phrase in phrases(title, &counted).keys() {
                if let Some(count) = count_of.get_mut(phrase) {
                    *count += 1;
                } else {
                    count_of.insert(phrase.clone(), 1);
                }
            }
        }
        count_of.retain(|_, count| *count >= COUNT_LEAST);
        let pieces = pieces(&titles, &counted, &count_of);
        let mut number_of: HashMap<String, u32> = HashMap::new();
        let mut shown: Vec<(u32, BTreeMap<String, u32>)> = Vec::new();
        let mut of_title = Vec::with_capacity(titles.len());
        for title in &titles {
            let mut numbers = Vec::new();
            for (phrase, as_shown) in phrases(title, &lengths) {
                let Some(count) = count_of.get(&phrase).filter(|_| !pieces.contains(&phrase)) else { continue };
                let number = *number_of.entry(phrase).or_insert_with(|| {
                    shown.push((*count, BTreeMap::new()));
                    u32::try_from(shown.len() - 1).unwrap_or(u32::MAX)
                });
                if let Some((_, ways)) = shown.get_mut(number as usize) {
                    *ways.entry(as_shown).or_default() += 1;
                }
                numbers.push(number);
            }
            of_title.push(numbers);
        }
        let kept = shown.into_iter().map(|(count, ways)| Phrase { shown: most_frequent(ways), count }).collect();
        Self { kept, of_title }
    }
}

fn most_frequent(ways: BTreeMap<String, u32>) -> String {
    let best = ways.into_iter().min_by_key(|(_, count)| std::cmp::Reverse(*count));
    best.map_or_else(String::new, |(way, _)| way)
}

/// The phrases of a title, each once: what is compared, and what is shown.
fn phrases(title: &[Unit], lengths: &RangeInclusive<usize>) -> BTreeMap<String, String> {
    let mut phrases = BTreeMap::new();
    for run in title.split(Option::is_none) {
        for window in lengths.clone().flat_map(|length| run.windows(length)).filter(|window| is_term(window)) {
            phrases
                .entry(compared(window))
                .or_insert_with(|| joined(window.iter().flatten().map(|(_, shown)| &**shown)));
        }
    }
    phrases
}

fn compared(window: &[Unit]) -> String {
    joined(window.iter().flatten().map(|(unit, _)| &**unit))
}

/// Words with spaces between them, characters without.
fn joined<'a>(units: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for unit in units {
        if !text.is_empty() && text.is_ascii() {
            text.push(' ');
        }
        text.push_str(unit);
    }
    text
}

/// Whether a phrase may be a term: it has no word that parts phrases, neither begins nor ends with what only binds, and says something.
fn is_term(window: &[Unit]) -> bool {
    let (Some(Some((first, _))), Some(Some((last, _)))) = (window.first(), window.last()) else { return false };
    let binds = |unit: &str| stop::is_function_word(unit) || unit.chars().all(stop::binds);
    let parts = |unit: &str| stop::is_function_word(unit) || ["的", "与", "及"].contains(&unit);
    if window.iter().flatten().any(|(unit, _)| parts(unit)) {
        return false;
    }
    let idle = window.len() == 1 && (first.chars().nth(2).is_none() || first.bytes().all(|byte| byte.is_ascii_digit()));
    !binds(first) && !binds(last) && !idle
}

/// The phrases that nearly always stand in one that is longer by one.
fn pieces(titles: &[Vec<Unit>], lengths: &RangeInclusive<usize>, count_of: &HashMap<String, u32>) -> HashSet<String> {
    let mut pieces = HashSet::new();
    for run in titles.iter().flat_map(|title| title.split(Option::is_none)) {
        for length in lengths.start() + 1..=*lengths.end() {
            for window in run.windows(length).filter(|window| is_term(window)) {
                let Some(count) = count_of.get(&compared(window)) else { continue };
                for part in window.windows(length - 1).filter(|part| is_term(part)).map(compared) {
                    let of_part = count_of.get(&part).copied().unwrap_or_default();
                    if f64::from(*count) >= PIECE_SHARE * f64::from(of_part) {
                        pieces.insert(part);
                    }
                }
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests;
