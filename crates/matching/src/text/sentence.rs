//! Where the sentences of a text stand.

use super::glyph::Glyph;
use super::script::Script;
use std::ops::Range;

/// The sentences of a text, in bytes of it, without the space around them.
pub(super) fn sentences(glyphs: &[Glyph]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (place, glyph) in glyphs.iter().enumerate() {
        if ends(glyphs, place, glyph) {
            push(&mut sentences, glyphs, start..place + 1);
            start = place + 1;
        }
    }
    push(&mut sentences, glyphs, start..glyphs.len());
    sentences
}

/// Whether a sentence ends with this sign. A point ends one only before space: `1.45 T` and `Fig.2` go on.
fn ends(glyphs: &[Glyph], place: usize, glyph: &Glyph) -> bool {
    match glyph.cased {
        '。' | '!' | '?' | ';' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => true,
        '.' => glyphs.get(place + 1).is_none_or(|next| next.script == Script::Space),
        _ => false,
    }
}

fn push(sentences: &mut Vec<Range<usize>>, glyphs: &[Glyph], stretch: Range<usize>) {
    let Some(stretch) = glyphs.get(stretch) else { return };
    let is_text = |glyph: &&Glyph| glyph.script != Script::Space;
    let (Some(first), Some(last)) = (stretch.iter().find(is_text), stretch.iter().rfind(is_text)) else { return };
    if stretch.iter().any(|glyph| glyph.script.is_wordly() || glyph.script.is_grammed()) {
        let from = sentences.last().map_or(first.from, |before| before.end.max(first.from));
        if from < last.to {
            sentences.push(from..last.to);
        }
    }
}
