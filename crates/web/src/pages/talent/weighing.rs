//! The skills weighed for a visit: which day lies ahead, and where the chain is weak today and then.

use std::collections::BTreeSet;

use base::people::Viewer;
use base::record::kinds::AgreementStage;
use base::store::Shelf;
use chain::{Link, Patch, Refusal};
use cooperation::committee::agreements;
use cooperation::radar::{entries, strain};
use talent::gap::{Gaps, Weak, gaps};

use super::super::frame::Frame;
use crate::shell::Trouble;
use crate::state::State;

/// Weak links of today that are looked at: those where a tenth more earns most.
const LINKS: usize = 10;

/// What is weighed, and for when.
pub(super) struct Weighing {
    pub gaps: Gaps,
    pub weak: Weak,
    pub today: String,
    pub horizon: String,
    /// What the address asks for instead and cannot have.
    pub refused: Option<String>,
}

/// Weighs the skills as far as the viewer may see them.
pub(super) fn weighing(frame: &Frame) -> Result<Weighing, Trouble> {
    let (state, t) = (frame.state, frame.t);
    let viewer = &frame.occasion.viewer;
    let today = frame.occasion.now.date().to_string();
    let asked = frame.visit.field("on").map(str::trim).filter(|day| !day.is_empty());
    let day = asked
        .and_then(|day| day.parse::<jiff::civil::Date>().ok().map(|day| day.to_string()))
        .filter(|day| *day > today);
    let refused = asked
        .filter(|_| day.is_none())
        .map(|given| t.say("skills-no-day").with("given", given.to_owned()).with("today", today.clone()).to_string());
    let horizon = match day {
        Some(day) => day,
        None => frame.read(|shelf| planned(shelf, viewer, &today))?,
    };
    let year = horizon.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default();
    let weak = weak(state, year)?;
    let skills = &state.chain().skills;
    let gaps = frame.read(|shelf| Ok(gaps(shelf, &viewer.reach(), skills, &weak, (&today, &horizon))?))?;
    Ok(Weighing { gaps, weak, today, horizon, refused })
}

/// How far the plan reaches: to the end of the agreement in force, or else to the end of next year.
fn planned(shelf: &mut dyn Shelf, viewer: &Viewer, today: &str) -> Result<String, base::Trouble> {
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
