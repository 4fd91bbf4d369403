//! The innovations, ranked by worth: how they act on each other, and how firmly the ranking stands.

use askama::Template;
use axum::Json;
use axum::response::{IntoResponse, Response};
use chain::{Patch, Portfolio, Robustness};
use serde_json::json;

use super::View;
use crate::jobs::{Answer, Progress};
use crate::language::Messages;
use crate::refusal::refusal_sentence;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::{Ranked, State};
use crate::view::{Badge, Cell, Column, Link, Meter, Table, Why};

/// Sampled coefficient sets, unless another number is asked for.
const SAMPLES: usize = 200;
/// The most that may be asked for.
const MOST_SAMPLES: usize = 2_000;

#[derive(Template)]
#[template(path = "pages/chain/innovations.html")]
struct InnovationsPage {
    t: Messages,
    layout: Layout,
    ranking: Table,
    together: String,
    left_out: Option<String>,
    interactions: Option<Table>,
    robustness: Standing,
}

/// Where the sampling stands.
enum Standing {
    NotAsked { href: String, says: String },
    Running { progress: String, done: usize, of: usize, says: String },
    Done { note: String },
    Refused { sentence: String },
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let Ranked { patches, portfolio, .. } = state.innovations();
    let asked = visit.field("samples").and_then(|text| text.parse().ok()).map(samples);
    let answer = asked.map(|samples| (samples, state.robustness(samples)));
    let (robustness, found) = standing(view, answer);
    page(&InnovationsPage {
        t: view.t,
        layout: view.layout(Section::Innovations),
        ranking: ranking(view, patches, portfolio, found.as_ref().and_then(Answer::get))?,
        together: match &portfolio.together {
            Ok(worth) => view.numbers.change(*worth),
            Err(refusal) => refusal_sentence(view.t, refusal),
        },
        left_out: left_out(view, patches, portfolio),
        interactions: interactions(view),
        robustness,
    })
}

/// How far the sampling is, for the progress bar.
#[expect(clippy::unnecessary_wraps, reason = "every page has this signature")]
pub(super) fn progress(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let asked = visit.field("samples").and_then(|text| text.parse().ok()).map_or(SAMPLES, samples);
    let answer = match state.robustness(asked) {
        Progress::Running { done, of } => {
            let says = says(View::new(state, visit), done, of);
            json!({ "done": done, "of": of, "says": says, "finished": false })
        }
        Progress::Done(_) | Progress::Refused(_) | Progress::Failed | Progress::Busy => json!({ "finished": true }),
    };
    Ok(Json(answer).into_response())
}

/// Names those that the worth of all together leaves out.
fn left_out(view: View, patches: &[Patch], portfolio: &Portfolio) -> Option<String> {
    let names: Vec<&str> = portfolio.left_out.iter().map(|at| view.names.text(&patches[*at].name)).collect();
    let said = || view.t.say("innovations-left-out").with("names", names.join(&view.t.get("list-comma"))).to_string();
    (!names.is_empty()).then(said)
}

fn says(view: View, done: usize, of: usize) -> String {
    let said = view.t.say("samples-done").with("done", view.numbers.plain(done as f64));
    said.with("of", view.numbers.plain(of as f64)).to_string()
}

fn samples(asked: usize) -> usize {
    asked.clamp(1, MOST_SAMPLES)
}

fn standing(view: View, asked: Option<(usize, Progress<Robustness>)>) -> (Standing, Option<Answer<Robustness>>) {
    let Some((samples, progress)) = asked else {
        let standing = Standing::NotAsked {
            href: format!("/innovations?samples={SAMPLES}#robustness"),
            says: view.t.say("robustness-ask").with("samples", SAMPLES).to_string(),
        };
        return (standing, None);
    };
    match progress {
        Progress::Running { done, of } => {
            let progress = format!("/innovations/progress?samples={samples}");
            (Standing::Running { progress, done, of, says: says(view, done, of) }, None)
        }
        Progress::Done(answer) => {
            let found = answer.get();
            let note = view
                .t
                .say("robustness-note")
                .with("sampled", found.map_or(0, |found| found.sampled))
                .with("refused", found.map_or(0, |found| found.refused))
                .with("ranged", found.map_or(0, |found| found.ranged))
                .to_string();
            (Standing::Done { note }, Some(answer))
        }
        Progress::Refused(refusal) => (Standing::Refused { sentence: refusal_sentence(view.t, &refusal) }, None),
        Progress::Failed => (Standing::Refused { sentence: view.t.get("job-failed") }, None),
        Progress::Busy => (Standing::Refused { sentence: view.t.get("job-busy") }, None),
    }
}

