//! The ensemble: thousands of random shocks, and what they do to value, supply and prices.

use askama::Template;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chain::{Ensemble, Node, PatchKind};
use serde_json::json;

use super::View;
use crate::jobs::Progress;
use crate::language::{Key, Messages};
use crate::refusal::refusal_sentence;
use crate::shell::{Layout, Refusal, Section, Trouble, Visit, page};
use crate::state::{EnsembleKey, State};
use crate::view::{Cell, Histogram, Labels, Table, encoded};

/// Runs, unless another number is asked for.
const RUNS: usize = 10_000;
/// The most that may be asked for.
const MOST_RUNS: usize = 50_000;
/// The tail that is looked at.
const LEVEL: f64 = 0.95;

#[derive(Template)]
#[template(path = "pages/chain/shocks.html")]
struct ShocksPage {
    t: Messages,
    layout: Layout,
    form: Form,
    standing: Standing,
    stated: Table,
}

struct Form {
    runs: usize,
    most: usize,
    seed: u64,
    answers: Vec<(String, String, bool)>,
    open: bool,
    patches: Vec<String>,
}

/// Where the ensemble stands.
enum Standing {
    NotAsked,
    NoShocks,
    Running { progress: String, done: usize, of: usize, says: String },
    Done(Box<Outcome>),
    Refused { sentence: String },
}

/// What an ensemble says.
struct Outcome {
    measured: String,
    runs: String,
    unresolved: usize,
    unresolved_said: String,
    mean: String,
    value_at_risk: String,
    conditional: String,
    losses: Histogram,
    bins: Table,
    causes: Table,
    unmet: Table,
    prices: Table,
    choices: Vec<(String, String, bool)>,
}

/// Which distribution is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Drawn {
    Loss,
    Unmet(usize),
    Price(usize),
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let asked = visit.field("runs").is_some();
    let question = question(visit)?;
    let form = Form {
        runs: question.runs,
        most: MOST_RUNS,
        seed: question.seed,
        answers: answers(view, &question),
        open: !question.patches.is_empty(),
        patches: question.patches.clone(),
    };
    let standing = if view.chain.shocks.is_empty() {
        Standing::NoShocks
    } else if asked {
        match state.ensemble(&question)? {
            Progress::Running { done, of } => {
                let (progress, says) = (progress_address(&question), says(view, done, of));
                Standing::Running { progress, done, of, says }
            }
            Progress::Done(answer) => match answer.get() {
                Some(ensemble) => Standing::Done(Box::new(outcome(view, ensemble, &question.patches))),
                None => Standing::Refused { sentence: view.t.get("job-failed") },
            },
            Progress::Refused(refusal) => Standing::Refused { sentence: refusal_sentence(view.t, &refusal) },
            Progress::Failed => Standing::Refused { sentence: view.t.get("job-failed") },
            Progress::Busy => Standing::Refused { sentence: view.t.get("job-busy") },
        }
    } else {
        Standing::NotAsked
    };
    page(&ShocksPage { t: view.t, layout: view.layout(Section::Shocks), form, standing, stated: stated(view) })
}

/// How far the ensemble is, for the progress bar.
pub(super) fn progress(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let answer = match state.ensemble(&question(visit)?)? {
        Progress::Running { done, of } => {
            let says = says(View::new(state, visit), done, of);
            json!({ "done": done, "of": of, "says": says, "finished": false })
        }
        Progress::Done(_) | Progress::Refused(_) | Progress::Failed | Progress::Busy => json!({ "finished": true }),
    };
    Ok(Json(answer).into_response())
}

fn says(view: View, done: usize, of: usize) -> String {
    let said = view.t.say("runs-done").with("done", view.numbers.plain(done as f64));
    said.with("of", view.numbers.plain(of as f64)).to_string()
}

