//! `didymium chain shock PACK --runs N --seed S`

use chain::{Ensemble, Estimate, Model, Options, mean};
use serde_json::{Value, json};
use web::language::Messages;

use super::{Shock, names};
use crate::output::{self, Sheet, millions, number, percent};
use crate::pack;
use crate::stop::Stop;

/// The tail that is shown.
const LEVEL: f64 = 0.95;

/// Draws the ensemble and prints its distributions.
pub fn run(shock: &Shock, t: Messages) -> Result<(), Stop> {
    let pack = pack::read(&shock.stack.pack)?;
    let patches = pack::patches(&pack, &shock.stack.patches)?;
    let model = pack::model(pack.chain.clone(), 1)?.rebased(&patches)?;
    let runs = usize::try_from(shock.runs).unwrap_or(usize::MAX);
    let bar = output::progress(runs, &t.get("cli-shocks"));
    let options = Options { runs, seed: shock.seed, threads: threads(shock.threads) };
    let ensemble = model.ensemble(&pack, options, &|done| bar.set_position(done as u64))?;
    bar.finish_and_clear();
    if shock.json {
        return output::json(&document(&model, &ensemble));
    }
    losses(&model, &ensemble, t)?;
    shocks(&model, &ensemble, t)?;
    unmet(&model, &ensemble, t)?;
    prices(&model, &ensemble, t)
}

/// The threads asked for, or as many as the machine has.
pub fn threads(asked: Option<u16>) -> usize {
    asked.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
}

fn with_interval(estimate: Estimate, shown: impl Fn(f64) -> String) -> String {
    format!("{} ± {}", shown(estimate.value), shown(estimate.half_width))
}

fn losses(model: &Model, ensemble: &Ensemble, t: Messages) -> Result<(), Stop> {
    let tail = ensemble.tail(LEVEL);
    let mut sheet = Sheet::new(&[t.get("cli-figure"), format!(">M{}", model.chain().currency)]);
    sheet.row(vec![t.get("cli-base-value"), millions(model.plan().value)]);
    sheet.row(vec![t.get("cli-mean-loss"), with_interval(ensemble.mean_loss(), millions)]);
    sheet.row(vec![t.get("cli-value-at-risk"), millions(tail.value_at_risk)]);
    sheet.row(vec![t.get("cli-cvar"), with_interval(tail.conditional, millions)]);
    let title = t.say("cli-title-shocks").with("runs", ensemble.runs.len().to_string());
    sheet.print(&title.with("seed", ensemble.options.seed.to_string()).to_string())?;
    output::line(&t.say("cli-unresolved").with("count", ensemble.unresolved.to_string()).to_string())
}

fn shocks(model: &Model, ensemble: &Ensemble, t: Messages) -> Result<(), Stop> {
    let list = &model.chain().shocks;
    let shares = ensemble.tail_shares(LEVEL);
    let mut order: Vec<usize> = (0..list.len()).collect();
    order.sort_by(|a, b| shares[*b].total_cmp(&shares[*a]).then(a.cmp(b)));
    let mut sheet = Sheet::new(&[
        t.get("cli-shock"),
        format!(">{}", t.get("cli-probability")),
        format!(">{}", t.get("cli-happened")),
        format!(">{}", t.get("cli-in-tail")),
    ]);
    for at in order {
        let happened = ensemble.runs.iter().filter(|run| run.shocks.iter().any(|(shock, _)| *shock == at)).count();
        let happened = happened as f64 / ensemble.runs.len().max(1) as f64;
        let name = names::text(t, &list[at].name);
        sheet.row(vec![name, percent(list[at].probability), percent(happened), percent(shares[at])]);
    }
    sheet.print(&t.get("cli-title-tail"))
}

fn unmet(model: &Model, ensemble: &Ensemble, t: Messages) -> Result<(), Stop> {
    let mut sheet = Sheet::new(&[
        t.get("cli-application"),
        format!(">{}", t.get("cli-unmet-mean")),
        format!(">{}", t.get("cli-unmet-cvar")),
    ]);
    for (at, application) in model.chain().applications.iter().enumerate() {
        let shares = ensemble.unmet(at);
        let tail = chain::Tail::of(&shares, LEVEL);
        let name = names::text(t, &application.name);
        sheet.row(vec![name, with_interval(mean(&shares), percent), with_interval(tail.conditional, percent)]);
    }
    sheet.print(&t.get("cli-title-unmet"))
}

fn prices(model: &Model, ensemble: &Ensemble, t: Messages) -> Result<(), Stop> {
    if ensemble.tracked.is_empty() {
        return Ok(());
    }
    let chain = model.chain();
    let mut sheet = Sheet::new(&[
        t.get("cli-commodity"),
        format!(">{}", t.get("cli-price-mean")),
        format!(">{}", t.get("cli-price-95")),
        t.get("cli-unit"),
    ]);
    for (at, node) in ensemble.tracked.iter().enumerate() {
        let prices = ensemble.prices(at);
        let tail = chain::Tail::of(&prices, LEVEL);
        let unit = format!("{}/{}", chain.currency, chain.commodities[node.commodity].unit);
        let mean = with_interval(mean(&prices), number);
        sheet.row(vec![names::node(t, chain, *node), mean, number(tail.value_at_risk), unit]);
    }
    sheet.print(&t.get("cli-title-shock-prices"))
}

fn document(model: &Model, ensemble: &Ensemble) -> Value {
    let chain = model.chain();
    let estimate = |e: Estimate| json!({ "value": e.value, "half_width_95": e.half_width });
    let tail = ensemble.tail(LEVEL);
    let unmet = |(at, application): (usize, &chain::Named)| {
        let shares = ensemble.unmet(at);
        json!({ "application": application.id, "mean": estimate(mean(&shares)) })
    };
    let price = |(at, node): (usize, &chain::Node)| {
        let id = &chain.commodities[node.commodity].id;
        json!({ "commodity": id, "region": chain.regions[node.region].id, "mean": estimate(mean(&ensemble.prices(at))) })
    };
    json!({
        "pack": chain.id,
        "currency": chain.currency,
        "runs": ensemble.runs.len(),
        "seed": ensemble.options.seed,
        "unresolved": ensemble.unresolved,
        "base_value": model.plan().value,
        "mean_loss": estimate(ensemble.mean_loss()),
        "value_at_risk_95": tail.value_at_risk,
        "cvar_95": estimate(tail.conditional),
        "unmet": chain.applications.iter().enumerate().map(unmet).collect::<Vec<_>>(),
        "prices": ensemble.tracked.iter().enumerate().map(price).collect::<Vec<_>>(),
        "losses": ensemble.runs.iter().map(|run| run.loss).collect::<Vec<_>>(),
    })
}
