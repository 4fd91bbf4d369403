//! Asks against people, skill by skill, today and at the horizon.

use std::collections::{BTreeMap, BTreeSet};

use base::people::Reach;
use base::record::kinds::{Enrolment, EnrolmentStage, Person, Programme, ProgrammeStage};
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Shelf};
use chain::Skill;

use super::Words;
use super::ask::{Ask, Cause, Days, asks, published};
use crate::expert::{Times, left};

/// Indices of the stages that have a weak link, today and at the horizon.
pub type Weak = [BTreeSet<usize>; 2];

/// Somebody who has a skill.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Their record.
    pub person: Record,
    /// Whether they are there, today and at the horizon.
    pub here: [bool; 2],
    /// Whether they are there and have time, today and at the horizon.
    pub free: [bool; 2],
}

/// A programme that teaches a skill.
#[derive(Clone, Debug)]
pub struct Taught {
    /// Its record.
    pub programme: Record,
    /// How many it teaches: those who take part, or its places where it has not begun.
    pub seats: usize,
    /// Whether it ends before the horizon.
    pub in_time: bool,
}

/// The balance of one skill on one day.
///
/// ```text
/// short = max(0, open − free − trained)
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many are asked for.
    pub asked: usize,
    /// Of those, how many nobody on the spot covers.
    pub open: usize,
    /// People who have it and have not left.
    pub people: usize,
    /// Of those, who has time.
    pub free: usize,
    /// Who will have learnt it until then.
    pub trained: usize,
}

impl Sum {
    /// How many people are wanting.
    pub fn short(self) -> usize {
        self.open.saturating_sub(self.free + self.trained)
    }
}

/// One skill.
#[derive(Clone, Debug)]
pub struct Gap {
    /// Index of the skill in the taxonomy.
    pub skill: usize,
    /// What asks for it.
    pub asks: Vec<Ask>,
    /// Who has it.
    pub people: Vec<Holder>,
    /// What teaches it.
    pub taught: Vec<Taught>,
    /// The balance today.
    pub now: Sum,
    /// The balance at the horizon.
    pub then: Sum,
}

/// A word that somebody wrote for a skill and that the taxonomy does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlisted {
    /// As it was written.
    pub word: String,
    /// How many projects ask for it.
    pub asked: usize,
    /// How many people have it.
    pub people: usize,
}

/// All skills of a taxonomy.
#[derive(Clone, Debug)]
pub struct Gaps {
    /// In the order of the taxonomy.
    pub skills: Vec<Gap>,
    /// What the taxonomy does not have, the most frequent first.
    pub unlisted: Vec<Unlisted>,
}

/// Weighs what asks for skills against who has them, as far as the viewer may see both, on two days.
///
/// # Errors
/// The store's.
pub fn gaps(
    shelf: &mut dyn Shelf,
    reach: &Reach,
    skills: &[Skill],
    weak: &Weak,
    (now, then): (&str, &str),
) -> Result<Gaps, Fault> {
    let words = Words::new(skills);
    let pool = pool(shelf, reach, &words, Days { now, then })?;
    let mut asked = asks(shelf, reach, (skills, &words), Days { now, then }, &pool.has)?;
    let mut taught = taught(shelf, reach, (skills.len(), &words), then)?;
    let mut holders = pool.holders;
    let mut gaps = Vec::with_capacity(skills.len());
    for (at, skill) in skills.iter().enumerate() {
        let mut asks = std::mem::take(&mut asked.of[at]);
        for stage in &skill.stages {
            let on = [weak[0].contains(stage), weak[1].contains(stage)];
            if on != [false, false] {
                asks.push(Ask { cause: Cause::WeakLink(*stage), covered: false, on });
            }
        }
        let people = holders.remove(&at).unwrap_or_default();
        let taught = taught.remove(&at).unwrap_or_default();
        let trained = taught.iter().filter(|one| one.in_time).map(|one| one.seats).sum();
        let of = |day: usize| {
            let on_day = || asks.iter().filter(move |ask| ask.on[day]);
            Sum {
                asked: on_day().count(),
                open: on_day().filter(|ask| !ask.covered).count(),
                people: people.iter().filter(|holder| holder.here[day]).count(),
                free: people.iter().filter(|holder| holder.free[day]).count(),
                trained: 0,
            }
        };
        let (now, then) = (of(0), Sum { trained, ..of(1) });
        gaps.push(Gap { skill: at, asks, people, taught, now, then });
    }
    let unlisted = unlisted(&asked.unlisted, &pool.unlisted);
    Ok(Gaps { skills: gaps, unlisted })
}

