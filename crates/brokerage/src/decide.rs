//! What people decide about a need and an offer: it becomes a record of the kind *match*.

use base::people::{Role, Viewer};
use base::record::verb::{Occasion, Within, compose, show, write};
use base::record::{Content, Given, Kind, Record, RecordId, State};
use base::rules::{Gate, Rules, gate, note_gate, settings};
use base::store::Shelf;
use base::{Refusal, people::Reach};
use matching::rank::{Change, Level};
use serde_json::{Value, json};

use crate::confide::{confidential_to, told_by};
use crate::past::matches_of;
use crate::side::{Side, organisation_of};
use crate::suit::Paired;
use crate::trouble::Trouble;

/// Reasons and near misses that are kept with a decision.
const KEPT: usize = 6;

/// What somebody says about a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Let us talk. From the side of a confidential need with the abstract that the other side will see.
    Accept {
        /// The abstract; empty where the need is not confidential.
        anonymous_abstract: String,
    },
    /// It does not suit.
    Decline {
        /// Why, by the codes of the field `decline_reasons`; at least one.
        reasons: Vec<String>,
        /// What else is to be said.
        note: String,
    },
}

/// For whom somebody decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decider {
    /// For the need.
    Need,
    /// For the offer.
    Offer,
    /// For neither: a broker, who brings both together.
    Broker,
}

/// For whom a viewer may decide; the need comes first where both are theirs.
pub fn decider(viewer: &Viewer, need: &Record, offer: &Record) -> Option<Decider> {
    if viewer.writes().is_err() {
        return None;
    }
    let owns = |record: &Record| {
        let account = viewer.account();
        let own =
            account.is_some() && (record.author == account || record.managers.iter().any(|id| account == Some(*id)));
        let leads = record.content.owner().is_some_and(|owner| viewer.manages(owner));
        own || leads || record.kind == Kind::Organisation && viewer.manages(record.id)
    };
    if owns(need) {
        Some(Decider::Need)
    } else if owns(offer) {
        Some(Decider::Offer)
    } else {
        (viewer.has(Role::Broker) || viewer.has(Role::Administrator)).then_some(Decider::Broker)
    }
}

/// Decides about a need and an offer that the viewer can both see, for the side that is theirs, or as a broker.
/// `pair` is how the two compare, as far as that is known.
///
/// # Errors
/// They cannot see one of the two; neither is theirs; the match is over; the abstract is missing or tells too much; the
/// export rules hold; no reason is given for declining.
pub fn decide(
    shelf: &mut dyn Shelf,
    rules: &Rules,
    occasion: &Occasion,
    (need, offer): (RecordId, RecordId),
    pair: Option<Paired>,
    answer: &Answer,
) -> Result<Record, Trouble> {
    let need = show(shelf, &occasion.viewer, need)?;
    let offer = show(shelf, &occasion.viewer, offer)?;
    let decider = decider(&occasion.viewer, &need, &offer).ok_or_else(|| refused(&occasion.viewer))?;
    if Side::of(need.kind) != Some(Side::Need) || Side::of(offer.kind) != Some(Side::Offer) {
        return Err(Refusal::NotMatched { kind: offer.kind.code().to_owned() }.into());
    }
    let before = matches_of(shelf, &Reach::Everything, need.id, ("need", "offer"))?.remove(&offer.id);
    let gate = checked(shelf, rules, occasion, &need, &offer)?;
    settle(shelf, occasion, &Ends { need, offer, pair, gate }, before, decider, answer)
}

/// Answers a match for the side of the offer, which may not see the need.
///
/// # Errors
/// There is no such match for them; it is over; the export rules hold; no reason is given for declining.
pub fn answer(
    shelf: &mut dyn Shelf,
    rules: &Rules,
    occasion: &Occasion,
    found: RecordId,
    answer: &Answer,
) -> Result<Record, Trouble> {
    let (record, need, offer) = crate::approach::ends(shelf, occasion, found)?;
    let decider = decider(&occasion.viewer, &need, &offer).ok_or_else(|| refused(&occasion.viewer))?;
    let gate = checked(shelf, rules, occasion, &need, &offer)?;
    settle(shelf, occasion, &Ends { need, offer, pair: None, gate }, Some(record), decider, answer)
}

fn checked(
    shelf: &mut dyn Shelf,
    rules: &Rules,
    occasion: &Occasion,
    need: &Record,
    offer: &Record,
) -> Result<Gate, Trouble> {
    let settings = settings(shelf)?;
    let parties: Vec<RecordId> = [need, offer].into_iter().filter_map(organisation_of).collect();
    let parties = shelf.records(&parties)?;
    let parties: Vec<&Record> = parties.iter().collect();
    Ok(gate(&[need, offer], &parties, rules, &settings, occasion.now.date()))
}

