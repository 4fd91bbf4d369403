//! Who is lent where: what waits for a side, who is there now, whose time ends soon.

use askama::Template;
use axum::response::Response;
use base::record::RecordId;
use base::record::kinds::SecondmentStage;
use jiff::ToSpan;
use talent::secondment::{Lent, all, sides, stage_on};

use super::super::frame::{Frame, written};
use crate::language::{Key, Messages};
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::Link;

/// How many days before its end one counts as ending soon.
const SOON: i64 = 60;

#[derive(Template)]
#[template(path = "pages/secondment/board.html")]
struct BoardPage {
    t: Messages,
    layout: Layout,
    groups: Vec<(String, Vec<Row>)>,
}

struct Row {
    link: Link,
    person: String,
    home: String,
    host: String,
    dates: String,
    percent: String,
    stage: &'static str,
    mine: bool,
    soon: bool,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Secondments);
    let (t, today) = (frame.t, frame.occasion.now.date());
    let soon = today.checked_add(SOON.days()).map(|day| day.to_string()).unwrap_or_default();
    let today = today.to_string();
    let (all, links) = frame.read(|shelf| {
        let all = all(shelf, &frame.occasion.viewer)?;
        let ids: Vec<RecordId> =
            all.iter().flat_map(|Lent { body, .. }| [body.person, body.home, body.host]).flatten().collect();
        let links = frame.links(shelf, &ids)?;
        Ok((all, links))
    })?;
    let name =
        |id: Option<RecordId>| id.and_then(|id| links.get(&id)).map_or_else(String::new, |link| link.text.clone());
    let mut groups: Vec<(String, Vec<Row>)> =
        [Key("secondment-open"), Key("secondment-there"), Key("secondment-to-come"), Key("secondment-over")]
            .map(|key| (t.get(key), Vec::new()))
            .into();
    for Lent { record, body } in &all {
        let stage = stage_on(body, &today);
        let group = match stage {
            SecondmentStage::Proposed | SecondmentStage::HomeApproved | SecondmentStage::HostApproved => 0,
            SecondmentStage::Active => 1,
            SecondmentStage::Approved => 2,
            SecondmentStage::Ended | SecondmentStage::EndedEarly | SecondmentStage::Refused => 3,
        };
        let ends = written(body.ends.as_ref());
        let label = stage.choice().label;
        groups[group].1.push(Row {
            link: Link::at(format!("/secondments/{}/desk", record.id), frame.title(record)),
            person: name(body.person),
            home: name(body.home),
            host: name(body.host),
            dates: format!("{} – {ends}", written(body.begins.as_ref())),
            percent: body.time_percent.as_ref().map_or_else(String::new, |part| format!("{}%", part.0)),
            stage: t.pick(label.zh, label.en),
            mine: group == 0 && !sides(&frame.occasion.viewer, body).is_empty(),
            soon: group == 1 && !ends.is_empty() && ends <= soon,
        });
    }
    groups.retain(|(_, rows)| !rows.is_empty());
    page(&BoardPage { t, layout: frame.layout(), groups })
}
