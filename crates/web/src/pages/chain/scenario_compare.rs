//! Two scenarios beside the chain as it is: value, whose it is, what is served, what prices and runs change.

use chain::{Model, Node, Row, Settlement, Split};

use super::View;
use super::scenario_stack::{Side, Stack};
use crate::figure::number;
use crate::language::Messages;
use crate::view::{Cell, Column, Names, Table};

/// Prices and activities shown, those that change most first.
const SHOWN: usize = 10;
/// Prices shown that change most for their size.
const SHIFTS: usize = 6;

/// A scenario that was solved.
pub(super) struct Solved {
    pub side: Side,
    /// Its letter and its patches, for the heading of a column.
    short: String,
    pub model: Model,
    pub split: Split,
    settlement: Settlement,
}

impl Solved {
    /// Solves a stack, with its canonical point.
    pub(super) fn of(view: View, stack: &Stack) -> Result<Self, chain::Refusal> {
        // A slider, or patches together, could bring an element out of nothing.
        chain::apply_soundly(view.chain, &stack.patches)?;
        let model = view.state.model().rebased(&stack.patches)?;
        let settlement = model.settlement()?;
        Ok(Self { side: stack.side, short: stack.short(view), split: model.split_at(&settlement), model, settlement })
    }
}

/// The value and whose it is.
pub(super) fn value_table(view: View, solved: &[Solved]) -> Result<Table, chain::Refusal> {
    let before = view.state.split()?;
    let row = |label: String, of: &dyn Fn(&Split) -> f64| {
        let mut row = vec![Cell::text(label), Cell::number(view.numbers.money(of(before)))];
        for one in solved {
            let change = of(&one.split) - of(before);
            row.push(Cell::number(view.numbers.money(of(&one.split))));
            row.push(change_cell(view, change, before.value));
        }
        if let [a, b] = solved {
            row.push(change_cell(view, of(&b.split) - of(&a.split), before.value));
        }
        row
    };
    let at = |list: &[f64], index: usize| list.get(index).copied().unwrap_or_default();
    let mut rows = vec![row(view.t.get("tile-value"), &|split| split.value)];
    for region in 0..view.chain.regions.len() {
        let label = view.t.say("value-of-region").with("region", view.names.region(region)).to_string();
        rows.push(row(label, &|split| at(&split.by_region, region)));
    }
    rows.push(row(view.t.get("value-sellers"), &|split| split.sellers));
    rows.push(row(view.t.get("value-buyers"), &|split| split.buyers));
    rows.push(row(view.t.get("value-nobody"), &|split| split.nobody));
    Ok(Table::new(view.t.get("compare-value-caption"), columns(view, Column::Text(String::new()), solved))
        .with_rows(rows))
}

/// Whose value it is, owner by owner; those who gain or lose most first.
pub(super) fn owner_table(view: View, solved: &[Solved]) -> Result<Table, chain::Refusal> {
    let before = view.state.split()?;
    let at = |list: &[f64], index: usize| list.get(index).copied().unwrap_or_default();
    let mut found: Vec<(f64, Vec<Cell>)> = Vec::new();
    for owner in 0..view.chain.owners.len() {
        let today = at(&before.by_owner, owner);
        let mut row = vec![Cell::text(view.names.owner(owner)), Cell::number(view.numbers.money(today))];
        let mut weight: f64 = 0.0;
        for one in solved {
            let then = at(&one.split.by_owner, owner);
            weight = weight.max(rounded(then - today, before.value).abs());
            row.push(Cell::number(view.numbers.money(then)));
            row.push(change_cell(view, then - today, before.value));
        }
        if let [a, b] = solved {
            row.push(change_cell(view, at(&b.split.by_owner, owner) - at(&a.split.by_owner, owner), before.value));
        }
        found.push((weight, row));
    }
    found.retain(|(weight, _)| *weight > 0.0);
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let columns = columns(view, view.texts("column-owner"), solved);
    Ok(Table::new(view.t.get("compare-owners-caption"), columns).with_rows(found.into_iter().map(|(_, row)| row)))
}

/// Demand served, by application.
pub(super) fn unmet_table(view: View, solved: &[Solved]) -> Table {
    let mut columns = vec![view.texts("column-application"), view.figures("column-today")];
    columns.extend(compared(view, solved));
    let today = unmet(view.state.model());
    let others: Vec<Vec<f64>> = solved.iter().map(|one| unmet(&one.model)).collect();
    let rows = view.chain.applications.iter().enumerate().map(|(at, _)| {
        let mut row = vec![Cell::text(view.names.application(at)), Cell::number(view.numbers.share(today[at]))];
        row.extend(others.iter().map(|other| {
            let change = today[at] - other[at];
            Cell::Change(view.numbers.share(other[at]), rounded(change, 1.0))
        }));
        if let [a, b] = others.as_slice() {
            let change = rounded(b[at] - a[at], 1.0);
            let points = signed(view, (1e4 * change).round() / 1e2);
            // Less that is priced out is good news.
            row.push(Cell::Change(view.t.say("points").with("count", points).to_string(), -change));
        }
        row
    });
    Table::new(view.t.get("compare-unmet-caption"), columns).with_rows(rows)
}

