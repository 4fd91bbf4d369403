//! The chain itself: what flows, how it is turned into other things, what limits it, who owns it.

use crate::{Figure, Origin, Text};

/// Something with an id and a name in both languages.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The id used in files, links and commands.
    pub id: String,
    /// Its name.
    pub name: Text,
}

/// Something people can do, and where along the chain it is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Skill {
    /// The id used in files, links and commands.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What else people write for it, in either language.
    pub also: Vec<String>,
    /// Indices of the stages that it belongs to; none where it is wanted everywhere.
    pub stages: Vec<usize>,
}

impl Skill {
    /// What two ways of writing one skill have in common: letters and digits alone, small and of half width.
    pub fn key(text: &str) -> String {
        let text = measure::full_width_to_half(text).to_lowercase();
        text.chars().filter(|letter| letter.is_alphanumeric()).collect()
    }

    /// Everything it is called, its names first.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        [self.name.zh.as_str(), self.name.en.as_str()].into_iter().chain(self.also.iter().map(String::as_str))
    }
}

/// A country and the region it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    /// The id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Index into [`Chain::regions`].
    pub region: usize,
}

/// What kind of party an owner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnerKind {
    /// A company.
    Company,
    /// A state body.
    State,
    /// The buyers of a region or application taken together.
    Buyers,
    /// A declared public rule: what it holds belongs to nobody.
    Rule,
}

/// Who holds a limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Owner {
    /// The id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What kind of party it is.
    pub kind: OwnerKind,
    /// Index into [`Chain::countries`], where it has one.
    pub country: Option<usize>,
}

/// Where figures come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How to find it.
    pub citation: String,
    /// Its address, where it has one.
    pub url: Option<String>,
}

/// What may happen to what is left over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Disposal {
    /// It may be left over without cost.
    Free,
    /// Nothing may be left over.
    None,
    /// It may be left over at this cost per unit.
    Cost(f64),
}

/// Something that flows.
#[derive(Clone, Debug, PartialEq)]
pub struct Commodity {
    /// The id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Index into [`Chain::stages`].
    pub stage: usize,
    /// Its grade within the stage; empty where it has none.
    pub grade: String,
    /// The unit it is counted in.
    pub unit: String,
    /// What may happen to what is left over.
    pub disposal: Disposal,
    /// What it holds of each element: (index into [`Chain::elements`], amount per unit, origin).
    pub content: Vec<Content>,
    /// Where the row comes from.
    pub origin: Origin,
}

/// How much of an element a commodity holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Index into [`Chain::elements`].
    pub element: usize,
    /// Tonnes of the element per unit of the commodity.
    pub amount: Figure,
    /// Where the figure comes from.
    pub origin: Origin,
}

/// What kind of activity it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityKind {
    /// Takes from the ground.
    Mine,
    /// Turns commodities into others.
    Process,
    /// Brings back what was used.
    Recycle,
    /// Carries from one region to another.
    Trade,
}

/// A way of turning commodities into others at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// The id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What kind it is.
    pub kind: ActivityKind,
    /// Index into [`Chain::stages`].
    pub stage: usize,
    /// Index into [`Chain::countries`].
    pub country: usize,
    /// Index into [`Chain::owners`].
    pub owner: usize,
    /// The unit one run is counted in.
    pub unit: String,
    /// Cost per run, in the chain's currency.
    pub cost: Figure,
    /// Technology readiness level, 1 to 9, where known.
    pub readiness: Option<u8>,
    /// What it makes (positive) and uses (negative) per run.
    pub flows: Vec<Flow>,
    /// The most that its runs may grow and shrink per period, as shares, where a patch says so.
    pub ramp: Ramp,
    /// Whether it is still part of the chain.
    pub standing: Standing,
    /// Where the row comes from.
    pub origin: Origin,
}

/// Limits on the change of an activity's runs from one period to the next, as shares.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ramp {
    /// Growth.
    pub up: Option<f64>,
    /// Decline.
    pub down: Option<f64>,
}

/// Whether a thing is part of the chain or was taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It is part of the chain.
    #[default]
    InPlace,
    /// It comes later.
    NotYet,
    /// The named patch removed it.
    RemovedBy(String),
}

impl Standing {
    /// True while it is part of the chain.
    pub fn is_in_place(&self) -> bool {
        matches!(self, Self::InPlace)
    }
}

/// What one run makes (positive) or uses (negative) of a commodity in a region.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Index into [`Chain::commodities`].
    pub commodity: usize,
    /// Index into [`Chain::regions`].
    pub region: usize,
    /// Units of the commodity per run.
    pub amount: Figure,
    /// Where the figure comes from.
    pub origin: Origin,
}

/// What kind of limit a capacity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapacityKind {
    /// A mine.
    Mine,
    /// A quota.
    Quota,
    /// A plant or line.
    Plant,
    /// What can be collected.
    Collection,
    /// What can be carried between regions.
    Trade,
    /// What a technology can reach.
    Technology,
}

/// A limited resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Capacity {
    /// The id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What kind it is.
    pub kind: CapacityKind,
    /// Index into [`Chain::stages`].
    pub stage: usize,
    /// Index into [`Chain::countries`].
    pub country: usize,
    /// Index into [`Chain::owners`].
    pub owner: usize,
    /// How much there is per period.
    pub amount: Figure,
    /// The unit of the amount.
    pub unit: String,
    /// Weeks it takes to come back after a loss, where known.
    pub recover_weeks: Option<f64>,
    /// Who uses it, and how much of it per run.
    pub uses: Vec<Use>,
    /// Whether it is still part of the chain.
    pub standing: Standing,
    /// Where the row comes from.
    pub origin: Origin,
}

