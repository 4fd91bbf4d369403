//! Needs of different firms that say nearly the same, to be gathered into common problems.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::may_author;
use base::record::{Kind, RecordId};
use innovation::problem::{Gathering, gather, groups};

use super::super::frame::{Frame, Typed};
use super::labels::LABELS;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;
use crate::view::Link;

/// Groups on one page.
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "pages/innovation/merge.html")]
struct MergePage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    groups: Vec<Alike>,
    more: usize,
    may_gather: bool,
    /// Problems that needs can go into: id and title.
    problems: Vec<(RecordId, String)>,
    /// Organisations that the viewer may write for.
    owners: Vec<(RecordId, String)>,
}

/// Needs that say nearly the same.
struct Alike {
    hundredths: u8,
    title: String,
    needs: Vec<(RecordId, Link, String)>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Priority), None, Typed::default())
}

fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let viewer = &frame.occasion.viewer;
    let (found, problems, owners, links) = frame.read(|shelf| {
        let found = groups(shelf, viewer)?;
        let of_needs: Vec<RecordId> =
            found.iter().flat_map(|group| &group.needs).filter_map(|need| need.content.owner()).collect();
        let links = frame.links(shelf, &of_needs)?;
        let own: Vec<RecordId> =
            viewer.member().into_iter().flat_map(|member| &member.standings).map(|at| at.organisation).collect();
        let owners = frame.links(shelf, &own)?;
        let problems = innovation::problem::priority(shelf, viewer)?;
        Ok((found, problems, owners, links))
    })?;
    let more = found.len().saturating_sub(MOST);
    let shown = found.into_iter().take(MOST).map(|group| Alike {
        hundredths: group.hundredths,
        title: group.needs.first().map_or_else(String::new, |need| frame.title(need)),
        needs: group
            .needs
            .iter()
            .map(|need| {
                let owner = need.content.owner().and_then(|owner| links.get(&owner));
                let link = Link::to("needs", &need.id.to_string(), frame.title(need));
                (need.id, link, owner.map_or_else(String::new, |link| link.text.clone()))
            })
            .collect(),
    });
    let may = |record: &base::record::Record| base::people::may_change(viewer, record).is_ok();
    let problems = problems.into_iter().filter(|one| may(&one.record));
    page_with(
        status,
        &MergePage {
            t: frame.t,
            layout: frame.layout(),
            refused,
            typed,
            groups: shown.collect(),
            more,
            may_gather: may_author(viewer, Kind::Problem).is_ok(),
            problems: problems.map(|one| (one.record.id, frame.title(&one.record))).collect(),
            owners: owners.into_iter().map(|(id, link)| (id, link.text)).collect(),
        },
    )
}

pub(super) fn gathered(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Priority);
    let gathering = Gathering {
        needs: form.fields("need").filter_map(|need| need.parse().ok()).collect(),
        into: form.text("into").parse().ok(),
        title: form.text("title_zh").to_owned(),
        owner: form.text("owner").parse().ok(),
    };
    match frame.write(LABELS, move |shelf, occasion| gather(shelf, occasion, &gathering))? {
        Ok(record) => see_other_done(&format!("/problems/{}/desk", record.id), Done::NeedsGathered),
        Err(refused) => render(&frame, Some(refused), Typed::of(form)),
    }
}
