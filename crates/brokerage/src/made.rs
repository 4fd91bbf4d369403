//! What people, organisations, platforms and teams made, and what it says for them.

use std::collections::{BTreeMap, BTreeSet};

use base::record::{Kind, Record, RecordId, State};
use base::store::{Filter, Query, Shelf, Sort};
use matching::rank::{Feature, Features, by_linked};
use retrieval::{DocumentId, Facet, Partition, Suiting};

use crate::suit::{Candidate, LOOKED_AT, Weighing, Wish, Work};
use crate::trouble::Trouble;

/// Works of a person, an organisation or a platform that are looked at.
const WORKS_MOST: usize = 50;
/// Works of a person that are told as reasons.
const WORKS_TOLD: usize = 3;

/// Achievements, by who made them.
type Made = BTreeMap<RecordId, Vec<RecordId>>;

/// By person, which of their published works suit, and how well.
pub(crate) type Published = BTreeMap<RecordId, Vec<(usize, f64)>>;

/// The people whose best work suits best, in that order.
fn most_published(published: &Published) -> Vec<RecordId> {
    let best = |works: &[(usize, f64)]| works.iter().map(|(_, score)| *score).fold(0.0, f64::max);
    let mut people: Vec<(f64, RecordId)> = published.iter().map(|(person, works)| (best(works), *person)).collect();
    people.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    people.into_iter().map(|(_, person)| person).collect()
}

/// What a person published, each with how well it suits: 0 for what does not.
fn written(person: &Record, published: &Published) -> Vec<Work> {
    if person.kind != Kind::Person {
        return Vec::new();
    }
    let suiting = published.get(&person.id);
    let score =
        |at: usize| suiting.into_iter().flatten().find(|(work, _)| *work == at).map_or(0.0, |(_, score)| *score);
    let count = person.content.get("works").as_array().map_or(0, Vec::len);
    (0..count).map(|at| Work { record: None, at: Some(at), score: score(at) }).collect()
}

/// The people who made an achievement.
pub(crate) fn inventors(work: &Record) -> impl Iterator<Item = RecordId> {
    let rows = work.content.get("inventors").as_array().into_iter().flatten();
    rows.filter_map(|row| row["person"].as_str()?.parse().ok())
}

fn worth_of(work: &Suiting) -> f64 {
    work.features.get(Feature::BodyInBody).unwrap_or_default()
}

