//! A link with its text.

use askama::Template;
use askama::filters::HtmlSafe;

/// A link; it writes itself.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(source = r#"<a href="{{ href }}">{{ text }}</a>"#, ext = "html")]
pub(crate) struct Link {
    pub text: String,
    pub href: String,
}

impl HtmlSafe for Link {}

impl Link {
    /// A link to the page of a thing: `/room/id`.
    pub(crate) fn to(room: &str, id: &str, text: impl Into<String>) -> Self {
        Self { text: text.into(), href: format!("/{room}/{}", encoded(id)) }
    }

    /// A link to any address of the base.
    pub(crate) fn at(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// A text as part of an address.
pub(crate) fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
