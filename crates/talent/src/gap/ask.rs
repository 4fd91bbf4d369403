//! What asks for skills: running and coming projects, calls that have no team yet, weak links.

use std::collections::{BTreeMap, BTreeSet};

use base::people::Reach;
use base::record::kinds::{Call, CallStage, Project};
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Filter, Query, Shelf};
use chain::Skill;
use innovation::project::is_over;

use super::Words;

/// Most records of one kind that are read.
const MOST: usize = 50_000;

/// What asks for a skill.
#[derive(Clone, Debug)]
pub enum Cause {
    /// A project that names it.
    Project(Record),
    /// A call whose text names it.
    Call(Record),
    /// A stage of the chain, by its index, that has a weak link.
    WeakLink(usize),
}

/// One person is asked for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// By what.
    pub cause: Cause,
    /// Whether somebody of its own people has the skill.
    pub covered: bool,
    /// Whether it asks today, and whether at the horizon.
    pub on: [bool; 2],
}

/// What is asked for and by what, skill by skill, and what is asked for that the taxonomy does not have.
pub(super) struct Asked {
    pub of: Vec<Vec<Ask>>,
    pub unlisted: BTreeMap<String, usize>,
}

/// The two days that are compared, as they are written.
#[derive(Clone, Copy)]
pub(super) struct Days<'a> {
    pub now: &'a str,
    pub then: &'a str,
}

/// Published records of a kind that the viewer may see.
pub(super) fn published(shelf: &mut dyn Shelf, reach: &Reach, kind: Kind) -> Result<Vec<Record>, Fault> {
    Ok(shelf.find(&Query::first(reach.clone(), Filter::published(kind), MOST))?.records)
}

/// Gathers what asks. `has` says which skills a person has.
pub(super) fn asks(
    shelf: &mut dyn Shelf,
    reach: &Reach,
    (skills, words): (&[Skill], &Words),
    days: Days<'_>,
    has: &BTreeMap<RecordId, BTreeSet<usize>>,
) -> Result<Asked, Fault> {
    let mut asked = Asked { of: vec![Vec::new(); skills.len()], unlisted: BTreeMap::new() };
    for record in published(shelf, reach, Kind::Project)? {
        let project: Project = record.content.body();
        let begins = project.begins.as_ref().map_or("", |day| day.0.as_str());
        let lasts = |day: &str| begins <= day && project.ends.as_ref().is_none_or(|ends| day <= ends.0.as_str());
        let on = [lasts(days.now), lasts(days.then)];
        if is_over(&project) || on == [false, false] {
            continue;
        }
        let own = project.members.iter().filter_map(|member| member.person).chain(project.lead);
        let own: BTreeSet<usize> = own.filter_map(|person| has.get(&person)).flatten().copied().collect();
        for skill in asked.listed(words, project.skills.iter().map(|word| word.0.as_str())) {
            let covered = own.contains(&skill);
            asked.of[skill].push(Ask { cause: Cause::Project(record.clone()), covered, on });
        }
    }
    for record in published(shelf, reach, Kind::Call)? {
        let call: Call = record.content.body();
        if !has_no_team(call.stage) {
            continue;
        }
        let then = until(&call).is_none_or(|until| days.then <= until.as_str());
        for skill in words.named_in(&text(&record, &call)) {
            let ask = Ask { cause: Cause::Call(record.clone()), covered: false, on: [true, then] };
            asked.of[skill].push(ask);
        }
    }
    Ok(asked)
}

impl Asked {
    /// The skills that words mean, each once; what means none is kept aside.
    fn listed<'a>(&mut self, words: &Words, written: impl Iterator<Item = &'a str>) -> BTreeSet<usize> {
        let mut listed = BTreeSet::new();
        for word in written {
            match words.skill(word) {
                Some(skill) => {
                    listed.insert(skill);
                }
                None => *self.unlisted.entry(word.to_owned()).or_default() += 1,
            }
        }
        listed
    }
}

/// Whether a call still looks for who does it: from its contract on there is a project, which asks itself.
fn has_no_team(stage: Option<CallStage>) -> bool {
    match stage {
        Some(
            CallStage::Announced
            | CallStage::Questions
            | CallStage::Bids
            | CallStage::Review
            | CallStage::Publicity
            | CallStage::Award,
        ) => true,
        None
        | Some(
            CallStage::Contract
            | CallStage::Milestones
            | CallStage::Acceptance
            | CallStage::Completed
            | CallStage::NoAward
            | CallStage::Cancelled,
        ) => false,
    }
}

/// The day on which the work of a call would end: so many months after its award, or after its bids where none is said.
fn until(call: &Call) -> Option<String> {
    let from = call.award_by.as_ref().map(|day| day.0.as_str());
    let from = from.or(call.bids_until.as_ref().and_then(|moment| moment.0.get(..10)))?;
    let from: jiff::civil::Date = from.parse().ok()?;
    let term = jiff::Span::new().try_months(call.term_months.as_ref()?.0).ok()?;
    Some(from.checked_add(term).ok()?.to_string())
}

fn text(record: &Record, call: &Call) -> String {
    let common = ["title_zh", "title_en", "summary_zh", "summary_en"].map(|field| record.content.text(field));
    let goal = call.goal.as_ref().map_or("", |goal| goal.0.as_str());
    let indicators = call.indicators.iter().filter_map(|one| one.indicator.as_ref().map(|name| name.0.as_str()));
    common.into_iter().chain([goal]).chain(indicators).collect::<Vec<_>>().join("\n")
}
