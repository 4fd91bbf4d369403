//! Chinese terms by how they sound and by all of their characters but one.

use super::normal::key;
use super::term::{Term, layered};
use pinyin::{Pinyin, ToPinyin};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::RangeInclusive;

/// How many characters a term has that is suggested.
pub(super) const LENGTHS: RangeInclusive<usize> = 2..=12;
/// Fewest characters of a term that is suggested where one of them is another.
const DIFFERING_LEAST: usize = 3;

#[derive(Debug, Default)]
pub(super) struct Nearness {
    forms: Vec<Form>,
    /// Forms by the digest of their sound.
    sounds: HashMap<u64, Vec<u32>>,
    /// Forms by the digest of their characters without one of them.
    gaps: HashMap<u64, Vec<u32>>,
}

#[derive(Debug)]
struct Form {
    characters: Vec<char>,
    layer: u32,
}

impl Nearness {
    /// The Chinese forms of terms, which come layer by layer, the later layers later.
    pub(super) fn of(terms: &[Term]) -> Self {
        let mut nearness = Self::default();
        let mut seen = HashSet::new();
        for (layer, term) in layered(terms) {
            for form in &term.zh {
                let characters: Vec<char> = key(form).chars().collect();
                let spoken = characters.iter().all(|character| character.to_pinyin().is_some());
                if spoken && LENGTHS.contains(&characters.len()) && seen.insert(characters.clone()) {
                    nearness.add(Form { characters, layer });
                }
            }
        }
        nearness
    }

    fn add(&mut self, form: Form) {
        let Ok(number) = u32::try_from(self.forms.len()) else { return };
        self.sounds.entry(sound(&form.characters)).or_default().push(number);
        if form.characters.len() >= DIFFERING_LEAST {
            for gap in 0..form.characters.len() {
                self.gaps.entry(without(&form.characters, gap)).or_default().push(number);
            }
        }
        self.forms.push(form);
    }

    /// The one term that sounds as a stretch does. Where several do, those of the latest list count; where these are
    /// several, none is.
    pub(super) fn sounding(&self, stretch: &[char]) -> Option<&[char]> {
        let alike = self.sounds.get(&sound(stretch)).into_iter().flatten();
        self.only(stretch, alike, |form| syllables(form).eq(syllables(stretch)))
    }

    /// The one term of at least three characters of which a stretch has all but one; chosen likewise.
    pub(super) fn differing(&self, stretch: &[char]) -> Option<&[char]> {
        if stretch.len() < DIFFERING_LEAST {
            return None;
        }
        let alike = (0..stretch.len()).filter_map(|gap| self.gaps.get(&without(stretch, gap))).flatten();
        self.only(stretch, alike, |form| form.iter().zip(stretch).filter(|(one, other)| one != other).count() == 1)
    }

    fn only<'a>(
        &'a self,
        stretch: &[char],
        numbers: impl Iterator<Item = &'a u32>,
        near: impl Fn(&[char]) -> bool,
    ) -> Option<&'a [char]> {
        let forms = numbers.filter_map(|number| self.forms.get(*number as usize));
        let fit = forms.filter(|form| {
            form.characters.len() == stretch.len() && form.characters != stretch && near(&form.characters)
        });
        let mut fit: Vec<&Form> = fit.collect();
        let latest = fit.iter().map(|form| form.layer).max()?;
        fit.retain(|form| form.layer == latest);
        fit.dedup_by_key(|form| &form.characters);
        if fit.len() == 1 { fit.first().map(|form| &*form.characters) } else { None }
    }
}

/// Syllables without their tones, as an input method takes them.
fn syllables(characters: &[char]) -> impl Iterator<Item = &str> {
    let spoken = characters.iter().map(|character| character.to_pinyin().map_or("", Pinyin::with_tone_num_end));
    spoken.map(|syllable| syllable.trim_end_matches(|c: char| c.is_ascii_digit()))
}

fn sound(characters: &[char]) -> u64 {
    let mut digest = DefaultHasher::new();
    syllables(characters).for_each(|syllable| syllable.hash(&mut digest));
    digest.finish()
}

fn without(characters: &[char], gap: usize) -> u64 {
    let mut digest = DefaultHasher::new();
    (gap, characters.len()).hash(&mut digest);
    characters.iter().enumerate().filter(|(place, _)| *place != gap).for_each(|(_, other)| other.hash(&mut digest));
    digest.finish()
}
