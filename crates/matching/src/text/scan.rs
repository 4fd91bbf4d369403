//! One pass over the glyphs of a text that makes its tokens.

use super::formula::{Formula, formula, is_symbol};
use super::glyph::{Glyph, bytes_of, lower_of};
use super::quantity::{Measured, measured};
use super::script::Script;
use super::{Token, TokenKind, word};

/// Most words of a compound.
const PARTS_MOST: usize = 8;
/// Most characters of a grade.
const GRADE_MOST: usize = 12;

struct Scan<'a> {
    glyphs: &'a [Glyph],
    measured: std::iter::Peekable<std::vec::IntoIter<Measured>>,
    tokens: Vec<Token>,
    position: u32,
    /// Up to where a formula or a compound was read, whose words still come one by one.
    formula_end: usize,
    compound_end: usize,
}

/// The tokens of a text.
pub(super) fn tokens(glyphs: &[Glyph]) -> Vec<Token> {
    let mut scan = Scan {
        glyphs,
        measured: measured(glyphs).into_iter().peekable(),
        tokens: Vec::with_capacity(glyphs.len()),
        position: 0,
        formula_end: 0,
        compound_end: 0,
    };
    let mut place = 0;
    while let Some(glyph) = glyphs.get(place) {
        scan.quantity(place);
        place = if glyph.script.is_grammed() {
            scan.grams(place)
        } else if glyph.script.is_wordly() {
            scan.word(place)
        } else {
            scan.bracket(place)
        };
    }
    scan.tokens
}

impl Scan<'_> {
    fn push(&mut self, text: String, kind: TokenKind, stretch: &[Glyph]) {
        self.tokens.push(Token { text, kind, position: self.position, bytes: bytes_of(stretch) });
    }

    /// The quantity that begins here, beside the words it is written with.
    fn quantity(&mut self, place: usize) {
        while let Some(found) = self.measured.next_if(|found| found.start <= place) {
            let stretch = self.glyphs.get(found.start..found.end).unwrap_or_default();
            if found.start == place && !found.base.is_empty() {
                self.push(found.text(), TokenKind::Quantity, stretch);
            }
        }
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

    /// A sign: nothing, but a formula may begin with a bracket.
    fn bracket(&mut self, place: usize) -> usize {
        let rest = self.glyphs.get(place..).unwrap_or_default();
        let opens = rest.first().is_some_and(|glyph| matches!(glyph.cased, '(' | '['));
        if opens
            && place >= self.formula_end
            && let Some(found) = formula(rest)
        {
            self.formula(place, found);
        }
        place + 1
    }

    fn formula(&mut self, place: usize, found: Formula) {
        self.formula_end = place + found.length;
        let stretch = self.glyphs.get(place..self.formula_end).unwrap_or_default();
        self.push(found.text, TokenKind::Formula, stretch);
    }

    /// A word, with the compound and the formula that begin with it.
    fn word(&mut self, place: usize) -> usize {
        let rest = self.glyphs.get(place..).unwrap_or_default();
        let length = word::length(rest).max(1);
        let stretch = rest.get(..length).unwrap_or_default();
        let apart =
            place.checked_sub(1).and_then(|at| self.glyphs.get(at)).is_none_or(|glyph| !glyph.script.is_wordly());
        if apart && place >= self.compound_end {
            self.compound(place);
        }
        let from = self.tokens.len();
        if apart
            && place >= self.formula_end
            && let Some(found) = formula(rest)
        {
            self.formula(place, found);
        } else if apart && is_grade(stretch) {
            self.grade(stretch);
        }
        let stem = word::stem(&lower_of(stretch));
        // What the word is called more exactly says it already.
        let said = |token: &Token| token.text == stem && token.bytes == bytes_of(stretch);
        let quantity = from.checked_sub(1).and_then(|at| self.tokens.get(at)).is_some_and(said);
        if !quantity && !self.tokens.iter().skip(from).any(said) {
            let kind = if place < self.compound_end { TokenKind::Part } else { TokenKind::Word };
            self.push(stem, kind, stretch);
        }
        self.position += 1;
        place + length
    }

    /// A grade; of a purity in nines also the quantity that it means.
    fn grade(&mut self, stretch: &[Glyph]) {
        self.push(lower_of(stretch), TokenKind::Grade, stretch);
        if let Some(text) = nines(stretch) {
            self.push(text, TokenKind::Quantity, stretch);
        }
    }

    /// The words that hyphens join from here, kept whole; if they are symbols of elements, as the formula `ndfeb` too.
    fn compound(&mut self, place: usize) {
        let parts = parts(self.glyphs, place);
        let is_number = |part: &&[Glyph]| part.first().is_some_and(|glyph| glyph.script == Script::Digit);
        let range = parts.iter().take(2).filter(|part| is_number(part)).count() == 2;
        if parts.len() < 2 || range {
            return;
        }
        self.compound_end = place + parts.iter().map(|part| part.len() + 1).sum::<usize>() - 1;
        let stretch = self.glyphs.get(place..self.compound_end).unwrap_or_default();
        let stems: Vec<String> = parts.iter().map(|part| word::stem(&lower_of(part))).collect();
        self.push(stems.join("-"), TokenKind::Compound, stretch);
        if parts.iter().all(|part| is_symbol(part)) {
            self.push(stems.concat(), TokenKind::Formula, stretch);
        }
    }
}

/// The words from here that single hyphens join.
fn parts(glyphs: &[Glyph], place: usize) -> Vec<&[Glyph]> {
    let mut parts = Vec::new();
    let mut at = place;
    while parts.len() < PARTS_MOST {
        let rest = glyphs.get(at..).unwrap_or_default();
        let length = word::length(rest);
        let Some(part) = rest.get(..length).filter(|part| !part.is_empty()) else { break };
        parts.push(part);
        at += length + 1;
        if !rest.get(length).is_some_and(|glyph| matches!(glyph.cased, '-' | '‐' | '–' | '−')) {
            break;
        }
    }
    parts
}

/// Whether a word is a grade or a designation: letters and digits, and not long.
fn is_grade(word: &[Glyph]) -> bool {
    let has = |script: Script| word.iter().any(|glyph| glyph.script == script);
    word.len() <= GRADE_MOST && has(Script::Latin) && has(Script::Digit)
}

/// `99.99%` of `4N`, `99.995%` of `4N5`.
fn nines(word: &[Glyph]) -> Option<String> {
    let (count, letter, five) = (word.first()?, word.get(1)?, word.get(2));
    let five = match five {
        None => "",
        Some(glyph) if glyph.cased == '5' && word.len() == 3 => "5",
        Some(_) => return None,
    };
    let count = count.cased.to_digit(10).filter(|count| (2..=8).contains(count) && letter.cased == 'N')?;
    let point = if count > 2 || !five.is_empty() { "." } else { "" };
    Some(format!("99{point}{}{five}%", "9".repeat(count as usize - 2)))
}

#[cfg(test)]
mod tests;
