//! The entries of the radar: patches that say for which field of demand they are.

use std::collections::BTreeMap;

use chain::{Chain, Model, Patch, Refusal, Side, Spot, apply};

/// What an application asks for of a commodity.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Index of the application.
    pub application: usize,
    /// Index of the commodity.
    pub commodity: usize,
    /// The unit.
    pub unit: String,
    /// How much is asked for today, over all it would pay for.
    pub today: f64,
    /// How much of that is served today.
    pub served: f64,
    /// How much is asked for then.
    pub then: f64,
}

/// The patches of a pack that say for which field of demand they are.
pub fn entries(patches: &[Patch]) -> impl Iterator<Item = &Patch> {
    patches.iter().filter(|patch| patch.demand.is_some())
}

/// What an entry makes applications ask for.
///
/// # Errors
/// The patch does not apply.
pub fn asked(model: &Model, patch: &Patch) -> Result<Vec<Asked>, Refusal> {
    let chain = model.chain();
    let applied = apply(chain, std::slice::from_ref(patch))?;
    let mut keys: Vec<(usize, usize)> = Vec::new();
    let limits = Spot::all(chain).into_iter().filter(|spot| spot.get(chain) != spot.get(&applied.chain));
    for spot in limits {
        if let Spot::Limit(market) = spot
            && let Side::Sell { application } = chain.markets[market].side
        {
            keys.push((application, chain.markets[market].commodity));
        }
    }
    for market in applied.chain.markets.iter().skip(chain.markets.len()) {
        if let Side::Sell { application } = market.side {
            keys.push((application, market.commodity));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    let before = sums(chain, |at| chain.markets[at].limit.value);
    let after = sums(&applied.chain, |at| applied.chain.markets[at].limit.value);
    let served = sums(chain, |at| model.plan().first().traded.get(at).copied().unwrap_or_default());
    let of = |sums: &BTreeMap<(usize, usize), f64>, key: &(usize, usize)| sums.get(key).copied().unwrap_or_default();
    let row = |key: &(usize, usize)| Asked {
        application: key.0,
        commodity: key.1,
        unit: applied.chain.commodities[key.1].unit.clone(),
        today: of(&before, key),
        served: of(&served, key),
        then: of(&after, key),
    };
    Ok(keys.iter().map(row).collect())
}

fn sums(chain: &Chain, of: impl Fn(usize) -> f64) -> BTreeMap<(usize, usize), f64> {
    let mut sums = BTreeMap::new();
    for (at, market) in chain.markets.iter().enumerate() {
        if let Side::Sell { application } = market.side
            && market.standing.is_in_place()
            && market.limit.value.is_finite()
        {
            *sums.entry((application, market.commodity)).or_default() += of(at);
        }
    }
    sums
}
