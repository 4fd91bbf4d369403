//! What every handler may look at.

use std::sync::Arc;

use crate::language::Language;

/// A name in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Name {
    /// The name in `language`.
    pub fn in_language(&self, language: Language) -> &str {
        language.pick(&self.zh, &self.en)
    }
}

/// What stands in the header and the footer of every page.
#[derive(Clone, Debug)]
pub struct Imprint {
    /// The base whose pages these are.
    pub base: Name,
    /// The value chain that is loaded.
    pub pack: Name,
    /// The year its figures describe.
    pub year: i32,
    /// The largest relative residual of the base plan's certificate.
    pub certificate: f64,
}

/// The state of the running server; a handle, copied freely.
#[derive(Clone, Debug)]
pub struct State(Arc<Imprint>);

impl State {
    /// A server that shows `imprint` around its pages.
    pub fn new(imprint: Imprint) -> Self {
        Self(Arc::new(imprint))
    }

    /// What stands in the header and the footer of every page.
    pub fn imprint(&self) -> &Imprint {
        &self.0
    }
}