fn ranking(
    view: View,
    patches: &[Patch],
    portfolio: &Portfolio,
    robustness: Option<&Robustness>,
) -> Result<Table, Trouble> {
    let mut columns = vec![view.figures("column-rank"), view.texts("column-innovation"), view.figures("column-worth")];
    columns.extend((0..view.chain.regions.len()).map(|region| {
        Column::Number(view.t.say("value-of-region").with("region", view.names.region(region)).to_string())
    }));
    columns.extend([view.figures("column-readiness"), view.texts("column-confidence")]);
    let worths = view.state.worths()?;
    if robustness.is_some() {
        columns.extend([
            view.figures("column-keeps-place"),
            view.figures("column-gains"),
            view.figures("column-worth-range"),
        ]);
    }
    let rows = portfolio.ranking().into_iter().enumerate().map(|(place, at)| {
        let patch = &patches[at];
        let mut row = vec![Cell::number((place + 1).to_string()), name(view, patch), worth(view, &portfolio.alone[at])];
        let place = view.state.pack().patches.iter().position(|known| known.id == patch.id);
        let split = place.and_then(|place| worths[place].as_ref());
        row.extend((0..view.chain.regions.len()).map(|region| match split {
            Some(split) => view.worth(split.by_region[region]),
            None => Cell::number(""),
        }));
        row.extend([
            Cell::number(view.numbers.or_unknown(patch.readiness.map(|level| level.to_string()))),
            Cell::Sourced(String::new(), Badge::of_patch(patch, view.t)),
        ]);
        if let Some(robustness) = robustness {
            match robustness.ranks.iter().find(|rank| rank.patch == patch.id) {
                Some(rank) => row.extend([
                    Cell::Meter(view.numbers.share(rank.keeps_place), Meter::new(rank.keeps_place)),
                    Cell::number(view.numbers.share(rank.gains)),
                    Cell::number(worth_range(view, rank.worth)),
                ]),
                None => row.extend([Cell::text(""), Cell::text(""), Cell::text("")]),
            }
        }
        row
    });
    Ok(Table::new(view.t.get("innovations-caption"), columns).with_rows(rows))
}

/// From the 5th to the 95th percentile.
fn worth_range(view: View, worth: [f64; 3]) -> String {
    let [low, _, high] = worth.map(|worth| view.numbers.money(view.settled(worth)));
    format!("{low} – {high}")
}

fn name(view: View, patch: &Patch) -> Cell {
    let caveat = view.names.text(&patch.caveat);
    if caveat.is_empty() {
        return Cell::Link(view.names.patch(patch));
    }
    Cell::Noted(view.names.patch(patch), Why::new(view.t.get("caveat"), vec![caveat.to_owned()]))
}

fn worth(view: View, worth: &Result<f64, chain::Refusal>) -> Cell {
    match worth {
        Ok(worth) => view.worth(*worth),
        Err(refusal) => Cell::Why(Why::new(view.t.get("no-plan-left"), vec![refusal_sentence(view.t, refusal)])),
    }
}

/// Worth of each pair less the worth of each, among the best that are worth something.
fn interactions(view: View) -> Option<Table> {
    let Ranked { best: crossed, pairs, .. } = view.state.innovations();
    if crossed.len() < 2 {
        return None;
    }
    let floor = 1e-9 * view.state.model().plan().value.abs();
    let mut columns = vec![view.texts("column-innovation")];
    columns.extend((1..=crossed.len()).map(|place| Column::Number(place.to_string())));
    let rows = crossed.iter().enumerate().map(|(row, patch)| {
        let name = view.names.patch(patch);
        let mut cells = vec![Cell::Link(Link { text: format!("{} {}", row + 1, name.text), href: name.href })];
        cells.extend((0..crossed.len()).map(|column| {
            if row == column {
                return match &pairs.alone[row] {
                    Ok(worth) => Cell::number(view.numbers.money(*worth)),
                    Err(_) => Cell::number("—"),
                };
            }
            match pairs.interaction(row, column) {
                Some(both) if both.abs() <= floor => Cell::number("0"),
                Some(both) => Cell::Change(view.numbers.change(both), both),
                None => Cell::number(view.t.get("not-together")),
            }
        }));
        cells
    });
    Some(Table::new(view.t.get("interactions-caption"), columns).with_rows(rows))
}
