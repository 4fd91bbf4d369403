//! Where the chain is weak at home, today and when what end customers will ask for has come.

use std::collections::BTreeSet;

use chain::{Link, Model, Patch, Refusal, Settlement, WeakLinks};
use cooperation::radar::{entries, strain};

use super::balance::Weak;

/// Weak links of today that are looked at: those where a tenth more earns most.
const LINKS: usize = 10;

/// The stages at home where a tenth more of something earns most today; at the horizon also those that what end customers
/// will ask for by that year strains.
///
/// # Errors
/// What they will ask for does not apply together, or there is no certified plan.
pub fn weak_stages(
    model: &Model,
    settlement: &Settlement,
    links: &WeakLinks,
    patches: &[Patch],
    year: i32,
) -> Result<Weak, Refusal> {
    let chain = model.chain();
    let is_home = |country: usize| chain.region_of(country) == chain.home;
    let mut now = BTreeSet::new();
    for link in links.investment.iter().take(LINKS).map(|at| &links.links[*at]) {
        let stage = match link.link {
            Link::Capacity(at) => Some(&chain.capacities[at]).filter(|one| is_home(one.country)).map(|one| one.stage),
            Link::Supply(at) => Some(&chain.markets[at])
                .filter(|one| one.region == chain.home)
                .map(|one| chain.commodities[one.commodity].stage),
        };
        now.extend(stage.filter(|_| link.gain_of_tenth.is_some_and(|gain| gain > 0.0)));
    }
    let comes = |patch: &&Patch| {
        patch.demand.as_ref().is_some_and(|demand| !demand.parameter && demand.until.is_none_or(|until| until <= year))
    };
    let coming: Vec<Patch> = entries(patches).filter(comes).cloned().collect();
    let mut then = now.clone();
    if !coming.is_empty() {
        let strained = strain(model, settlement, &coming)?;
        let home = strained.links.iter().map(|one| &chain.capacities[one.capacity]);
        then.extend(home.filter(|one| is_home(one.country)).map(|one| one.stage));
    }
    Ok([now, then])
}
