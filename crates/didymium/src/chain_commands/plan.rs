//! `didymium chain plan PACK [--patch F]…`

use chain::{Interval, Model, Plan, Prices, Side, Split, View};
use serde_json::{Value, json};
use web::language::{Key, Messages};

use super::{arguments, names};
use crate::output::{self, Sheet, millions, number};
use crate::pack;
use crate::stop::Stop;

/// Solves the plan and prints what it says.
pub fn run(plan: &arguments::Plan, t: Messages) -> Result<(), Stop> {
    let pack = pack::read(&plan.stack.pack)?;
    let patches = pack::patches(&pack, &plan.stack.patches)?;
    let base = pack::model(pack.chain, usize::from(plan.periods))?;
    let model = base.rebased(&patches)?;
    let (prices, split) = (model.prices()?, model.split()?);
    if let Some(path) = &plan.svg {
        super::map::write(&model, View::default(), path, t)?;
    }
    if plan.json {
        return output::json(&document(&model, &prices, &split));
    }
    let most = if plan.rows == 0 { usize::MAX } else { plan.rows };
    value(&base, &model, &split, t)?;
    runs(&model, most, t)?;
    sales(&model, most, t)?;
    price_table(&model, &prices, most, t)?;
    rents(&model, &prices, most, t)?;
    surplus(&model, most, t)
}

fn value(base: &Model, model: &Model, split: &Split, t: Messages) -> Result<(), Stop> {
    let chain = model.chain();
    let currency = &chain.currency;
    let mut sheet = Sheet::new(&[t.get("cli-whose"), format!(">{} M{currency}", t.get("cli-value"))]);
    sheet.row(vec![t.get("cli-value-whole"), millions(split.value)]);
    if base.plan().value != model.plan().value {
        sheet.row(vec![t.get("cli-value-change"), millions(model.plan().value - base.plan().value)]);
    }
    for (region, amount) in chain.regions.iter().zip(&split.by_region) {
        sheet.row(vec![names::text(t, &region.name), millions(*amount)]);
    }
    sheet.row(vec![t.get("cli-sellers"), millions(split.sellers)]);
    sheet.row(vec![t.get("cli-buyers"), millions(split.buyers)]);
    sheet.row(vec![t.get("cli-nobody"), millions(split.nobody)]);
    sheet.print(&t.get("cli-title-value"))?;
    if model.periods() > 1 {
        let said = t.say("cli-periods").with("periods", model.periods().to_string());
        output::line(&said.with("discount", output::percent(chain.discount)).to_string())?;
    }
    let certificate = format!("{:.1e}", model.plan().certificate.worst());
    output::line(&t.say("cli-certificate").with("worst", certificate).to_string())
}

/// The places of a list, largest figure first, those at zero left out.
fn largest(figures: &[f64], most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..figures.len()).filter(|at| figures[*at] > 1e-9).collect();
    order.sort_by(|a, b| figures[*b].total_cmp(&figures[*a]).then(a.cmp(b)));
    order.truncate(most);
    order
}

fn runs(model: &Model, most: usize, t: Messages) -> Result<(), Stop> {
    let chain = model.chain();
    let mut header = vec![t.get("cli-activity"), t.get("cli-country")];
    header.extend((0..model.periods()).map(|period| format!(">{} {}", t.get("cli-runs"), period_name(model, period))));
    header.push(t.get("cli-unit"));
    let mut sheet = Sheet::new(&header);
    for at in largest(&model.plan().first().runs, most) {
        let activity = &chain.activities[at];
        let country = names::text(t, &chain.countries[activity.country].name);
        let mut row = vec![names::text(t, &activity.name), country];
        row.extend(model.plan().periods.iter().map(|period| number(period.runs[at])));
        row.push(activity.unit.clone());
        sheet.row(row);
    }
    sheet.print(&t.get("cli-title-runs"))
}

fn period_name(model: &Model, period: usize) -> String {
    if model.periods() == 1 {
        return String::new();
    }
    let year = i32::try_from(period).ok().and_then(|period| model.chain().year.checked_add(period));
    year.map_or_else(String::new, |year| year.to_string())
}

fn sales(model: &Model, most: usize, t: Messages) -> Result<(), Stop> {
    let chain = model.chain();
    let header = [left(Key("cli-market")), right(Key("cli-sold")), right(Key("cli-unmet")), left(Key("cli-unit"))]
        .map(|head| titled(t, head));
    let mut sheet = Sheet::new(&header);
    let asked: Vec<f64> = chain
        .markets
        .iter()
        .map(|market| if market.side == Side::Buy { 0.0 } else { market.price.value * market.limit.value })
        .collect();
    for at in largest(&asked, most) {
        let market = &chain.markets[at];
        let sold = model.plan().first().traded[at];
        let unit = chain.commodities[market.commodity].unit.clone();
        let unmet = model.plan().unmet_of(chain, at);
        sheet.row(vec![names::text(t, &market.name), number(sold), number(unmet), unit]);
    }
    sheet.print(&dated(t, model, Key("cli-title-sales")))
}

/// A title with the year it speaks of, where the plan has several.
fn dated(t: Messages, model: &Model, title: Key) -> String {
    if model.periods() == 1 { t.get(title) } else { format!("{} · {}", t.get(title), period_name(model, 0)) }
}

/// The header of a column.
#[derive(Clone, Copy)]
enum Head {
    Left(Key),
    Right(Key),
}

fn left(key: Key) -> Head {
    Head::Left(key)
}

/// The header of a column of numbers.
fn right(key: Key) -> Head {
    Head::Right(key)
}

