//! Why a text suits: the words and terms it was matched by, with their part in the score, and its nearest sentence.

use std::collections::BTreeMap;
use std::ops::Range;

use matching::text::{Analysis, Token, TokenKind, analyse};

use crate::document::{Field, Partition};
use crate::measure::{Measure, Share};
use crate::retriever::{Fault, Snapshot};
use crate::sought::Sought;

/// What is less than this part of all that was matched is not told.
const LEAST_SHARE: f64 = 0.02;
/// Most matches that are told.
const MOST_TOLD: usize = 12;

/// Tells of texts of one language why they suit.
pub struct Teller<'a> {
    sought: &'a Sought,
    measure: Measure<'a>,
}

/// Why a text suits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// What was matched, the largest part first.
    pub matched: Vec<Matched>,
    /// The part of what was matched that came by the term list, not by the same word.
    pub by_terms: f64,
    /// The sentence that has the most of what is sought.
    pub nearest: Option<Nearest>,
}

/// Words of a text that were sought.
#[derive(Clone, Debug, PartialEq)]
pub struct Matched {
    /// As the text has them.
    pub said: String,
    /// What they were sought as, where the term list carried them over or knows them by another name.
    pub sought: Option<String>,
    /// Their part of all that was matched.
    pub share: f64,
}

/// A sentence of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest {
    /// Where it stands, in bytes.
    pub bytes: Range<usize>,
    /// How much of what is sought it has: `Σ_{q ∩ s} idf ÷ Σ_q idf`.
    pub coverage: f64,
}

impl<'a> Teller<'a> {
    pub(crate) fn new(snapshot: &dyn Snapshot, partition: Partition, sought: &'a Sought) -> Result<Self, Fault> {
        Ok(Self { sought, measure: Measure::new(snapshot, (Field::Body, partition), sought)? })
    }

    /// Tells of a text.
    pub fn tell(&self, text: &str) -> Told {
        let analysis = analyse(text);
        let numbers: Vec<Option<usize>> =
            analysis.tokens.iter().map(|token| self.measure.number(&token.text)).collect();
        let found = self.found(numbers.iter().copied());
        let total: f64 = found.iter().map(|part| part.score).sum();
        if total <= 0.0 {
            return Told::default();
        }
        let by_terms = self.sought.parts.iter().zip(&found).filter(|(part, _)| part.pair.is_some());
        let by_terms = by_terms.map(|(_, found)| found.score).sum::<f64>() / total;
        let sought = || analysis.tokens.iter().zip(&numbers).filter_map(|(token, number)| Some((token, (*number)?)));
        let mut matched = self.by_terms(text, sought(), &found);
        matched.extend(self.by_words(text, sought(), &found));
        for one in &mut matched {
            one.share /= total;
        }
        matched.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.said.cmp(&b.said)));
        // A bare number is no reason that anybody would believe.
        let is_worded = |one: &Matched| one.said.chars().any(char::is_alphabetic);
        matched.retain(|one| one.share >= LEAST_SHARE && is_worded(one));
        matched.truncate(MOST_TOLD);
        Told { matched, by_terms, nearest: self.nearest(&analysis, &numbers) }
    }

    fn found(&self, numbers: impl Iterator<Item = Option<usize>>) -> Vec<Share> {
        self.measure.found(&self.measure.occurrences(numbers)).collect()
    }

    /// Terms: each as the text has it.
    fn by_terms<'b>(
        &self,
        text: &str,
        sought: impl Iterator<Item = (&'b Token, usize)>,
        found: &[Share],
    ) -> Vec<Matched> {
        let mut there: Vec<Vec<Range<usize>>> = vec![Vec::new(); self.measure.len()];
        for (token, number) in sought {
            if let Some(places) = there.get_mut(number) {
                places.push(token.bytes.clone());
            }
        }
        let places = |number: &usize| there.get(*number).map(Vec::as_slice).filter(|places| !places.is_empty());
        let mut matched: BTreeMap<(String, String), f64> = BTreeMap::new();
        for ((part, wordings), found) in self.sought.parts.iter().zip(self.measure.wordings()).zip(found) {
            let Some(pair) = part.pair.and_then(|at| self.sought.pairs.get(at)) else { continue };
            if found.score <= 0.0 {
                continue;
            }
            let has = |words: &&Vec<usize>| words.iter().filter_map(places).count();
            let Some(best) = wordings.iter().max_by_key(has) else { continue };
            let places: Vec<&[Range<usize>]> = best.iter().filter_map(places).collect();
            let said = joined(text, closest(&places));
            *matched.entry((said, pair.from.clone())).or_insert(0.0) += found.score;
        }
        let told = |((said, from), share): ((String, String), f64)| {
            let sought = (said.to_lowercase() != from.to_lowercase()).then_some(from);
            Matched { said, sought, share }
        };
        matched.into_iter().map(told).collect()
    }

    /// Words as they stand: what stands side by side is told as one.
    fn by_words<'b>(
        &self,
        text: &str,
        sought: impl Iterator<Item = (&'b Token, usize)>,
        found: &[Share],
    ) -> Vec<Matched> {
        let mut worth = vec![0.0; self.measure.len()];
        for ((part, wordings), found) in self.sought.parts.iter().zip(self.measure.wordings()).zip(found) {
            for word in wordings.iter().flatten().filter(|_| part.pair.is_none()) {
                worth[*word] += found.score;
            }
        }
        let hits: Vec<(&Token, usize)> = sought.filter(|(_, number)| worth[*number] > 0.0).collect();
        // A character alone says little; it counts where it stands within something longer.
        let told = hits.iter().filter(|(token, _)| token.kind != TokenKind::Character);
        let runs = runs(told.map(|(token, _)| token.bytes.clone()).collect());
        let mut seen = vec![false; worth.len()];
        let mut matched: BTreeMap<String, f64> = BTreeMap::new();
        for run in runs {
            let mut share = 0.0;
            for (_, number) in hits.iter().filter(|(token, _)| covers(&run, &token.bytes)) {
                if !std::mem::replace(&mut seen[*number], true) {
                    share += worth[*number];
                }
            }
            let said = text.get(run).unwrap_or_default().trim().to_owned();
            *matched.entry(said).or_insert(0.0) += share;
        }
        matched.into_iter().map(|(said, share)| Matched { said, sought: None, share }).collect()
    }

    fn nearest(&self, analysis: &Analysis, numbers: &[Option<usize>]) -> Option<Nearest> {
        let coverage = |bytes: &Range<usize>| {
            let within = analysis.tokens.iter().zip(numbers).filter(|(token, _)| covers(bytes, &token.bytes));
            self.found(within.map(|(_, number)| *number)).iter().map(|part| part.covered).sum::<f64>()
        };
        let sentences =
            analysis.sentences.iter().map(|bytes| Nearest { bytes: bytes.clone(), coverage: coverage(bytes) });
        // Of sentences that have the same the first one.
        sentences
            .filter(|one| one.coverage > 0.0)
            .reduce(|best, one| if one.coverage > best.coverage { one } else { best })
    }
}

