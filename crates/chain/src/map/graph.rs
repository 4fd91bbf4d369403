//! What the map is made of: commodities in regions and applications, and the bands between them.

use std::collections::BTreeMap;

use measure::{Dimension, Unit};

use super::{Measure, Pressure, View};
use crate::{Activity, ActivityKind, Chain, Model, Node, Period, Plan, Side, herfindahl};

/// One end of a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum End {
    /// A commodity in a region.
    Commodity(Node),
    /// An application in a region.
    Application {
        /// Index of the application.
        application: usize,
        /// Index of the region.
        region: usize,
    },
}

impl End {
    /// The region it is in.
    pub fn region(self) -> usize {
        match self {
            Self::Commodity(node) => node.region,
            Self::Application { region, .. } => region,
        }
    }
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// What stands there.
    pub end: End,
    /// How much passes it: the greater of what comes and what goes.
    pub weight: f64,
    /// Pressure, 0 to 1; `None` where it is unknown.
    pub pressure: Option<f64>,
}

/// What flows from one place to another through one kind of activity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// From here.
    pub from: End,
    /// To there.
    pub to: End,
    /// How much leaves.
    pub leaves: f64,
    /// How much arrives.
    pub arrives: f64,
}

/// The map's figures; also its table twin.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// What it shows.
    pub view: View,
    /// The unit of every weight.
    pub unit: String,
    /// The places.
    pub spots: Vec<Spot>,
    /// The bands, widest first.
    pub bands: Vec<Band>,
}

/// What weighs less than this share of the heaviest is left out.
const LIGHT: f64 = 1e-7;

impl Model {
    /// The map of the plan's first period.
    pub fn map(&self, view: View) -> Map {
        let mut scale = Scale { chain: self.chain(), plan: self.plan(), view, embodied: BTreeMap::new() };
        scale.embody();
        let mut bands: BTreeMap<(End, End), (f64, f64)> = BTreeMap::new();
        let period = self.plan().first();
        for (index, activity) in self.chain().activities.iter().enumerate() {
            if scale.shows(activity) && period.runs[index] > 0.0 {
                scale.activity(activity, period.runs[index], &mut bands);
            }
        }
        let mut bought: BTreeMap<End, f64> = BTreeMap::new();
        for (index, market) in self.chain().markets.iter().enumerate() {
            let from = End::Commodity(Node { commodity: market.commodity, region: market.region });
            let weight = scale.weight(market.commodity, market.region, period.traded[index]);
            match market.side {
                Side::Sell { application } if view.owner.is_none() && view.country.is_none() => {
                    let entry = bands.entry((from, End::Application { application, region: market.region }));
                    let entry = entry.or_default();
                    entry.0 += weight;
                    entry.1 += weight;
                }
                Side::Buy => *bought.entry(from).or_default() += weight,
                Side::Sell { .. } => {}
            }
        }
        scale.finish(self, bands, &bought)
    }
}

struct Scale<'a> {
    chain: &'a Chain,
    plan: &'a Plan,
    view: View,
    /// Tonnes of elements, or of the one element shown, that went into one unit of what states no content.
    embodied: BTreeMap<Node, f64>,
}