fn refused(viewer: &Viewer) -> Refusal {
    viewer.writes().err().unwrap_or(Refusal::NoSide {})
}

/// What a match is between, how the two compare, and what the export rules say.
struct Ends {
    need: Record,
    offer: Record,
    pair: Option<Paired>,
    gate: Gate,
}

fn settle(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    ends: &Ends,
    before: Option<Record>,
    decider: Decider,
    answer: &Answer,
) -> Result<Record, Trouble> {
    if let Some(over) = before.as_ref().map(|record| record.content.text("stage")).filter(|stage| is_over(stage)) {
        return Err(Refusal::MatchOver { stage: over.to_owned() }.into());
    }
    let mut given = match &before {
        Some(_) => Vec::new(),
        None => opening(ends, decider),
    };
    let verb = match answer {
        Answer::Accept { anonymous_abstract } => {
            accepting(shelf, occasion, ends, before.as_ref(), decider, anonymous_abstract, &mut given)?
        }
        Answer::Decline { reasons, note } => {
            if reasons.is_empty() {
                return Err(Refusal::ReasonNeeded {}.into());
            }
            given.extend(side(decider, "declined"));
            given.extend([
                ("stage", json!("declined")),
                ("decline_reasons", json!(reasons)),
                ("decline_note", text(note)),
                ("decided", json!(occasion.now.date().to_string())),
            ]);
            "match.decline"
        }
    };
    write_match(shelf, occasion, ends, before, &given, verb)
}

/// What is given when somebody accepts; the verb it is noted under.
fn accepting(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    ends: &Ends,
    before: Option<&Record>,
    decider: Decider,
    anonymous_abstract: &str,
    given: &mut Vec<(&'static str, Value)>,
) -> Result<&'static str, Trouble> {
    note_gate(shelf, occasion, ends.offer.id, "match", &ends.gate)?;
    if let Gate::Holds { rules } = &ends.gate {
        return Err(Refusal::ControlHolds { rules: rules.join(", ") }.into());
    }
    let known = before.map_or("", |record| record.content.text("anonymous_abstract"));
    if decider != Decider::Offer && known.is_empty() && confidential_to(&ends.need, &ends.offer) {
        let words = anonymous_abstract.trim();
        if words.is_empty() {
            return Err(Refusal::AbstractNeeded {}.into());
        }
        let owner = ends.need.content.owner().map(|owner| shelf.record(owner)).transpose()?.flatten();
        let told = told_by(words, &ends.need, owner.as_ref());
        if !told.is_empty() {
            return Err(Refusal::AbstractTells { words: told.join("、") }.into());
        }
        given.push(("anonymous_abstract", json!(words)));
    }
    if before.is_none() {
        given.push(("contacted", json!(occasion.now.to_string())));
    }
    given.extend(side(decider, "accepted"));
    let has = |name: &str| before.is_some_and(|record| record.content.text(name) == "accepted");
    let stage = match decider {
        Decider::Need if has("offer_side") => "accepted",
        Decider::Offer if has("need_side") => "accepted",
        Decider::Need | Decider::Offer if before.is_some() => "one-accepted",
        Decider::Need | Decider::Offer | Decider::Broker => "contacting",
    };
    given.push(("stage", json!(stage)));
    if stage == "accepted" {
        given.push(("decided", json!(occasion.now.date().to_string())));
    }
    Ok(if decider == Decider::Broker { "match.propose" } else { "match.accept" })
}

/// What is known of a match before anybody said anything.
fn opening(ends: &Ends, decider: Decider) -> Vec<(&'static str, Value)> {
    let (need, offer) = (&ends.need, &ends.offer);
    let title = |chinese: bool| format!("{} × {}", need.content.title(chinese), offer.content.title(chinese));
    let organisation = organisation_of(offer);
    let origin = match decider {
        Decider::Need => "engine",
        Decider::Offer => "request",
        Decider::Broker => "broker",
    };
    let mut given = vec![
        ("title_zh", json!(title(true))),
        ("title_en", json!(title(false))),
        ("origin", json!(origin)),
        ("need_side", json!("pending")),
        ("offer_side", json!("pending")),
        ("control_check", json!(ends.gate.noted())),
    ];
    if let Some(pair) = &ends.pair {
        let level = match pair.scored.level() {
            Level::Strong => "strong",
            Level::Fair => "fair",
            Level::Weak => "weak",
            Level::None => "none",
        };
        let features = pair.features.known();
        let features: Vec<Value> =
            features.map(|(feature, value)| json!({ "feature": feature.key(), "value": rounded(value) })).collect();
        given.extend([
            ("level", json!(level)),
            ("score", rounded(pair.scored.score)),
            ("reasons", reasons(pair)),
            ("near_misses", near_misses(pair)),
            ("features", json!(features)),
        ]);
    }
    let confidential = confidential_to(need, offer);
    let parties: Vec<String> =
        [need.content.owner(), organisation].into_iter().flatten().map(|id| id.to_string()).collect();
    match (confidential, need.content.owner(), parties.is_empty()) {
        (true, Some(_), _) => given.push(("visibility", json!("owner"))),
        (true, None, _) | (false, _, true) => given.push(("visibility", json!("private"))),
        (false, _, false) => given.extend([("visibility", json!("named")), ("named", json!(parties))]),
    }
    given
}

