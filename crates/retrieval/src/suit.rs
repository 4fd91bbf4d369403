//! What suits something wanted, by its texts: candidates of every language, each with the features that texts give.
//!
//! Candidates come from ranked lists within each language. Across languages neither ranks nor scores of lists compare;
//! the features do: each is a share of what a document could have at most, and what could not be carried over to the
//! other language is held against it.

use std::collections::BTreeMap;

use matching::rank::{Feature, Features};
use matching::terms::{Lexicon, Pair};

use crate::document::{DocumentId, Facet, Partition};
use crate::gather::{Candidate, Gathering, Source, Wanted};
use crate::nearness::Near;
use crate::retriever::{Fault, Snapshot};
use crate::sought::Sought;
use crate::tell::Teller;

/// What the nearness of vectors counts within one language, as a part of what it counts across.
const WITHIN_A_LANGUAGE: f64 = 1.0 / 3.0;

/// What is asked for.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The title of what is wanted.
    pub title: &'a str,
    /// All else it says.
    pub body: &'a str,
    /// The keys the viewer holds.
    pub keys: &'a [String],
    /// Documents of one of these facets alone; of all where empty.
    pub among: &'a [Facet],
    /// How many candidates of each language are looked at closely.
    pub depth: usize,
    /// The same as vectors, where an encoder is installed.
    pub near: Option<&'a Near<'a>>,
}

/// What may suit, with what its texts say for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Suiting {
    /// Which document.
    pub id: DocumentId,
    /// The language of its text that suits best.
    pub partition: Partition,
    /// The features of its texts.
    pub features: Features,
}

/// Something wanted, ready to be compared with documents.
#[derive(Clone)]
pub struct Comparison<'a> {
    asked: Asked<'a>,
    sides: [Side; 2],
}

/// What is looked for in one language.
#[derive(Clone)]
struct Side {
    partition: Partition,
    title: Sought,
    whole: Sought,
}

impl<'a> Comparison<'a> {
    /// Reads what is wanted.
    pub fn new(lexicon: &Lexicon, asked: Asked<'a>) -> Self {
        let whole = format!("{}\n{}", asked.title, asked.body);
        let side = |partition| Side {
            partition,
            title: Sought::new(asked.title, partition, lexicon),
            whole: Sought::new(&whole, partition, lexicon),
        };
        Self { asked, sides: Partition::ALL.map(side) }
    }

    /// The same, asked of documents of one of these facets alone.
    #[must_use]
    pub fn narrowed<'b>(&self, among: &'b [Facet]) -> Comparison<'b>
    where
        'a: 'b,
    {
        Comparison { asked: Asked { among, ..self.asked }, sides: self.sides.clone() }
    }

    /// The same, asked of the works of people behind the doors that these keys open. Their words alone are compared: no
    /// vectors are kept of works.
    #[must_use]
    pub fn of_works<'b>(&self, keys: &'b [String], among: &'b [Facet]) -> Comparison<'b>
    where
        'a: 'b,
    {
        Comparison { asked: Asked { among, keys, near: None, ..self.asked }, sides: self.sides.clone() }
    }

    /// The terms that were carried over to a language.
    pub fn pairs(&self, partition: Partition) -> &[Pair] {
        let side = self.sides.iter().find(|side| side.partition == partition);
        side.map_or(&[], |side| side.whole.pairs.as_slice())
    }

    /// The share of what is wanted that could be carried over to a language; 1 within its own.
    pub fn carried(&self, partition: Partition) -> f64 {
        let side = self.sides.iter().find(|side| side.partition == partition);
        side.map_or(0.0, |side| side.whole.carried)
    }

    /// What tells why a text of a language suits.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn teller<'b>(&'b self, snapshot: &dyn Snapshot, partition: Partition) -> Result<Teller<'b>, Fault> {
        let side = self.sides.iter().find(|side| side.partition == partition).unwrap_or(&self.sides[0]);
        Teller::new(snapshot, side.partition, &side.whole)
    }

    /// The candidates of every language, by id.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn candidates(&self, snapshot: &dyn Snapshot) -> Result<Vec<Suiting>, Fault> {
        self.suiting(snapshot, Gathering::candidates)
    }

    /// Given documents, whether or not they are among the candidates, by id; those that the viewer may not see are left
    /// out.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn of(&self, snapshot: &dyn Snapshot, documents: &[DocumentId]) -> Result<Vec<Suiting>, Fault> {
        self.suiting(snapshot, |gathering| gathering.of(documents))
    }

    fn suiting<'b>(
        &'b self,
        snapshot: &'b dyn Snapshot,
        found: impl Fn(&Gathering<'b>) -> Result<Vec<Candidate>, Fault>,
    ) -> Result<Vec<Suiting>, Fault> {
        let Asked { keys, among, depth, near, .. } = self.asked;
        let mut suiting = Vec::new();
        for side in &self.sides {
            let wanted = Wanted { title: &side.title, whole: &side.whole, keys, among, depth, near };
            let gathering = Gathering::new(snapshot, side.partition, wanted)?;
            suiting.extend(found(&gathering)?.iter().map(|candidate| Suiting {
                id: candidate.id,
                partition: side.partition,
                features: side.features(candidate),
            }));
        }
        Ok(best_of_each(suiting))
    }
}

impl Side {
    fn features(&self, candidate: &Candidate) -> Features {
        let across = self.whole.carried < 1.0 || !self.whole.pairs.is_empty();
        let share = |source| candidate.share(source);
        let (title, whole) = (self.title.carried, self.whole.carried);
        // Within one language words say most of what vectors could add.
        let trust = if across { 1.0 } else { WITHIN_A_LANGUAGE };
        let mut features = Features::default();
        features.set(Feature::VectorNearness, candidate.near.map(|near| near * trust));
        features
            .with(Feature::Fused, candidate.fused * whole)
            .with(Feature::TitleInBody, share(Source::TitleInBody).score * title)
            .with(Feature::BodyInBody, share(Source::BodyInBody).score * whole)
            .with(Feature::TitleInTitle, share(Source::TitleInTitle).score * title)
            .with(Feature::Coverage, share(Source::TitleInBody).covered * title)
            .with(Feature::WeightedCoverage, share(Source::BodyInBody).covered * whole)
            .with(Feature::AcrossLanguages, f64::from(u8::from(across)))
    }
}

/// Of a document found in several languages the one that says more for it.
fn best_of_each(suiting: Vec<Suiting>) -> Vec<Suiting> {
    let mut best: BTreeMap<DocumentId, Suiting> = BTreeMap::new();
    let strength = |suiting: &Suiting| {
        let of = |feature| suiting.features.get(feature).unwrap_or_default();
        of(Feature::TitleInBody) + of(Feature::BodyInBody) + of(Feature::Fused) + of(Feature::VectorNearness)
    };
    for one in suiting {
        match best.get(&one.id) {
            Some(other) if strength(other) >= strength(&one) => {}
            _ => drop(best.insert(one.id, one)),
        }
    }
    best.into_values().collect()
}