impl Scale<'_> {
    fn shows(&self, activity: &Activity) -> bool {
        self.view.owner.is_none_or(|owner| activity.owner == owner)
            && self.view.country.is_none_or(|country| activity.country == country)
    }

    /// Carries what commodities hold on to those that state no content, such as motors counted in pieces: what the
    /// inputs hold, spread over what is made of them, stage after stage.
    fn embody(&mut self) {
        if self.view.measure == Measure::Value {
            return;
        }
        let period = self.plan.first();
        for _ in 0..self.chain.stages.len() {
            let mut held: BTreeMap<Node, (f64, f64)> = BTreeMap::new();
            for (index, activity) in self.chain.activities.iter().enumerate().filter(|(at, _)| period.runs[*at] > 0.0) {
                let runs = period.runs[index];
                let silent = |f: &&crate::Flow| self.chain.commodities[f.commodity].content.is_empty();
                let made: f64 = activity.flows.iter().filter(silent).map(|f| f.amount.value.max(0.0) * runs).sum();
                let taken = activity.flows.iter().filter(|f| f.amount.value < 0.0);
                let taken: f64 = taken.map(|f| self.weight(f.commodity, f.region, -f.amount.value * runs)).sum();
                let given = activity.flows.iter().filter(|f| f.amount.value > 0.0 && !silent(f));
                let given: f64 = given.map(|f| self.weight(f.commodity, f.region, f.amount.value * runs)).sum();
                for flow in activity.flows.iter().filter(silent).filter(|f| f.amount.value > 0.0) {
                    let amount = flow.amount.value * runs;
                    let node = Node { commodity: flow.commodity, region: flow.region };
                    let entry = held.entry(node).or_default();
                    entry.0 += (taken - given).max(0.0) * amount / made;
                    entry.1 += amount;
                }
            }
            let held = held.into_iter().filter(|(_, (_, made))| *made > 0.0);
            self.embodied = held.map(|(node, (held, made))| (node, held / made)).collect();
        }
    }

    /// What an amount of a commodity weighs in this view.
    fn weight(&self, commodity: usize, region: usize, amount: f64) -> f64 {
        if let Some(element) = self.view.element {
            let silent = self.chain.commodities[commodity].content.is_empty();
            let inside = self.embodied.get(&Node { commodity, region }).copied().filter(|_| silent);
            let tonnes = amount * inside.unwrap_or_else(|| self.chain.content_of(commodity, element));
            return match self.view.measure {
                Measure::Mass => tonnes,
                Measure::Value => self.money(commodity, region, amount) * self.element_share(commodity, element),
            };
        }
        match self.view.measure {
            Measure::Value => self.money(commodity, region, amount),
            Measure::Mass => amount * self.tonnes(commodity, region).unwrap_or_default(),
        }
    }

    fn money(&self, commodity: usize, region: usize, amount: f64) -> f64 {
        let price = self.plan.node(commodity, region).map_or(0.0, |node| self.plan.first().price[node]);
        amount * price.max(0.0)
    }

    /// An element's share of what a commodity holds of all elements.
    fn element_share(&self, commodity: usize, element: usize) -> f64 {
        let whole: f64 = self.chain.commodities[commodity].content.iter().map(|c| c.amount.value).sum();
        if whole > 0.0 { self.chain.content_of(commodity, element) / whole } else { 0.0 }
    }

    /// Tonnes of elements in one unit; where it states none, what went into it; where nothing did, its own mass.
    fn tonnes(&self, commodity: usize, region: usize) -> Option<f64> {
        let row = &self.chain.commodities[commodity];
        let held: f64 = row.content.iter().map(|c| c.amount.value).sum();
        if held > 0.0 {
            return Some(held);
        }
        if let Some(embodied) = self.embodied.get(&Node { commodity, region }).filter(|held| **held > 0.0) {
            return Some(*embodied);
        }
        let unit = Unit::parse(&row.unit, &self.chain.currency).ok()?;
        match unit.dimension() {
            Dimension::Mass(_) => unit.factor_to(&Unit::mass_like(&unit)).ok(),
            Dimension::Power | Dimension::Energy | Dimension::Count | Dimension::Money(_) | Dimension::One => None,
        }
    }

    /// Shares every input among the outputs by their weight, and every output among the inputs by theirs.
    fn activity(&self, activity: &Activity, runs: f64, bands: &mut BTreeMap<(End, End), (f64, f64)>) {
        let weighed = |sign: f64| -> Vec<(End, f64)> {
            let flows = activity.flows.iter().filter(|flow| flow.amount.value * sign > 0.0);
            let weighed = flows.map(|flow| {
                let end = End::Commodity(Node { commodity: flow.commodity, region: flow.region });
                (end, self.weight(flow.commodity, flow.region, flow.amount.value * sign * runs))
            });
            weighed.filter(|(_, weight)| *weight > 0.0).collect()
        };
        let (inputs, outputs) = (weighed(-1.0), weighed(1.0));
        let (taken, made): (f64, f64) = (inputs.iter().map(|(_, w)| w).sum(), outputs.iter().map(|(_, w)| w).sum());
        for (from, input) in &inputs {
            for (to, output) in &outputs {
                let entry = bands.entry((*from, *to)).or_default();
                entry.0 += input * output / made;
                entry.1 += output * input / taken;
            }
        }
    }

    fn finish(&self, model: &Model, bands: BTreeMap<(End, End), (f64, f64)>, bought: &BTreeMap<End, f64>) -> Map {
        let heaviest = bands.values().map(|(leaves, arrives)| leaves.max(*arrives)).fold(0.0, f64::max);
        let mut bands: Vec<Band> = bands
            .into_iter()
            .filter(|(_, (leaves, arrives))| leaves.max(*arrives) > LIGHT * heaviest)
            .map(|((from, to), (leaves, arrives))| Band { from, to, leaves, arrives })
            .collect();
        bands.sort_by(|a, b| b.leaves.total_cmp(&a.leaves).then((a.from, a.to).cmp(&(b.from, b.to))));
        let mut through: BTreeMap<End, (f64, f64)> = BTreeMap::new();
        for band in &bands {
            through.entry(band.from).or_default().1 += band.leaves;
            through.entry(band.to).or_default().0 += band.arrives;
        }
        let pressure = Gauge { model, period: self.plan.first() };
        let spots = through.into_iter().map(|(end, (comes, goes))| Spot {
            end,
            weight: comes.max(goes).max(bought.get(&end).copied().unwrap_or_default()),
            pressure: pressure.read(end, self.view.pressure),
        });
        let unit = match (self.view.measure, self.view.element) {
            (Measure::Value, _) => self.chain.currency.clone(),
            (Measure::Mass, None) => self.chain.mass.clone(),
            (Measure::Mass, Some(element)) => format!("{} {}", self.chain.mass, self.chain.elements[element].id),
        };
        Map { view: self.view, unit, spots: spots.collect(), bands }
    }
}