/// How much of a capacity one run of an activity takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// Index into [`Chain::activities`].
    pub activity: usize,
    /// Units of capacity per run.
    pub rate: Figure,
    /// Where the figure comes from.
    pub origin: Origin,
}

/// Whether a market takes from the chain or gives to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The chain sells: demand of an application.
    Sell {
        /// Index into [`Chain::applications`].
        application: usize,
    },
    /// The chain buys: supply from outside it.
    Buy,
}

/// One step of demand or of outside supply.
#[derive(Clone, Debug, PartialEq)]
pub struct Market {
    /// The id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Which way goods go.
    pub side: Side,
    /// Index into [`Chain::commodities`].
    pub commodity: usize,
    /// Index into [`Chain::regions`].
    pub region: usize,
    /// Index into [`Chain::owners`].
    pub owner: usize,
    /// Willingness to pay, or asking price, per unit of the commodity.
    pub price: Figure,
    /// The step's limit per period, in units of the commodity.
    pub limit: Figure,
    /// Whether it is still part of the chain.
    pub standing: Standing,
    /// Where the row comes from.
    pub origin: Origin,
}

/// A store that carries a commodity from one period to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Stock {
    /// The id.
    pub id: String,
    /// Index into [`Chain::commodities`].
    pub commodity: usize,
    /// Index into [`Chain::regions`].
    pub region: usize,
    /// Index into [`Chain::owners`].
    pub owner: usize,
    /// What is in it at the start.
    pub opening: Figure,
    /// The most that fits.
    pub room: f64,
    /// Cost of holding one unit for a period.
    pub cost: f64,
    /// Where the row comes from.
    pub origin: Origin,
}

/// Capacity that may be added.
#[derive(Clone, Debug, PartialEq)]
pub struct Build {
    /// Index into [`Chain::capacities`].
    pub capacity: usize,
    /// Cost per unit of capacity.
    pub cost: f64,
    /// The most that may be added in one period.
    pub most: f64,
    /// Periods from decision to service.
    pub lead_periods: usize,
    /// Where the row comes from.
    pub origin: Origin,
}

/// An amount that must be delivered whatever it is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Withdrawal {
    /// Index into [`Chain::commodities`].
    pub commodity: usize,
    /// Index into [`Chain::regions`].
    pub region: usize,
    /// Units per period.
    pub amount: Figure,
    /// Where the row comes from.
    pub origin: Origin,
}

/// A shock that may happen in a period, as a share of a patch's full effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    /// The id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The patch whose full effect is severity 1.
    pub patch: String,
    /// Chance per period.
    pub probability: f64,
    /// Least, likeliest and greatest severity (a triangular distribution on 0 to 1).
    pub severity: [f64; 3],
    /// Shocks of one group share a common factor; empty where alone.
    pub group: String,
    /// Weight of the common factor, 0 to 1.
    pub correlation: f64,
    /// Where the row comes from.
    pub origin: Origin,
}

/// A value chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What it covers.
    pub summary: Text,
    /// The year its figures describe.
    pub year: i32,
    /// The currency of every price and cost.
    pub currency: String,
    /// The unit masses are shown in.
    pub mass: String,
    /// Index of the region shown first.
    pub home: usize,
    /// Index of the stage whose prices ensembles track, where the pack names one.
    pub price_stage: Option<usize>,
    /// Discount rate per period.
    pub discount: f64,
    /// Elements, in the manifest's order.
    pub elements: Vec<Named>,
    /// Stages, left to right.
    pub stages: Vec<Named>,
    /// Regions.
    pub regions: Vec<Named>,
    /// Countries.
    pub countries: Vec<Country>,
    /// Owners.
    pub owners: Vec<Owner>,
    /// Applications.
    pub applications: Vec<Named>,
    /// Skills: the taxonomy that people, projects and programmes are laid over.
    pub skills: Vec<Skill>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Commodities.
    pub commodities: Vec<Commodity>,
    /// Activities with their flows.
    pub activities: Vec<Activity>,
    /// Capacities with their uses.
    pub capacities: Vec<Capacity>,
    /// Markets.
    pub markets: Vec<Market>,
    /// Stocks.
    pub stocks: Vec<Stock>,
    /// What may be built.
    pub builds: Vec<Build>,
    /// What must be delivered.
    pub withdrawals: Vec<Withdrawal>,
    /// Shocks that may happen.
    pub shocks: Vec<Shock>,
}

impl Chain {
    /// The region a country belongs to.
    pub fn region_of(&self, country: usize) -> usize {
        self.countries[country].region
    }

    /// The index of the commodity with this id.
    pub fn commodity(&self, id: &str) -> Option<usize> {
        self.commodities.iter().position(|c| c.id == id)
    }

    /// The index of the activity with this id.
    pub fn activity(&self, id: &str) -> Option<usize> {
        self.activities.iter().position(|a| a.id == id)
    }

    /// The index of the capacity with this id.
    pub fn capacity(&self, id: &str) -> Option<usize> {
        self.capacities.iter().position(|c| c.id == id)
    }

    /// The index of the market with this id.
    pub fn market(&self, id: &str) -> Option<usize> {
        self.markets.iter().position(|m| m.id == id)
    }

    /// Tonnes of an element in one unit of a commodity.
    pub fn content_of(&self, commodity: usize, element: usize) -> f64 {
        self.commodities[commodity].content.iter().find(|c| c.element == element).map_or(0.0, |c| c.amount.value)
    }
}
