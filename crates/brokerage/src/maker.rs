//! Who could help with a need: people by what is known of them, and by what they made.

use std::panic::resume_unwind;
use std::thread::{Builder, Scope};

use base::record::verb::Occasion;
use base::record::{Kind, Record};
use base::store::Shelf;
use matching::rank::{Level, Weights};
use retrieval::Suiting;

use crate::ground::Ground;
use crate::made::{Published, inventors};
use crate::past::matches_of;
use crate::side::Side;
use crate::suit::{Candidate, Paired, Said, Weighing, Wish, weighing};
use crate::trouble::Trouble;

/// A person weighed for a need, and the best of what they made that suits it by itself.
#[derive(Clone, Debug)]
pub struct Maker {
    /// The person.
    pub pair: Paired,
    /// The achievement.
    pub made: Option<Paired>,
}

impl Maker {
    /// What speaks for them best: what is known of them, or what they made where that suits better.
    ///
    /// ```text
    /// score = max(score of the person, score of the best achievement that they made)
    /// ```
    pub fn best(&self) -> &Paired {
        self.made.as_ref().filter(|made| made.scored.score > self.pair.scored.score).unwrap_or(&self.pair)
    }

    /// How well they suit.
    pub fn score(&self) -> f64 {
        self.best().scored.score
    }
}

/// The people who suit a need by what is known of them or by an achievement that they made, the best first; at most so
/// many. Left out is whom neither gives a level.
///
/// # Errors
/// The record does not want anything; the store or the index fails.
pub fn makers(
    shelf: &mut dyn Shelf,
    ground: Ground,
    occasion: &Occasion,
    weights: &Weights,
    need: &Record,
    most: usize,
) -> Result<Vec<Maker>, Trouble> {
    if Side::of(need.kind) != Some(Side::Need) {
        return Err(base::Refusal::NotMatched { kind: need.kind.code().to_owned() }.into());
    }
    weighing(shelf, ground, occasion, weights, |weighing, shelf| people(weighing, shelf, need, most))
}

fn people(weighing: &Weighing, shelf: &mut dyn Shelf, need: &Record, most: usize) -> Result<Vec<Maker>, Trouble> {
    let (said, keys) = (Said::of(need, weighing.ground.engine), retrieval::keys(&weighing.occasion.viewer));
    let wish = weighing.wish(shelf, need, &said, &keys)?;
    let decided = matches_of(shelf, &weighing.occasion.viewer.reach(), need.id, ("need", "offer"))?;
    let (works, found, published) = searched(weighing, &wish)?;
    let mut best = weighing.admitted(shelf, &works, Kind::Achievement)?;
    // What nobody of the pool made speaks for nobody.
    best.retain(|(record, _)| inventors(record).next().is_some());
    let best = weighing.promising(&wish, best.into_iter().map(Candidate::bare).collect());
    let mut made = weighing.weighed(shelf, &wish, best, &decided)?;
    made.retain(|one| one.scored.level() != Level::None);
    let candidates = weighing.admitted(shelf, &found, Kind::Person)?;
    let candidates = weighing.linked(shelf, candidates, Kind::Person, (&works, &published))?;
    let makes = |one: &Candidate| made.iter().any(|made| inventors(&made.other).any(|id| id == one.record.id));
    let (by_made, others): (Vec<_>, Vec<_>) = candidates.into_iter().partition(makes);
    let candidates = [by_made, weighing.hopeful(&wish, others, most)].into_iter().flatten().collect();
    let mut makers: Vec<Maker> = Vec::new();
    for pair in weighing.weighed(shelf, &wish, candidates, &decided)? {
        // The best come first.
        let best = made.iter().find(|one| inventors(&one.other).any(|id| id == pair.other.id)).cloned();
        if best.is_some() || weighing.is_worth_showing(&pair) {
            makers.push(Maker { pair, made: best });
        }
    }
    makers.sort_by(|a, b| b.score().total_cmp(&a.score()).then(a.pair.other.id.cmp(&b.pair.other.id)));
    makers.truncate(most);
    Ok(makers)
}

/// The achievements, the people and the publications that suit, looked for at the same time: three questions to the
/// index of which none waits for another.
fn searched(weighing: &Weighing, wish: &Wish) -> Result<(Vec<Suiting>, Vec<Suiting>, Published), Trouble> {
    std::thread::scope(|scope| {
        let works = beside(scope, || weighing.candidates(wish, Kind::Achievement));
        let published = beside(scope, || weighing.published(wish));
        let people = weighing.candidates(wish, Kind::Person);
        Ok((works()?, people?, published()?))
    })
}

/// Begins work on a thread of its own; what is given back waits for it, or does it where the machine has no thread
/// left.
fn beside<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl Fn() -> T + Copy + Send + 'scope,
) -> impl FnOnce() -> T {
    let begun = Builder::new().spawn_scoped(scope, work);
    move || match begun {
        Ok(thread) => thread.join().unwrap_or_else(|panicked| resume_unwind(panicked)),
        Err(_) => work(),
    }
}
