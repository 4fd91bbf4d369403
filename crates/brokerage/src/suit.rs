//! What suits a record: candidates from the index, weighed with the facts of both sides.

use std::collections::{BTreeMap, BTreeSet};

use base::record::kinds::{ConsentPurpose, Person};
use base::record::verb::Occasion;
use base::record::{Audience, Kind, Record, RecordId, State};
use base::rules::{Gate, Settings, gate, settings};
use base::store::Shelf;
use matching::rank::{
    Change, Feature, Features, Found, Level, NearMiss, Offered, Scored, Wanted, Weights, features, found, near_misses,
};
use matching::text::Figure;
use retrieval::{Asked, Comparison, DocumentId, Engine, Facet, Near, Partition, Snapshot, Suiting, Teller, Told};

use crate::facts::{Reader, offered, wanted};
use crate::ground::Ground;
use crate::past::{matches_of, remember};
use crate::side::{Side, offering_kinds, wanting_kinds};
use crate::trouble::Trouble;

/// How deep the lists of the index go.
const DEPTH: usize = 200;
/// How many candidates of each kind are looked at with their facts.
pub(crate) const LOOKED_AT: usize = 40;

/// A need and an offer, weighed.
#[derive(Clone, Debug)]
pub struct Paired {
    /// The record on the other side of the one that was asked about.
    pub other: Record,
    /// Its score and what it is made of.
    pub scored: Scored,
    /// What the two were compared by.
    pub features: Features,
    /// The words and terms it was matched by.
    pub told: Told,
    /// The sentence of the offer that is nearest to the need.
    pub nearest: Option<String>,
    /// The indicators of the need, and what the offer says of each.
    pub indicated: Vec<Indicated>,
    /// What a person made or published that suits, the best first.
    pub works: Vec<Work>,
    /// What would make it a better match.
    pub near_misses: Vec<NearMiss>,
    /// What the export rules say.
    pub gate: Gate,
    /// The match, where somebody decided about the two.
    pub decided: Option<Record>,
}

/// Something that a person made or published and that suits.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Its record; `None` for what stands in the person's own list.
    pub record: Option<RecordId>,
    /// Which of the person's own list, where it stands there.
    pub at: Option<usize>,
    /// How well it suits: a share of what a work could have at most.
    pub score: f64,
}

/// An indicator that a need wants, and what an offer says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicated {
    /// What is wanted.
    pub wanted: Figure,
    /// What is found.
    pub found: Found,
}

/// Everything that suits a record.
#[derive(Clone, Debug, Default)]
pub struct Suits {
    /// The pairs by kind, in the order of a page, within a kind the best first.
    pub by_kind: Vec<(Kind, Vec<Paired>)>,
    /// What the record wants, where it is the one that wants.
    pub wanted: Option<Wanted>,
}

impl Suits {
    /// All pairs, the best first.
    pub fn best(&self) -> Vec<&Paired> {
        let mut all: Vec<&Paired> = self.by_kind.iter().flat_map(|(_, pairs)| pairs).collect();
        all.sort_by(|a, b| b.scored.score.total_cmp(&a.scored.score).then(a.other.id.cmp(&b.other.id)));
        all
    }
}

/// What suits a record: offers where it wants something, needs where it has something to offer. At most so many of
/// each kind; left out is what would have no level even if nothing spoke against it.
///
/// # Errors
/// The record is on neither side; the store or the index fails.
pub fn suitable(
    shelf: &mut dyn Shelf,
    ground: Ground,
    occasion: &Occasion,
    weights: &Weights,
    subject: &Record,
    most: usize,
) -> Result<Suits, Trouble> {
    let side =
        Side::of(subject.kind).ok_or_else(|| base::Refusal::NotMatched { kind: subject.kind.code().to_owned() })?;
    let kinds = match side {
        Side::Need => offering_kinds(),
        Side::Offer => wanting_kinds(),
    };
    suits(shelf, ground, occasion, weights, subject, kinds, most)
}

/// As [`suitable`], among some kinds.
///
/// # Errors
/// As [`suitable`].
pub fn suits(
    shelf: &mut dyn Shelf,
    ground: Ground,
    occasion: &Occasion,
    weights: &Weights,
    subject: &Record,
    kinds: &[Kind],
    most: usize,
) -> Result<Suits, Trouble> {
    weighing(shelf, ground, occasion, weights, |weighing, shelf| match Side::of(subject.kind) {
        Some(Side::Need) => weighing.offers(shelf, subject, kinds, most),
        Some(Side::Offer) => weighing.needs(shelf, subject, kinds, most),
        None => Err(base::Refusal::NotMatched { kind: subject.kind.code().to_owned() }.into()),
    })
}