/// Reads the form; a number that is none is refused.
fn question(visit: &Visit) -> Result<EnsembleKey, Trouble> {
    let refused = |field: &'static str, value: &str, most: u64| {
        Trouble::Refused(Refusal {
            status: StatusCode::BAD_REQUEST,
            what: Key("refusal-form-number"),
            mend: Key("refusal-form-number-mend"),
            facts: vec![("field", field.to_owned()), ("value", value.to_owned()), ("most", most.to_string())],
        })
    };
    let runs = visit.field("runs").unwrap_or_default();
    let runs = match runs.parse::<usize>() {
        Ok(runs) if (1..=MOST_RUNS).contains(&runs) => runs,
        Err(_) if runs.is_empty() => RUNS,
        Ok(_) | Err(_) => return Err(refused("runs", runs, MOST_RUNS as u64)),
    };
    let seed = visit.field("seed").unwrap_or_default();
    let seed = match seed.parse::<u64>() {
        Ok(seed) => seed,
        Err(_) if seed.is_empty() => 1,
        Err(_) => return Err(refused("seed", seed, u64::MAX)),
    };
    Ok(EnsembleKey { runs, seed, patches: visit.fields("patch").map(str::to_owned).collect() })
}

fn address(question: &EnsembleKey, path: &str) -> String {
    let mut address = format!("{path}?runs={}&seed={}", question.runs, question.seed);
    for patch in &question.patches {
        address.push_str("&patch=");
        address.push_str(&encoded(patch));
    }
    address
}

fn progress_address(question: &EnsembleKey) -> String {
    address(question, "/shocks/progress")
}

/// The answers a reader may have in place when the shocks come: id, name, chosen.
fn answers(view: View, question: &EnsembleKey) -> Vec<(String, String, bool)> {
    let patches = view.state.pack().patches.iter();
    patches
        .filter(|patch| matches!(patch.kind, PatchKind::Innovation | PatchKind::Investment | PatchKind::Policy))
        .map(|patch| {
            let chosen = question.patches.contains(&patch.id);
            (patch.id.clone(), view.names.text(&patch.name).to_owned(), chosen)
        })
        .collect()
}

/// The shocks as the pack states them.
fn stated(view: View) -> Table {
    let columns = vec![
        view.texts("column-shock"),
        view.figures("column-probability"),
        view.figures("column-severity"),
        view.texts("column-group"),
        view.figures("column-correlation"),
    ];
    let rows = view.chain.shocks.iter().map(|shock| {
        let [low, mode, high] = shock.severity.map(|share| view.numbers.share(share));
        let severity = view.t.say("range-of-three").with("low", low).with("middle", mode).with("high", high);
        vec![
            shock_name(view, shock),
            Cell::Sourced(view.numbers.share(shock.probability), view.badge(&shock.origin)),
            Cell::number(severity.to_string()),
            Cell::text(shock.group.clone()),
            Cell::number(if shock.group.is_empty() { String::new() } else { view.numbers.plain(shock.correlation) }),
        ]
    });
    Table::new(view.t.get("shocks-stated-caption"), columns).with_rows(rows)
}

fn outcome(view: View, ensemble: &Ensemble, patches: &[String]) -> Outcome {
    let names = patches.iter().filter_map(|id| view.state.pack().patch(id).ok());
    let names: Vec<&str> = names.map(|patch| view.names.text(&patch.name)).collect();
    let measured = if names.is_empty() {
        view.t.say("shocks-against-today").with("value", view.numbers.money(view.state.model().plan().value))
    } else {
        view.t.say("shocks-against-answers").with("patches", names.join(&view.t.get("list-plus")))
    };
    let tail = ensemble.tail(LEVEL);
    let drawn = chosen(view, ensemble);
    let losses = histogram(view, ensemble, drawn);
    Outcome {
        measured: measured.to_string(),
        runs: view.numbers.plain(ensemble.runs.len() as f64),
        unresolved: ensemble.unresolved,
        unresolved_said: view.t.say("tile-unresolved").with("count", ensemble.unresolved).to_string(),
        mean: view.numbers.estimate(&ensemble.mean_loss()),
        value_at_risk: view.numbers.headline(tail.value_at_risk),
        conditional: view.numbers.estimate(&tail.conditional),
        bins: bins(view, &losses, drawn),
        losses,
        causes: causes(view, ensemble),
        unmet: unmet(view, ensemble),
        prices: prices(view, ensemble),
        choices: choices(view, ensemble, drawn),
    }
}

