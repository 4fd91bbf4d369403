//! Texts that say the same in words of their own, found among many.
//!
//! ```text
//! worth(w)       = ln((N + 1) ÷ texts that have w)
//! likeness(a, b) = Σ over words of both  worth  ÷  Σ over words of either  worth
//! ```
//! (Jaccard's coefficient over distinct words, each counted by how few of these texts have it: inverse document frequency,
//! Spärck Jones 1972.) Pairs are looked for by the words that tell a text from the rest, so that the work grows with the
//! number of texts and not with its square.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::text::analyse;

/// Words that what is alike is looked for by, the rarest of each text.
const TELLING: usize = 64;
/// A word that more than this part of the texts has tells none of them; and so many may always have it.
const COMMON_PART: usize = 50;
const COMMON_LEAST: usize = 50;
/// Texts that one is compared with closely.
const LOOKED_AT: usize = 48;
/// Words that two texts must share to be compared closely.
const LEAST_SHARED: usize = 2;

/// Two texts, by their places, and how far they are alike, from 0 to 1; the smaller place first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alike {
    /// The place of one.
    pub one: usize,
    /// The place of the other.
    pub other: usize,
    /// How far they are alike.
    pub likeness: f64,
}

/// The distinct words of texts, by number, with what each is worth.
struct Words {
    of: Vec<Vec<usize>>,
    worth: Vec<f64>,
    count: Vec<usize>,
}

fn words(texts: &[String]) -> Words {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let (mut of, mut count) = (Vec::with_capacity(texts.len()), Vec::new());
    for text in texts {
        let tokens = analyse(text).tokens.into_iter().filter(|token| !token.only_binds());
        let distinct: BTreeSet<String> = tokens.map(|token| token.text).collect();
        let mut own: Vec<usize> = distinct
            .into_iter()
            .map(|word| {
                let next = numbers.len();
                let number = *numbers.entry(word).or_insert(next);
                if number == count.len() {
                    count.push(0);
                }
                count[number] += 1;
                number
            })
            .collect();
        own.sort_unstable();
        of.push(own);
    }
    let all = texts.len() as f64 + 1.0;
    let worth = count.iter().map(|count| (all / *count as f64).ln()).collect();
    Words { of, worth, count }
}

/// Pairs of texts that are alike at least so far, the likest first. The same texts give the same pairs.
///
/// ```
/// let texts = ["镀层盐雾时间不足，边角先失效", "边角镀层先失效，盐雾时间达不到", "萃取乳化分相慢"].map(str::to_owned);
/// let pairs = matching::alike::pairs(&texts, 0.3);
/// assert_eq!(pairs.iter().map(|pair| (pair.one, pair.other)).collect::<Vec<_>>(), [(0, 1)]);
/// ```
pub fn pairs(texts: &[String], least: f64) -> Vec<Alike> {
    let words = words(texts);
    let common = (texts.len() / COMMON_PART).max(COMMON_LEAST);
    let tells = |word: &usize| (2..=common).contains(&words.count[*word]);
    let mut having: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (place, own) in words.of.iter().enumerate() {
        let mut telling: Vec<usize> = own.iter().copied().filter(tells).collect();
        telling.sort_by_key(|word| (words.count[*word], *word));
        telling.truncate(TELLING);
        let mut shared: BTreeMap<usize, (usize, f64)> = BTreeMap::new();
        for word in &telling {
            for other in having.get(word).into_iter().flatten() {
                let entry = shared.entry(*other).or_default();
                *entry = (entry.0 + 1, entry.1 + words.worth[*word]);
            }
        }
        let mut perhaps: Vec<(usize, f64)> = shared
            .into_iter()
            .filter(|(_, (count, _))| *count >= LEAST_SHARED)
            .map(|(at, (_, sum))| (at, sum))
            .collect();
        perhaps.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for (one, _) in perhaps.into_iter().take(LOOKED_AT) {
            let likeness = likeness(&words, one, place);
            if likeness >= least {
                found.push(Alike { one, other: place, likeness });
            }
        }
        for word in telling {
            having.entry(word).or_default().push(place);
        }
    }
    found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then((a.one, a.other).cmp(&(b.one, b.other))));
    found
}

/// How far two texts are alike.
fn likeness(words: &Words, one: usize, other: usize) -> f64 {
    let (a, b) = (&words.of[one], &words.of[other]);
    let sum = |list: &[usize]| list.iter().map(|word| words.worth[*word]).sum::<f64>();
    let both: f64 = a.iter().filter(|word| b.binary_search(word).is_ok()).map(|word| words.worth[*word]).sum();
    let either = sum(a) + sum(b) - both;
    if either > 0.0 { both / either } else { 0.0 }
}

/// Texts in groups: each member is alike to the first of its group, so that a chain of neighbours makes no group. Groups
/// of two and more, the likest pair first; a text is in one group at most.
pub fn groups(texts: &[String], least: f64) -> Vec<Vec<Alike>> {
    let pairs = pairs(texts, least);
    let known: HashMap<(usize, usize), f64> =
        pairs.iter().map(|pair| ((pair.one, pair.other), pair.likeness)).collect();
    let near = |a: usize, b: usize| known.get(&(a.min(b), a.max(b))).copied();
    let mut group_of: HashMap<usize, usize> = HashMap::new();
    // Each group: its first text, and its members with how far each is alike to that.
    let mut groups: Vec<(usize, Vec<Alike>)> = Vec::new();
    for pair in &pairs {
        match (group_of.get(&pair.one).copied(), group_of.get(&pair.other).copied()) {
            (None, None) => {
                group_of.extend([(pair.one, groups.len()), (pair.other, groups.len())]);
                groups.push((pair.one, vec![*pair]));
            }
            (Some(group), None) | (None, Some(group)) => {
                let new = if group_of.contains_key(&pair.one) { pair.other } else { pair.one };
                let first = groups[group].0;
                if let Some(likeness) = near(first, new) {
                    group_of.insert(new, group);
                    groups[group].1.push(Alike { one: first, other: new, likeness });
                }
            }
            (Some(_), Some(_)) => {}
        }
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn the_same_problem_in_other_words() {
        let texts = own(&[
            "烧结钕铁硼镀层盐雾 72 h 出现锈点，边角结合力不足",
            "氧化钇中铁含量偏高，煅烧后色度不合格",
            "镀层在盐雾试验 96 h 生锈，钕铁硼磁体边角结合力不足",
            "萃取槽乳化，分相慢",
            "Coatings rust in salt spray after 72 h",
        ]);
        let found = pairs(&texts, 0.3);
        assert_eq!(found.iter().map(|pair| (pair.one, pair.other)).collect::<Vec<_>>(), [(0, 2)], "{found:?}");
    }

    #[test]
    fn a_chain_of_neighbours_makes_no_group() {
        let texts = own(&["甲乙丙丁戊己", "丁戊己庚辛壬", "庚辛壬癸子丑"]);
        let groups = groups(&texts, 0.2);
        assert_eq!(groups.len(), 1, "{groups:?}");
        assert_eq!(groups[0].len(), 1, "{groups:?}");
    }

    #[test]
    fn nothing_is_alike_to_nothing() {
        assert!(pairs(&[], 0.0).is_empty());
        assert!(pairs(&own(&["", ""]), 0.1).is_empty());
        assert!(groups(&own(&["只有一条"]), 0.1).is_empty());
    }
}
