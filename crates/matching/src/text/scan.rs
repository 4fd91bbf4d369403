//! One pass over the glyphs of a text that makes its tokens.

use super::glyph::{Glyph, bytes_of, lower_of};
use super::{Token, TokenKind, word};

struct Scan<'a> {
    glyphs: &'a [Glyph],
    tokens: Vec<Token>,
    position: u32,
}

/// The tokens of a text.
pub(super) fn tokens(glyphs: &[Glyph]) -> Vec<Token> {
    let mut scan = Scan { glyphs, tokens: Vec::with_capacity(glyphs.len()), position: 0 };
    let mut place = 0;
    while let Some(glyph) = glyphs.get(place) {
        place = if glyph.script.is_grammed() {
            scan.grams(place)
        } else if glyph.script.is_wordly() {
            scan.word(place)
        } else {
            place + 1
        };
    }
    scan.tokens
}

impl Scan<'_> {
    fn push(&mut self, text: String, kind: TokenKind, stretch: &[Glyph]) {
        self.tokens.push(Token { text, kind, position: self.position, bytes: bytes_of(stretch) });
    }

    /// A character, and the pair it begins.
    fn grams(&mut self, place: usize) -> usize {
        let rest = self.glyphs.get(place..).unwrap_or_default();
        if let Some(one) = rest.get(..1) {
            self.push(lower_of(one), TokenKind::Character, one);
        }
        if let Some(two) = rest.get(..2).filter(|two| two.iter().all(|glyph| glyph.script.is_grammed())) {
            self.push(lower_of(two), TokenKind::Pair, two);
        }
        self.position += 1;
        place + 1
    }

    fn word(&mut self, place: usize) -> usize {
        let rest = self.glyphs.get(place..).unwrap_or_default();
        let length = word::length(rest);
        let stretch = rest.get(..length).unwrap_or_default();
        self.push(word::stem(&lower_of(stretch)), TokenKind::Word, stretch);
        self.position += 1;
        place + length.max(1)
    }
}