fn chosen(view: View, ensemble: &Ensemble) -> Drawn {
    let Some((kind, at)) = view.visit.field("show").and_then(|show| show.split_once('.')) else {
        return Drawn::Loss;
    };
    match (kind, at.parse::<usize>()) {
        ("unmet", Ok(at)) if at < view.chain.applications.len() => Drawn::Unmet(at),
        ("price", Ok(at)) if at < ensemble.tracked.len() => Drawn::Price(at),
        _ => Drawn::Loss,
    }
}

fn choices(view: View, ensemble: &Ensemble, drawn: Drawn) -> Vec<(String, String, bool)> {
    let mut choices = vec![("loss".to_owned(), view.t.get("plot-loss"), drawn == Drawn::Loss)];
    for at in 0..view.chain.applications.len() {
        if ensemble.unmet(at).iter().any(|share| *share > 0.0) {
            let label = view.t.say("plot-unmet").with("application", view.names.application(at)).to_string();
            choices.push((format!("unmet.{at}"), label, drawn == Drawn::Unmet(at)));
        }
    }
    for (at, node) in ensemble.tracked.iter().enumerate() {
        let label = view.t.say("plot-price").with("commodity", node_name(view, node)).to_string();
        choices.push((format!("price.{at}"), label, drawn == Drawn::Price(at)));
    }
    choices
}

fn node_name(view: View, node: &Node) -> String {
    let named = view.t.say("node").with("commodity", view.names.commodity(node.commodity).text);
    named.with("region", view.names.region(node.region)).to_string()
}

fn histogram(view: View, ensemble: &Ensemble, drawn: Drawn) -> Histogram {
    let counted = view.t.get("plot-runs");
    let id = "distribution".to_owned();
    match drawn {
        Drawn::Loss => {
            let tail = ensemble.tail(LEVEL);
            let marks = [
                (view.t.get("plot-mean"), ensemble.mean_loss().value),
                (view.t.get("plot-var"), tail.value_at_risk),
                (view.t.get("plot-cvar"), tail.conditional.value),
            ];
            let (scale, unit) = view.numbers.money_scale(tail.conditional.value);
            let title = view.t.get("plot-loss");
            let axis = view.t.say("plot-loss-axis").with("unit", unit).to_string();
            let labels = Labels { id, title, axis, counted };
            let write = |value: f64| view.numbers.plain(value / scale);
            Histogram::new(labels, &ensemble.losses(), Some(tail.value_at_risk), &marks, &write)
        }
        Drawn::Unmet(at) => {
            let values = ensemble.unmet(at);
            let title = view.t.say("plot-unmet").with("application", view.names.application(at)).to_string();
            let labels = Labels { id, title, axis: view.t.get("plot-unmet-axis"), counted };
            let marks = [(view.t.get("plot-mean"), chain::mean(&values).value)];
            Histogram::new(labels, &values, None, &marks, &|value| view.numbers.share(value))
        }
        Drawn::Price(at) => {
            let node = &ensemble.tracked[at];
            let values = ensemble.prices(at);
            let title = view.t.say("plot-price").with("commodity", node_name(view, node)).to_string();
            let unit = view.numbers.unit(&view.per(&view.chain.currency, &view.chain.commodities[node.commodity].unit));
            let axis = view.t.say("plot-price-axis").with("unit", unit).to_string();
            let marks = [(view.t.get("plot-mean"), chain::mean(&values).value)];
            Histogram::new(Labels { id, title, axis, counted }, &values, None, &marks, &|value| {
                view.numbers.plain(value)
            })
        }
    }
}

fn bins(view: View, histogram: &Histogram, drawn: Drawn) -> Table {
    let columns = vec![view.texts("column-from"), view.texts("column-to"), view.figures("plot-runs")];
    let write = |value: f64| match drawn {
        Drawn::Loss => view.numbers.money(value),
        Drawn::Unmet(_) => view.numbers.share(value),
        Drawn::Price(_) => view.numbers.plain(value),
    };
    let rows = histogram.bins.iter().map(|(from, to, count)| {
        vec![Cell::text(write(*from)), Cell::text(write(*to)), Cell::number(count.to_string())]
    });
    Table::new(histogram.title.clone(), columns).with_rows(rows)
}

