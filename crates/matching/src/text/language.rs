//! The language that most of a text is written in.

use super::glyph::Glyph;
use super::script::Script;

/// A language of the base.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// At least as many Chinese characters as Latin words.
    Chinese,
    /// More Latin words than Chinese characters.
    English,
    /// Neither: nothing but numbers, formulae, signs or other scripts.
    #[default]
    None,
}

/// The language of a text, by the count of its Han characters and of its Latin words of at least two letters.
pub(super) fn language(glyphs: &[Glyph]) -> Language {
    let han = glyphs.iter().filter(|glyph| glyph.script == Script::Han).count();
    let words = glyphs
        .chunk_by(|one, next| one.script.is_wordly() == next.script.is_wordly())
        .filter(|run| run.len() >= 2 && is_word(run))
        .count();
    match (han, words) {
        (0, 0) => Language::None,
        _ if han >= words => Language::Chinese,
        _ => Language::English,
    }
}

/// Whether a run is a word of a language rather than a formula or a grade: no digits, no capital after its first.
fn is_word(run: &[Glyph]) -> bool {
    run.iter().all(|glyph| glyph.script == Script::Latin)
        && (run.iter().skip(1).all(|glyph| glyph.lower == glyph.cased)
            || (run.len() >= 5 && run.iter().all(|glyph| glyph.lower != glyph.cased)))
}
