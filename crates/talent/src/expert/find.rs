//! The people who suit what is sought, with reasons.

use std::collections::BTreeSet;

use base::record::kinds::{AffiliationRole, Conflict, Person, Problem};
use base::record::verb::Occasion;
use base::record::{Audience, Day, Kind, Record, RecordId};
use base::store::{Fault, Shelf};
use brokerage::{Ground, Maker, Paired, makers};
use innovation::bid::Side;
use innovation::review::ties_with;
use jiff::civil::Date;
use matching::rank::Weights;

use super::free::{Time, time};
use crate::profile::due;

/// A work that speaks for somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    /// What it is called.
    pub title: String,
    /// When it appeared.
    pub year: Option<i64>,
    /// Where it appeared.
    pub venue: String,
    /// Its record, where it has one.
    pub record: Option<Record>,
    /// How well it suits.
    pub score: f64,
}

/// Somebody who suits, and why.
#[derive(Clone, Debug)]
pub struct Expert {
    /// How well, by what is known of them and by what they made.
    pub maker: Maker,
    /// The works that speak for them, the best first.
    pub works: Vec<Spoken>,
    /// Their time today.
    pub time: Time,
    /// What ties them to who asks; ties that the viewer may not know of are left out.
    pub ties: Vec<Conflict>,
    /// The day their last post ended, where every post that they have told of is over.
    pub left: Option<Day>,
    /// The day since which what the pool says of them wants to be confirmed, where it does.
    pub unconfirmed: Option<Date>,
}

/// The people who suit a need, a problem or a question, the best first; who left their post comes after everybody else.
///
/// # Errors
/// The store or the index fails.
pub fn find(
    shelf: &mut dyn Shelf,
    ground: Ground,
    occasion: &Occasion,
    weights: &Weights,
    subject: &Record,
    most: usize,
) -> Result<Vec<Expert>, brokerage::Trouble> {
    let found = makers(shelf, ground, occasion, weights, subject, most)?;
    let side = asking(shelf, subject)?;
    let mut experts = Vec::new();
    for maker in found {
        experts.push(expert(shelf, occasion, &side, maker)?);
    }
    // A stable sort: within each part the order of the scores stays.
    experts.sort_by_key(|expert| expert.left.is_some());
    Ok(experts)
}

fn expert(shelf: &mut dyn Shelf, occasion: &Occasion, side: &Side, maker: Maker) -> Result<Expert, Fault> {
    let pair = &maker.pair;
    let (reach, today) = (occasion.viewer.reach(), occasion.now.date());
    let time = time(shelf, &reach, &pair.other, &today.to_string())?;
    let mut ties = Vec::new();
    if !side.organisations.is_empty() {
        for tie in ties_with(shelf, pair.other.id, side.clone(), today)? {
            let through = tie.through.map(|through| shelf.record(through)).transpose()?.flatten();
            if through.is_some_and(|record| Audience::of(&record).admits(&occasion.viewer)) {
                ties.push(tie);
            }
        }
    }
    let person: Person = pair.other.content.body();
    let works = spoken(shelf, &person, pair)?;
    let left = left(&person, &today.to_string());
    let unconfirmed = Some(due(&pair.other, &person)).filter(|due| *due <= today);
    Ok(Expert { maker, works, time, ties, left, unconfirmed })
}

/// Who asks: the unit of a need; of a problem all that endorse it too.
fn asking(shelf: &mut dyn Shelf, subject: &Record) -> Result<Side, Fault> {
    let mut organisations: BTreeSet<RecordId> = subject.content.owner().into_iter().collect();
    if subject.kind == Kind::Problem {
        let problem: Problem = subject.content.body();
        organisations.extend(problem.endorsements.iter().filter_map(|endorsement| endorsement.organisation));
        organisations.extend(shelf.records(&problem.needs)?.iter().filter_map(|need| need.content.owner()));
    }
    Ok(Side { organisations, people: BTreeSet::new() })
}

fn spoken(shelf: &mut dyn Shelf, person: &Person, pair: &Paired) -> Result<Vec<Spoken>, Fault> {
    let mut spoken = Vec::new();
    for work in &pair.works {
        if let Some(published) = work.at.and_then(|at| person.works.get(at)) {
            spoken.push(Spoken {
                title: published.title.as_ref().map_or_else(String::new, |title| title.0.clone()),
                year: published.year.map(|year| year.0),
                venue: published.venue.as_ref().map_or_else(String::new, |venue| venue.0.clone()),
                record: None,
                score: work.score,
            });
        } else if let Some(record) = work.record.map(|id| shelf.record(id)).transpose()?.flatten() {
            let title = record.content.title(true).to_owned();
            spoken.push(Spoken { title, year: None, venue: String::new(), record: Some(record), score: work.score });
        }
    }
    Ok(spoken)
}

/// When the last post of somebody ended, where all of them have by a day.
pub fn left(person: &Person, today: &str) -> Option<Day> {
    let is_post = |role: Option<AffiliationRole>| match role {
        None | Some(AffiliationRole::Home | AffiliationRole::Host) => true,
        Some(AffiliationRole::Student | AffiliationRole::Adviser) => false,
    };
    let posts: Vec<_> = person.affiliations.iter().filter(|one| is_post(one.role)).collect();
    let ended: Option<Vec<&Day>> = posts.iter().map(|one| one.until.as_ref()).collect();
    let last = ended?.into_iter().max_by(|a, b| a.0.cmp(&b.0))?;
    (last.0.as_str() < today).then(|| last.clone())
}