fn causes(view: View, ensemble: &Ensemble) -> Table {
    let columns = vec![
        view.texts("column-shock"),
        view.figures("column-in-tail"),
        view.figures("column-happened"),
        view.figures("column-times"),
    ];
    let in_tail = ensemble.tail_shares(LEVEL);
    let mut found: Vec<(f64, Vec<Cell>)> = Vec::new();
    for (at, shock) in view.chain.shocks.iter().enumerate() {
        let happened = ensemble.runs.iter().filter(|run| run.shocks.iter().any(|(hit, _)| *hit == at)).count();
        let happened = happened as f64 / ensemble.runs.len().max(1) as f64;
        let times = (happened > 0.0).then(|| format!("{:.1}×", in_tail[at] / happened));
        let row = vec![
            shock_name(view, shock),
            Cell::number(view.numbers.share(in_tail[at])),
            Cell::number(view.numbers.share(happened)),
            Cell::number(view.numbers.or_unknown(times)),
        ];
        found.push((in_tail[at], row));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    Table::new(view.t.get("shocks-causes-caption"), columns).with_rows(found.into_iter().map(|(_, row)| row))
}

/// A shock, leading to the patch that is its full effect.
fn shock_name(view: View, shock: &chain::Shock) -> Cell {
    match view.state.pack().patch(&shock.patch) {
        Ok(patch) => Cell::Link(crate::view::Link::to("patch", &patch.id, view.names.text(&shock.name))),
        Err(_) => Cell::text(view.names.text(&shock.name)),
    }
}

fn unmet(view: View, ensemble: &Ensemble) -> Table {
    let columns = vec![
        view.texts("column-application"),
        view.figures("column-mean"),
        view.figures("column-median"),
        view.figures("column-p95"),
    ];
    let rows = (0..view.chain.applications.len()).map(|at| {
        let values = ensemble.unmet(at);
        let mean = chain::mean(&values);
        let mean = format!("{} ± {}", view.numbers.share(mean.value), view.numbers.share(mean.half_width));
        vec![
            Cell::text(view.names.application(at)),
            Cell::number(mean),
            Cell::number(view.numbers.share(quantile(&values, 0.5))),
            Cell::number(view.numbers.share(quantile(&values, 0.95))),
        ]
    });
    Table::new(view.t.get("shocks-unmet-caption"), columns).with_rows(rows)
}

fn prices(view: View, ensemble: &Ensemble) -> Table {
    let columns = vec![
        view.texts("column-commodity"),
        view.texts("column-unit"),
        view.figures("column-today"),
        view.figures("column-mean"),
        view.figures("column-p05"),
        view.figures("column-median"),
        view.figures("column-p95"),
    ];
    let plan = view.state.model().plan();
    let rows = ensemble.tracked.iter().enumerate().map(|(at, node)| {
        let values = ensemble.prices(at);
        let mean = chain::mean(&values);
        let today = plan.node(node.commodity, node.region).map_or(f64::NAN, |place| view.plan.price[place]);
        let number = |value: f64| Cell::number(view.numbers.plain(value));
        let mut name = view.names.commodity(node.commodity);
        name.text = node_name(view, node);
        vec![
            Cell::Link(name),
            Cell::text(
                view.numbers.unit(&view.per(&view.chain.currency, &view.chain.commodities[node.commodity].unit)),
            ),
            number(today),
            Cell::number(format!("{} ± {}", view.numbers.plain(mean.value), view.numbers.plain(mean.half_width))),
            number(quantile(&values, 0.05)),
            number(quantile(&values, 0.5)),
            number(quantile(&values, 0.95)),
        ]
    });
    Table::new(view.t.get("shocks-prices-caption"), columns).with_rows(rows)
}

/// The p-quantile, by linear interpolation (Hyndman & Fan 1996, type 7).
fn quantile(values: &[f64], p: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let at = p * last as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 ≤ at ≤ last")]
    let (low, high) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    low + (at - at.floor()) * (high - low)
}
