//! How much of somebody's time is still to be had on a day.

use base::people::Reach;
use base::record::kinds::{Person, Secondment, SecondmentStage};
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};
use innovation::project::shares_of;

/// Most secondments of one person that are looked at.
const MOST: usize = 200;

/// Time that was given to something.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The project or the secondment.
    pub to: Record,
    /// How much of full time, in per cent.
    pub percent: f64,
    /// Until which day.
    pub until: Option<String>,
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
        self.given.iter().map(|given| given.percent).sum()
    }

    /// What is left of what they said; `None` where they said nothing.
    ///
    /// ```text
    /// left = max(0, said − Σ given)
    /// ```
    pub fn left(&self) -> Option<f64> {
        self.said.map(|said| (said - self.taken()).max(0.0))
    }
}

/// The time of a person on a day: what they said, less what projects and secondments have of it.
///
/// # Errors
/// The store's.
pub fn time(shelf: &mut dyn Shelf, reach: &Reach, person: &Record, day: &str) -> Result<Time, Fault> {
    let body: Person = person.content.body();
    let said = body.available_percent.and_then(|percent| percent.0.parse().ok());
    let mut given = Vec::new();
    for share in shares_of(shelf, reach.clone(), person.id)? {
        if share.holds(day) {
            given.push(Given { to: share.project, percent: share.percent, until: share.until });
        }
    }
    given.extend(secondments(shelf, reach, person.id, day)?);
    Ok(Time { said, given })
}

fn secondments(shelf: &mut dyn Shelf, reach: &Reach, person: RecordId, day: &str) -> Result<Vec<Given>, Fault> {
    let marks = vec![Mark { field: "person".to_owned(), value: person.to_string() }];
    let filter = Filter { kinds: vec![Kind::Secondment], marks, ..Filter::default() };
    let query = Query { reach: reach.clone(), filter, sort: Sort::Created, after: None, limit: MOST };
    let mut given = Vec::new();
    for record in shelf.find(&query)?.records {
        let body: Secondment = record.content.body();
        let counts = match body.stage.unwrap_or(SecondmentStage::Proposed) {
            SecondmentStage::Approved | SecondmentStage::Active | SecondmentStage::Ended => true,
            SecondmentStage::Proposed
            | SecondmentStage::HomeApproved
            | SecondmentStage::HostApproved
            | SecondmentStage::EndedEarly
            | SecondmentStage::Refused => false,
        };
        let begun = body.begins.as_ref().is_some_and(|begins| begins.0.as_str() <= day);
        let lasts = body.ends.as_ref().is_none_or(|ends| day <= ends.0.as_str());
        if !counts || !begun || !lasts {
            continue;
        }
        let percent = body.time_percent.as_ref().and_then(|percent| percent.0.parse().ok()).unwrap_or(0.0);
        given.push(Given { percent, until: body.ends.map(|ends| ends.0), to: record });
    }
    Ok(given)
}
