//! Words that bind others and say nothing of the field alone.

use std::collections::HashSet;
use std::sync::LazyLock;

/// English function words, in lower case. Those that are also symbols of elements (as, at, be, he, in, no) are never
/// looked for alone.
const WORDS: &str = " a about after all also am an and any are as at be been being between both but by can could do \
does during each either else few for from further had has have having he her here his how i if in into is it its itself just \
may me might more most much must my near no non nor not of off on onto or other our out over own per same she should \
since so some such than that the their them then there these they this those through thus to too toward towards under \
until up upon us use used using very via was we were what when where whether which while who whose why will with within \
without would yet you your ";

/// Characters that bind others in Chinese.
const CHARACTERS: &str = "的了和与或在是等及对为以其这那之于由从被把将而且也都就还又则所此该各每并不未无有个些种类们着过吗呢吧啊一二三四五六七八九十";

/// Characters that no term begins or ends with, where terms are guessed from texts.
const BINDING: &str = "的了和与或在是等及对为以其这那之于由从被把将而且也都就还又则所此该并";

/// Whether a word in lower case is an English function word.
pub(super) fn is_function_word(word: &str) -> bool {
    static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| WORDS.split_whitespace().collect());
    KNOWN.contains(word)
}

/// Whether a text is one character that says nothing alone.
pub(super) fn is_idle_character(text: &str) -> bool {
    CHARACTERS.contains(text)
}

/// Whether a word of a text, as it stands there, only binds others: `of`, `的`.
pub fn only_binds(word: &str) -> bool {
    is_idle_character(word) || is_function_word(&word.to_lowercase())
}

/// Whether a character only binds others.
pub(super) fn binds(character: char) -> bool {
    BINDING.contains(character)
}
