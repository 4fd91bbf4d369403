//! A text cut into pieces: the likeliest way to put it together from a vocabulary.
//!
//! ```text
//! best(0) = 0,   best(j) = max over pieces p that end at j  best(j − |p|) + score(p)
//! ```
//! (Kudo, “Subword Regularization”, ACL 2018, as `SentencePiece` does it.) A character that no piece is counts as the
//! unknown one, with a score below every other.

use std::collections::HashMap;

use super::normal::Rules;
use super::proto::Fields;

const UNKNOWN: usize = 0;
const BEGINNING: usize = 1;
const END: usize = 2;
/// How far below the least likely piece an unknown character is.
const UNKNOWN_BELOW: f32 = 10.0;

/// A vocabulary.
pub(super) struct Pieces {
    rules: Rules,
    scores: Vec<f32>,
    /// From a beginning of a piece and one more character to the next beginning.
    steps: HashMap<(u32, char), u32>,
    /// The piece that a beginning is.
    whole: Vec<Option<u32>>,
    unknown: f32,
}

impl Pieces {
    /// Reads a model of `SentencePiece`; `None` where it is none.
    pub fn read(model: &[u8]) -> Option<Self> {
        let rules = Fields(model).find(|(number, _)| *number == 3).map(|(_, bytes)| bytes)?;
        let mut read = Self {
            rules: Rules::read(Fields(rules).first(2)?)?,
            scores: Vec::new(),
            steps: HashMap::new(),
            whole: vec![None],
            unknown: 0.0,
        };
        for (_, piece) in Fields(model).filter(|(number, _)| *number == 1) {
            let text = std::str::from_utf8(Fields(piece).first(1)?).ok()?;
            let score = Fields(piece).first(2).and_then(|bytes| bytes.try_into().ok()).map_or(0.0, f32::from_le_bytes);
            read.add(text, score)?;
        }
        let least = read.scores.iter().copied().fold(f32::INFINITY, f32::min);
        read.unknown = least - UNKNOWN_BELOW;
        (read.scores.len() > END).then_some(read)
    }

    fn add(&mut self, text: &str, score: f32) -> Option<()> {
        let mut at = 0;
        for letter in text.chars() {
            let next = u32::try_from(self.whole.len()).ok()?;
            at = *self.steps.entry((at, letter)).or_insert(next);
            if at == next {
                self.whole.push(None);
            }
        }
        if let Some(whole) = self.whole.get_mut(at as usize) {
            *whole = Some(u32::try_from(self.scores.len()).ok()?);
        }
        self.scores.push(score);
        Some(())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.scores.len()
    }

    /// The pieces of a text between the marks of its beginning and its end.
    pub fn cut(&self, text: &str) -> Vec<usize> {
        let letters: Vec<char> = self.rules.apply(text).chars().collect();
        let mut best = vec![f32::MIN; letters.len() + 1];
        let mut from = vec![(0, UNKNOWN); letters.len() + 1];
        best[0] = 0.0;
        for start in 0..letters.len() {
            let (mut at, mut single) = (0, false);
            for (end, letter) in letters.iter().enumerate().skip(start) {
                let Some(next) = self.steps.get(&(at, *letter)) else { break };
                at = *next;
                if let Some(piece) = self.whole.get(at as usize).copied().flatten() {
                    let piece = piece as usize;
                    let score = best[start] + self.scores[piece];
                    if score > best[end + 1] {
                        (best[end + 1], from[end + 1]) = (score, (start, piece));
                    }
                    single |= end == start;
                }
            }
            if !single && best[start] + self.unknown > best[start + 1] {
                (best[start + 1], from[start + 1]) = (best[start] + self.unknown, (start, UNKNOWN));
            }
        }
        let mut pieces = vec![END];
        let mut end = letters.len();
        while end > 0 {
            let (start, piece) = from[end];
            pieces.push(piece);
            end = start;
        }
        if letters.is_empty() {
            pieces.push(UNKNOWN);
        }
        pieces.push(BEGINNING);
        pieces.reverse();
        pieces
    }
}
