//! The skills weighed for somebody: which day lies ahead, and where the chain is weak today and then.

use std::collections::BTreeSet;

use base::people::Viewer;
use base::record::kinds::AgreementStage;
use base::record::verb::Occasion;
use base::store::{Fault, Shelf};
use chain::{Link, Model, Patch, Refusal, Settlement, WeakLinks};
use cooperation::committee::agreements;
use cooperation::radar::{entries, strain};
use talent::gap::{Gaps, Weak, gaps};

use crate::shell::Trouble;
use crate::state::State;

/// Weak links of today that are looked at: those where a tenth more earns most.
const LINKS: usize = 10;

/// What is weighed, and for when.
#[derive(Clone, Debug)]
pub struct Weighing {
    /// Every skill.
    pub gaps: Gaps,
    /// Today.
    pub today: String,
    /// The day that lies ahead.
    pub horizon: String,
    /// The stages with a weak link on both.
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
    let weak =
        weak_stages(state.model(), state.settlement()?, state.weak_links()?, &state.pack().patches, year_of(&horizon))?;
    let skills = &state.chain().skills;
    let gaps = state.store().reading(|shelf| gaps(shelf, &viewer.reach(), skills, &weak, (&today, &horizon)))?;
    Ok(Weighing { gaps, today, horizon, weak })
}

/// A day as it was written, where it is one and lies ahead.
pub fn ahead(occasion: &Occasion, given: &str) -> Option<String> {
    let day = given.trim().parse::<jiff::civil::Date>().ok()?;
    (day > occasion.now.date()).then(|| day.to_string())
}

/// The year of a day.
pub fn year_of(day: &str) -> i32 {
    day.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default()
}

/// How far the plan reaches: to the end of the agreement in force, or else to the end of next year.
///
/// # Errors
/// The store's.
pub fn planned(shelf: &mut dyn Shelf, viewer: &Viewer, today: &str) -> Result<String, Fault> {
    let in_force = agreements(shelf, viewer)?
        .into_iter()
        .find(|case| matches!(case.agreement.stage, Some(AgreementStage::InForce | AgreementStage::Renewed)));
    let ends = in_force.and_then(|case| case.agreement.ends).map(|day| day.0).filter(|day| day.as_str() > today);
    Ok(ends.unwrap_or_else(|| format!("{:04}-12-31", year_of(today) + 1)))
}

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
