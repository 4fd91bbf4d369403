//! The weights, as decisions moved them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use base::people::Reach;
use base::record::verb::Occasion;
use base::record::{Audience, Kind, Record, RecordId};
use base::store::{Fault, Filter, Query, Shelf, Sort};
use base::{Trouble, journal};
use matching::rank::{Decision, Feature, Features, Moved, Reason, Weights, learn};
use measure::Timestamp;
use serde_json::json;

use crate::past::{one, reasons};

/// The setting that holds since when decisions count.
pub const RESET: &str = "matching.weights.reset";
/// Decisions that are learned from, the newest.
const LEARNED_FROM: usize = 1_000;
/// How many decisions the weights at the start are worth.
const STRENGTH: f64 = 4.0;

/// The weights and what moved them.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The weights now.
    pub weights: Weights,
    /// Those that decisions moved.
    pub moved: Vec<Moved>,
    /// How many decisions counted.
    pub decisions: usize,
    /// Since when decisions count; `None` for all.
    pub since: Option<Timestamp>,
}

/// The weights by the state of the base they were learned from.
#[derive(Debug, Default)]
pub struct Learning(Mutex<Option<(String, Weighed)>>);

impl Learning {
    /// The weights as decisions moved them; worked out anew where a match was decided since.
    ///
    /// # Errors
    /// The store's.
    pub fn weighed(&self, shelf: &mut dyn Shelf) -> Result<Weighed, Fault> {
        let newest = shelf.find(&matches(1))?.records;
        let newest = newest.first().map(|record| format!("{} {} {}", record.id, record.version, record.updated));
        let key = format!("{newest:?} {:?}", shelf.setting(RESET)?);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, weighed)) = kept.as_ref().filter(|(known, _)| *known == key) {
            let _ = known;
            return Ok(weighed.clone());
        }
        let weighed = weighing(shelf)?;
        *kept = Some((key, weighed.clone()));
        Ok(weighed)
    }
}

/// The weights as decisions moved them.
///
/// Only matches of records that every member may see teach: what is learned from a confidential match would show in
/// the scores of others.
///
/// # Errors
/// The store's.
pub fn weighing(shelf: &mut dyn Shelf) -> Result<Weighed, Fault> {
    let since = shelf.setting(RESET)?.and_then(|text| Timestamp::parse(&text).ok());
    let decided = shelf.find(&matches(LEARNED_FROM))?.records.into_iter();
    let decided: Vec<Record> = decided.filter(|record| since.is_none_or(|since| record.updated > since)).collect();
    let ends = decided.iter().flat_map(|record| [one(record, "need"), one(record, "offer")]).flatten();
    let mut ends: Vec<RecordId> = ends.collect();
    ends.sort();
    ends.dedup();
    let open = |record: &Record| matches!(Audience::of(record), Audience::Public | Audience::Members);
    let ends: BTreeMap<RecordId, bool> = shelf.records(&ends)?.iter().map(|record| (record.id, open(record))).collect();
    let is_open = |record: &Record, side| one(record, side).is_some_and(|id| ends.get(&id) == Some(&true));
    let teaching = decided.iter().filter(|record| is_open(record, "need") && is_open(record, "offer"));
    let decisions: Vec<(Features, Decision)> = teaching.flat_map(decisions).collect();
    let learned = learn(&decisions, &Weights::sensible(), STRENGTH);
    Ok(Weighed { weights: learned.weights, moved: learned.moved, decisions: decisions.len(), since })
}

/// Lets only decisions from now on count.
///
/// # Errors
/// For administrators; the store's.
pub fn reset(shelf: &mut dyn Shelf, occasion: &Occasion) -> Result<(), Trouble> {
    occasion.viewer.administers()?;
    shelf.put_setting(RESET, &occasion.now.to_string())?;
    shelf.append(journal::Entry {
        at: occasion.now,
        by: occasion.viewer.account(),
        verb: "matching.reset".to_owned(),
        object: "matching:weights".to_owned(),
        version: 0,
        payload: json!({ "since": occasion.now.to_string() }),
    })?;
    Ok(())
}

fn matches(limit: usize) -> Query {
    let filter = Filter { kinds: vec![Kind::Match], ..Filter::default() };
    Query { reach: Reach::Everything, filter, sort: Sort::Updated, after: None, limit }
}

/// What a match teaches: nothing as long as nobody decided, one thing for each reason of declining.
fn decisions(record: &Record) -> Vec<(Features, Decision)> {
    let content = &record.content;
    let mut features = Features::default();
    for row in content.get("features").as_array().into_iter().flatten() {
        let feature = row["feature"].as_str().and_then(Feature::named);
        let value = row["value"].as_str().and_then(|value| value.parse::<f64>().ok()).or_else(|| row["value"].as_f64());
        if let (Some(feature), Some(value)) = (feature, value) {
            features.set(feature, value);
        }
    }
    if features.known().next().is_none() {
        return Vec::new();
    }
    let sides = [content.text("need_side"), content.text("offer_side"), content.text("stage")];
    if sides.contains(&"declined") {
        return reasons(record)
            .filter_map(reason)
            .map(|reason| (features.clone(), Decision::Declined(reason)))
            .collect();
    }
    if sides.contains(&"accepted") || sides[2] == "dealt" {
        return vec![(features, Decision::Accepted)];
    }
    Vec::new()
}

/// What a reason for declining says about the features; `None` where it says nothing about any.
fn reason(code: &str) -> Option<Reason> {
    let table = [
        ("wrong-field", Reason::TooFar),
        ("indicator-missed", Reason::ShortOfIndicator),
        ("readiness-too-low", Reason::NotReady),
        ("price-too-high", Reason::TooDear),
        ("budget-too-small", Reason::TooDear),
        ("too-late", Reason::WrongTime),
        ("partner-unsuitable", Reason::Known),
        ("conflict-of-interest", Reason::Conflict),
        ("other", Reason::Other),
    ];
    table.into_iter().find(|(known, _)| *known == code).map(|(_, reason)| reason)
}
