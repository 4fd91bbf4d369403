//! Any text: its tokens, sentences, figures and terms stand in it, in order and on characters; the same text gives the
//! same; and what is suggested for it is the text with its changes.
#![no_main]

use std::ops::Range;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use matching::terms::{Lexicon, TermList};
use matching::text::{Language, analyse, quantities};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(vec![TermList::own()]));

fuzz_target!(|data: &[u8]| {
    let Ok(text) = str::from_utf8(data) else { return };
    let analysis = analyse(text);
    assert_eq!(analyse(text), analysis);
    let stands = |bytes: &Range<usize>| assert!(text.get(bytes.clone()).is_some_and(|text| !text.is_empty()), "{bytes:?}");
    analysis.tokens.iter().for_each(|token| stands(&token.bytes));
    assert!(analysis.tokens.iter().all(|token| !token.text.is_empty()));
    assert!(analysis.tokens.is_sorted_by_key(|token| token.bytes.start));
    assert!(analysis.tokens.is_sorted_by_key(|token| token.position));
    apart(analysis.sentences, &stands);
    apart(quantities(text).into_iter().map(|figure| figure.bytes).collect(), &stands);
    apart(LEXICON.spot(text).into_iter().map(|spotted| spotted.bytes).collect(), &stands);
    for language in [Language::Chinese, Language::English] {
        assert!(LEXICON.translate(text, language).iter().all(|pair| text[pair.bytes.clone()] == pair.from));
    }
    if let Some(suggestion) = LEXICON.suggest(text, &|_| false) {
        let mut meant = text.to_owned();
        for change in suggestion.changes.iter().rev() {
            assert_eq!(text[change.bytes.clone()], change.from);
            meant.replace_range(change.bytes.clone(), &change.to);
        }
        assert_eq!(meant, suggestion.text);
    }
});

/// Stretches of the text of which none reaches into the next.
fn apart(stretches: Vec<Range<usize>>, stands: &dyn Fn(&Range<usize>)) {
    stretches.iter().for_each(stands);
    assert!(stretches.is_sorted_by(|one, next| one.end <= next.start), "{stretches:?}");
}
