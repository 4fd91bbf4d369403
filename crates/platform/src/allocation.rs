//! From what projects ask for to what they are given, and the ledger of every change of it.

use std::collections::{BTreeMap, BTreeSet};

use base::people::Viewer;
use base::record::kinds::{Allocation, BookingUnit, Platform, Problem, Project, ProjectStage, Track as ProjectTrack};
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Kind, Line, Record, RecordId};
use base::store::{AllocationEntry, Filter, Query, Shelf, Sort};
use base::{Refusal, Trouble};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use measure::Quantity;
use uuid::Uuid;

use crate::allocate::{Bound, Outcome, Resource, Track, Wish, solve};
use crate::bookable::Bookable;
use crate::hours::spans_on;

/// Most projects of one allocation.
const MOST: usize = 1_000;
/// Of people, person-days in a week.
const PERSON_DAYS: u32 = 5;
/// Of a project that says nothing of its priority.
const USUAL_PRIORITY: i64 = 3;
/// Most weeks of one allocation.
const MOST_WEEKS: usize = 54;
/// Most characters of a reason.
const MOST_REASON: usize = 500;

/// What is given out over some weeks.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The Monday of each week.
    pub weeks: Vec<Date>,
    /// Resource by resource.
    pub resources: Vec<Allotment>,
}

/// What is given out of one resource.
#[derive(Clone, Debug)]
pub struct Allotment {
    /// The platform, person or team.
    pub resource: Record,
    /// What a unit is, as amounts have it.
    pub unit: &'static str,
    /// Units in each week.
    pub capacity: Vec<u32>,
    /// Who asks for it, in the order of the wishes and grants.
    pub projects: Vec<Record>,
    /// What each asks for.
    pub wishes: Vec<Wish>,
    /// What each is given, and why.
    pub outcome: Outcome,
}

/// What a project holds of a resource in a week, by the ledger.
pub type Kept = BTreeMap<(RecordId, RecordId, Date), u32>;

impl Plan {
    /// What is reached over all resources, and the bound that proves it.
    pub fn bound(&self) -> Bound {
        let sum = |of: fn(&Bound) -> f64| self.resources.iter().map(|one| of(&one.outcome.bound)).sum::<f64>();
        let (reached, bound) = (sum(|bound| bound.reached), sum(|bound| bound.bound));
        Bound { reached, bound, gap: if bound > 0.0 { ((bound - reached) / bound).max(0.0) } else { 0.0 } }
    }
}

/// The Mondays of the weeks that begin from a day until another, at most a year of them.
///
/// # Errors
/// There is none.
pub fn weeks(from: Date, until: Date) -> Result<Vec<Date>, Refusal> {
    let ahead = (7 - i64::from(from.weekday().to_monday_zero_offset())) % 7;
    let first = from.checked_add(ahead.days()).map_err(|_| Refusal::EmptyPeriod {})?;
    let mondays: Vec<Date> = first.series(7.days()).take_while(|day| *day < until).take(MOST_WEEKS).collect();
    if mondays.is_empty() { Err(Refusal::EmptyPeriod {}) } else { Ok(mondays) }
}

/// Works out who is given what, for who administers the base or reads everything; nothing is written.
///
/// # Errors
/// The viewer is neither; there is no week; a weight is no number.
pub fn plan(shelf: &mut dyn Shelf, occasion: &Occasion, weeks: &[Date], reserved: u32) -> Result<Plan, Trouble> {
    reads(&occasion.viewer)?;
    let projects = projects(shelf)?;
    let worths = worths(shelf, &projects)?;
    let mut asked: BTreeMap<RecordId, Vec<(Record, Wish)>> = BTreeMap::new();
    for record in projects {
        let project: Project = record.content.body();
        for wish in &project.wishes {
            if let (Some(resource), Some(read)) =
                (wish.resource, read(&project, wish, weeks, worths.get(&record.id).copied()))
            {
                asked.entry(resource).or_default().push((record.clone(), read));
            }
        }
    }
    let ids: Vec<RecordId> = asked.keys().copied().collect();
    let mut resources = Vec::new();
    for resource in shelf.records(&ids)? {
        let (projects, wishes): (Vec<_>, Vec<_>) = asked.remove(&resource.id).unwrap_or_default().into_iter().unzip();
        let (capacity, unit) = capacity(&resource, weeks)?;
        let given = Resource { capacity, reserved_percent: reserved.min(100), wishes };
        let failed = |fault: lp::Fault| base::store::Fault::Refused(fault.to_string());
        let outcome = solve(&given).map_err(failed)?;
        let Resource { capacity, wishes, .. } = given;
        resources.push(Allotment { resource, unit, capacity, projects, wishes, outcome });
    }
    Ok(Plan { weeks: weeks.to_vec(), resources })
}

