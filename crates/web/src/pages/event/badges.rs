//! Badges, to be printed: several on a page, with name, unit, role and code.

use askama::Template;
use axum::response::Response;
use base::record::RecordId;
use base::record::kinds::{ParticipantRole, RegistrationStage};
use talent::event::{convened, name_of, registrations};

use super::super::frame::{Frame, written};
use super::words::{Code, unit};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/event/badges.html")]
struct BadgesPage {
    t: Messages,
    layout: Layout,
    address: String,
    title: String,
    badges: Vec<Badge>,
}

struct Badge {
    name: String,
    unit: String,
    role: &'static str,
    text: String,
    code: Code,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Events);
    let (t, id) = (frame.t, frame.id()?);
    let (title, people) = frame.read(|shelf| {
        let title = frame.title(&convened(shelf, &frame.occasion.viewer, id)?.record);
        let all = registrations(shelf, &frame.occasion, id)?;
        let placed = all
            .into_iter()
            .filter(|(_, one)| matches!(one.stage, Some(RegistrationStage::Confirmed | RegistrationStage::CheckedIn)));
        let placed: Vec<_> = placed.collect();
        let units: Vec<RecordId> = placed.iter().filter_map(|(record, _)| record.content.owner()).collect();
        let links = frame.links(shelf, &units)?;
        let mut people = Vec::with_capacity(placed.len());
        for (record, one) in placed {
            let name = name_of(shelf, &one, frame.t.pick(true, false))?;
            people.push((name, unit(&record, &one, &links), one));
        }
        Ok((title, people))
    })?;
    let mut badges = Vec::with_capacity(people.len());
    for (name, unit, one) in people {
        let text = written(one.code.as_ref());
        let label = one.role.unwrap_or(ParticipantRole::Participant).choice().label;
        let (role, code) = (t.pick(label.zh, label.en), Code::new(&text)?);
        badges.push(Badge { name, unit, role, text, code });
    }
    page(&BadgesPage { t, layout: frame.layout(), address: format!("/events/{id}"), title, badges })
}
