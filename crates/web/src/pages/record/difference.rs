//! What differs between two versions, for readers: field by field, the texts laid over each other.

use askama::Template;
use askama::filters::HtmlSafe;
use base::record::difference::{Change, Piece, pieces};
use base::record::verb::Within;

use super::value::{Shown, label};
use crate::language::Messages;

/// What differs in one field.
#[derive(Clone, Debug)]
pub(super) struct Differing {
    pub name: &'static str,
    pub label: String,
    pub texts: Overlaid,
}

/// Two texts laid over each other; they write themselves.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"{% for piece in pieces %}{% match piece %}{% when Piece::Same with (text) %}{{ text }}{% when Piece::Gone with (text) %}<del>{{ text }}</del>{% when Piece::New with (text) %}<ins>{{ text }}</ins>{% endmatch %}{% endfor %}"#,
    ext = "html"
)]
pub(super) struct Overlaid {
    pieces: Vec<Piece>,
}

impl HtmlSafe for Overlaid {}

/// Texts of more bytes are shown one after the other: laying them over each other could take long.
const MOST: usize = 8_000;

impl Overlaid {
    pub(super) fn new(before: &str, after: &str) -> Self {
        if before.len() + after.len() > MOST {
            return Self { pieces: vec![Piece::Gone(before.to_owned()), Piece::New(after.to_owned())] };
        }
        Self { pieces: pieces(before, after) }
    }
}

/// The changes that the reader can see: one that names only what they may not know of is none.
pub(super) fn differing(changes: &[Change], within: &mut Within, t: Messages) -> Vec<Differing> {
    let seen = changes.iter().filter_map(|change| {
        let before = Shown::of(change.field, &change.before, within, t).text();
        let after = Shown::of(change.field, &change.after, within, t).text();
        let texts = Overlaid::new(&before, &after);
        (before != after).then(|| Differing {
            name: change.field.name,
            label: label(change.field.label, t).to_owned(),
            texts,
        })
    });
    seen.collect()
}
