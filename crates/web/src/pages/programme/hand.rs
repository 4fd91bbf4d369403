//! An enrolment of one's own: how it stands, what was reached, the certificate, and what became of it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::kinds::EnrolmentStage;
use base::record::{Kind, RecordId};
use base::store::Shelf;
use talent::programme::{is_on, mine as all_mine, place, sum};

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
    may_call_off: bool,
    may_note: bool,
}

#[derive(Template)]
#[template(path = "pages/programme/mine.html")]
struct MinePage {
    t: Messages,
    layout: Layout,
    rows: Vec<(Link, Link, &'static str)>,
}

/// Everything one is enrolled in.
pub(super) fn mine(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Programmes);
    let t = frame.t;
    let rows = frame.read(|shelf| {
        let all = all_mine(shelf, &frame.occasion)?;
        let programmes: Vec<RecordId> = all.iter().filter_map(|(_, one)| one.programme).collect();
        let links = frame.links(shelf, &programmes)?;
        let rows = all.iter().filter_map(|(record, one)| {
            let link = links.get(&one.programme?)?;
            let programme = Link::at(format!("{}/desk", link.href), link.text.clone());
            let own = Link::at(format!("{}/desk", page_of(Kind::Enrolment, record.id)), t.get("programme-own"));
            Some((programme, own, word(one.stage, t)))
        });
        Ok(rows.collect())
    })?;
    page(&MinePage { t, layout: frame.layout(), rows })
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
        may_call_off: place.owns && is_on(one.stage),
        may_note: (place.owns || place.leads) && one.stage == Some(EnrolmentStage::Certified),
    })
}
