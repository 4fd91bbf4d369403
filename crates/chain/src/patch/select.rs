//! Selectors: which things of a chain an edit means.

use std::fmt;

use crate::{Activity, ActivityKind, Capacity, CapacityKind, Chain, Market, Side};

/// What a selector can narrow by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The id of the thing itself.
    Id,
    /// An activity.
    Activity,
    /// A commodity.
    Commodity,
    /// A capacity.
    Capacity,
    /// A market.
    Market,
    /// An owner.
    Owner,
    /// A country.
    Country,
    /// A region.
    Region,
    /// A stage.
    Stage,
    /// A kind of activity or capacity.
    Kind,
    /// An element a commodity holds.
    Element,
    /// An application.
    Application,
    /// Into (`in`) or out of (`out`) an activity.
    Direction,
}

impl Field {
    /// All fields with the words they are written with.
    pub const WORDS: [(&'static str, Self); 13] = [
        ("id", Self::Id),
        ("activity", Self::Activity),
        ("commodity", Self::Commodity),
        ("capacity", Self::Capacity),
        ("market", Self::Market),
        ("owner", Self::Owner),
        ("country", Self::Country),
        ("region", Self::Region),
        ("stage", Self::Stage),
        ("kind", Self::Kind),
        ("element", Self::Element),
        ("application", Self::Application),
        ("direction", Self::Direction),
    ];

    /// The word it is written with.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, field)| *field == self).map_or("", |(word, _)| word)
    }

    /// True where the chain knows the value, so that a typing error is not taken for "touches nothing".
    pub(super) fn knows(self, chain: &Chain, value: &str) -> bool {
        match self {
            Self::Id => true,
            Self::Activity => chain.activity(value).is_some(),
            Self::Commodity => chain.commodity(value).is_some(),
            Self::Capacity => chain.capacity(value).is_some(),
            Self::Market => chain.market(value).is_some(),
            Self::Owner => chain.owners.iter().any(|o| o.id == value),
            Self::Country => chain.countries.iter().any(|c| c.id == value),
            Self::Region => chain.regions.iter().any(|r| r.id == value),
            Self::Stage => chain.stages.iter().any(|s| s.id == value),
            Self::Element => chain.elements.iter().any(|e| e.id == value),
            Self::Application => chain.applications.iter().any(|a| a.id == value),
            Self::Kind => activity_kind(value).is_some() || capacity_kind(value).is_some(),
            Self::Direction => matches!(value, "in" | "out"),
        }
    }
}

fn activity_kind(word: &str) -> Option<ActivityKind> {
    crate::pack::ACTIVITY_KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
}

fn capacity_kind(word: &str) -> Option<CapacityKind> {
    crate::pack::CAPACITY_KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
}

/// Every field given must match one of its values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selector {
    /// Fields and the values allowed for each.
    pub fields: Vec<(Field, Vec<String>)>,
}

impl Selector {
    fn all(&self, matches: impl Fn(Field, &str) -> bool) -> bool {
        self.fields.iter().all(|(field, values)| values.iter().any(|value| matches(*field, value)))
    }

    /// Does an activity match?
    pub fn takes_activity(&self, chain: &Chain, activity: &Activity) -> bool {
        self.all(|field, value| activity_matches(chain, activity, field, value))
    }

    /// Does a flow of an activity match? `commodity`, `element` and `region` then speak of the flow itself.
    pub fn takes_flow(&self, chain: &Chain, activity: &Activity, flow: usize) -> bool {
        let flow = &activity.flows[flow];
        self.all(|field, value| match field {
            Field::Commodity => chain.commodities[flow.commodity].id == value,
            Field::Region => chain.regions[flow.region].id == value,
            Field::Element => holds(chain, flow.commodity, value),
            Field::Direction => (flow.amount.value < 0.0) == (value == "in"),
            Field::Id
            | Field::Activity
            | Field::Capacity
            | Field::Market
            | Field::Owner
            | Field::Country
            | Field::Stage
            | Field::Kind
            | Field::Application => activity_matches(chain, activity, field, value),
        })
    }

