//! The words of a text as the engine takes them, marked with the key that opens the document.

use matching::text::analyse;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::layout::{KEY_END, PRESENT, marked};

/// The name the engine knows it by.
pub(super) const NAME: &str = "didymium";

/// Cuts texts into words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Words;

/// The words of one text.
#[derive(Debug)]
pub(super) struct Stream {
    words: std::vec::IntoIter<String>,
    token: Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        let (key, text) = text.split_once(KEY_END).unwrap_or(("", text));
        let key = (!key.is_empty()).then_some(key);
        let words = std::iter::once(PRESENT.to_owned()).chain(analyse(text).tokens.into_iter().map(|token| token.text));
        let words: Vec<String> = words.map(|word| marked(key, &word)).collect();
        Stream { words: words.into_iter(), token: Token::default() }
    }
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token.text = word;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