impl Weighing<'_> {
    /// People, organisations and platforms by what is linked to them, and those whose works suit although their own
    /// words do not.
    pub(crate) fn linked(
        &self,
        shelf: &mut dyn Shelf,
        found: Vec<(Record, Suiting)>,
        kind: Kind,
        (works, published): (&[Suiting], &Published),
    ) -> Result<Vec<Candidate>, Trouble> {
        let mut candidates: Vec<Candidate> = found.into_iter().map(Candidate::bare).collect();
        if !matches!(kind, Kind::Person | Kind::Organisation | Kind::Platform | Kind::Team) {
            return Ok(candidates);
        }
        if matches!(kind, Kind::Person | Kind::Organisation) {
            let mut makers = most_published(published);
            makers.truncate(LOOKED_AT);
            makers.extend(self.makers(shelf, works, kind)?);
            let mut there: BTreeSet<RecordId> = candidates.iter().map(|candidate| candidate.record.id).collect();
            makers.retain(|id| there.insert(*id));
            makers.truncate(LOOKED_AT);
            for record in shelf.records(&makers)? {
                if record.kind == kind && self.is_open(&record) {
                    let id = DocumentId(record.id.bits());
                    let suiting = Suiting { id, partition: Partition::Chinese, features: Features::default() };
                    candidates.push(Candidate::bare((record, suiting)));
                }
            }
        }
        let worth: BTreeMap<u128, f64> = works.iter().map(|work| (work.id.0, worth_of(work))).collect();
        let made = self.works_of(shelf, &candidates, kind)?;
        for candidate in &mut candidates {
            let made = made.get(&candidate.record.id).into_iter().flatten();
            let score = |id: &RecordId| worth.get(&id.bits()).copied().unwrap_or_default();
            let mut works: Vec<Work> = made.map(|id| Work { record: Some(*id), at: None, score: score(id) }).collect();
            works.extend(written(&candidate.record, published));
            if works.is_empty() {
                continue;
            }
            let scores: Vec<f64> = works.iter().map(|work| work.score).collect();
            let features = &mut candidate.suiting.features;
            if matches!(kind, Kind::Person | Kind::Team) {
                features.set(Feature::ExpertByLinked, by_linked(scores));
            } else {
                features.set(Feature::LinkedMean, scores.iter().sum::<f64>() / scores.len() as f64);
            }
            works.retain(|work| work.score > 0.0);
            works.sort_by(|a, b| b.score.total_cmp(&a.score));
            works.truncate(WORKS_TOLD);
            candidate.works = works;
        }
        Ok(candidates)
    }

    /// What is published by candidates of a kind: people alone have works of their own.
    pub(crate) fn published_by(&self, wish: &Wish, kind: Kind) -> Result<Published, Trouble> {
        if kind == Kind::Person { self.published(wish) } else { Ok(Published::new()) }
    }

    /// What people published that suits, by person: which work, and how well.
    pub(crate) fn published(&self, wish: &Wish) -> Result<Published, Trouble> {
        let keys = retrieval::work_keys(&self.occasion.viewer);
        let among = [Facet::new("kind", "work")];
        let found = wish.comparison.of_works(&keys, &among).candidates(self.snapshot)?;
        let ids: Vec<DocumentId> = found.iter().map(|one| one.id).collect();
        let facts = self.snapshot.facts(&ids, &keys)?;
        let mut published = Published::new();
        for (work, facts) in found.iter().zip(facts) {
            if let Some((person, at)) = facts.as_deref().and_then(retrieval::work_of) {
                published.entry(person).or_default().push((at, worth_of(work)));
            }
        }
        Ok(published)
    }

    /// Who made the works that suit best, or whose they are.
    fn makers(&self, shelf: &mut dyn Shelf, works: &[Suiting], kind: Kind) -> Result<Vec<RecordId>, Trouble> {
        let ids: Vec<RecordId> = works.iter().take(LOOKED_AT).map(|one| RecordId::of_bits(one.id.0)).collect();
        let mut makers = Vec::new();
        for work in shelf.records(&ids)?.into_iter().filter(|record| self.is_open(record)) {
            if kind == Kind::Organisation {
                makers.extend(work.content.owner());
                continue;
            }
            makers.extend(inventors(&work));
        }
        let mut seen = BTreeSet::new();
        makers.retain(|id| seen.insert(*id));
        Ok(makers)
    }

    /// The achievements of each candidate: an organisation's own, those that name anything else.
    fn works_of(&self, shelf: &mut dyn Shelf, of: &[Candidate], kind: Kind) -> Result<Made, Trouble> {
        let reach = self.occasion.viewer.reach();
        let ids: Vec<RecordId> = of.iter().map(|candidate| candidate.record.id).collect();
        if kind != Kind::Organisation {
            return Ok(shelf.namers(&ids, Kind::Achievement, &reach, WORKS_MOST)?);
        }
        let mut made = Made::new();
        for id in ids {
            let filter = Filter {
                kinds: vec![Kind::Achievement],
                states: vec![State::Published.code().to_owned()],
                owner: Some(id),
                ..Filter::default()
            };
            let query = Query { reach: reach.clone(), filter, sort: Sort::Updated, after: None, limit: WORKS_MOST };
            made.insert(id, shelf.find(&query)?.records.into_iter().map(|work| work.id).collect());
        }
        Ok(made)
    }
}