    /// Does a capacity match?
    pub fn takes_capacity(&self, chain: &Chain, capacity: &Capacity) -> bool {
        self.all(|field, value| match field {
            Field::Id | Field::Capacity => capacity.id == value,
            Field::Owner => chain.owners[capacity.owner].id == value,
            Field::Country => chain.countries[capacity.country].id == value,
            Field::Region => chain.regions[chain.region_of(capacity.country)].id == value,
            Field::Stage => chain.stages[capacity.stage].id == value,
            Field::Kind => capacity_kind(value) == Some(capacity.kind),
            Field::Activity | Field::Commodity | Field::Element => {
                let mut users = capacity.uses.iter().map(|u| &chain.activities[u.activity]);
                users.any(|user| activity_matches(chain, user, field, value))
            }
            Field::Market | Field::Application | Field::Direction => false,
        })
    }

    /// Does a market match?
    pub fn takes_market(&self, chain: &Chain, market: &Market) -> bool {
        let commodity = market.commodity;
        self.all(|field, value| match field {
            Field::Id | Field::Market => market.id == value,
            Field::Owner => chain.owners[market.owner].id == value,
            Field::Country => {
                chain.owners[market.owner].country.is_some_and(|country| chain.countries[country].id == value)
            }
            Field::Application => match market.side {
                Side::Sell { application } => chain.applications[application].id == value,
                Side::Buy => false,
            },
            Field::Kind => value == if market.side == Side::Buy { "buy" } else { "sell" },
            Field::Commodity | Field::Stage | Field::Element => commodity_matches(chain, commodity, field, value),
            Field::Region => chain.regions[market.region].id == value,
            Field::Activity | Field::Capacity | Field::Direction => false,
        })
    }

    /// Does a commodity in a region match? `id` is what the row itself is called.
    pub fn takes_node(&self, chain: &Chain, id: &str, commodity: usize, place: Option<(usize, Option<usize>)>) -> bool {
        self.all(|field, value| match field {
            Field::Id => id == value,
            Field::Region => place.is_some_and(|(region, _)| chain.regions[region].id == value),
            Field::Owner => place.and_then(|(_, owner)| owner).is_some_and(|owner| chain.owners[owner].id == value),
            Field::Commodity | Field::Stage | Field::Element => commodity_matches(chain, commodity, field, value),
            Field::Activity
            | Field::Capacity
            | Field::Market
            | Field::Country
            | Field::Kind
            | Field::Application
            | Field::Direction => false,
        })
    }
}

fn holds(chain: &Chain, commodity: usize, element: &str) -> bool {
    let mut content = chain.commodities[commodity].content.iter();
    content.any(|c| c.amount.value > 0.0 && chain.elements[c.element].id == element)
}

fn commodity_matches(chain: &Chain, commodity: usize, field: Field, value: &str) -> bool {
    match field {
        Field::Commodity => chain.commodities[commodity].id == value,
        Field::Stage => chain.stages[chain.commodities[commodity].stage].id == value,
        Field::Element => holds(chain, commodity, value),
        Field::Id
        | Field::Activity
        | Field::Capacity
        | Field::Market
        | Field::Owner
        | Field::Country
        | Field::Region
        | Field::Kind
        | Field::Application
        | Field::Direction => false,
    }
}

fn activity_matches(chain: &Chain, activity: &Activity, field: Field, value: &str) -> bool {
    match field {
        Field::Id | Field::Activity => activity.id == value,
        Field::Owner => chain.owners[activity.owner].id == value,
        Field::Country => chain.countries[activity.country].id == value,
        Field::Region => chain.regions[chain.region_of(activity.country)].id == value,
        Field::Stage => chain.stages[activity.stage].id == value,
        Field::Kind => activity_kind(value) == Some(activity.kind),
        Field::Commodity => activity.flows.iter().any(|f| chain.commodities[f.commodity].id == value),
        Field::Element => activity.flows.iter().any(|f| holds(chain, f.commodity, value)),
        Field::Capacity => {
            let index = chain.activities.iter().position(|a| a.id == activity.id);
            let used = |capacity: &&Capacity| capacity.uses.iter().any(|u| Some(u.activity) == index);
            chain.capacities.iter().filter(used).any(|c| c.id == value)
        }
        Field::Market | Field::Application | Field::Direction => false,
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.fields.is_empty() {
            return f.write_str("*");
        }
        for (index, (field, values)) in self.fields.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            write!(f, "{} = {}", field.word(), values.join(" | "))?;
        }
        Ok(())
    }
}
