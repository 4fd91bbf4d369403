//! Texts as tokens: characters and pairs of Chinese, stems of English, formulae, grades and quantities.
//!
//! Every token knows where it stands in the text as it was given, so that a page can mark it. The same text gives the
//! same tokens always, and the work grows in step with the length of the text.

mod element;
mod figure;
mod formula;
pub(crate) mod glyph;
mod language;
mod quantity;
mod scan;
pub(crate) mod script;
mod sentence;
mod simplified;
mod unit;
pub(crate) mod word;

use std::ops::Range;

use crate::terms::only_binds;

pub use element::metals;
pub use figure::{Figure, Relation, quantities};
pub use language::Language;

/// What a text is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// What is found and counted, in the order of where it begins.
    pub tokens: Vec<Token>,
    /// Where its sentences stand, in bytes of the given text.
    pub sentences: Vec<Range<usize>>,
    /// The language most of it is written in.
    pub language: Language,
}

/// One thing that is found and counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Its canonical text: two tokens mean the same when these are equal.
    pub text: String,
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands among its neighbours: a pair, a compound and a quantity stand where their first part does.
    pub position: u32,
    /// Where it stands in the given text, in bytes.
    pub bytes: Range<usize>,
}

impl Token {
    /// Whether it only binds others, as *of* and 的 do: found alone it says nothing.
    pub fn only_binds(&self) -> bool {
        match self.kind {
            TokenKind::Word | TokenKind::Part | TokenKind::Character => only_binds(&self.text),
            TokenKind::Pair | TokenKind::Compound | TokenKind::Formula | TokenKind::Grade | TokenKind::Quantity => {
                false
            }
        }
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// One character of a script without spaces: `磁`.
    Character,
    /// Two such characters side by side: `磁体`.
    Pair,
    /// A word, stemmed if it is Latin: `magnet` for `Magnets`; also a bare number.
    Word,
    /// Words that a hyphen or its like joins, kept whole: `al-mg`.
    Compound,
    /// One of the words in a compound.
    Part,
    /// A chemical formula: `nd2fe14b`, subscripts as plain digits.
    Formula,
    /// A grade or designation of letters and digits: `n52sh`, `316l`, `4n`.
    Grade,
    /// A number with its unit, in the unit that its dimension is counted in: `600mpa`, `1200°c`. The words it is
    /// written with stand beside it.
    Quantity,
}

/// Reads a text.
///
/// ```
/// use matching::text::{analyse, TokenKind};
/// let analysis = analyse("燒結釹鐵硼 Magnets");
/// let pairs: Vec<&str> =
///     analysis.tokens.iter().filter(|token| token.kind == TokenKind::Pair).map(|token| token.text.as_str()).collect();
/// assert_eq!(pairs, ["烧结", "结钕", "钕铁", "铁硼"]);
/// assert_eq!(analysis.tokens.last().map(|token| token.text.as_str()), Some("magnet"));
/// ```
pub fn analyse(text: &str) -> Analysis {
    let glyphs = glyph::glyphs(text);
    Analysis {
        tokens: scan::tokens(&glyphs),
        sentences: sentence::sentences(&glyphs),
        language: language::language(&glyphs),
    }
}

/// The language that most of a text is written in, without reading it into tokens.
pub fn language_of(text: &str) -> Language {
    language::language(&glyph::glyphs(text))
}