/// Reads the pressure on a place.
struct Gauge<'a> {
    model: &'a Model,
    period: &'a Period,
}

impl Gauge<'_> {
    fn read(&self, end: End, pressure: Pressure) -> Option<f64> {
        match (end, pressure) {
            (End::Commodity(node), Pressure::Rent) => self.rent_share(node),
            (End::Commodity(node), Pressure::Concentration) => self.makers(node),
            (End::Application { application, region }, Pressure::Unmet | Pressure::Rent) => {
                self.unmet(application, region)
            }
            (End::Commodity(_), Pressure::Unmet) | (End::Application { .. }, Pressure::Concentration) => None,
        }
    }

    /// Σ rent paid per run over the value of what a run makes, averaged over the makers by what they make.
    fn rent_share(&self, node: Node) -> Option<f64> {
        let chain = self.model.chain();
        let plan = self.model.plan();
        let (mut rents, mut worth) = (0.0, 0.0);
        for (index, activity) in chain.activities.iter().enumerate() {
            let makes = |f: &&crate::Flow| f.commodity == node.commodity && f.region == node.region;
            let Some(flow) = activity.flows.iter().filter(makes).find(|f| f.amount.value > 0.0) else {
                continue;
            };
            let runs = self.period.runs[index];
            if runs <= 0.0 {
                continue;
            }
            let price = |f: &crate::Flow| plan.node(f.commodity, f.region).map_or(0.0, |at| self.period.price[at]);
            let made: f64 =
                activity.flows.iter().filter(|f| f.amount.value > 0.0).map(|f| f.amount.value * price(f)).sum();
            let part = if made > 0.0 { flow.amount.value * price(flow) / made } else { 0.0 };
            let rent: f64 = chain
                .capacities
                .iter()
                .zip(&self.period.rent)
                .map(|(capacity, rent)| {
                    let used = capacity.uses.iter().filter(|used| used.activity == index);
                    used.map(|used| used.rate.value * rent).sum::<f64>()
                })
                .sum();
            rents += rent * part * runs;
            worth += flow.amount.value * price(flow) * runs;
        }
        // What is made and worth nothing bears no rent.
        let made = plan.node(node.commodity, node.region).is_some_and(|at| self.period.made[at] > 0.0);
        if worth > 0.0 { Some((rents / worth).clamp(0.0, 1.0)) } else { made.then_some(0.0) }
    }

    fn makers(&self, node: Node) -> Option<f64> {
        let chain = self.model.chain();
        let mut countries: BTreeMap<usize, f64> = BTreeMap::new();
        for (index, activity) in chain.activities.iter().enumerate().filter(|(_, a)| a.kind != ActivityKind::Trade) {
            for flow in activity.flows.iter().filter(|f| f.commodity == node.commodity && f.amount.value > 0.0) {
                *countries.entry(activity.country).or_default() += flow.amount.value * self.period.runs[index];
            }
        }
        herfindahl(countries.into_values())
    }

    fn unmet(&self, application: usize, region: usize) -> Option<f64> {
        let chain = self.model.chain();
        let (mut asked, mut missed) = (0.0, 0.0);
        for (index, market) in chain.markets.iter().enumerate().filter(|(_, m)| m.region == region) {
            let asks = market.standing.is_in_place() && market.limit.value.is_finite();
            if asks && market.side == (Side::Sell { application }) {
                asked += market.price.value * market.limit.value;
                missed += market.price.value * self.model.plan().unmet_of(chain, index);
            }
        }
        (asked > 0.0).then(|| missed / asked)
    }
}
