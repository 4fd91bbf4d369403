//! What the address of a list asks for, for whoever takes the list elsewhere.

use base::record::Kind;
use base::record::verb::Within;
use base::store::{Filter, Sort};

use super::filter::asked_for;
use super::view::View;
use crate::shell::{Trouble, Visit};
use crate::state::State;

/// A list as its address asks for it.
pub(in crate::pages) enum Listed {
    /// The question.
    Asked { kind: Kind, filter: Filter, sort: Sort },
    /// The question cannot be understood; the list at this address says why.
    Wrong { address: String },
}

/// Reads the question of an address below a list, `/needs/export.xlsx?q=…`, as the list itself would.
pub(in crate::pages) fn listed(state: &State, visit: &Visit) -> Result<Listed, Trouble> {
    let view = View::new(state, visit)?;
    let asked = state.store().reading(|shelf| {
        let mut within = Within::new(shelf, &view.occasion);
        let asked = asked_for(&view, &mut within);
        within.end()?;
        Ok::<_, Trouble>(asked)
    })?;
    if asked.slips.is_empty() {
        return Ok(Listed::Asked { kind: view.kind, filter: asked.filter, sort: asked.sort });
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    let query = query.extend_pairs(&visit.query).finish();
    Ok(Listed::Wrong { address: format!("{}?{query}", view.list()) })
}

/// What a list is narrowed to, asked within a transaction that is open already; `None` where the address is that of no
/// list, or cannot be understood.
pub(in crate::pages) fn filter_of(state: &State, visit: &Visit, within: &mut Within) -> Option<Filter> {
    let view = View::new(state, visit).ok()?;
    let asked = asked_for(&view, within);
    asked.slips.is_empty().then_some(asked.filter)
}
