//! Which skill of the taxonomy a written word means.

use std::collections::HashMap;

use chain::Skill;

/// The words of a taxonomy.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The skill that a word means, by what its ways of writing have in common.
    of: HashMap<String, usize>,
    /// Every word as it is looked for in a text, with its skill.
    sought: Vec<(String, usize)>,
}

impl Words {
    /// Reads the words of a taxonomy.
    pub fn new(skills: &[Skill]) -> Self {
        let mut words = Self::default();
        for (at, skill) in skills.iter().enumerate() {
            words.of.insert(Skill::key(&skill.id), at);
        }
        for (at, skill) in skills.iter().enumerate() {
            for word in skill.words() {
                words.of.insert(Skill::key(word), at);
                words.sought.push((word.to_lowercase(), at));
            }
        }
        words
    }

    /// The skill that somebody wrote; nothing where the taxonomy has none of that name.
    pub fn skill(&self, written: &str) -> Option<usize> {
        self.of.get(&Skill::key(written)).copied()
    }

    /// The skills that a text names, each once. A word of letters counts where no other letter touches it.
    pub fn named_in(&self, text: &str) -> Vec<usize> {
        let text = measure::full_width_to_half(text).to_lowercase();
        let mut found: Vec<usize> =
            self.sought.iter().filter(|(word, _)| stands_in(&text, word)).map(|(_, skill)| *skill).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn stands_in(text: &str, word: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric();
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
        let touches =
            |own: Option<char>, other: Option<char>| own.is_some_and(is_letter) && other.is_some_and(is_letter);
        !touches(word.chars().next(), before) && !touches(word.chars().next_back(), after)
    })
}
