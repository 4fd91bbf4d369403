//! A project opened: from the bid that won an award, from a problem, a call or a cooperation project.

use base::people::{Role, Viewer};
use base::record::kinds::{Bid, BidStage, Call, Cooperation, Problem, Project, ProjectStage, Track};
use base::record::said::slip;
use base::record::verb::{Occasion, begun, put_body, show, write};
use base::record::{Day, Kind, Line, Prose, Record, RecordId, SlipReason};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};
use base::{Refusal, Trouble};
use jiff::civil::Date;
use serde_json::{Value, json};

/// What a project begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// What it arose from: a problem, a call or a cooperation project.
    pub cause: Option<RecordId>,
    /// The bid that won.
    pub bid: Option<RecordId>,
    /// Its title in Chinese; that of its cause where it says nothing.
    pub title_zh: String,
    /// Its title in English.
    pub title_en: String,
    /// The unit that does it; that of the bid or the cause where it says nothing.
    pub owner: Option<RecordId>,
    /// Who leads it.
    pub lead: Option<RecordId>,
    /// When it begins; today where it says nothing.
    pub begins: Option<Date>,
}

/// Opens the project of a bid that won; a bid has one.
///
/// # Errors
/// As [`open`].
pub fn open_of_bid(shelf: &mut dyn Shelf, occasion: &Occasion, bid: RecordId) -> Result<Record, Trouble> {
    open(shelf, occasion, &Opening { bid: Some(bid), ..Opening::default() })
}

/// Opens a project. What the bid promises and the call asks becomes its goal, team, budget and milestones.
///
/// # Errors
/// There is no such bid, problem, call or cooperation for the viewer; neither its unit nor that of its cause is theirs;
/// neither cause nor bid is named; the bid has not won.
pub fn open(shelf: &mut dyn Shelf, occasion: &Occasion, given: &Opening) -> Result<Record, Trouble> {
    occasion.viewer.writes()?;
    let mut project = Project { stage: Some(ProjectStage::Approved), ..Project::default() };
    let bid = given.bid.map(|id| found(shelf, occasion, id, &[Kind::Bid])).transpose()?;
    if let Some(bid) = &bid {
        if let Some(known) = of_bid(shelf, bid.id)? {
            return Ok(known);
        }
        let stage = bid.content.body::<Bid>().stage;
        if stage != Some(BidStage::Awarded) {
            let stage = stage.unwrap_or(BidStage::Preparing).choice().code.to_owned();
            return Err(Refusal::BidAt { stage }.into());
        }
        from_bid(&mut project, bid);
    }
    let kinds = [Kind::Call, Kind::Problem, Kind::Cooperation];
    let cause = given.cause.or(project.cause).map(|id| found(shelf, occasion, id, &kinds)).transpose()?;
    if let Some(cause) = &cause {
        from_cause(&mut project, cause);
    }
    let Some(source) = bid.as_ref().or(cause.as_ref()) else {
        return Err(slip("cause", SlipReason::Missing {}).into());
    };
    let owner = given.owner.or_else(|| source.content.owner());
    may_open(&occasion.viewer, [owner, cause.as_ref().and_then(|cause| cause.content.owner())])?;
    project.lead = given.lead.or(project.lead);
    project.begins = Some(Day(given.begins.unwrap_or_else(|| occasion.now.date()).to_string()));
    let titled = cause.as_ref().unwrap_or(source);
    let title = |given: &str, zh: bool| {
        let given = given.trim();
        if given.is_empty() { titled.content.title(zh).to_owned() } else { given.to_owned() }
    };
    let mut content = base::record::Content::default();
    put_body(&mut content, &project)?;
    content.set("title_zh", json!(title(&given.title_zh, true)));
    content.set("title_en", json!(title(&given.title_en, false)));
    content.set("owner", owner.map_or(Value::Null, |owner| json!(owner.to_string())));
    for common in ["positions", "control", "sample", "visibility", "named"] {
        content.set(common, source.content.get(common).clone());
    }
    let record = begun(occasion, Kind::Project, content);
    write(shelf, occasion, &record, "project.open")?;
    Ok(record)
}

fn found(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId, kinds: &[Kind]) -> Result<Record, Trouble> {
    let record = show(shelf, &occasion.viewer, id)?;
    if kinds.contains(&record.kind) { Ok(record) } else { Err(Refusal::NotFound {}.into()) }
}

/// The project of a bid.
fn of_bid(shelf: &mut dyn Shelf, bid: RecordId) -> Result<Option<Record>, Fault> {
    let marks = vec![Mark { field: "bid".to_owned(), value: bid.to_string() }];
    let filter = Filter { kinds: vec![Kind::Project], marks, ..Filter::default() };
    let reach = base::people::Reach::Everything;
    let query = Query { reach, filter, sort: Sort::Updated, after: None, limit: 1 };
    Ok(shelf.find(&query)?.records.pop())
}

fn may_open(viewer: &Viewer, units: [Option<RecordId>; 2]) -> Result<(), Refusal> {
    let theirs = units.into_iter().flatten().any(|unit| viewer.manages(unit));
    if theirs || viewer.has(Role::Administrator) { Ok(()) } else { Err(viewer.not_allowed("manager")) }
}

fn from_bid(project: &mut Project, record: &Record) {
    let bid: Bid = record.content.body();
    project.bid = Some(record.id);
    project.cause = bid.call;
    project.lead = bid.lead;
    project.members = bid.members;
    project.partners = bid.partners;
    project.goal = bid.plan;
    project.budget = bid.budget;
    project.budget_lines = bid.budget_lines;
    project.milestones = bid.milestones;
    // A bid promises: nothing of it is reached, paid or spent when the project begins, whatever its rows say.
    for milestone in &mut project.milestones {
        (milestone.reached, milestone.paid) = (None, None);
        (milestone.shown_file, milestone.shown_record) = (None, None);
    }
    for line in &mut project.budget_lines {
        line.spent = None;
    }
    project.readiness_start = bid.readiness;
    project.readiness_now = bid.readiness;
}

fn from_cause(project: &mut Project, record: &Record) {
    if record.kind == Kind::Call {
        let call: Call = record.content.body();
        project.track = call.track;
        project.goal = call.goal.or(project.goal.take());
        project.number = call.number.map(|number| Line(format!("{}-1", number.0)));
        project.plan_item = call.plan_item;
        project.cause = Some(record.id);
    } else if record.kind == Kind::Problem {
        let problem: Problem = record.content.body();
        project.track = Some(Track::ProblemDriven);
        project.goal = problem.problem.or(project.goal.take());
        project.fields = problem.fields;
        project.plan_item = problem.plan_item;
        project.cause = Some(record.id);
    } else {
        let cooperation: Cooperation = record.content.body();
        project.goal = cooperation.content.or(project.goal.take());
        project.partners = cooperation.partners;
        project.lead = cooperation.lead;
        project.plan_item = cooperation.plan_item;
        project.cooperation = Some(record.id);
    }
    project.goal = project.goal.take().or_else(|| Some(Prose(record.content.title(true).to_owned())));
}
