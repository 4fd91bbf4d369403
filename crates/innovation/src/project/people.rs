//! Who works on how much at the same time: more than full time over all projects is told with where.

use base::people::{Reach, Viewer};
use base::record::kinds::{Project, ProjectStage, TeamMember};
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};

use super::case::{Case, stage_of};

/// Most projects of one person that are looked at.
const MOST: usize = 200;

/// Somebody with more than full time.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// Who.
    pub person: RecordId,
    /// From which day.
    pub from: String,
    /// How much in all then, in per cent of full time.
    pub percent: f64,
    /// In which projects.
    pub projects: Vec<Record>,
}

/// The people of a project who are given more than full time over all projects that the viewer may see, each on the first
/// day of it, from `today` on.
///
/// # Errors
/// The store's.
pub fn overloads(shelf: &mut dyn Shelf, viewer: &Viewer, case: &Case, today: &str) -> Result<Vec<Load>, Fault> {
    let mut people: Vec<RecordId> = case.project.members.iter().filter_map(|member| member.person).collect();
    people.sort();
    people.dedup();
    let mut loads = Vec::new();
    for person in people {
        loads.extend(overload(person, &shares_of(shelf, viewer.reach(), person)?, today));
    }
    Ok(loads)
}

/// What somebody gives of their time to each project that is not over, as far as the reach goes.
///
/// # Errors
/// The store's.
pub fn shares_of(shelf: &mut dyn Shelf, reach: Reach, person: RecordId) -> Result<Vec<Share>, Fault> {
    let marks = vec![Mark { field: "members.person".to_owned(), value: person.to_string() }];
    let filter =
        Filter { kinds: vec![Kind::Project], states: vec!["published".to_owned()], marks, ..Filter::default() };
    let query = Query { reach, filter, sort: Sort::Created, after: None, limit: MOST };
    let shares = shelf.find(&query)?.records;
    Ok(shares.iter().flat_map(given).filter(|(member, _)| *member == person).map(|(_, share)| share).collect())
}

/// What people with a record give of their time to a project; nothing where it is over.
pub fn given(record: &Record) -> Vec<(RecordId, Share)> {
    let project: Project = record.content.body();
    if is_over(&project) {
        return Vec::new();
    }
    let shares = project.members.iter().map(|member| Some((member.person?, share(record, &project, member)?)));
    shares.flatten().collect()
}

/// A part of somebody's time, given to a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The project.
    pub project: Record,
    /// How much, in per cent of full time.
    pub percent: f64,
    /// From which day; empty where nothing is said.
    pub from: String,
    /// Until which day.
    pub until: Option<String>,
}

impl Share {
    /// Whether it holds on a day.
    pub fn holds(&self, day: &str) -> bool {
        self.from.as_str() <= day && self.until.as_deref().is_none_or(|until| day <= until)
    }
}

/// Whether a project has come to its end.
pub fn is_over(project: &Project) -> bool {
    match stage_of(project) {
        ProjectStage::Completed | ProjectStage::Stopped | ProjectStage::Withdrawn => true,
        ProjectStage::Proposed
        | ProjectStage::Approved
        | ProjectStage::Running
        | ProjectStage::Paused
        | ProjectStage::Acceptance => false,
    }
}

fn overload(person: RecordId, shares: &[Share], today: &str) -> Option<Load> {
    let mut days: Vec<&str> = shares.iter().map(|share| share.from.as_str()).filter(|day| *day > today).collect();
    days.push(today);
    days.sort_unstable();
    let on = |day: &str| -> Vec<&Share> { shares.iter().filter(|share| share.holds(day)).collect() };
    let sum = |shares: &[&Share]| shares.iter().map(|share| share.percent).sum::<f64>();
    let day = days.into_iter().find(|day| sum(&on(day)) > 100.0 + 1e-9)?;
    let there = on(day);
    let mut held: Vec<Record> = there.iter().map(|share| share.project.clone()).collect();
    held.dedup_by_key(|record| record.id);
    Some(Load { person, from: day.to_owned(), percent: sum(&there), projects: held })
}

fn share(record: &Record, project: &Project, member: &TeamMember) -> Option<Share> {
    let percent = member.time_percent.as_ref()?.0.parse().ok()?;
    let from = member.since.as_ref().or(project.begins.as_ref()).map_or_else(String::new, |day| day.0.clone());
    let until = member.until.as_ref().or(project.ends.as_ref()).map(|day| day.0.clone());
    Some(Share { project: record.clone(), percent, from, until })
}