fn covers(all: &Range<usize>, part: &Range<usize>) -> bool {
    all.start <= part.start && part.end <= all.end
}

/// Places that overlap or touch, as one.
pub(crate) fn runs(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| (place.start, place.end));
    let mut runs: Vec<Range<usize>> = Vec::new();
    for place in places {
        match runs.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => runs.push(place),
        }
    }
    runs
}

/// Of each word one place, such that they stand as close together as they do anywhere: around each place of the rarest
/// word the nearest of every other.
fn closest(places: &[&[Range<usize>]]) -> Vec<Range<usize>> {
    let Some(rarest) = places.iter().min_by_key(|places| places.len()) else { return Vec::new() };
    let around = |anchor: &Range<usize>| -> Vec<Range<usize>> {
        let nearest =
            |places: &&[Range<usize>]| places.iter().min_by_key(|place| place.start.abs_diff(anchor.start)).cloned();
        places.iter().filter_map(nearest).collect()
    };
    let span = |places: &Vec<Range<usize>>| {
        let from = places.iter().map(|place| place.start).min().unwrap_or_default();
        places.iter().map(|place| place.end).max().unwrap_or_default() - from
    };
    rarest.iter().map(around).min_by_key(span).unwrap_or_default()
}

/// The words at some places, in order; what lies between them is told to be left out.
fn joined(text: &str, places: Vec<Range<usize>>) -> String {
    let mut said = String::new();
    let mut before: Option<usize> = None;
    for run in runs(places) {
        let between = before.and_then(|end| text.get(end..run.start));
        match between {
            Some(gap) if gap.trim().is_empty() || gap == "-" => said.push_str(gap),
            Some(_) => said.push_str(" … "),
            None => {}
        }
        said.push_str(text.get(run.clone()).unwrap_or_default());
        before = Some(run.end);
    }
    said.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_term_are_told_where_they_stand_closest() {
        let table: [(&str, &[&str], &str); 5] = [
            ("Acid leaching, and recovery by leaching of ore", &["recovery", "leaching"], "recovery … leaching"),
            ("Recovery was high. Leaching recovery was low.", &["recovery", "leaching"], "Leaching recovery"),
            ("a grain-boundary phase", &["grain", "boundary"], "grain-boundary"),
            ("sintered", &["sintered"], "sintered"),
            ("nothing", &[], ""),
        ];
        for (text, words, told) in table {
            let lower = text.to_lowercase();
            let places: Vec<Vec<Range<usize>>> = words
                .iter()
                .map(|word| lower.match_indices(word).map(|(at, word)| at..at + word.len()).collect())
                .collect();
            let places: Vec<&[Range<usize>]> = places.iter().map(Vec::as_slice).collect();
            assert_eq!(joined(text, closest(&places)), told, "{text}");
        }
    }
}
