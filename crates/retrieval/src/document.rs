//! What is put into an index.

use std::fmt;

/// The id of a document: 128 bits, as a UUID has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u128);

impl fmt::Display for DocumentId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

/// Which text of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Its title.
    Title,
    /// All of it, the title included.
    Body,
}

/// The language a text is ranked in. Scores of different languages do not compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Partition {
    /// Texts written mostly in Chinese characters.
    Chinese,
    /// Texts written mostly in words of Latin letters.
    English,
}

impl Partition {
    /// Every partition.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }
}

/// A text of a document, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Which one.
    pub field: Field,
    /// In which language.
    pub partition: Partition,
    /// What it says.
    pub text: String,
}

/// For whom a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// For everybody.
    Public,
    /// For whoever holds one of these keys.
    Holders(Vec<String>),
}

/// A property that documents are counted and narrowed by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Facet {
    /// Which property: `kind`, `place`.
    pub name: String,
    /// Its value: `need`, `commodity:ndpr_oxide`.
    pub value: String,
}

impl Facet {
    /// A facet.
    pub fn new(name: &str, value: &str) -> Self {
        Self { name: name.to_owned(), value: value.to_owned() }
    }
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id; a document put in again replaces the one before.
    pub id: DocumentId,
    /// For whom it is.
    pub audience: Audience,
    /// What it says.
    pub texts: Vec<Text>,
    /// What it is counted and narrowed by.
    pub facets: Vec<Facet>,
    /// What the caller wants back with it; the index does not look inside.
    pub facts: Vec<u8>,
}
