//! The skills weighed for somebody, on the chain that the program serves.

use base::record::verb::Occasion;
use talent::gap::{Gaps, Weak, gaps, planned, weak_stages, year_of};

use crate::shell::Trouble;
use crate::state::State;

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
