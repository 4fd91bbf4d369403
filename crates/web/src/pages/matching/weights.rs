//! What each feature is worth, what decisions made of it, and the way back.

use askama::Template;
use axum::response::Response;
use base::people::Role;
use brokerage::reset as reset_weights;
use matching::rank::{Feature, Level, Weights};

use super::frame::Frame;
use super::words;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page, see_other_done};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/matching/weights.html")]
struct WeightsPage {
    t: Messages,
    layout: Layout,
    rows: Vec<Row>,
    decisions: usize,
    since: Option<String>,
    levels: Vec<(String, String)>,
    may_reset: bool,
}

struct Row {
    name: String,
    start: String,
    now: String,
    moved: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let t = frame.t;
    let weighed = state.store().reading(|shelf| state.learning().weighed(shelf))?;
    let start = Weights::sensible();
    let row = |feature: Feature| {
        let moved = weighed.moved.iter().find(|moved| moved.feature == feature);
        Row {
            name: words::feature(feature, t),
            start: signed(start.get(feature)),
            now: signed(weighed.weights.get(feature)),
            moved: moved.map(|moved| signed(moved.after - moved.before)).unwrap_or_default(),
        }
    };
    let level = |level: Level| (words::level(level, t), words::number(level.least_score()));
    page(&WeightsPage {
        t,
        layout: frame.layout(Section::Matching),
        rows: Feature::ALL.into_iter().map(row).collect(),
        decisions: weighed.decisions,
        since: weighed.since.map(|since| since.to_string().get(..16).unwrap_or_default().replace('T', " ")),
        levels: [Level::Strong, Level::Fair, Level::Weak].map(level).into(),
        may_reset: visit.viewer.has(Role::Administrator),
    })
}

/// A weight with its sign; what is nothing to three places has none.
fn signed(value: f64) -> String {
    if value.abs() < 0.0005 { "0".to_owned() } else { format!("{value:+.3}").replace('-', "−") }
}

pub(super) fn reset(state: &State, visit: &Visit, _form: &Form) -> Result<Response, Trouble> {
    let occasion = visit.occasion(state);
    state.store().writing(move |shelf| reset_weights(shelf, &occasion))?;
    see_other_done("/matching/weights", Done::WeightsReset)
}