/// The prices that change most, weighted by what is made.
pub(super) fn price_table(view: View, solved: &[Solved]) -> Result<Table, chain::Refusal> {
    let base = view.state.model();
    let settlement = view.state.settlement()?;
    let mut found: Vec<(f64, Vec<Cell>)> = Vec::new();
    for (place, node) in base.plan().nodes.iter().enumerate() {
        let before = price(base, settlement, node);
        let unit = view.per(&view.chain.currency, &view.chain.commodities[node.commodity].unit);
        let mut name = view.names.commodity(node.commodity);
        let named = view.t.say("node").with("commodity", name.text);
        name.text = named.with("region", view.names.region(node.region)).to_string();
        let mut row =
            vec![Cell::Link(name), Cell::text(view.numbers.unit(&unit)), Cell::number(view.numbers.plain(before))];
        let mut weight: f64 = 0.0;
        let mut after_each = Vec::new();
        for one in solved {
            let after = price(&one.model, &one.settlement, node);
            after_each.push(after);
            let made =
                one.model.plan().node(node.commodity, node.region).map_or(0.0, |at| one.model.plan().first().made[at]);
            weight = weight.max((after - before).abs() * made.max(view.plan.made[place]));
            row.push(moved(view, before, after));
        }
        row.extend(difference(view, &after_each));
        found.push((weight, row));
    }
    let mut columns = vec![view.texts("column-commodity"), view.texts("column-unit"), view.figures("column-today")];
    columns.extend(compared(view, solved));
    Ok(Table::new(view.t.get("compare-prices-caption"), columns).with_rows(largest(found, base.plan().value)))
}

/// The prices of the pack's price stage that change most for their size, those from or to nothing first.
pub(super) fn shift_table(view: View, solved: &[Solved]) -> Result<Table, chain::Refusal> {
    let base = view.state.model();
    let settlement = view.state.settlement()?;
    let nodes = base.plan().nodes.iter();
    let tracked = nodes.filter(|node| Some(view.chain.commodities[node.commodity].stage) == view.chain.price_stage);
    let mut found: Vec<(f64, f64, Vec<Cell>)> = Vec::new();
    for node in tracked {
        let before = settled_price(price(base, settlement, node));
        let unit = view.per(&view.chain.currency, &view.chain.commodities[node.commodity].unit);
        let mut name = view.names.commodity(node.commodity);
        let named = view.t.say("node").with("commodity", name.text);
        name.text = named.with("region", view.names.region(node.region)).to_string();
        let mut row =
            vec![Cell::Link(name), Cell::text(view.numbers.unit(&unit)), Cell::number(view.numbers.plain(before))];
        let (mut shift, mut size): (f64, f64) = (0.0, before.abs());
        for one in solved {
            let after = settled_price(price(&one.model, &one.settlement, node));
            shift = shift.max(shifted(before, after));
            size = size.max(after.abs());
            row.push(Cell::number(shift_text(view, before, after)));
        }
        found.push((shift, size, row));
    }
    found.retain(|(shift, ..)| *shift > 1e-6);
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)));
    let mut columns = vec![view.texts("column-commodity"), view.texts("column-unit"), view.figures("column-today")];
    columns.extend(solved.iter().map(|one| Column::Number(one.short.clone())));
    let rows = found.into_iter().take(SHIFTS).map(|(.., row)| row);
    Ok(Table::new(view.t.get("compare-shifts-caption"), columns).with_rows(rows))
}

/// A price that rounding explains is none.
fn settled_price(price: f64) -> f64 {
    if price.abs() < 1e-6 { 0.0 } else { price }
}

/// How far a price moves for its size, as many rises as falls; without end from or to nothing.
fn shifted(before: f64, after: f64) -> f64 {
    match (before > 0.0, after > 0.0) {
        (true, true) => (after / before).ln().abs(),
        (false, false) => 0.0,
        (true, false) | (false, true) => f64::INFINITY,
    }
}

fn shift_text(view: View, before: f64, after: f64) -> String {
    let shown = view.numbers.plain(after);
    let said = match (before > 0.0, after > 0.0) {
        (true, true) if shifted(before, after) <= 1e-6 => return shown,
        // What grows tenfold or shrinks to a tenth is easier read as a factor.
        (true, true) if shifted(before, after) > 10f64.ln() => format!("×{}", factor(after / before)),
        (true, true) => {
            let share = after / before - 1.0;
            format!("{}{}", if share > 0.0 { "+" } else { "" }, view.numbers.share(share))
        }
        (true, false) => view.t.get("now-in-surplus"),
        (false, true) => view.t.get("now-scarce"),
        (false, false) => return shown,
    };
    format!("{shown} · {said}")
}

/// A factor with two significant digits.
fn factor(ratio: f64) -> String {
    let unit = 10f64.powf(ratio.log10().floor() - 1.0);
    number((ratio / unit).round() * unit)
}