/// A need and one offer, weighed; `None` where the viewer cannot see one of them.
///
/// # Errors
/// The store or the index fails.
pub fn paired(
    shelf: &mut dyn Shelf,
    ground: Ground,
    occasion: &Occasion,
    weights: &Weights,
    need: &Record,
    offer: &Record,
) -> Result<Option<Paired>, Trouble> {
    weighing(shelf, ground, occasion, weights, |weighing, shelf| weighing.pair(shelf, need, offer))
}

/// Weighs with what the engine, the rules and the settings say now.
pub(crate) fn weighing<T>(
    shelf: &mut dyn Shelf,
    ground: Ground,
    occasion: &Occasion,
    weights: &Weights,
    work: impl FnOnce(&Weighing, &mut dyn Shelf) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let lexicon = ground.engine.lexicon(shelf)?;
    let reader = Reader { lexicon: &lexicon, today: occasion.now.date() };
    let settings = settings(shelf)?;
    let snapshot = ground.engine.snapshot();
    let weighing = Weighing { ground, occasion, weights, reader, settings: &settings, snapshot: &*snapshot };
    work(&weighing, shelf)
}

/// What pairs are weighed with.
pub(crate) struct Weighing<'a> {
    pub(crate) ground: Ground<'a>,
    pub(crate) occasion: &'a Occasion,
    pub(crate) weights: &'a Weights,
    pub(crate) reader: Reader<'a>,
    settings: &'a Settings,
    pub(crate) snapshot: &'a dyn Snapshot,
}

/// A need, ready to be compared.
pub(crate) struct Wish<'a> {
    need: &'a Record,
    pub(crate) wanted: Wanted,
    pub(crate) comparison: Comparison<'a>,
}

/// What a record says, as it is looked for: its title in one language, and all else.
pub(crate) struct Said<'a> {
    title: String,
    body: String,
    /// The same as vectors, where an encoder is installed.
    near: Option<Near<'a>>,
}

/// An offer that may suit, with what its texts and its works say for it.
pub(crate) struct Candidate {
    pub(crate) record: Record,
    pub(crate) suiting: Suiting,
    pub(crate) works: Vec<Work>,
    /// What it has, once it was read.
    pub(crate) offered: Option<Offered>,
}

impl Candidate {
    /// One of which no works are known.
    pub(crate) fn bare((record, suiting): (Record, Suiting)) -> Self {
        Self { record, suiting, works: Vec::new(), offered: None }
    }
}

/// Whether a record may be suggested: a person who took that consent back may not.
fn is_willing(record: &Record) -> bool {
    record.kind != Kind::Person || record.content.body::<Person>().allows(ConsentPurpose::Matching) != Some(false)
}

impl<'a> Said<'a> {
    pub(crate) fn of(record: &Record, engine: &'a Engine) -> Self {
        let title = record.content.title(true).to_owned();
        // The same said in the other language would only count twice.
        let chinese = !record.content.text("title_zh").is_empty();
        let twice = |field: &str| field.starts_with("title_") || chinese && field == "summary_en";
        let texts = base::record::verb::substance(record).into_iter().filter(|(field, _)| !twice(field));
        let body: String = texts.map(|(_, text)| text).collect();
        let near = engine.near(&title, &body);
        Self { title, body, near }
    }
}

