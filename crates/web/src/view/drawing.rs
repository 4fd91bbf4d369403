//! A drawing on a page.

use askama::filters::HtmlSafe;

/// A drawing that the chain made: SVG already, its texts escaped.
pub(crate) struct Svg(String);

impl Svg {
    pub(crate) fn new(svg: String) -> Self {
        Self(svg)
    }
}

impl HtmlSafe for Svg {}

impl std::fmt::Display for Svg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
