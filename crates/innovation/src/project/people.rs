//! Who works on how much at the same time: more than full time over all projects is told with where.

use base::people::Viewer;
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
        let marks = vec![Mark { field: "members.person".to_owned(), value: person.to_string() }];
        let filter =
            Filter { kinds: vec![Kind::Project], states: vec!["published".to_owned()], marks, ..Filter::default() };
        let query = Query { reach: viewer.reach(), filter, sort: Sort::Created, after: None, limit: MOST };
        loads.extend(overload(person, &shelf.find(&query)?.records, today));
    }
    Ok(loads)
}

/// A part of somebody's time: percent, from, until.
struct Part<'a> {
    project: &'a Record,
    percent: f64,
    from: String,
    until: Option<String>,
}

fn overload(person: RecordId, projects: &[Record], today: &str) -> Option<Load> {
    let mut parts: Vec<Part> = Vec::new();
    for record in projects {
        let project: Project = record.content.body();
        let over = match stage_of(&project) {
            ProjectStage::Completed | ProjectStage::Stopped | ProjectStage::Withdrawn => true,
            ProjectStage::Proposed
            | ProjectStage::Approved
            | ProjectStage::Running
            | ProjectStage::Paused
            | ProjectStage::Acceptance => false,
        };
        let own = project.members.iter().filter(|member| member.person == Some(person) && !over);
        parts.extend(own.filter_map(|member| part(record, &project, member)));
    }
    let mut days: Vec<&str> = parts.iter().map(|part| part.from.as_str()).filter(|day| *day > today).collect();
    days.push(today);
    days.sort_unstable();
    let on = |day: &str| -> Vec<&Part> {
        let holds = |part: &&Part| part.from.as_str() <= day && part.until.as_deref().is_none_or(|until| day <= until);
        parts.iter().filter(holds).collect()
    };
    let sum = |parts: &[&Part]| parts.iter().map(|part| part.percent).sum::<f64>();
    let day = days.into_iter().find(|day| sum(&on(day)) > 100.0 + 1e-9)?;
    let there = on(day);
    let mut held: Vec<Record> = there.iter().map(|part| part.project.clone()).collect();
    held.dedup_by_key(|record| record.id);
    Some(Load { person, from: day.to_owned(), percent: sum(&there), projects: held })
}

fn part<'a>(record: &'a Record, project: &Project, member: &TeamMember) -> Option<Part<'a>> {
    let percent = member.time_percent.as_ref()?.0.parse().ok()?;
    let from = member.since.as_ref().or(project.begins.as_ref()).map_or_else(String::new, |day| day.0.clone());
    let until = member.until.as_ref().or(project.ends.as_ref()).map(|day| day.0.clone());
    Some(Part { project: record, percent, from, until })
}
