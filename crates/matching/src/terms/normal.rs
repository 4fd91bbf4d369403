//! The one form under which terms are looked for: simplified characters, words without inflection, signs that only part.

use super::inflection::uninflected;
use super::stop;
use crate::text::glyph::{Glyph, bytes_of, glyphs, lower_of};
use crate::text::word;
use std::ops::Range;

/// Before and after every word, so that no form is found inside one.
const WORD_BEGINS: char = '\u{1}';
const WORD_ENDS: char = '\u{2}';

/// A text in its normal form, and where its pieces stood.
#[derive(Debug, Default)]
pub(super) struct Normal {
    pub(super) text: String,
    /// Of every word and character: where it begins in the normal form, and its bytes in the given text.
    pieces: Vec<(usize, Range<usize>)>,
}

/// What lies between two pieces, the weaker first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    LineBreak,
    Sign,
    Comma,
    Stop,
}

impl Normal {
    pub(super) fn of(text: &str) -> Self {
        let glyphs = glyphs(text);
        let mut normal = Self { text: String::with_capacity(text.len() + text.len() / 4), pieces: Vec::new() };
        let (mut place, mut gap, mut last) = (0, Gap::None, Piece::None);
        while let Some(glyph) = glyphs.get(place) {
            let rest = glyphs.get(place..).unwrap_or_default();
            let (piece, length) =
                if glyph.script.is_grammed() { (Piece::Character, 1) } else { (Piece::Word, word::length(rest)) };
            if length == 0 {
                gap = gap.max(gap_of(glyph, rest.get(1)));
                place += 1;
                continue;
            }
            normal.part(gap, last, piece);
            normal.push(piece, rest.get(..length).unwrap_or_default());
            (gap, last) = (Gap::None, piece);
            place += length;
        }
        normal
    }

    /// Writes what parts two pieces. A space beside a character parts nothing, for it is a matter of taste; neither
    /// does a line that breaks between two of them.
    fn part(&mut self, gap: Gap, last: Piece, next: Piece) {
        let beside_character = last == Piece::Character || next == Piece::Character;
        let between_characters = last == next && beside_character;
        let sign = match gap {
            Gap::None => return,
            Gap::Space if beside_character && !between_characters => return,
            Gap::LineBreak if beside_character => return,
            Gap::Space | Gap::LineBreak | Gap::Sign => ' ',
            Gap::Comma => ',',
            Gap::Stop => '\n',
        };
        if last != Piece::None {
            self.text.push(sign);
        }
    }

    fn push(&mut self, piece: Piece, stretch: &[Glyph]) {
        self.pieces.push((self.text.len(), bytes_of(stretch)));
        let lower = lower_of(stretch);
        if piece == Piece::Word {
            self.text.push(WORD_BEGINS);
            self.text.push_str(&uninflected(&lower));
            self.text.push(WORD_ENDS);
        } else {
            self.text.push_str(&lower);
        }
    }

    /// The bytes of the given text that a stretch of the normal form stands for.
    pub(super) fn bytes(&self, stretch: Range<usize>) -> Range<usize> {
        let first = self.pieces.partition_point(|(at, _)| *at < stretch.start);
        let beyond = self.pieces.partition_point(|(at, _)| *at < stretch.end);
        match (self.pieces.get(first), beyond.checked_sub(1).and_then(|last| self.pieces.get(last))) {
            (Some((_, from)), Some((_, to))) => from.start..to.end,
            (None, _) | (_, None) => 0..0,
        }
    }

    /// Whether it says too little to be looked for in texts: one letter, a bare number, a function word.
    pub(super) fn is_idle(&self) -> bool {
        if self.pieces.len() != 1 {
            return self.pieces.is_empty();
        }
        let Some(word) = self.word() else { return stop::is_idle_character(&self.text) };
        word.chars().nth(1).is_none() || word.bytes().all(|byte| byte.is_ascii_digit()) || stop::is_function_word(word)
    }

    /// The word, if it is one word and nothing else.
    pub(super) fn word(&self) -> Option<&str> {
        let word = self.text.strip_prefix(WORD_BEGINS)?.strip_suffix(WORD_ENDS)?;
        (self.pieces.len() == 1).then_some(word)
    }

    /// How many words and characters it has.
    pub(super) fn length(&self) -> usize {
        self.pieces.len()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    None,
    Character,
    Word,
}

fn gap_of(glyph: &Glyph, next: Option<&Glyph>) -> Gap {
    match glyph.cased {
        '\n' | '\r' => Gap::LineBreak,
        other if other.is_whitespace() => Gap::Space,
        ',' | '、' => Gap::Comma,
        '。' | '!' | '?' | ';' => Gap::Stop,
        '.' if next.is_none_or(|next| next.cased.is_whitespace()) => Gap::Stop,
        _ => Gap::Sign,
    }
}

/// The normal form of a term as text, to compare terms by.
pub(super) fn key(form: &str) -> String {
    Normal::of(form).text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_the_same_has_one_form() {
        let table = [
            ("Magnets", "magnet"),
            ("釹鐵硼", "钕铁硼"),
            ("NdFeB 磁体", "ndfeb磁体"),
            ("Al–Mg", "al mg"),
            ("hot\nisostatic  pressing", "Hot Isostatic Pressing"),
            ("Nd₂Fe₁₄B", "nd2fe14b"),
            ("烧结\n钕铁硼", "烧结钕铁硼"),
            ("（Nd，Pr）2O3", "(Nd,Pr)2O3"),
        ];
        for (one, other) in table {
            assert_eq!(key(one), key(other), "{one} and {other}");
        }
    }

    #[test]
    fn what_means_something_else_has_another() {
        let table =
            [("rare. earth", "rare earth"), ("镧、铈", "镧铈"), ("镧 铈", "镧铈"), ("cero", "ce ro"), ("a,b", "a b")];
        for (one, other) in table {
            assert_ne!(key(one), key(other), "{one} and {other}");
        }
    }

    #[test]
    fn pieces_know_where_they_stood() {
        let given = "（燒結） NdFeB磁體";
        let normal = Normal::of(given);
        assert_eq!(&given[normal.bytes(0..normal.text.len())], "燒結） NdFeB磁體");
    }
}
