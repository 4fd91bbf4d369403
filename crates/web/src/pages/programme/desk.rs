//! A programme as everybody sees it who may, with the way to apply; and the desk of who leads it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::kinds::{EnrolmentStage, Presence, Programme, ProgrammeStage};
use base::record::{Choice, Kind, RecordId};
use base::store::Shelf;
use talent::programme::{Cohort, cohort, enrolments, holds, leads, learns, mine, next, stage, sum, takes};

use super::super::frame::{Frame, Typed, page_of, written};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/programme/desk.html")]
struct DeskPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    record: Link,
    version: u32,
    stage: &'static str,
    facts: Vec<(String, String)>,
    courses: Vec<Course>,
    own: Vec<(Link, &'static str)>,
    /// The viewer's own record, where applications are taken.
    apply: Option<String>,
    lead: Option<Lead>,
}

struct Course {
    name: String,
    teacher: String,
    begins: String,
    hours: String,
    credits: String,
    place: String,
}

/// What who leads it sees besides.
struct Lead {
    /// The stage that follows: its code and its word.
    next: Option<(&'static str, &'static str)>,
    runs: bool,
    may_cancel: bool,
    held: usize,
    places: String,
    certified: usize,
    /// The mentors and the projects of the programme, where it names some.
    mentors: Vec<(String, String)>,
    projects: Vec<(String, String)>,
    people: Vec<Row>,
    class: Vec<(String, String)>,
    presence: &'static [Choice],
}

struct Row {
    id: String,
    link: Link,
    unit: String,
    stage: &'static str,
    waiting: String,
    motivation: String,
    credits: String,
    attendance: String,
    enough: bool,
    undecided: bool,
    attends: bool,
    practice: Practice,
}

/// With whom and on what somebody learns: the id and the name of each.
struct Practice {
    /// Whether it can be given now.
    open: bool,
    mentor: (String, String),
    project: (String, String),
    task: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Programmes), None, Typed::default())
}

pub(super) fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    frame.below(refused, |shelf, id, refused| made(frame, shelf, id, (refused, typed)))
}

fn made(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    id: RecordId,
    (refused, typed): (Option<String>, Typed),
) -> Result<DeskPage, base::Trouble> {
    let (t, viewer) = (frame.t, &frame.occasion.viewer);
    let cohort = cohort(shelf, viewer, id)?;
    let now = stage(&cohort.programme);
    let signed = viewer.account().is_some();
    let own = if signed { mine(shelf, &frame.occasion)? } else { Vec::new() };
    let own = own.into_iter().filter(|(_, one)| one.programme == Some(id)).map(|(record, one)| {
        let link = Link::at(format!("{}/desk", page_of(Kind::Enrolment, record.id)), t.get("programme-own"));
        (link, word(one.stage, t))
    });
    let own: Vec<_> = own.collect();
    let person = viewer.person();
    let person = person.map(|id| frame.links(shelf, &[id])).transpose()?.and_then(|links| links.into_values().next());
    let may_apply = now == ProgrammeStage::Applications && signed && viewer.writes().is_ok();
    let is_led = leads(viewer, &cohort);
    Ok(DeskPage {
        t,
        layout: frame.layout(),
        refused,
        typed,
        address: page_of(Kind::Programme, id),
        record: Link::at(page_of(Kind::Programme, id), frame.title(&cohort.record)),
        version: cohort.record.version,
        stage: t.pick(now.choice().label.zh, now.choice().label.en),
        facts: facts(frame, &cohort.programme),
        courses: courses(frame, shelf, &cohort.programme)?,
        own,
        apply: may_apply.then(|| person.map_or_else(String::new, |link| link.text)),
        lead: if is_led { Some(lead(frame, shelf, &cohort)?) } else { None },
    })
}

/// What the stage of an enrolment is called.
pub(super) fn word(stage: Option<EnrolmentStage>, t: Messages) -> &'static str {
    stage.map_or("", |stage| t.pick(stage.choice().label.zh, stage.choice().label.en))
}

