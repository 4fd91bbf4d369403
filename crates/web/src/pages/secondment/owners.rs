//! Whose an achievement is: who employed each inventor on the day of conception, and under which clause they worked.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::may_change;
use base::record::kinds::Achievement;
use base::record::{Kind, RecordId};
use talent::secondment::{Traced, Whose, settle_owners, trace};

use super::super::frame::{Frame, page_of, written};
use super::LABELS;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/secondment/owners.html")]
struct OwnersPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    address: String,
    record: Link,
    version: u32,
    rows: Vec<Row>,
    owners: Vec<String>,
    may: bool,
}

struct Row {
    name: String,
    day: String,
    employer: String,
    lent: Vec<(Link, String)>,
    whose: String,
    why: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Kind(Kind::Achievement)), None)
}

pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Kind(Kind::Achievement));
    let (id, version) = (frame.id()?, form.text("version").parse().ok());
    match frame.write(LABELS, move |shelf, occasion| settle_owners(shelf, occasion, id, version))? {
        Ok(_) => see_other_done(&format!("{}/owners", page_of(Kind::Achievement, id)), Done::OwnersSettled),
        Err(refused) => render(&frame, Some(refused)),
    }
}

fn render(frame: &Frame, refused: Option<(StatusCode, String)>) -> Result<Response, Trouble> {
    let (id, t) = (frame.id()?, frame.t);
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let page = frame.read(|shelf| {
        let (record, traced) = trace(shelf, &frame.occasion, id)?;
        let body: Achievement = record.content.body();
        let mut ids: Vec<RecordId> = body.owners.iter().filter_map(|row| row.organisation).collect();
        for one in &traced {
            ids.extend(one.inventor.person);
            if let Some(employment) = &one.employment {
                ids.extend(employment.home);
                ids.extend(employment.secondments.iter().flat_map(|(_, body)| [body.home, body.host]).flatten());
                ids.extend(employment.secondments.iter().map(|(record, _)| record.id));
            }
        }
        let links = frame.links(shelf, &ids)?;
        let text =
            |id: Option<RecordId>| id.and_then(|id| links.get(&id)).map_or_else(String::new, |link| link.text.clone());
        let owners = body
            .owners
            .iter()
            .map(|row| row.name.as_ref().map_or_else(|| text(row.organisation), |name| name.0.clone()));
        Ok(OwnersPage {
            t,
            layout: frame.layout(),
            refused,
            address: page_of(Kind::Achievement, id),
            record: Link::at(page_of(Kind::Achievement, id), frame.title(&record)),
            version: record.version,
            rows: traced.iter().map(|one| told(frame, one, &text, &links)).collect(),
            owners: owners.collect(),
            may: may_change(&frame.occasion.viewer, &record).is_ok(),
        })
    })?;
    page_with(status, &page)
}

fn told(
    frame: &Frame,
    one: &Traced,
    text: &dyn Fn(Option<RecordId>) -> String,
    links: &std::collections::BTreeMap<RecordId, Link>,
) -> Row {
    let t = frame.t;
    let employment = one.employment.as_ref();
    let secondments = employment.map_or(&[][..], |employment| &employment.secondments);
    // Whose it is stays unknown where a secondment of the day is not for the viewer.
    let lent = secondments.iter().filter_map(|(record, body)| {
        let link = links.get(&record.id)?;
        let clause = body.inventions.map_or("", |clause| t.pick(clause.choice().label.zh, clause.choice().label.en));
        Some((Link::at(format!("/secondments/{}/desk", record.id), link.text.clone()), clause.to_owned()))
    });
    let name = one.inventor.name.as_ref().map_or_else(|| text(one.inventor.person), |name| name.0.clone());
    let (whose, why) = match &one.whose {
        Whose::Of(owners) => {
            let names: Vec<String> = owners.iter().map(|id| text(Some(*id))).collect();
            let why = if secondments.is_empty() { t.get("owners-by-post") } else { t.get("owners-by-clause") };
            (names.join(t.pick("、", ", ")), why)
        }
        Whose::Open(clause) => {
            let label = clause.choice().label;
            (t.pick(label.zh, label.en).to_owned(), t.get("owners-open"))
        }
        Whose::Unknown => (String::new(), t.get("owners-unknown")),
    };
    Row {
        name,
        day: written(one.inventor.conceived.as_ref()),
        employer: text(employment.and_then(|employment| employment.home)),
        lent: lent.collect(),
        whose,
        why,
    }
}
