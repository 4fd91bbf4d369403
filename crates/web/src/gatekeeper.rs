//! The export gate at the door: asked before a file leaves, and its answer noted.

use base::record::Record;
use base::record::verb::Occasion;
use base::rules::{ControlClass, Gate, download_gate};

use crate::rulebook::rules;
use crate::shell::Trouble;
use crate::state::State;

/// Passes where a file of a record may be handed to who asks.
///
/// # Errors
/// The export rules hold; that is noted too.
pub(crate) fn may_download(state: &State, occasion: &Occasion, record: &Record) -> Result<(), Trouble> {
    let class = record.content.tail().control;
    if class.is_none_or(|class| class == ControlClass::None) {
        return Ok(());
    }
    let (rules, occasion, record) = (rules()?, occasion.clone(), record.clone());
    let gate = state.store().writing(move |shelf| download_gate(shelf, &occasion, rules, &record))?;
    match gate {
        Gate::Holds { rules } => Err(base::Refusal::ControlHolds { rules: rules.join(", ") }.into()),
        Gate::Domestic | Gate::Uncontrolled | Gate::NotInForce { .. } => Ok(()),
    }
}
