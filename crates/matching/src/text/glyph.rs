//! The characters of a text in one form each, with where they stood.

use super::script::Script;
use super::simplified::simplified;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// Most characters that are put together to one before they are read: no script needs more, and a heap of accents
/// costs no more than so many.
const CLUSTER_MOST: usize = 32;

/// One character of a text after NFKC, in simplified Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glyph {
    /// In lower case.
    pub(crate) lower: char,
    /// In the case it was written in.
    pub(crate) cased: char,
    /// What kind of character it is.
    pub(crate) script: Script,
    /// Whether it was written raised, as the 5 in 10⁵.
    pub(crate) raised: bool,
    /// Where it begins in the given text, in bytes.
    pub(crate) from: usize,
    /// Where what it stands for ends there.
    pub(crate) to: usize,
}

/// The bytes that a stretch of glyphs stands for; empty for an empty stretch.
pub(crate) fn bytes_of(glyphs: &[Glyph]) -> Range<usize> {
    match (glyphs.first(), glyphs.last()) {
        (Some(first), Some(last)) => first.from..last.to,
        (None, _) | (_, None) => 0..0,
    }
}

/// The stretch in lower case.
pub(crate) fn lower_of(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.lower).collect()
}

/// The glyphs of a text.
pub(crate) fn glyphs(text: &str) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(text.len() / 2);
    let mut characters = text.char_indices().peekable();
    while let Some((from, character)) = characters.next() {
        let joined = characters.peek().is_some_and(|(_, next)| joins(*next));
        if !joined && is_plain(character) {
            let cased = simplified(character);
            push(&mut glyphs, cased, false, from..from + character.len_utf8());
            continue;
        }
        let mut cluster = String::from(character);
        let mut count = 1;
        while let Some((_, next)) = characters.next_if(|(_, next)| count < CLUSTER_MOST && joins(*next)) {
            cluster.push(next);
            count += 1;
        }
        let bytes = from..from + cluster.len();
        for cased in cluster.nfkc() {
            for cased in unaccented(cased) {
                push(&mut glyphs, simplified(cased), is_raised(character), bytes.clone());
            }
        }
    }
    glyphs
}

/// Whether NFKC leaves it as it is when nothing follows that joins it.
fn is_plain(character: char) -> bool {
    character.is_ascii() || matches!(character, '\u{3400}'..='\u{9fff}' | '\u{3001}'..='\u{3002}')
}

/// Whether it may melt into what stands before it: marks, and the later letters of a Korean syllable.
fn joins(character: char) -> bool {
    !character.is_ascii()
        && !is_plain(character)
        && (canonical_combining_class(character) != 0
            || is_combining_mark(character)
            || matches!(character, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}' | '\u{ff9e}'..='\u{ff9f}'))
}

/// A Latin letter without its accents: `é` is found as `e`.
fn unaccented(character: char) -> impl Iterator<Item = char> {
    let latin = matches!(character, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let base = if latin { std::iter::once(character).nfd().next().unwrap_or(character) } else { character };
    // A mark that found no letter to melt into says nothing alone.
    let stray = matches!(base, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}');
    (!stray).then_some(base).into_iter()
}

fn is_raised(character: char) -> bool {
    matches!(character, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}'..='\u{207f}')
}

fn push(glyphs: &mut Vec<Glyph>, cased: char, raised: bool, bytes: Range<usize>) {
    let mut push = |lower: char| {
        glyphs.push(Glyph { lower, cased, script: Script::of(lower), raised, from: bytes.start, to: bytes.end });
    };
    if cased.is_ascii() {
        push(cased.to_ascii_lowercase());
    } else {
        cased.to_lowercase().for_each(push);
    }
}
