//! Words and what joins them.

use super::glyph::Glyph;
use frostem::{Algorithm, Stemmer};

/// Longest word that is read as one, in characters; what is longer comes in pieces.
pub(crate) const WORD_MOST: usize = 64;

/// The form under which a word is found: stemmed if it is plain Latin.
pub(crate) fn stem(lower: &str) -> String {
    if lower.len() > 2 && lower.bytes().all(|byte| byte.is_ascii_lowercase()) {
        Stemmer::new(Algorithm::English).stem(lower).into_owned()
    } else {
        lower.to_owned()
    }
}

/// How many glyphs the word at the start has: letters and digits, at most [`WORD_MOST`].
pub(crate) fn length(glyphs: &[Glyph]) -> usize {
    let rest = glyphs.get(1..).unwrap_or_default();
    let more = rest.iter().take(WORD_MOST - 1).take_while(|glyph| glyph.script.is_wordly()).count();
    usize::from(glyphs.first().is_some_and(|glyph| glyph.script.is_wordly())) * (1 + more)
}
