//! An enrolment of one's own or of one's pupil: how it stands, the practice, what was reached, the certificate, and what
//! became of it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::kinds::{Enrolment, EnrolmentStage};
use base::record::{Kind, Record, RecordId};
use base::store::Shelf;
use talent::programme::{guided, is_on, may_guide, mine as all_mine, place, sum};

use super::super::frame::{Frame, Typed, page_of, written};
use super::desk::word;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/programme/hand.html")]
struct HandPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    version: u32,
    programme: Link,
    person: String,
    stage: &'static str,
    waiting: String,
    reason: String,
    credits: String,
    attendance: String,
    enough: bool,
    sessions: Vec<(String, String, &'static str, String)>,
    results: Vec<(String, String, String)>,
    certificate: Option<String>,
    outcome: String,
    mentor: Option<Link>,
    project: Option<Link>,
    task: String,
    guidance: Vec<(String, String, String)>,
    may: May,
}

/// What the viewer may do about it.
struct May {
    call_off: bool,
    note: bool,
    guide: bool,
}

#[derive(Template)]
#[template(path = "pages/programme/mine.html")]
struct MinePage {
    t: Messages,
    layout: Layout,
    rows: Vec<(Link, Link, &'static str)>,
    pupils: Vec<(Link, Link, &'static str)>,
}

/// Everything one is enrolled in.
pub(super) fn mine(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Programmes);
    let t = frame.t;
    let (rows, pupils) = frame.read(|shelf| {
        let own = all_mine(shelf, &frame.occasion)?;
        let own = rows(&frame, shelf, &own, &|_| t.get("programme-own"))?;
        let pupils = guided(shelf, &frame.occasion)?;
        let people: Vec<RecordId> = pupils.iter().filter_map(|(_, one)| one.person).collect();
        let people = frame.links(shelf, &people)?;
        let name = |one: &Enrolment| {
            let link = one.person.and_then(|id| people.get(&id));
            link.map_or_else(|| t.get("programme-somebody"), |link| link.text.clone())
        };
        Ok((own, rows(&frame, shelf, &pupils, &name)?))
    })?;
    page(&MinePage { t, layout: frame.layout(), rows, pupils })
}

/// Enrolments with their programme, each called by a word.
fn rows(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    all: &[(Record, Enrolment)],
    called: &dyn Fn(&Enrolment) -> String,
) -> Result<Vec<(Link, Link, &'static str)>, base::Trouble> {
    let programmes: Vec<RecordId> = all.iter().filter_map(|(_, one)| one.programme).collect();
    let links = frame.links(shelf, &programmes)?;
    let rows = all.iter().filter_map(|(record, one)| {
        let link = links.get(&one.programme?)?;
        let programme = Link::at(format!("{}/desk", link.href), link.text.clone());
        let own = Link::at(format!("{}/desk", page_of(Kind::Enrolment, record.id)), called(one));
        Some((programme, own, word(one.stage, frame.t)))
    });
    Ok(rows.collect())
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
) -> Result<HandPage, base::Trouble> {
    let t = frame.t;
    let place = place(shelf, &frame.occasion, id)?;
    let (one, programme) = (&place.enrolment, &place.cohort.programme);
    let reached = sum(programme, one);
    let of = |reached: f64, wanted: Option<f64>, unit: &str| match wanted {
        Some(wanted) => format!("{reached:.1}{unit} / {wanted}{unit}"),
        None => format!("{reached:.1}{unit}"),
    };
    let person = one.person.map(|id| frame.links(shelf, &[id])).transpose()?;
    let person = person.and_then(|links| links.into_values().next()).map_or_else(String::new, |link| link.text);
    let sessions = one.attendance.iter().map(|row| {
        let came = row.presence.map_or("", |one| t.pick(one.choice().label.zh, one.choice().label.en));
        (written(row.day.as_ref()), written(row.course.as_ref()), came, written(row.hours.as_ref()))
    });
    let by: Vec<Option<RecordId>> = one.guidance.iter().map(|row| row.by).collect();
    let linked: Vec<RecordId> = [one.mentor, one.project].into_iter().chain(by).flatten().collect();
    let links = frame.links(shelf, &linked)?;
    let link = |id: Option<RecordId>| id.and_then(|id| links.get(&id)).cloned();
    let guidance = one.guidance.iter().rev().map(|row| {
        let by = link(row.by).map_or_else(String::new, |link| link.text);
        (written(row.day.as_ref()), by, written(row.note.as_ref()))
    });
    let programme_page = format!("{}/desk", page_of(Kind::Programme, place.cohort.record.id));
    Ok(HandPage {
        t,
        layout: frame.layout(),
        refused,
        typed,
        address: page_of(Kind::Enrolment, id),
        version: place.record.version,
        programme: Link::at(programme_page, frame.title(&place.cohort.record)),
        person,
        stage: word(one.stage, t),
        waiting: one.waiting_place.as_ref().map_or_else(String::new, |place| place.0.to_string()),
        reason: written(one.decision_reason.as_ref()),
        credits: of(reached.credits, reached.needed, ""),
        attendance: reached.attendance().map_or_else(|| "—".to_owned(), |came| of(came, reached.least, "%")),
        enough: reached.is_enough(),
        sessions: sessions.collect(),
        results: one
            .results
            .iter()
            .map(|row| (written(row.course.as_ref()), written(row.mark.as_ref()), written(row.credits.as_ref())))
            .collect(),
        certificate: one.certificate_code.as_ref().map(|code| code.as_str().to_owned()),
        outcome: written(one.outcome.as_ref()),
        mentor: link(one.mentor),
        project: link(one.project),
        task: written(one.task.as_ref()),
        guidance: guidance.collect(),
        may: May {
            call_off: place.owns && is_on(one.stage),
            note: (place.owns || place.leads) && one.stage == Some(EnrolmentStage::Certified),
            guide: may_guide(&frame.occasion.viewer, &place),
        },
    })
}
