//! The landmark projects of the base: which links, which partners, what they are worth, how many targets they reached.

use askama::Template;
use axum::response::Response;
use base::record::kinds::{Cooperation, CooperationStage};
use base::record::{Kind, Record, RecordId};
use base::store::{Filter, Query, Shelf, Sort};
use cooperation::joint::progress;

use super::super::deal_words::word;
use super::super::frame::Frame;
use crate::language::Messages;
use crate::refusal::refusal_sentence;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Link, Names};

/// Most projects that are looked at.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "pages/cooperation/landmarks.html")]
struct LandmarksPage {
    t: Messages,
    layout: Layout,
    rows: Vec<Row>,
}

struct Row {
    link: Link,
    stage: &'static str,
    places: Vec<String>,
    partners: Vec<Link>,
    worth: Result<String, String>,
    reached: usize,
    targets: usize,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Landmarks);
    let rows = frame.read(|shelf| {
        let filter =
            Filter { kinds: vec![Kind::Cooperation], states: vec!["published".to_owned()], ..Filter::default() };
        let reach = frame.occasion.viewer.reach();
        let query = Query { reach, filter, sort: Sort::Title, after: None, limit: MOST };
        let mut rows = Vec::new();
        for record in shelf.find(&query)?.records {
            let body: Cooperation = record.content.body();
            if body.landmark == Some(true) {
                rows.push(row(&frame, shelf, &record, &body)?);
            }
        }
        Ok(rows)
    })?;
    page(&LandmarksPage { t: frame.t, layout: frame.layout(), rows })
}

fn row(frame: &Frame, shelf: &mut dyn Shelf, record: &Record, body: &Cooperation) -> Result<Row, base::Trouble> {
    let t = frame.t;
    let named: Vec<RecordId> = body.partners.iter().filter_map(|partner| partner.organisation).collect();
    let links = frame.links(shelf, &named)?;
    let places = record.content.tail().positions.into_iter();
    let place = |id: &str| frame.occasion.places.names(id).map(|(zh, en)| t.pick(zh, en).to_owned());
    Ok(Row {
        link: Link::at(format!("/cooperations/{}/desk", record.id), frame.title(record)),
        stage: body.stage.map_or("", |stage| word(CooperationStage::CHOICES, stage as usize, t)),
        places: places.filter_map(|position| place(&position.0)).collect(),
        partners: named.iter().filter_map(|id| links.get(id).cloned()).collect(),
        worth: worth(frame, body),
        reached: body.targets.iter().filter(|target| progress(target).is_some_and(|(_, reached)| reached)).count(),
        targets: body.targets.len(),
    })
}

/// What its patch is worth on the chain as it stands; else why that is not known.
fn worth(frame: &Frame, body: &Cooperation) -> Result<String, String> {
    let patch = body.patch.as_ref().ok_or_else(|| frame.t.get("plan-unknown"))?;
    let said = |refusal: chain::Refusal| refusal_sentence(frame.t, &refusal);
    let patch = chain::parse("patch.toml", patch.0.as_bytes()).map_err(said)?;
    let worth = frame.state.model().worth(std::slice::from_ref(&patch)).map_err(said)?;
    Ok(Names::new(frame.state.chain(), frame.t).numbers().change(worth.value))
}