fn titled(t: Messages, head: Head) -> String {
    match head {
        Head::Left(key) => t.get(key),
        Head::Right(key) => format!(">{}", t.get(key)),
    }
}

/// One number where the two sides agree, an interval with a mark where they do not.
pub fn interval(t: Messages, interval: Interval) -> String {
    if let Some(single) = interval.single() {
        return number(single);
    }
    let side = |value: Option<f64>| value.map_or_else(|| t.get("cli-unsuppliable"), number);
    format!("[{} … {}]", side(interval.extra_unit), side(interval.one_less))
}

fn price_table(model: &Model, prices: &Prices, most: usize, t: Messages) -> Result<(), Stop> {
    let chain = model.chain();
    let header =
        [left(Key("cli-commodity")), right(Key("cli-price")), left(Key("cli-unit"))].map(|head| titled(t, head));
    let mut sheet = Sheet::new(&header);
    let figures: Vec<f64> = prices.nodes[0].iter().map(|price| price.one_less.unwrap_or(f64::MAX)).collect();
    for at in largest(&figures, most) {
        let node = model.plan().nodes[at];
        let unit = format!("{}/{}", chain.currency, chain.commodities[node.commodity].unit);
        sheet.row(vec![names::node(t, chain, node), interval(t, prices.nodes[0][at]), unit]);
    }
    sheet.print(&dated(t, model, Key("cli-title-prices")))
}

fn rents(model: &Model, prices: &Prices, most: usize, t: Messages) -> Result<(), Stop> {
    let chain = model.chain();
    let header = [
        left(Key("cli-capacity")),
        left(Key("cli-owner")),
        right(Key("cli-in-use")),
        right(Key("cli-limit")),
        right(Key("cli-rent")),
        left(Key("cli-unit")),
    ];
    let mut sheet = Sheet::new(&header.map(|head| titled(t, head)));
    let income = |at: usize| prices.capacities[0][at].one_less.unwrap_or_default() * model.limit(at, 0);
    let figures: Vec<f64> = (0..chain.capacities.len()).map(income).collect();
    for at in largest(&figures, most) {
        let capacity = &chain.capacities[at];
        sheet.row(vec![
            names::text(t, &capacity.name),
            names::text(t, &chain.owners[capacity.owner].name),
            number(model.plan().first().in_use[at]),
            number(model.limit(at, 0)),
            interval(t, prices.capacities[0][at]),
            format!("{}/{}", chain.currency, capacity.unit),
        ]);
    }
    sheet.print(&dated(t, model, Key("cli-title-rents")))
}

fn surplus(model: &Model, most: usize, t: Messages) -> Result<(), Stop> {
    let chain = model.chain();
    let mut sheet = Sheet::new(
        &[left(Key("cli-commodity")), right(Key("cli-surplus")), right(Key("cli-made")), left(Key("cli-unit"))]
            .map(|head| titled(t, head)),
    );
    let period = model.plan().first();
    for at in largest(&period.surplus, most) {
        let node = model.plan().nodes[at];
        let unit = chain.commodities[node.commodity].unit.clone();
        sheet.row(vec![names::node(t, chain, node), number(period.surplus[at]), number(period.made[at]), unit]);
    }
    sheet.print(&dated(t, model, Key("cli-title-surplus")))
}

fn pair(interval: Interval) -> Value {
    json!({ "extra_unit": interval.extra_unit, "one_less": interval.one_less })
}

fn document(model: &Model, prices: &Prices, split: &Split) -> Value {
    let chain = model.chain();
    let named = |ids: Vec<&str>, values: &[f64]| -> Value {
        ids.into_iter()
            .zip(values)
            .map(|(id, value)| (id.to_owned(), json!(value)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let plan: &Plan = model.plan();
    let certificate = plan.certificate;
    let periods: Vec<Value> = plan
        .periods
        .iter()
        .enumerate()
        .map(|(at, period)| {
            let node = |(index, node): (usize, &chain::Node)| {
                json!({
                    "commodity": chain.commodities[node.commodity].id,
                    "region": chain.regions[node.region].id,
                    "made": period.made[index],
                    "used": period.used[index],
                    "surplus": period.surplus[index],
                    "price": pair(prices.nodes[at][index]),
                })
            };
            let capacity = |(index, capacity): (usize, &chain::Capacity)| {
                json!({ "id": capacity.id, "in_use": period.in_use[index], "rent": pair(prices.capacities[at][index]) })
            };
            let market = |(index, market): (usize, &chain::Market)| {
                json!({ "id": market.id, "traded": period.traded[index], "rent": pair(prices.markets[at][index]) })
            };
            json!({
                "runs": named(chain.activities.iter().map(|a| a.id.as_str()).collect(), &period.runs),
                "nodes": plan.nodes.iter().enumerate().map(node).collect::<Vec<_>>(),
                "capacities": chain.capacities.iter().enumerate().map(capacity).collect::<Vec<_>>(),
                "markets": chain.markets.iter().enumerate().map(market).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "pack": chain.id,
        "currency": chain.currency,
        "value": plan.value,
        "certificate": {
            "primal_infeasibility": certificate.primal_infeasibility,
            "dual_infeasibility": certificate.dual_infeasibility,
            "gap": certificate.gap,
        },
        "split": {
            "by_region": named(chain.regions.iter().map(|r| r.id.as_str()).collect(), &split.by_region),
            "by_owner": named(chain.owners.iter().map(|o| o.id.as_str()).collect(), &split.by_owner),
            "sellers": split.sellers,
            "buyers": split.buyers,
            "nobody": split.nobody,
        },
        "periods": periods,
    })
}