impl Weighing<'_> {
    fn offers(&self, shelf: &mut dyn Shelf, need: &Record, kinds: &[Kind], most: usize) -> Result<Suits, Trouble> {
        let (said, keys) = (Said::of(need, self.ground.engine), retrieval::keys(&self.occasion.viewer));
        let wish = self.wish(shelf, need, &said, &keys)?;
        let decided = matches_of(shelf, &self.occasion.viewer.reach(), need.id, ("need", "offer"))?;
        // What people and organisations made counts for them, whether or not it is asked for itself.
        let works = self.candidates(&wish, Kind::Achievement)?;
        let mut by_kind = Vec::new();
        for kind in kinds {
            let found = if *kind == Kind::Achievement { works.clone() } else { self.candidates(&wish, *kind)? };
            let candidates = self.admitted(shelf, &found, *kind)?;
            let published = self.published_by(&wish, *kind)?;
            let candidates = self.linked(shelf, candidates, *kind, (&works, &published))?;
            let candidates = self.hopeful(&wish, candidates, most);
            let mut pairs = self.weighed(shelf, &wish, candidates, &decided)?;
            pairs.retain(|pair| self.is_worth_showing(pair));
            pairs.truncate(most);
            by_kind.push((*kind, pairs));
        }
        Ok(Suits { by_kind, wanted: Some(wish.wanted) })
    }

    /// The needs that an offer suits: found by its texts, then each weighed from its own side, so that a pair has one
    /// score whoever looks.
    fn needs(&self, shelf: &mut dyn Shelf, offer: &Record, kinds: &[Kind], most: usize) -> Result<Suits, Trouble> {
        let (said, keys) = (Said::of(offer, self.ground.engine), retrieval::keys(&self.occasion.viewer));
        let asked = Asked {
            title: &said.title,
            body: &said.body,
            keys: &keys,
            among: &[],
            depth: DEPTH,
            near: said.near.as_ref(),
        };
        let comparison = Comparison::new(self.reader.lexicon, asked);
        let mut by_kind = Vec::new();
        for kind in kinds {
            let found = self.by_texts(&comparison, *kind)?;
            let needs = self.admitted(shelf, &found, *kind)?;
            let mut pairs = Vec::new();
            for (need, _) in needs.into_iter().take(most.saturating_mul(2)) {
                if let Some(pair) = self.pair(shelf, &need, offer)? {
                    pairs.push(Paired { other: need, ..pair });
                }
            }
            order(&mut pairs);
            pairs.retain(|pair| self.is_worth_showing(pair));
            pairs.truncate(most);
            by_kind.push((*kind, pairs));
        }
        Ok(Suits { by_kind, wanted: None })
    }

    /// Whether a pair has a level, or would have one but for what the offer is short of: then it is shown what would
    /// make it a match.
    pub(crate) fn is_worth_showing(&self, pair: &Paired) -> bool {
        Level::of(at_best(&pair.scored)) != Level::None
    }

    fn pair(&self, shelf: &mut dyn Shelf, need: &Record, offer: &Record) -> Result<Option<Paired>, Trouble> {
        let (said, keys) = (Said::of(need, self.ground.engine), retrieval::keys(&self.occasion.viewer));
        let wish = self.wish(shelf, need, &said, &keys)?;
        let decided = matches_of(shelf, &self.occasion.viewer.reach(), need.id, ("need", "offer"))?;
        let facet = [Facet::new("kind", offer.kind.code())];
        let documents = [DocumentId(offer.id.bits())];
        let found = wish.comparison.narrowed(&facet).of(self.snapshot, &documents)?;
        let Some(suiting) = found.into_iter().next() else { return Ok(None) };
        let works = if matches!(offer.kind, Kind::Person | Kind::Organisation | Kind::Platform | Kind::Team) {
            self.candidates(&wish, Kind::Achievement)?
        } else {
            Vec::new()
        };
        let published = self.published_by(&wish, offer.kind)?;
        let mut candidates = self.linked(shelf, vec![(offer.clone(), suiting)], offer.kind, (&works, &published))?;
        candidates.retain(|candidate| candidate.record.id == offer.id);
        Ok(self.weighed(shelf, &wish, candidates, &decided)?.pop())
    }

    pub(crate) fn wish<'b>(
        &'b self,
        shelf: &mut dyn Shelf,
        need: &'b Record,
        said: &'b Said<'b>,
        keys: &'b [String],
    ) -> Result<Wish<'b>, Trouble> {
        let mut wanted = wanted(need, self.reader);
        remember(shelf, &self.occasion.viewer.reach(), &mut wanted)?;
        let asked =
            Asked { title: &said.title, body: &said.body, keys, among: &[], depth: DEPTH, near: said.near.as_ref() };
        Ok(Wish { need, wanted, comparison: Comparison::new(self.reader.lexicon, asked) })
    }

    pub(crate) fn candidates(&self, wish: &Wish, kind: Kind) -> Result<Vec<Suiting>, Trouble> {
        self.by_texts(&wish.comparison, kind)
    }

    /// The candidates of a kind, the best by their texts first.
    fn by_texts(&self, comparison: &Comparison, kind: Kind) -> Result<Vec<Suiting>, Trouble> {
        let facet = [Facet::new("kind", kind.code())];
        let mut found = comparison.narrowed(&facet).candidates(self.snapshot)?;
        let by_texts = |one: &Suiting| self.weights.score(&one.features).score;
        found.sort_by(|a, b| by_texts(b).total_cmp(&by_texts(a)).then(a.id.cmp(&b.id)));
        Ok(found)
    }

    /// The records of candidates that the viewer may see now, and that are out.
    pub(crate) fn admitted(
        &self,
        shelf: &mut dyn Shelf,
        found: &[Suiting],
        kind: Kind,
    ) -> Result<Vec<(Record, Suiting)>, Trouble> {
        let ids: Vec<RecordId> = found.iter().take(LOOKED_AT).map(|one| RecordId::of_bits(one.id.0)).collect();
        let by_id: BTreeMap<u128, &Suiting> = found.iter().map(|one| (one.id.0, one)).collect();
        let records = shelf.records(&ids)?.into_iter().filter(|record| record.kind == kind && self.is_open(record));
        Ok(records
            .filter_map(|record| Some(((*by_id.get(&record.id.bits())?).clone(), record)))
            .map(|(suiting, record)| (record, suiting))
            .collect())
    }

    pub(crate) fn is_open(&self, record: &Record) -> bool {
        record.state == State::Published && Audience::of(record).admits(&self.occasion.viewer) && is_willing(record)
    }

    /// Weighs candidates with their facts, the best first.
    pub(crate) fn weighed(
        &self,
        shelf: &mut dyn Shelf,
        wish: &Wish,
        candidates: Vec<Candidate>,
        decided: &BTreeMap<RecordId, Record>,
    ) -> Result<Vec<Paired>, Trouble> {
        let owners = candidates.iter().filter_map(|candidate| candidate.record.content.owner());
        let owners: BTreeSet<RecordId> = owners.chain(wish.need.content.owner()).collect();
        let owners = shelf.records(&owners.into_iter().collect::<Vec<_>>())?;
        let owners: BTreeMap<RecordId, &Record> = owners.iter().map(|owner| (owner.id, owner)).collect();
        let mut tellers: Vec<Teller> = Vec::new();
        for partition in Partition::ALL {
            tellers.push(wish.comparison.teller(self.snapshot, partition)?);
        }
        let mut pairs = Vec::new();
        for Candidate { record: offer, suiting, works, offered: read } in candidates {
            let offered = read.unwrap_or_else(|| offered(&offer, self.reader));
            let text = body_of(&offer, suiting.partition);
            let teller = Partition::ALL.iter().zip(&tellers).find(|(partition, _)| **partition == suiting.partition);
            let told = teller.map(|(_, teller)| teller.tell(&text)).unwrap_or_default();
            let mut texts = suiting.features;
            texts.set(Feature::NearestSentence, told.nearest.as_ref().map(|nearest| nearest.coverage));
            texts.set(Feature::PairsUsed, (!told.matched.is_empty()).then_some(told.by_terms));
            let features = texts.overlaid(&features(&wish.wanted, &offered, self.ground.links));
            let mut near_misses = near_misses(&wish.wanted, &offered, self.ground.links, &texts, self.weights);
            // A person is no platform and never will be: what covers the other factors, the bundle says.
            near_misses.retain(|miss| !matches!(miss.change, Change::Factor(_)));
            let parties = [wish.need.content.owner(), offer.content.owner()].into_iter().flatten();
            let parties: Vec<&Record> = parties.filter_map(|id| owners.get(&id).copied()).collect();
            let gate = gate(&[wish.need, &offer], &parties, self.ground.rules, self.settings, self.occasion.now.date());
            let nearest = told.nearest.as_ref().and_then(|nearest| text.get(nearest.bytes.clone()));
            pairs.push(Paired {
                scored: self.weights.score(&features),
                nearest: nearest.map(str::to_owned),
                indicated: indicated(&wish.wanted, &offered),
                decided: decided.get(&offer.id).cloned(),
                other: offer,
                features,
                told,
                works,
                near_misses,
                gate,
            });
        }
        order(&mut pairs);
        Ok(pairs)
    }
}

/// The score if nothing spoke against it.
pub(crate) fn at_best(scored: &Scored) -> f64 {
    scored.base + scored.contributions.iter().map(|(_, part)| part.max(0.0)).sum::<f64>()
}

/// What a record is about, in the texts of one language.
fn body_of(record: &Record, partition: Partition) -> String {
    let texts = base::record::verb::substance(record).into_iter();
    texts.filter(|(field, text)| Partition::of(field, text) == partition).map(|(_, text)| text).collect()
}

fn indicated(wanted: &Wanted, offered: &Offered) -> Vec<Indicated> {
    let indicated = |figure: &Figure| Indicated { wanted: figure.clone(), found: found(figure, &offered.figures) };
    wanted.indicators.iter().map(indicated).collect()
}

fn order(pairs: &mut [Paired]) {
    pairs.sort_by(|a, b| b.scored.score.total_cmp(&a.scored.score).then(a.other.id.cmp(&b.other.id)));
}
