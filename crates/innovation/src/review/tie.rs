//! What ties a person to a side, or a side to an organisation, and how it is said.

use std::collections::BTreeSet;

use base::record::kinds::{Conflict, ConflictGround};
use base::record::{Day, Line, RecordId};
use base::store::{Fault, Shelf};
use jiff::civil::Date;

use super::employer::employers;
use super::related::related;
use crate::bid::Side;

/// A tie to one bid of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// The bid.
    pub bid: RecordId,
    /// What ties them.
    pub conflict: Conflict,
}

/// A tie with its evidence.
pub(super) fn conflict(ground: ConflictGround, through: RecordId, evidence: &str, day: Date) -> Conflict {
    Conflict {
        ground: Some(ground),
        through: Some(through),
        evidence: Some(Line(evidence.chars().take(500).collect())),
        found: Some(Day(day.to_string())),
    }
}

/// What a record is called.
pub(super) fn title(shelf: &mut dyn Shelf, id: RecordId) -> Result<String, Fault> {
    Ok(shelf.record(id)?.map_or_else(String::new, |record| record.content.title(true).to_owned()))
}

/// The grounds in one sentence, in Chinese and in English; each said once.
pub fn grounds(conflicts: &[Conflict]) -> [String; 2] {
    let mut said: [Vec<String>; 2] = [Vec::new(), Vec::new()];
    for conflict in conflicts {
        let Some(ground) = conflict.ground else { continue };
        let label = ground.choice().label;
        let evidence = conflict.evidence.as_ref().map_or("", |evidence| evidence.0.as_str());
        let sentences = [format!("{}（{evidence}）", label.zh), format!("{} ({evidence})", label.en)];
        for (said, sentence) in said.iter_mut().zip(sentences) {
            if !said.contains(&sentence) {
                said.push(sentence);
            }
        }
    }
    let [zh, en] = said;
    [zh.join("；"), en.join("; ")]
}

/// What ties a side to organisations on a day: it is one of them, is controlled by one or controls it, or its people work
/// for one.
///
/// # Errors
/// The store's.
pub fn ties_to(
    shelf: &mut dyn Shelf,
    day: Date,
    side: &Side,
    organisations: &BTreeSet<RecordId>,
) -> Result<Vec<Conflict>, Fault> {
    let mut ties = Vec::new();
    for ours in &side.organisations {
        for theirs in organisations {
            let through = if ours == theirs { Some(*ours) } else { related(shelf, (*ours, *theirs), day)? };
            // Two under one roof are no party to each other's calls; one that controls the other is.
            if let Some(through) = through.filter(|through| through == ours || through == theirs) {
                let evidence = title(shelf, through)?;
                ties.push(conflict(ConflictGround::RelatedParty, through, &evidence, day));
            }
        }
    }
    let people: Vec<RecordId> = side.people.iter().copied().collect();
    for person in shelf.records(&people)? {
        for employer in employers(shelf, &person, day)?.intersection(organisations) {
            let evidence = format!("{} · {}", person.content.title(true), title(shelf, *employer)?);
            ties.push(conflict(ConflictGround::Employment, *employer, &evidence, day));
        }
    }
    Ok(ties)
}