fn reads(viewer: &Viewer) -> Result<(), Refusal> {
    viewer.audits()
}

/// The projects that go on.
fn projects(shelf: &mut dyn Shelf) -> Result<Vec<Record>, Trouble> {
    let filter = Filter { kinds: vec![Kind::Project], states: vec!["published".to_owned()], ..Filter::default() };
    let reach = base::people::Reach::Everything;
    let found = shelf.find(&Query { reach, filter, sort: Sort::Title, after: None, limit: MOST })?;
    let goes_on = |record: &Record| {
        let stage = record.content.body::<Project>().stage;
        matches!(stage, Some(ProjectStage::Approved | ProjectStage::Running | ProjectStage::Acceptance) | None)
    };
    Ok(found.records.into_iter().filter(goes_on).collect())
}

/// What the chain model says that solving a project's problem is worth, as a share of the largest such worth: of projects
/// that arose from a problem, or from a call about one.
fn worths(shelf: &mut dyn Shelf, projects: &[Record]) -> Result<BTreeMap<RecordId, f64>, Trouble> {
    let mut found: BTreeMap<RecordId, i64> = BTreeMap::new();
    for record in projects {
        let mut cause = record.content.links("cause").first().copied();
        // A call arose from its problem.
        for _ in 0..2 {
            let Some(id) = cause else { break };
            let Some(arose) = shelf.record(id)? else { break };
            if arose.kind == Kind::Problem {
                let worth = arose.content.body::<Problem>().worth.and_then(|worth| worth.low());
                found.extend(worth.map(|worth| (record.id, worth.minor_units())));
                break;
            }
            cause = arose.content.links("cause").first().copied();
        }
    }
    let most = found.values().copied().max().unwrap_or(0).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a share for ranking, not an amount")]
    let share = |worth: i64| worth as f64 / most as f64;
    Ok(found.into_iter().map(|(project, worth)| (project, share(worth))).collect())
}

/// What a project asks for, by the places of the weeks; nothing where none of them is asked for.
fn read(
    project: &Project,
    wish: &base::record::kinds::ResourceWish,
    weeks: &[Date],
    worth: Option<f64>,
) -> Option<Wish> {
    let day = |day: &Option<Day>| day.as_ref().and_then(|day| day.0.parse::<Date>().ok());
    let (from, until) = (day(&wish.from)?, day(&wish.until)?);
    let ends = |monday: Date| monday.checked_add(6.days()).unwrap_or(monday);
    let within = |monday: &Date| from <= ends(*monday) && *monday <= until;
    let (first, last) = (weeks.iter().position(within)?, weeks.iter().rposition(within)?);
    let units = u32::try_from(wish.units?.0).ok()?;
    let least = wish.least.and_then(|least| u32::try_from(least.0).ok()).unwrap_or(0).min(units);
    let track = if project.track == Some(ProjectTrack::Frontier) { Track::Frontier } else { Track::Problem };
    let priority = project.priority.map_or(USUAL_PRIORITY, |priority| priority.0);
    #[expect(clippy::cast_precision_loss, reason = "one of five")]
    let priority = priority as f64;
    let weight = match track {
        Track::Problem => priority * (1.0 + worth.unwrap_or(0.0)),
        Track::Frontier => priority,
    };
    Some(Wish { weight, track, least, units, first, last })
}

/// The units there are of a resource in each week, and what a unit is.
fn capacity(record: &Record, weeks: &[Date]) -> Result<(Vec<u32>, &'static str), Trouble> {
    if record.kind != Kind::Platform {
        return Ok((vec![PERSON_DAYS; weeks.len()], "人日"));
    }
    let of = Bookable::of(record.clone())?;
    let unit = match of.platform.booking_unit.unwrap_or(BookingUnit::Hour) {
        BookingUnit::Hour => "h",
        BookingUnit::HalfDay => "半天",
        BookingUnit::Day => "d",
        BookingUnit::Batch => "批",
        BookingUnit::Sample => "样",
    };
    Ok((weeks.iter().map(|monday| in_week(&of, *monday)).collect(), unit))
}

