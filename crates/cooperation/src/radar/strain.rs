//! What more demand strains up the chain: prices and rents that grow, and demand that is no longer served.

use chain::{Model, Node, Patch, Refusal, Row, Settlement};

use crate::joint::{UnmetMoved, unmet};

/// Prices and links that are told, those strained most first.
const MOST: usize = 12;

/// What some entries together strain.
#[derive(Clone, Debug)]
pub struct Strain {
    /// V before and after.
    pub value: [f64; 2],
    /// Prices that grow most, by the price times what is made.
    pub prices: Vec<PriceStrain>,
    /// Capacities whose rent grows most, by the rent of all there is of them.
    pub links: Vec<LinkStrain>,
    /// Applications of which another share goes unserved.
    pub unmet: Vec<UnmetMoved>,
}

/// A price before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceStrain {
    /// What it is the price of.
    pub node: Node,
    /// Before and after, in money per unit, at the canonical point.
    pub price: [f64; 2],
}

/// The rent of a capacity before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkStrain {
    /// Index of the capacity.
    pub capacity: usize,
    /// Before and after, in money per unit, at the canonical point.
    pub rent: [f64; 2],
    /// What there is of it.
    pub limit: f64,
}

/// Solves the chain under patches, and says what they strain.
///
/// # Errors
/// The patches do not apply together, or there is no certified plan.
pub fn strain(model: &Model, settlement: &Settlement, patches: &[Patch]) -> Result<Strain, Refusal> {
    chain::apply_soundly(model.chain(), patches)?;
    let after = model.rebased(patches)?;
    let then = after.settlement()?;
    let made = |model: &Model, node: &Node| {
        model.plan().node(node.commodity, node.region).map_or(0.0, |at| model.plan().first().made[at])
    };
    let mut prices: Vec<(f64, PriceStrain)> = Vec::new();
    for node in &model.plan().nodes {
        let price = [price(model, settlement, node), price(&after, &then, node)];
        let weight = (price[1] - price[0]) * made(&after, node).max(made(model, node));
        prices.push((weight, PriceStrain { node: *node, price }));
    }
    let mut links: Vec<(f64, LinkStrain)> = Vec::new();
    for capacity in 0..model.chain().capacities.len() {
        let limit = after.limit(capacity, 0);
        let rent = [rent(model, settlement, capacity), rent(&after, &then, capacity)];
        let weight = if limit.is_finite() { (rent[1] - rent[0]) * limit } else { 0.0 };
        links.push((weight, LinkStrain { capacity, rent, limit }));
    }
    let floor = 1e-7 * model.plan().value.abs();
    let shares = unmet(model).into_iter().zip(unmet(&after)).enumerate();
    let moved = shares.filter(|(_, (before, after))| (before - after).abs() > 1e-6);
    Ok(Strain {
        value: [model.plan().value, after.plan().value],
        prices: strongest(prices, floor),
        links: strongest(links, floor),
        unmet: moved.map(|(application, (before, after))| UnmetMoved { application, share: [before, after] }).collect(),
    })
}

/// Those that grow, most first.
fn strongest<T>(mut all: Vec<(f64, T)>, floor: f64) -> Vec<T> {
    all.retain(|(weight, _)| *weight > floor);
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    all.into_iter().take(MOST).map(|(_, one)| one).collect()
}

fn price(model: &Model, settlement: &Settlement, node: &Node) -> f64 {
    let row = Row::Balance { commodity: node.commodity, region: node.region, period: 0 };
    model.layout().row(row).map_or(0.0, |at| -settlement.duals[at])
}

fn rent(model: &Model, settlement: &Settlement, capacity: usize) -> f64 {
    model.layout().row(Row::Capacity { capacity, period: 0 }).map_or(0.0, |at| settlement.duals[at])
}
