//! Conflicts of interest, computed and not asked for: what ties a person to a bid on a day.

use std::collections::{BTreeMap, BTreeSet};

use base::people::Reach;
use base::record::kinds::{Achievement, Bid, Conflict, ConflictGround, Inventor, Person, Secondment, SecondmentStage};
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};
use jiff::civil::Date;

use super::employer::{employers, holds};
use super::related::related;
use super::tie::{Tie, conflict, title};
use crate::bid::{Side, side};

/// What is known of a person who may review.
struct Reviewer {
    record: Record,
    person: Person,
    employers: BTreeSet<RecordId>,
    secondments: Vec<(RecordId, Secondment)>,
    achievements: Vec<(Record, Achievement)>,
}

/// A side with those its people work for, and with what is known of its people.
struct Opposite {
    side: Side,
    people: Vec<Record>,
    employers: BTreeMap<RecordId, BTreeSet<RecordId>>,
    builds_on: Vec<RecordId>,
}

/// What ties a person to each of these bids on a day: that they take part in it; employment; secondment; works written
/// together; rights held together; organisations that control each other.
///
/// # Errors
/// The store's.
pub fn conflicts(
    shelf: &mut dyn Shelf,
    person: RecordId,
    bids: &[(Record, Bid)],
    day: Date,
) -> Result<Vec<Tie>, Fault> {
    let Some(reviewer) = reviewer(shelf, person, day)? else { return Ok(Vec::new()) };
    let mut ties = Vec::new();
    for (record, bid) in bids {
        let side = side(shelf, record, bid)?;
        let found = found(shelf, &reviewer, side, &bid.achievements, day)?;
        ties.extend(found.into_iter().map(|conflict| Tie { bid: record.id, conflict }));
    }
    Ok(ties)
}

/// What ties a person to a side on a day, as [`conflicts`] does for the side of a bid.
///
/// # Errors
/// The store's.
pub fn ties_with(shelf: &mut dyn Shelf, person: RecordId, side: Side, day: Date) -> Result<Vec<Conflict>, Fault> {
    match reviewer(shelf, person, day)? {
        Some(reviewer) => found(shelf, &reviewer, side, &[], day),
        None => Ok(Vec::new()),
    }
}

fn reviewer(shelf: &mut dyn Shelf, person: RecordId, day: Date) -> Result<Option<Reviewer>, Fault> {
    let Some(record) = shelf.record(person)?.filter(|record| record.kind == Kind::Person) else {
        return Ok(None);
    };
    Ok(Some(Reviewer {
        employers: employers(shelf, &record, day)?,
        secondments: secondments(shelf, person, day)?,
        achievements: achievements(shelf, person)?,
        person: record.content.body(),
        record,
    }))
}

fn found(
    shelf: &mut dyn Shelf,
    reviewer: &Reviewer,
    side: Side,
    builds_on: &[RecordId],
    day: Date,
) -> Result<Vec<Conflict>, Fault> {
    let people: Vec<RecordId> = side.people.iter().copied().collect();
    let people = shelf.records(&people)?;
    let mut theirs = BTreeMap::new();
    for member in &people {
        theirs.insert(member.id, employers(shelf, member, day)?);
    }
    let opposite = Opposite { side, people, employers: theirs, builds_on: builds_on.to_vec() };
    let (person, mut found) = (reviewer.record.id, Vec::new());
    if opposite.side.people.contains(&person) {
        found.push(conflict(ConflictGround::OwnBid, person, reviewer.record.content.title(true), day));
    }
    by_employment(shelf, reviewer, &opposite, day, &mut found)?;
    by_secondment(shelf, reviewer, &opposite, day, &mut found)?;
    by_works(reviewer, &opposite, day, &mut found);
    by_rights(reviewer, &opposite, day, &mut found);
    Ok(found)
}

/// One employer, or employers that belong together.
fn by_employment(
    shelf: &mut dyn Shelf,
    reviewer: &Reviewer,
    opposite: &Opposite,
    day: Date,
    found: &mut Vec<Conflict>,
) -> Result<(), Fault> {
    let of_people: BTreeSet<RecordId> = opposite.employers.values().flatten().copied().collect();
    let all: BTreeSet<RecordId> = opposite.side.organisations.union(&of_people).copied().collect();
    for ours in &reviewer.employers {
        for theirs in &all {
            if ours == theirs {
                let evidence = title(shelf, *ours)?;
                found.push(conflict(ConflictGround::Employment, *ours, &evidence, day));
            } else if let Some(through) = related(shelf, (*ours, *theirs), day)? {
                let evidence = format!("{} · {}", title(shelf, *ours)?, title(shelf, *theirs)?);
                found.push(conflict(ConflictGround::RelatedParty, through, &evidence, day));
            }
        }
    }
    Ok(())
}