/// What a platform says of a week, or what its open hours give: hours, two half days or one day for each day it is open,
/// and as many batches or samples as days.
fn in_week(of: &Bookable, monday: Date) -> u32 {
    let Platform { units_a_week, booking_unit, .. } = &of.platform;
    if let Some(units) = units_a_week {
        return u32::try_from(units.0).unwrap_or(0);
    }
    let days = (0..7_i64).filter_map(|ahead| monday.checked_add(ahead.days()).ok());
    let open = days.map(|day| spans_on(of, day)).filter(|spans| !spans.is_empty());
    let minutes = |(from, until): &(measure::Timestamp, measure::Timestamp)| {
        (until.as_milliseconds() - from.as_milliseconds()) / 60_000
    };
    let count = |spans: Vec<(measure::Timestamp, measure::Timestamp)>| match booking_unit.unwrap_or(BookingUnit::Hour) {
        BookingUnit::Hour => spans.iter().map(minutes).sum::<i64>(),
        BookingUnit::HalfDay => 120,
        BookingUnit::Day | BookingUnit::Batch | BookingUnit::Sample => 60,
    };
    u32::try_from(open.map(count).sum::<i64>() / 60).unwrap_or(0)
}

/// The ledger over some weeks, in the order it was written: for who administers the base or reads everything all of it,
/// for anybody else what is about projects they may see.
///
/// # Errors
/// Nobody is signed in; the store's.
pub fn ledger(shelf: &mut dyn Shelf, occasion: &Occasion, weeks: &[Date]) -> Result<Vec<AllocationEntry>, Trouble> {
    occasion.viewer.account().ok_or(Refusal::SignInNeeded {}).or_else(|refusal| {
        if occasion.viewer.sees_everything() { Ok(base::people::AccountId::fresh()) } else { Err(refusal) }
    })?;
    let (from, until) = bounds(weeks)?;
    let entries = shelf.allocations(from, until)?;
    if reads(&occasion.viewer).is_ok() {
        return Ok(entries);
    }
    let ids: BTreeSet<RecordId> = entries.iter().map(|entry| entry.project).collect();
    let seen = shelf.titles(&ids.into_iter().collect::<Vec<_>>(), &occasion.viewer.reach())?;
    let seen: BTreeSet<RecordId> = seen.into_iter().map(|titled| titled.id).collect();
    Ok(entries.into_iter().filter(|entry| seen.contains(&entry.project)).collect())
}

fn bounds(weeks: &[Date]) -> Result<(Date, Date), Refusal> {
    let (first, last) = weeks.first().zip(weeks.last()).ok_or(Refusal::EmptyPeriod {})?;
    Ok((*first, last.checked_add(7.days()).unwrap_or(*last)))
}

/// What the ledger comes to.
fn kept(entries: &[AllocationEntry]) -> Kept {
    entries.iter().map(|entry| ((entry.project, entry.resource, entry.week), entry.after)).collect()
}

/// Works the plan out again and keeps it: a line of the ledger for whatever is not as before, and the projects'
/// allocations follow. How many lines there were.
///
/// # Errors
/// Those of [`plan`]; the viewer does not administer the base; no reason is given.
pub fn keep_plan(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    weeks: &[Date],
    reserved: u32,
    reason: &str,
) -> Result<usize, Trouble> {
    occasion.viewer.administers()?;
    let reason = said(reason)?;
    let plan = plan(shelf, occasion, weeks, reserved)?;
    let (from, until) = bounds(weeks)?;
    let mut before = kept(&shelf.allocations(from, until)?);
    let mut wanted: Kept = BTreeMap::new();
    for one in &plan.resources {
        for (project, grant) in one.projects.iter().zip(&one.outcome.grants) {
            for (week, units) in weeks.iter().zip(&grant.weeks) {
                *wanted.entry((project.id, one.resource.id, *week)).or_default() += units;
            }
        }
    }
    // What nobody asks for any more is given no longer.
    for key in before.keys() {
        wanted.entry(*key).or_default();
    }
    let mut lines = 0;
    for (key, after) in wanted {
        let was = before.insert(key, after).unwrap_or(0);
        if was != after {
            add(shelf, occasion, key, (was, after), &reason)?;
            lines += 1;
        }
    }
    follow(shelf, occasion, &before, weeks, None)?;
    Ok(lines)
}

