//! A file looked at before anything of it is taken: for whom it is, and who of it is there already.

use base::record::verb::{Occasion, show};
use base::record::{Kind, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::brought::Brought;
use super::merge::{Here, matched};

/// What a file brings, beside who is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// What it brings.
    pub brought: Brought,
    /// Each of its people beside who is there.
    pub here: Vec<Here>,
    /// The person that it is brought for alone, where it is.
    pub whose: Option<Record>,
}

/// The person that a file is brought for.
///
/// # Errors
/// There is none, or they are hidden from the viewer.
pub fn whose(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Record, Trouble> {
    let record = show(shelf, &occasion.viewer, id)?;
    if record.kind == Kind::Person { Ok(record) } else { Err(Refusal::NotFound {}.into()) }
}

/// Looks at what a file brings. Works without people are those of the person it is brought for, else the viewer's own; and
/// what is brought for one person is theirs alone.
///
/// # Errors
/// The viewer writes nothing; the person is hidden; the file names nobody and is brought for nobody, or tells of several
/// people and is brought for one.
pub fn look(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    brought: Brought,
    into: Option<RecordId>,
) -> Result<Look, Trouble> {
    occasion.viewer.writes()?;
    if into.is_none() && !brought.people.is_empty() {
        let here = matched(shelf, occasion, &brought)?;
        return Ok(Look { brought, here, whose: None });
    }
    let id = match into {
        Some(id) => id,
        None => occasion.viewer.person().ok_or(Refusal::PoolNobody {})?,
    };
    let record = whose(shelf, occasion, id)?;
    let mut one = brought.of_one().ok_or(Refusal::PoolNotOne {})?;
    record.content.title(true).clone_into(&mut one.name);
    let here = vec![Here::of(record.clone(), &one, occasion)];
    Ok(Look { brought: Brought { people: vec![one], ..brought }, here, whose: Some(record) })
}