/// The activities whose runs change most, weighted by the money that goes through them.
pub(super) fn run_table(view: View, solved: &[Solved]) -> Table {
    let plan = view.state.model().plan();
    let most = solved.iter().map(|one| one.model.chain()).max_by_key(|chain| chain.activities.len());
    let chain = most.unwrap_or(view.chain);
    let names = Names::new(chain, view.t);
    let mut found: Vec<(f64, Vec<Cell>)> = Vec::new();
    for (at, activity) in chain.activities.iter().enumerate() {
        let before = view.plan.runs.get(at).copied().unwrap_or_default();
        let through = |flow: &chain::Flow| {
            plan.node(flow.commodity, flow.region).map_or(0.0, |node| (flow.amount.value * view.plan.price[node]).abs())
        };
        let money = activity.cost.value.abs() + activity.flows.iter().map(through).sum::<f64>();
        // A thing that only the scenario has stands on no page.
        let name = if at < view.chain.activities.len() {
            Cell::Link(names.activity(at))
        } else {
            Cell::text(names.activity(at).text)
        };
        let mut row =
            vec![name, Cell::text(view.numbers.unit(&activity.unit)), Cell::number(view.numbers.plain(before))];
        let mut weight: f64 = 0.0;
        let mut after_each = Vec::new();
        for one in solved {
            let after = one.model.plan().first().runs.get(at).copied().unwrap_or_default();
            weight = weight.max((after - before).abs() * money);
            row.push(moved(view, before, after));
            after_each.push(after);
        }
        row.extend(difference(view, &after_each));
        found.push((weight, row));
    }
    let mut columns = vec![view.texts("column-activity"), view.texts("column-unit"), view.figures("column-today")];
    columns.extend(compared(view, solved));
    Table::new(view.t.get("compare-runs-caption"), columns).with_rows(largest(found, plan.value))
}

/// Share of every application's demand that is not served, weighted by willingness to pay.
pub(super) fn unmet(model: &Model) -> Vec<f64> {
    let chain = model.chain();
    let mut asked = vec![0.0; chain.applications.len()];
    let mut missed = vec![0.0; chain.applications.len()];
    for (at, market) in chain.markets.iter().enumerate() {
        let chain::Side::Sell { application } = market.side else {
            continue;
        };
        if market.standing.is_in_place() && market.limit.value.is_finite() {
            asked[application] += market.price.value * market.limit.value;
            missed[application] += market.price.value * model.plan().unmet_of(chain, at);
        }
    }
    let share = |(asked, missed): (&f64, &f64)| if *asked > 0.0 { missed / asked } else { 0.0 };
    asked.iter().zip(&missed).map(share).collect()
}

fn columns(view: View, first: Column, solved: &[Solved]) -> Vec<Column> {
    let mut columns = vec![first, view.figures("column-today")];
    for one in solved {
        columns.push(Column::Number(one.short.clone()));
        columns.push(Column::Number(change_heading(view.t, one.side)));
    }
    columns.extend(between(view, solved));
    columns
}

/// A column for each scenario, and one for how they differ.
fn compared(view: View, solved: &[Solved]) -> Vec<Column> {
    let mut columns: Vec<Column> = solved.iter().map(|one| Column::Number(one.short.clone())).collect();
    columns.extend(between(view, solved));
    columns
}

fn between(view: View, solved: &[Solved]) -> Option<Column> {
    (solved.len() == 2).then(|| view.figures("compare-between"))
}

/// How far apart the two scenarios are.
fn difference(view: View, after: &[f64]) -> Option<Cell> {
    let [a, b] = after else { return None };
    Some(Cell::number(signed(view, rounded(b - a, a.abs().max(b.abs())))))
}

fn signed(view: View, change: f64) -> String {
    let text = view.numbers.plain(change);
    if change > 0.0 { format!("+{text}") } else { text }
}

fn change_cell(view: View, change: f64, scale: f64) -> Cell {
    let change = rounded(change, scale);
    Cell::Change(view.numbers.change(change), change)
}

fn change_heading(t: Messages, side: Side) -> String {
    t.say("compare-change").with("scenario", side.letter()).to_string()
}

fn price(model: &Model, settlement: &Settlement, node: &Node) -> f64 {
    let row = Row::Balance { commodity: node.commodity, region: node.region, period: 0 };
    model.layout().row(row).map_or(0.0, |at| -settlement.duals[at])
}

/// A change that rounding explains is none.
fn rounded(change: f64, scale: f64) -> f64 {
    if change.abs() <= 1e-7 * (1.0 + scale.abs()) { 0.0 } else { change }
}

/// A figure that rose or fell; whether that is good is not for a price or a run to say.
fn moved(view: View, before: f64, after: f64) -> Cell {
    let change = rounded(after - before, before);
    let arrow = if change > 0.0 {
        " ▲"
    } else if change < 0.0 {
        " ▼"
    } else {
        ""
    };
    Cell::number(format!("{}{arrow}", view.numbers.plain(after)))
}

fn largest(mut found: Vec<(f64, Vec<Cell>)>, value: f64) -> impl Iterator<Item = Vec<Cell>> {
    found.retain(|(weight, _)| *weight > 1e-7 * value.abs());
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().take(SHOWN).map(|(_, row)| row)
}
