//! The skills weighed for somebody: which day lies ahead, and where the chain is weak today and then.

use std::collections::BTreeSet;

use base::people::Viewer;
use base::record::kinds::AgreementStage;
use base::record::verb::Occasion;
use base::store::{Fault, Shelf};
use chain::{Link, Patch, Refusal};
use cooperation::committee::agreements;
use cooperation::radar::{entries, strain};
use talent::gap::{Gaps, Weak, gaps};

use crate::shell::Trouble;
use crate::state::State;

/// Weak links of today that are looked at: those where a tenth more earns most.
const LINKS: usize = 10;

/// What is weighed, and for when.
pub(crate) struct Weighing {
    pub gaps: Gaps,
    pub today: String,
    pub horizon: String,
    pub weak: Weak,
}

/// Weighs the skills as far as the viewer may see them, today and on a day that lies ahead; where none is said, where the
/// plan ends.
pub(crate) fn weighing(state: &State, occasion: &Occasion, ahead: Option<String>) -> Result<Weighing, Trouble> {
    let (viewer, today) = (&occasion.viewer, occasion.now.date().to_string());
    let horizon = match ahead {
        Some(day) => day,
        None => state.store().reading(|shelf| planned(shelf, viewer, &today))?,
    };
    let year = horizon.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default();
    let weak = weak(state, year)?;
    let skills = &state.chain().skills;
    let gaps = state.store().reading(|shelf| gaps(shelf, &viewer.reach(), skills, &weak, (&today, &horizon)))?;
    Ok(Weighing { gaps, today, horizon, weak })
}

/// A day as it was written, where it is one and lies ahead.
pub(crate) fn ahead(occasion: &Occasion, given: &str) -> Option<String> {
    let day = given.trim().parse::<jiff::civil::Date>().ok()?;
    (day > occasion.now.date()).then(|| day.to_string())
}

/// How far the plan reaches: to the end of the agreement in force, or else to the end of next year.
fn planned(shelf: &mut dyn Shelf, viewer: &Viewer, today: &str) -> Result<String, Fault> {
    let in_force = agreements(shelf, viewer)?
        .into_iter()
        .find(|case| matches!(case.agreement.stage, Some(AgreementStage::InForce | AgreementStage::Renewed)));
    let ends = in_force.and_then(|case| case.agreement.ends).map(|day| day.0).filter(|day| day.as_str() > today);
    let next: i32 = today.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default();
    Ok(ends.unwrap_or_else(|| format!("{:04}-12-31", next + 1)))
}

/// The stages at home where a tenth more of something earns most today; at the horizon also those that what end customers
/// will ask for by then strains.
fn weak(state: &State, year: i32) -> Result<Weak, Refusal> {
    let (chain, links) = (state.chain(), state.weak_links()?);
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
    let coming: Vec<Patch> = entries(&state.pack().patches).filter(comes).cloned().collect();
    let mut then = now.clone();
    if !coming.is_empty() {
        let strained = strain(state.model(), state.settlement()?, &coming)?;
        let home = strained.links.iter().map(|one| &chain.capacities[one.capacity]);
        then.extend(home.filter(|one| is_home(one.country)).map(|one| one.stage));
    }
    Ok([now, then])
}
