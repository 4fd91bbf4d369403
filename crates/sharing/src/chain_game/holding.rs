//! Who holds what of a chain.

use std::collections::HashMap;

use chain::{Chain, Patch};
use serde::Serialize;

use super::Refusal;

/// Something a party brings.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Holding {
    /// Whatever this owner of the pack holds; an owner that is a declared public rule is then open only with the party.
    Owner(String),
    /// A capacity, whoever the pack says owns it.
    Capacity(String),
    /// A market step, whoever the pack says owns it.
    Market(String),
    /// A technology: a patch that is applied only with the party.
    Patch(String),
}

impl Holding {
    fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Owner(id) => ("owner", id),
            Self::Capacity(id) => ("capacity", id),
            Self::Market(id) => ("market", id),
            Self::Patch(id) => ("patch", id),
        }
    }
}

/// A party with what it brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Its name.
    pub name: String,
    /// What it brings, at least one thing.
    pub holdings: Vec<Holding>,
}

/// What a party turns out to hold, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stake {
    /// The party's name.
    pub name: String,
    /// Capacities.
    pub capacities: Vec<String>,
    /// Market steps.
    pub markets: Vec<String>,
    /// Technologies.
    pub patches: Vec<String>,
}

/// Who was named for each thing.
pub(super) struct Register {
    holder: HashMap<Holding, usize>,
}

impl Register {
    /// Reads the parties' holdings against the chain with every technology in force.
    pub fn of(parties: &[Party], chain: &Chain, patches: &[Patch]) -> Result<Self, Refusal> {
        let mut holder: HashMap<Holding, usize> = HashMap::new();
        for (at, party) in parties.iter().enumerate() {
            for holding in &party.holdings {
                let (what, id) = holding.parts();
                let known = match holding {
                    Holding::Owner(id) => chain.owners.iter().any(|owner| owner.id == *id),
                    Holding::Capacity(id) => chain.capacity(id).is_some(),
                    Holding::Market(id) => chain.market(id).is_some(),
                    Holding::Patch(id) => patches.iter().any(|patch| patch.id == *id),
                };
                if !known {
                    return Err(Refusal::Unknown { party: party.name.clone(), what, id: id.to_owned() });
                }
                if let Some(first) = holder.insert(holding.clone(), at).filter(|first| *first != at) {
                    let (first, second) = (parties[first].name.clone(), party.name.clone());
                    return Err(Refusal::HeldTwice { what, id: id.to_owned(), first, second });
                }
            }
        }
        Ok(Self { holder })
    }

    /// Who holds a capacity: whoever was named for it, else for its owner.
    pub fn of_capacity(&self, chain: &Chain, capacity: usize) -> Option<usize> {
        let row = &chain.capacities[capacity];
        self.named(&Holding::Capacity(row.id.clone()), chain, row.owner)
    }

    /// Who holds a market step.
    pub fn of_market(&self, chain: &Chain, market: usize) -> Option<usize> {
        let row = &chain.markets[market];
        self.named(&Holding::Market(row.id.clone()), chain, row.owner)
    }

    fn named(&self, holding: &Holding, chain: &Chain, owner: usize) -> Option<usize> {
        let by_owner = || self.holder.get(&Holding::Owner(chain.owners.get(owner)?.id.clone()));
        self.holder.get(holding).or_else(by_owner).copied()
    }

    /// What each party holds of the chain with every technology in force.
    pub fn stakes(&self, parties: &[Party], chain: &Chain) -> Result<Vec<Stake>, Refusal> {
        let stake = |party: &Party| Stake { name: party.name.clone(), ..Stake::default() };
        let mut stakes: Vec<Stake> = parties.iter().map(stake).collect();
        for (at, row) in chain.capacities.iter().enumerate().filter(|(_, row)| row.standing.is_in_place()) {
            if let Some(party) = self.of_capacity(chain, at) {
                stakes[party].capacities.push(row.id.clone());
            }
        }
        for (at, row) in chain.markets.iter().enumerate().filter(|(_, row)| row.standing.is_in_place()) {
            if let Some(party) = self.of_market(chain, at) {
                stakes[party].markets.push(row.id.clone());
            }
        }
        for (stake, party) in stakes.iter_mut().zip(parties) {
            stake.patches = technologies(party).map(str::to_owned).collect();
            if stake.capacities.is_empty() && stake.markets.is_empty() && stake.patches.is_empty() {
                return Err(Refusal::HoldsNothing { party: party.name.clone() });
            }
        }
        Ok(stakes)
    }
}

/// The ids of a party's patches, in the order given.
pub(super) fn technologies(party: &Party) -> impl Iterator<Item = &str> {
    party.holdings.iter().filter_map(|holding| match holding {
        Holding::Patch(id) => Some(id.as_str()),
        Holding::Owner(_) | Holding::Capacity(_) | Holding::Market(_) => None,
    })
}
