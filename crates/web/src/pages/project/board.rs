//! The board of projects: by stage, what is late and what comes next.

use askama::Template;
use axum::response::Response;
use base::record::Kind;
use base::record::kinds::{Project, ProjectStage, Track};
use base::store::{Filter, Query, Sort};
use innovation::project::{late, next_step, stage_of};

use super::super::deal_words::word;
use super::super::frame::Frame;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;

/// Most projects that the board shows.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "pages/project/board.html")]
struct BoardPage {
    t: Messages,
    layout: Layout,
    columns: Vec<Column>,
    count: usize,
    late: usize,
    only_late: bool,
}

struct Column {
    label: &'static str,
    cards: Vec<Card>,
}

#[derive(Clone)]
struct Card {
    href: String,
    title: String,
    track: &'static str,
    next: String,
    due: String,
    late: usize,
    readiness: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Projects);
    let (t, today) = (frame.t, frame.occasion.now.date().to_string());
    let only_late = visit.field("late").is_some();
    let cards = frame.read(|shelf| {
        let filter = Filter { kinds: vec![Kind::Project], states: vec!["published".to_owned()], ..Filter::default() };
        let reach = frame.occasion.viewer.reach();
        let query = Query { reach, filter, sort: Sort::Updated, after: None, limit: MOST };
        let mut cards = Vec::new();
        for record in shelf.find(&query)?.records {
            let project: Project = record.content.body();
            let next = next_step(&project, &today);
            let level = |level: i64| t.say("project-readiness-now").with("level", level).to_string();
            let card = Card {
                href: format!("/projects/{}/desk", record.id),
                title: frame.title(&record),
                track: project.track.map_or("", |track| word(Track::CHOICES, track as usize, t)),
                late: late(&project, &today),
                due: next.as_ref().and_then(|next| next.due.clone()).unwrap_or_default(),
                next: next.map_or_else(String::new, |next| next.name),
                // A frontier project is not told by levels.
                readiness: match (project.track, project.readiness_now) {
                    (Some(Track::Frontier), _) | (_, None) => String::new(),
                    (_, Some(now)) => level(now.0),
                },
            };
            if !only_late || card.late > 0 {
                cards.push((stage_of(&project), card));
            }
        }
        Ok(cards)
    })?;
    let columns = (0..ProjectStage::CHOICES.len()).map(|at| {
        let here = cards.iter().filter(|(stage, _)| *stage as usize == at);
        let mut here: Vec<Card> = here.map(|(_, card)| card.clone()).collect();
        here.sort_by_key(|card| (card.late == 0, card.due.is_empty(), card.due.clone()));
        Column { label: word(ProjectStage::CHOICES, at, t), cards: here }
    });
    page(&BoardPage {
        t,
        layout: frame.layout(),
        columns: columns.filter(|column| !column.cards.is_empty()).collect(),
        count: cards.len(),
        late: cards.iter().filter(|(_, card)| card.late > 0).count(),
        only_late,
    })
}