fn reasons(pair: &Paired) -> Value {
    let words = pair.told.matched.iter().take(KEPT).map(|one| {
        let reason = one.sought.as_ref().map_or_else(|| one.said.clone(), |sought| format!("{sought} ↔ {}", one.said));
        json!({ "reason": reason.replace('\n', " "), "weight": rounded(one.share) })
    });
    words.collect()
}

fn near_misses(pair: &Paired) -> Value {
    let misses = pair.near_misses.iter().take(KEPT).map(|miss| {
        let (gap, remedy) = match &miss.change {
            Change::Readiness { has, needs } => (format!("readiness {has}"), format!("readiness ≥ {needs}")),
            Change::Budget { short_by, enough } => (format!("budget − {short_by}"), format!("budget + {enough}")),
            Change::Indicator { indicator, short_by } => {
                let wanted = pair.indicated.get(*indicator).map(|one| &one.wanted);
                let (name, unit) = wanted.map_or(("", ""), |figure| (figure.property.as_str(), figure.unit));
                (format!("{name} − {short_by} {unit}"), format!("{name} + {short_by} {unit}"))
            }
            Change::AvailableFrom { is, needs } => (format!("from {is}"), format!("from {needs}")),
            Change::AvailableUntil { is, needs } => (format!("until {is}"), format!("until {needs}")),
            Change::Factor(factor) => (format!("{factor:?}"), format!("+ {factor:?}")),
        };
        json!({ "gap": gap, "remedy": remedy })
    });
    misses.collect()
}

fn side(decider: Decider, decision: &str) -> Option<(&'static str, Value)> {
    match decider {
        Decider::Need => Some(("need_side", json!(decision))),
        Decider::Offer => Some(("offer_side", json!(decision))),
        Decider::Broker => None,
    }
}

fn is_over(stage: &str) -> bool {
    matches!(stage, "accepted" | "declined" | "dealt" | "lapsed")
}

fn text(words: &str) -> Value {
    if words.trim().is_empty() { Value::Null } else { json!(words.trim()) }
}

/// A number as records keep it: with six places.
fn rounded(value: f64) -> Value {
    json!((value * 1e6).round() / 1e6)
}

fn write_match(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    ends: &Ends,
    before: Option<Record>,
    given: &[(&'static str, Value)],
    verb: &str,
) -> Result<Record, Trouble> {
    let given: Vec<(String, Given)> =
        given.iter().map(|(name, value)| ((*name).to_owned(), Given::Json(value.clone()))).collect();
    let mut within = Within::new(shelf, occasion);
    let content = before.as_ref().map_or_else(Content::default, |record| record.content.clone());
    let composed = compose(Kind::Match, &content, &given, &mut within);
    within.end()?;
    let mut content = composed.map_err(base::Trouble::from)?;
    let record = if let Some(record) = before {
        Record { version: record.version + 1, content, updated: occasion.now, ..record }
    } else {
        // Whoever decides may see both; the links stand whether or not the other side can.
        let organisation = organisation_of(&ends.offer);
        content.set("need", json!(ends.need.id.to_string()));
        content.set("offer", json!(ends.offer.id.to_string()));
        content.set("offer_owner", organisation.map_or(Value::Null, |id| json!(id.to_string())));
        content.set("owner", ends.need.content.owner().map_or(Value::Null, |id| json!(id.to_string())));
        let author = occasion.viewer.account();
        Record {
            id: RecordId::fresh(),
            kind: Kind::Match,
            version: 1,
            state: State::Published,
            content,
            author,
            managers: ends.need.author.filter(|need| Some(*need) != author).into_iter().collect(),
            created: occasion.now,
            updated: occasion.now,
        }
    };
    write(shelf, occasion, &record, verb)?;
    Ok(record)
}
