//! What the base holds, on the overview: how many records of each kind the reader can reach.

use base::record::Kind;

use super::View;
use crate::shell::{Trouble, plural};

/// Counted up to this many.
const MOST: usize = 1_000;

/// Records of a kind that can be reached.
pub(super) struct Held {
    pub href: String,
    pub label: String,
    pub count: String,
}

/// The kinds of which there is something, in the order people look for them.
pub(super) fn held(view: View) -> Result<Vec<Held>, Trouble> {
    let reach = view.visit.viewer.reach();
    let counts = view.state.store().reading(|shelf| shelf.kinds_held(&reach, MOST))?;
    let kinds = Kind::ALL.iter().filter_map(|kind| counts.iter().find(|(held, count)| held == kind && *count > 0));
    let held = kinds.map(|(kind, count)| Held {
        href: format!("/{}", kind.path()),
        label: plural(*kind, view.t),
        count: if *count >= MOST { format!("{MOST}+") } else { count.to_string() },
    });
    Ok(held.collect())
}