/// Changes by hand what a project is given of a resource in a week, with a reason.
///
/// # Errors
/// The viewer does not administer the base; no reason; no such project or resource; more than there is.
pub fn change_allocation(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (project, resource, week): (RecordId, RecordId, Date),
    units: u32,
    reason: &str,
) -> Result<(), Trouble> {
    occasion.viewer.administers()?;
    let reason = said(reason)?;
    if week.weekday() != Weekday::Monday {
        return Err(Refusal::EmptyPeriod {}.into());
    }
    let known = shelf.records(&[project, resource])?;
    let of = |id: RecordId| known.iter().find(|record| record.id == id).ok_or(Refusal::NotFound {});
    let (found, of) = (of(project)?.kind, of(resource)?.clone());
    if found != Kind::Project || !matches!(of.kind, Kind::Platform | Kind::Person | Kind::Team) {
        return Err(Refusal::NotFound {}.into());
    }
    let weeks = [week];
    let (from, until) = bounds(&weeks)?;
    let mut held = kept(&shelf.allocations(from, until)?);
    let key = (project, resource, week);
    let was = held.insert(key, units).unwrap_or(0);
    let given: u32 = held.iter().filter(|((_, one, _), _)| *one == resource).map(|(_, units)| units).sum();
    let (there, _) = capacity(&of, &weeks)?;
    if given > there[0] && units > was {
        let (week, given, capacity) = (week.to_string(), given.to_string(), there[0].to_string());
        return Err(Refusal::OverCapacity { week, given, capacity }.into());
    }
    add(shelf, occasion, key, (was, units), &reason)?;
    follow(shelf, occasion, &held, &weeks, Some(project))
}

fn said(reason: &str) -> Result<String, Refusal> {
    let reason: String = reason.trim().chars().filter(|letter| !letter.is_control()).take(MOST_REASON).collect();
    if reason.is_empty() { Err(Refusal::ReasonNeeded {}) } else { Ok(reason) }
}

fn add(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (project, resource, week): (RecordId, RecordId, Date),
    (before, after): (u32, u32),
    reason: &str,
) -> Result<(), Trouble> {
    shelf.add_allocation(&AllocationEntry {
        id: Uuid::now_v7(),
        at: occasion.now,
        account: occasion.viewer.account(),
        project,
        resource,
        week,
        before,
        after,
        reason: reason.to_owned(),
    })?;
    Ok(())
}

/// Writes what projects are given over the weeks into their records, a row for each resource and run of weeks; rows of
/// other times stay.
fn follow(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    held: &Kept,
    weeks: &[Date],
    only: Option<RecordId>,
) -> Result<(), Trouble> {
    let (from, until) = bounds(weeks)?;
    let ids: BTreeSet<RecordId> =
        held.keys().map(|key| key.0).filter(|id| only.is_none_or(|only| only == *id)).collect();
    for record in shelf.records(&ids.into_iter().collect::<Vec<_>>())? {
        let mut project: Project = record.content.body();
        let before = project.allocations.clone();
        let begins = |row: &Allocation| row.from.as_ref().and_then(|day| day.0.parse::<Date>().ok());
        project.allocations.retain(|row| {
            !(row.reason.as_ref().is_some_and(|reason| reason.0 == BY_LEDGER)
                && begins(row).is_some_and(|day| from <= day && day < until))
        });
        for ((_, resource, week), units) in held.iter().filter(|((of, _, _), units)| *of == record.id && **units > 0) {
            let unit = shelf
                .records(&[*resource])?
                .first()
                .map_or(Ok("人日"), |of| capacity(of, &[]).map(|(_, unit)| unit))?;
            let last = week.checked_add(6.days()).unwrap_or(*week);
            project.allocations.push(Allocation {
                platform: Some(*resource),
                amount: Quantity::parse(&format!("{units} {unit}")).ok(),
                from: Some(Day(week.to_string())),
                until: Some(Day(last.to_string())),
                reason: Some(Line(BY_LEDGER.to_owned())),
            });
        }
        if project.allocations != before {
            rewrite(shelf, occasion, &record, None, &project, "project.allocate")?;
        }
    }
    Ok(())
}

/// What the rows of a project say that the ledger wrote.
const BY_LEDGER: &str = "资源分配账";