fn facts(frame: &Frame, programme: &Programme) -> Vec<(String, String)> {
    let t = frame.t;
    let skills: Vec<&str> = programme.skills.iter().map(|skill| skill.0.as_str()).collect();
    let dates = [programme.begins.as_ref(), programme.ends.as_ref()].map(written);
    let dates = dates.into_iter().filter(|day| !day.is_empty()).collect::<Vec<_>>().join(" – ");
    let facts = [
        (t.get("programme-cohort"), written(programme.cohort.as_ref())),
        (t.get("programme-dates"), dates),
        (t.get("programme-where"), written(programme.place.as_ref())),
        (t.get("programme-places"), programme.places.as_ref().map_or_else(String::new, |places| places.0.to_string())),
        (t.get("programme-until"), written(programme.applications_until.as_ref())),
        (t.get("programme-skills"), skills.join(t.pick("、", ", "))),
        (t.get("programme-eligibility"), written(programme.eligibility.as_ref())),
        (t.get("programme-needed"), written(programme.credits_needed.as_ref())),
        (
            t.get("programme-least"),
            programme.attendance_percent.as_ref().map_or_else(String::new, |part| format!("{}%", part.0)),
        ),
    ];
    facts.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

fn courses(frame: &Frame, shelf: &mut dyn Shelf, programme: &Programme) -> Result<Vec<Course>, base::Trouble> {
    let teachers: Vec<RecordId> = programme.courses.iter().filter_map(|course| course.teacher).collect();
    let links = frame.links(shelf, &teachers)?;
    let told = programme.courses.iter().map(|course| Course {
        name: written(course.course.as_ref()),
        teacher: course
            .teacher
            .and_then(|id| links.get(&id))
            .map_or_else(|| written(course.teacher_name.as_ref()), |link| link.text.clone()),
        begins: written(course.begins.as_ref()),
        hours: written(course.hours.as_ref()),
        credits: written(course.credits.as_ref()),
        place: written(course.place.as_ref()),
    });
    Ok(told.collect())
}

fn lead(frame: &Frame, shelf: &mut dyn Shelf, cohort: &Cohort) -> Result<Lead, base::Trouble> {
    let t = frame.t;
    let all = enrolments(shelf, &frame.occasion, cohort.record.id)?;
    let people: Vec<RecordId> = all.iter().filter_map(|(_, one)| one.person).collect();
    let units: Vec<RecordId> = all.iter().filter_map(|(record, _)| record.content.owner()).collect();
    let practice: Vec<RecordId> = all.iter().flat_map(|(_, one)| [one.mentor, one.project]).flatten().collect();
    let (mentors, projects) = (&cohort.programme.mentors, &cohort.programme.projects);
    let links = frame.links(shelf, &[people, units, practice, mentors.clone(), projects.clone()].concat())?;
    let text =
        |id: Option<RecordId>| id.and_then(|id| links.get(&id)).map_or_else(String::new, |link| link.text.clone());
    let id = |id: Option<RecordId>| id.map_or_else(String::new, |id| id.to_string());
    let choice = |ids: &[RecordId]| -> Vec<(String, String)> {
        ids.iter().filter_map(|id| Some((id.to_string(), links.get(id)?.text.clone()))).collect()
    };
    let now = stage(&cohort.programme);
    let rows = all.iter().map(|(record, one)| {
        let reached = sum(&cohort.programme, one);
        let name = text(one.person);
        let name = if name.is_empty() { t.get("programme-somebody") } else { name };
        Row {
            id: record.id.to_string(),
            link: Link::at(format!("{}/desk", page_of(Kind::Enrolment, record.id)), name),
            unit: text(record.content.owner()),
            stage: word(one.stage, t),
            waiting: one.waiting_place.as_ref().map_or_else(String::new, |place| place.0.to_string()),
            motivation: written(one.motivation.as_ref()),
            credits: format!("{}", reached.credits),
            attendance: reached.attendance().map_or_else(|| "—".to_owned(), |part| format!("{part:.0}%")),
            enough: reached.is_enough(),
            undecided: takes(now) && matches!(one.stage, Some(EnrolmentStage::Applied | EnrolmentStage::Waiting)),
            attends: one.stage == Some(EnrolmentStage::Attending),
            practice: Practice {
                open: learns(one),
                mentor: (id(one.mentor), text(one.mentor)),
                project: (id(one.project), text(one.project)),
                task: written(one.task.as_ref()),
            },
        }
    });
    let rows: Vec<Row> = rows.collect();
    let next = next(now).map(|next| (next.choice().code, t.pick(next.choice().label.zh, next.choice().label.en)));
    Ok(Lead {
        next,
        runs: now == ProgrammeStage::Running,
        may_cancel: !matches!(now, ProgrammeStage::Completed | ProgrammeStage::Cancelled),
        held: all.iter().filter(|(_, one)| holds(one.stage)).count(),
        places: cohort.programme.places.as_ref().map_or_else(String::new, |places| places.0.to_string()),
        certified: all.iter().filter(|(_, one)| one.stage == Some(EnrolmentStage::Certified)).count(),
        class: rows.iter().filter(|row| row.attends).map(|row| (row.id.clone(), row.link.text.clone())).collect(),
        mentors: choice(mentors),
        projects: choice(projects),
        people: rows,
        presence: Presence::CHOICES,
    })
}
