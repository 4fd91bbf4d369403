//! How much of somebody's time is still to be had on a day.

use std::collections::BTreeMap;

use base::people::Reach;
use base::record::kinds::{Person, Secondment};
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Filter, Query, Shelf};
use innovation::project::{Share, given as given_by, shares_of};

use crate::secondment::holds;

/// Most secondments of one person that are looked at.
const MOST: usize = 200;
/// Most projects and most secondments of all people together.
const MOST_OF_ALL: usize = 20_000;

/// Time that was given to something.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The project or the secondment.
    pub to: Record,
    /// How much of full time, in per cent.
    pub percent: f64,
    /// From which day; empty where nothing is said.
    pub from: String,
    /// Until which day.
    pub until: Option<String>,
}

impl Given {
    /// Whether it holds on a day.
    pub fn holds(&self, day: &str) -> bool {
        self.from.as_str() <= day && self.until.as_deref().is_none_or(|until| day <= until)
    }
}

impl From<Share> for Given {
    fn from(share: Share) -> Self {
        Self { to: share.project, percent: share.percent, from: share.from, until: share.until }
    }
}

/// Somebody's time on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Time {
    /// How much they said they can give to work of the base in all, in per cent of full time.
    pub said: Option<f64>,
    /// What is given already, as far as the viewer may know.
    pub given: Vec<Given>,
}

impl Time {
    /// What is given in all.
    pub fn taken(&self) -> f64 {
        // The sum of nothing is −0.
        self.given.iter().map(|given| given.percent).sum::<f64>() + 0.0
    }

    /// What is left of what they said; `None` where they said nothing.
    ///
    /// ```text
    /// left = max(0, said − Σ given)
    /// ```
    pub fn left(&self) -> Option<f64> {
        self.said.map(|said| (said - self.taken()).max(0.0))
    }

    /// Whether any of it is left; of who said nothing, whether they gave less than full time.
    pub fn is_free(&self) -> bool {
        self.left().map_or(self.taken() < 100.0, |left| left > 0.0)
    }
}

/// The time of a person on a day: what they said, less what projects and secondments have of it.
///
/// # Errors
/// The store's.
pub fn time(shelf: &mut dyn Shelf, reach: &Reach, person: &Record, day: &str) -> Result<Time, Fault> {
    let mut given = given(shelf, reach, person.id)?;
    given.retain(|given| given.holds(day));
    Ok(Time { said: said(&person.content.body()), given })
}

/// Everything that somebody gave of their time, on whatever days: to projects that are not over, and to secondments that
/// both sides approved.
///
/// # Errors
/// The store's.
pub fn given(shelf: &mut dyn Shelf, reach: &Reach, person: RecordId) -> Result<Vec<Given>, Fault> {
    let mut given: Vec<Given> = shares_of(shelf, reach.clone(), person)?.into_iter().map(Given::from).collect();
    let filter = Filter::published(Kind::Secondment).marked("person", &person);
    let found = shelf.find(&Query::first(reach.clone(), filter, MOST))?.records;
    given.extend(found.into_iter().filter_map(lent).map(|(_, given)| given));
    Ok(given)
}

/// What all people gave of their time, read once for many of them.
#[derive(Clone, Debug, Default)]
pub struct Times(BTreeMap<RecordId, Vec<Given>>);

impl Times {
    /// Reads what projects and secondments have of everybody's time.
    ///
    /// # Errors
    /// The store's.
    pub fn read(shelf: &mut dyn Shelf, reach: &Reach) -> Result<Self, Fault> {
        let mut times: BTreeMap<RecordId, Vec<Given>> = BTreeMap::new();
        let published = |kind| Query::first(reach.clone(), Filter::published(kind), MOST_OF_ALL);
        for project in shelf.find(&published(Kind::Project))?.records {
            for (person, share) in given_by(&project) {
                times.entry(person).or_default().push(share.into());
            }
        }
        let secondments = shelf.find(&published(Kind::Secondment))?.records;
        for (person, given) in secondments.into_iter().filter_map(lent) {
            times.entry(person).or_default().push(given);
        }
        Ok(Self(times))
    }

    /// The time of a person on a day.
    pub fn of(&self, person: RecordId, body: &Person, day: &str) -> Time {
        let given = self.0.get(&person).into_iter().flatten();
        Time { said: said(body), given: given.filter(|given| given.holds(day)).cloned().collect() }
    }
}

fn said(person: &Person) -> Option<f64> {
    person.available_percent.as_ref().and_then(|percent| percent.0.parse().ok())
}

/// Who is lent, and what that takes of their time; nothing where it binds nobody.
fn lent(record: Record) -> Option<(RecordId, Given)> {
    let body: Secondment = record.content.body();
    if !holds(&body) {
        return None;
    }
    let percent = body.time_percent.as_ref().and_then(|percent| percent.0.parse().ok()).unwrap_or(0.0);
    let (from, until) = (body.begins?.0, body.ends.map(|ends| ends.0));
    Some((body.person?, Given { to: record, percent, from, until }))
}
