//! A term: what it is called in both languages, how it is written, and what of the chain it is about.

use crate::text::Language;
use std::sync::Arc;

/// Which term of a lexicon; only that lexicon can say what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub(super) u32);

/// One term of the field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// What it is called in Chinese, the head first.
    pub zh: Vec<String>,
    /// What it is called in English, the head first.
    pub en: Vec<String>,
    /// How it is written in either language: formulae, grades, abbreviations.
    pub written: Vec<String>,
    /// What of the chain it is about.
    pub about: Vec<About>,
    /// Where it is taken from.
    pub source: String,
    /// The name of the list it stands in.
    pub layer: Arc<str>,
}

/// A thing of the chain that a term is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct About {
    /// What kind of thing.
    pub kind: AboutKind,
    /// Its id in the pack, or the name of the property.
    pub id: String,
}

/// The kinds of things that terms are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AboutKind {
    /// A commodity of the chain.
    Commodity,
    /// An activity of the chain.
    Activity,
    /// A property that can be measured or stated.
    Property,
}

impl AboutKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Commodity, Self::Activity, Self::Property];

    /// How a term list writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Commodity => "commodity",
            Self::Activity => "activity",
            Self::Property => "property",
        }
    }
}

impl About {
    /// Reads `commodity:nd_oxide`; nothing where the kind is unknown or the id is missing.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        let (kind, id) = (kind.trim(), id.trim());
        let kind = AboutKind::ALL.into_iter().find(|known| known.name() == kind)?;
        (!id.is_empty()).then(|| Self { kind, id: id.to_owned() })
    }
}

impl Term {
    /// Its forms in a language; for [`Language::None`] those of both.
    pub fn forms(&self, language: Language) -> &[String] {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
            Language::None => &self.written,
        }
    }

    /// What it goes by: its Chinese head, or the English one where there is none.
    pub fn head(&self) -> &str {
        self.zh.first().or_else(|| self.en.first()).map_or("", String::as_str)
    }
}

/// Terms that come layer by layer, each with the number of its layer.
pub(super) fn layered(terms: &[Term]) -> impl Iterator<Item = (u32, &Term)> {
    let layers = terms.chunk_by(|one, next| one.layer == next.layer);
    (0..).zip(layers).flat_map(|(number, layer)| layer.iter().map(move |term| (number, term)))
}
