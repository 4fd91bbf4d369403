//! A letter that says how sure a figure is and leads to its source.

use askama::Template;
use askama::filters::HtmlSafe;
use chain::{Chain, Confidence, Origin};

use super::link::encoded;
use crate::language::Messages;

/// The confidence of a figure, with its source one click away; it writes itself.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(
    source = r##"<a class="badge badge-{{ class }}" href="/sources#{{ source }}" title="{{ title }}" aria-label="{{ title }}">{{ letter }}</a>"##,
    ext = "html"
)]
pub(crate) struct Badge {
    letter: char,
    class: char,
    source: String,
    title: String,
}

impl HtmlSafe for Badge {}

impl Badge {
    /// The badge of a row of the pack.
    pub(crate) fn of(chain: &Chain, origin: &Origin, t: Messages) -> Self {
        let place = if origin.row == 0 { origin.file.clone() } else { format!("{}:{}", origin.file, origin.row) };
        let source = &chain.sources[origin.source];
        let mut title = t
            .say("badge-title")
            .with("confidence", confidence(origin.confidence, t))
            .with("source", source.title.as_str())
            .with("year", origin.year.to_string())
            .with("place", place)
            .to_string();
        if !origin.note.is_empty() {
            title.push_str(" · ");
            title.push_str(&origin.note);
        }
        Self::new(origin.confidence, &source.id, title)
    }

    /// The badge of a patch.
    pub(crate) fn of_patch(patch: &chain::Patch, t: Messages) -> Self {
        let title = confidence(patch.confidence, t);
        Self::new(patch.confidence, &patch.source, title)
    }

    fn new(level: Confidence, source: &str, title: String) -> Self {
        let letter = level.letter();
        Self { letter, class: letter.to_ascii_lowercase(), source: encoded(source), title }
    }
}

/// What a letter means.
pub(crate) fn confidence(level: Confidence, t: Messages) -> String {
    match level {
        Confidence::Seen => t.get("confidence-seen"),
        Confidence::Cited => t.get("confidence-cited"),
        Confidence::Estimate => t.get("confidence-estimate"),
    }
}
