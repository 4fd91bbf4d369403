//! A match as one side sees it: the names of the other only where it may know them.

use std::collections::BTreeMap;

use base::people::{Reach, Viewer};
use base::record::verb::Occasion;
use base::record::{Audience, Kind, Record, RecordId};
use base::store::{Filter, Mark, Shelf};
use base::{Refusal, store::Fault};

use crate::decide::{Decider, decider};
use crate::past::{list, one};
use crate::trouble::Trouble;

/// A match as one side sees it.
#[derive(Clone, Debug)]
pub struct Approach {
    /// The match; what of it may be shown, [`Approach::shown`] says.
    pub record: Record,
    /// The offer.
    pub offer: Record,
    /// What is shown of the need.
    pub shown: Disclosed,
    /// For whom the viewer decides.
    pub decider: Decider,
}

/// What is shown of a need.
#[derive(Clone, Debug)]
pub enum Disclosed {
    /// The abstract that its author approved.
    Abstract(String),
    /// All of it: the viewer may see it, or both sides agreed.
    Open(Box<Record>),
}

impl Approach {
    /// Whether the viewer's answer is waited for.
    pub fn is_waiting(&self) -> bool {
        let content = &self.record.content;
        let own = match self.decider {
            Decider::Need => content.text("need_side"),
            Decider::Offer => content.text("offer_side"),
            Decider::Broker => return false,
        };
        own == "pending" && matches!(content.text("stage"), "suggested" | "contacting" | "one-accepted")
    }
}

/// A match that the viewer takes part in.
///
/// # Errors
/// There is none, or it is not for them: the two are not told apart.
pub fn approach(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Approach, Trouble> {
    let (record, need, offer) = ends(shelf, occasion, id)?;
    let decider = decider(&occasion.viewer, &need, &offer).ok_or(Refusal::NotFound {})?;
    Ok(seen(&occasion.viewer, record, need, offer, decider))
}

/// The matches that the viewer takes part in: of needs and offers that are theirs to change, the newest first.
///
/// # Errors
/// The store's.
pub fn approaches(shelf: &mut dyn Shelf, occasion: &Occasion) -> Result<Vec<Approach>, Trouble> {
    let Some(member) = occasion.viewer.member() else { return Ok(Vec::new()) };
    let matches = || Filter { kinds: vec![Kind::Match], ..Filter::default() };
    let mut found: BTreeMap<RecordId, Record> = BTreeMap::new();
    let mut keep = |records: Vec<Record>| found.extend(records.into_iter().map(|record| (record.id, record)));
    // Only what is directed to an organisation of theirs is asked for, so that other matches do no work here.
    for standing in &member.standings {
        let organisation = standing.organisation;
        let to = vec![Mark { field: "offer_owner".to_owned(), value: organisation.to_string() }];
        keep(list(shelf, &Reach::Everything, Filter { marks: to, ..matches() })?);
        keep(list(shelf, &Reach::Everything, Filter { owner: Some(organisation), ..matches() })?);
    }
    keep(list(shelf, &occasion.viewer.reach(), Filter { author: Some(member.account), ..matches() })?);
    let ids = found.values().flat_map(|record| [one(record, "need"), one(record, "offer")]).flatten();
    let ids: Vec<RecordId> = ids.collect();
    let ends: BTreeMap<RecordId, Record> = shelf.records(&ids)?.into_iter().map(|record| (record.id, record)).collect();
    let end = |record: &Record, side| one(record, side).and_then(|id| ends.get(&id)).cloned();
    let mut approaches = Vec::new();
    for record in found.into_values() {
        let (Some(need), Some(offer)) = (end(&record, "need"), end(&record, "offer")) else { continue };
        if let Some(decider) = decider(&occasion.viewer, &need, &offer) {
            approaches.push(seen(&occasion.viewer, record, need, offer, decider));
        }
    }
    approaches.sort_by(|a, b| b.record.updated.cmp(&a.record.updated).then(b.record.id.cmp(&a.record.id)));
    Ok(approaches)
}

/// A match with its two ends, where the viewer decides for one of them, or can see the match itself.
pub(crate) fn ends(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
) -> Result<(Record, Record, Record), Trouble> {
    let not_found = || Trouble::from(Refusal::NotFound {});
    let record = shelf.record(id)?.filter(|record| record.kind == Kind::Match).ok_or_else(not_found)?;
    let mut end = |side| -> Result<Option<Record>, Fault> {
        one(&record, side).map(|id| shelf.record(id)).transpose().map(Option::flatten)
    };
    let (need, offer) = (end("need")?.ok_or_else(not_found)?, end("offer")?.ok_or_else(not_found)?);
    match decider(&occasion.viewer, &need, &offer) {
        Some(Decider::Need | Decider::Offer) => Ok((record, need, offer)),
        Some(Decider::Broker) if Audience::of(&record).admits(&occasion.viewer) => Ok((record, need, offer)),
        Some(Decider::Broker) | None => Err(not_found()),
    }
}

fn seen(viewer: &Viewer, record: Record, need: Record, offer: Record, decider: Decider) -> Approach {
    let agreed = matches!(record.content.text("stage"), "accepted" | "dealt");
    let shown = if agreed || Audience::of(&need).admits(viewer) {
        Disclosed::Open(Box::new(need))
    } else {
        Disclosed::Abstract(record.content.text("anonymous_abstract").to_owned())
    };
    Approach { record, offer, shown, decider }
}