/// Who there is.
struct Pool {
    /// The skills of everybody who is there today.
    has: BTreeMap<RecordId, BTreeSet<usize>>,
    holders: BTreeMap<usize, Vec<Holder>>,
    unlisted: BTreeMap<String, usize>,
}

fn pool(shelf: &mut dyn Shelf, reach: &Reach, words: &Words, days: Days<'_>) -> Result<Pool, Fault> {
    let mut pool = Pool { has: BTreeMap::new(), holders: BTreeMap::new(), unlisted: BTreeMap::new() };
    let times = Times::read(shelf, reach)?;
    for person in published(shelf, reach, Kind::Person)? {
        let body: Person = person.content.body();
        let here = [days.now, days.then].map(|day| left(&body, day).is_none());
        if here == [false, false] {
            continue;
        }
        let mut skills = BTreeSet::new();
        for word in &body.skills {
            match words.skill(&word.0) {
                Some(skill) => {
                    skills.insert(skill);
                }
                None => *pool.unlisted.entry(word.0.clone()).or_default() += 1,
            }
        }
        let free = |at: usize, day: &str| here[at] && times.of(person.id, &body, day).is_free();
        let holder = Holder { free: [free(0, days.now), free(1, days.then)], here, person };
        if here[0] {
            pool.has.insert(holder.person.id, skills.clone());
        }
        for skill in skills {
            pool.holders.entry(skill).or_default().push(holder.clone());
        }
    }
    Ok(pool)
}

/// What is taught in programmes that are not over, skill by skill.
fn taught(
    shelf: &mut dyn Shelf,
    reach: &Reach,
    (skills, words): (usize, &Words),
    then: &str,
) -> Result<BTreeMap<usize, Vec<Taught>>, Fault> {
    let mut attending: BTreeMap<RecordId, usize> = BTreeMap::new();
    for enrolment in published(shelf, reach, Kind::Enrolment)? {
        let body: Enrolment = enrolment.content.body();
        if let (Some(programme), Some(EnrolmentStage::Admitted | EnrolmentStage::Attending)) =
            (body.programme, body.stage)
        {
            *attending.entry(programme).or_default() += 1;
        }
    }
    let mut taught: BTreeMap<usize, Vec<Taught>> = BTreeMap::new();
    for programme in published(shelf, reach, Kind::Programme)? {
        let body: Programme = programme.content.body();
        let places = || body.places.as_ref().and_then(|places| usize::try_from(places.0).ok()).unwrap_or_default();
        let there = attending.get(&programme.id).copied().unwrap_or_default();
        let seats = match body.stage {
            Some(ProgrammeStage::Running) if there > 0 => there,
            Some(
                ProgrammeStage::Planned
                | ProgrammeStage::Applications
                | ProgrammeStage::Selection
                | ProgrammeStage::Running,
            ) => places(),
            None | Some(ProgrammeStage::Completed | ProgrammeStage::Cancelled) => continue,
        };
        let in_time = body.ends.as_ref().is_some_and(|ends| ends.0.as_str() <= then);
        let own: BTreeSet<usize> = body.skills.iter().filter_map(|word| words.skill(&word.0)).collect();
        for skill in own.into_iter().filter(|skill| *skill < skills) {
            taught.entry(skill).or_default().push(Taught { programme: programme.clone(), seats, in_time });
        }
    }
    Ok(taught)
}

fn unlisted(asked: &BTreeMap<String, usize>, people: &BTreeMap<String, usize>) -> Vec<Unlisted> {
    let words: BTreeSet<&String> = asked.keys().chain(people.keys()).collect();
    let count = |of: &BTreeMap<String, usize>, word: &String| of.get(word).copied().unwrap_or_default();
    let one =
        |word: &&String| Unlisted { word: (*word).clone(), asked: count(asked, word), people: count(people, word) };
    let mut unlisted: Vec<Unlisted> = words.iter().map(one).collect();
    unlisted.sort_by_key(|one| std::cmp::Reverse((one.asked, one.people)));
    unlisted
}