/// The reviewer is lent to the side or by it, or one of its people is lent to the reviewer's employer or by it.
fn by_secondment(
    shelf: &mut dyn Shelf,
    reviewer: &Reviewer,
    opposite: &Opposite,
    day: Date,
    found: &mut Vec<Conflict>,
) -> Result<(), Fault> {
    let of_people: BTreeSet<RecordId> = opposite.employers.values().flatten().copied().collect();
    let theirs: BTreeSet<RecordId> = opposite.side.organisations.union(&of_people).copied().collect();
    let ends = |secondment: &Secondment| secondment.home.into_iter().chain(secondment.host).collect::<Vec<_>>();
    let span = |secondment: &Secondment| {
        let day = |day: &Option<base::record::Day>| day.as_ref().map_or("…", |day| day.0.as_str()).to_owned();
        format!("{}—{}", day(&secondment.begins), day(&secondment.ends))
    };
    for (id, secondment) in &reviewer.secondments {
        for organisation in ends(secondment).into_iter().filter(|end| theirs.contains(end)) {
            let evidence = format!("{} {}", title(shelf, organisation)?, span(secondment));
            found.push(conflict(ConflictGround::Secondment, *id, &evidence, day));
        }
    }
    for member in &opposite.people {
        for (id, secondment) in secondments(shelf, member.id, day)? {
            if ends(&secondment).iter().any(|end| reviewer.employers.contains(end)) {
                let evidence = format!("{} {}", member.content.title(true), span(&secondment));
                found.push(conflict(ConflictGround::Secondment, id, &evidence, day));
            }
        }
    }
    Ok(())
}

/// A work with both among its authors: the same identifier, or the same title in the same year.
fn by_works(reviewer: &Reviewer, opposite: &Opposite, day: Date, found: &mut Vec<Conflict>) {
    for member in opposite.people.iter().filter(|member| member.id != reviewer.record.id) {
        let theirs: Person = member.content.body();
        let shared = reviewer.person.works.iter().find(|work| theirs.works.iter().any(|other| work.is_same(other)));
        if let Some(work) = shared {
            let work = work.title.as_ref().map_or("", |title| title.0.as_str());
            let evidence = format!("{}：{work}", member.content.title(true));
            found.push(conflict(ConflictGround::CoAuthorship, member.id, &evidence, day));
        }
    }
}

/// An achievement of the reviewer with one of the side's people among its inventors, with the side among its owners, or
/// that the bid builds on.
fn by_rights(reviewer: &Reviewer, opposite: &Opposite, day: Date, found: &mut Vec<Conflict>) {
    for (record, achievement) in &reviewer.achievements {
        let together = opposite.people.iter().find(|member| {
            member.id != reviewer.record.id
                && achievement.inventors.iter().any(|one| is_inventor(one, member, opposite))
        });
        let mut owners = achievement.owners.iter().filter_map(|owner| owner.organisation).chain(record.content.owner());
        let owned = owners.any(|owner| opposite.side.organisations.contains(&owner));
        if together.is_some() || owned || opposite.builds_on.contains(&record.id) {
            let evidence = match together {
                Some(member) => format!("{}：{}", member.content.title(true), record.content.title(true)),
                None => record.content.title(true).to_owned(),
            };
            found.push(conflict(ConflictGround::SharedIp, record.id, &evidence, day));
        }
    }
}

/// Whether an inventor is this person: by the record, or by the name with one of their employers.
fn is_inventor(inventor: &Inventor, person: &Record, opposite: &Opposite) -> bool {
    let named = || {
        let name = inventor.name.as_ref().map_or("", |name| name.0.trim());
        let titles = ["title_zh", "title_en"].map(|field| person.content.text(field));
        let employers = opposite.employers.get(&person.id);
        let there = inventor.employer.is_some_and(|employer| employers.is_some_and(|all| all.contains(&employer)));
        !name.is_empty() && titles.contains(&name) && there
    };
    inventor.person == Some(person.id) || inventor.person.is_none() && named()
}

/// The secondments of a person that hold on a day; one that was never approved ties nobody.
fn secondments(shelf: &mut dyn Shelf, person: RecordId, day: Date) -> Result<Vec<(RecordId, Secondment)>, Fault> {
    let found = naming(shelf, Kind::Secondment, "person", person)?;
    let found = found.into_iter().map(|record| (record.id, record.content.body::<Secondment>()));
    let counts = |secondment: &Secondment| {
        let idle = matches!(secondment.stage, Some(SecondmentStage::Proposed | SecondmentStage::Refused));
        !idle && holds(secondment.begins.as_ref(), secondment.ends.as_ref(), day)
    };
    Ok(found.filter(|(_, secondment)| counts(secondment)).collect())
}

/// The achievements that a person is an inventor of.
fn achievements(shelf: &mut dyn Shelf, person: RecordId) -> Result<Vec<(Record, Achievement)>, Fault> {
    let found = naming(shelf, Kind::Achievement, "inventors.person", person)?;
    Ok(found.into_iter().map(|record| (record.clone(), record.content.body())).collect())
}

/// Records of a kind that name another in a field; all of them, for a tie is a tie whether or not it may be seen.
fn naming(shelf: &mut dyn Shelf, kind: Kind, field: &str, id: RecordId) -> Result<Vec<Record>, Fault> {
    let marks = vec![Mark { field: field.to_owned(), value: id.to_string() }];
    let filter = Filter { kinds: vec![kind], marks, ..Filter::default() };
    let query = Query { reach: Reach::Everything, filter, sort: Sort::Updated, after: None, limit: 500 };
    Ok(shelf.find(&query)?.records)
}
