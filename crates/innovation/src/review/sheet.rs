//! What a reviewer sees of a bid: all of it, or all that tells nobody whose it is.

use base::record::kinds::{Bid, BlindMode, Call, Organisation};
use base::record::verb::Occasion;
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Shelf};
use base::{Refusal, Trouble};
use serde_json::Value;

use super::{Judged, is_reviewer, judged};
use crate::bid::side;
use crate::call::{leads, opened, posted};

/// What stands in the place of a name.
const MASK: &str = "▇▇";

/// What a reviewer sees.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The review.
    pub judged: Judged,
    /// The record of the call.
    pub call: Record,
    /// What the call says.
    pub charter: Call,
    /// The number of the bid among those of the call.
    pub number: usize,
    /// The title and the summary of the bid; `None` where they are not shown.
    pub title: Option<(String, String)>,
    /// The bid; without its people and organisations where the review is double-blind.
    pub bid: Bid,
    /// Whether the viewer is the reviewer.
    pub is_reviewer: bool,
}

/// What is to be reviewed, for the reviewer and for those who lead the call.
///
/// # Errors
/// The viewer is neither; the review is of no panel.
pub fn sheet(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Sheet, Trouble> {
    let judged = judged(shelf, &occasion.viewer, id)?;
    let (Some(call), Some(subject)) = (judged.review.panel_of, judged.review.subject) else {
        return Err(Refusal::NotFound {}.into());
    };
    let is_reviewer = is_reviewer(shelf, &occasion.viewer, &judged)?;
    let bids = opened(shelf, call)?;
    let place = bids.iter().position(|(record, _)| record.id == subject).ok_or(Refusal::NotFound {})?;
    let (record, mut bid) = bids[place].clone();
    let is_blind = is_reviewer && judged.review.blind == Some(BlindMode::Double);
    if !is_reviewer {
        let posted = posted(shelf, &occasion.viewer, call)?;
        if !leads(&occasion.viewer, &posted) && !occasion.viewer.sees_everything() {
            return Err(Refusal::NotFound {}.into());
        }
    }
    let text = |field: &str| record.content.text(field).to_owned();
    let mut title = Some((text("title_zh"), text("title_en")));
    if is_blind {
        let names = names(shelf, &record, &bid)?;
        title = None;
        (bid.lead, bid.team, bid.members, bid.partners) = (None, None, Vec::new(), Vec::new());
        (bid.platforms, bid.achievements, bid.cause) = (Vec::new(), Vec::new(), None);
        for line in &mut bid.budget_lines {
            line.payer = None;
        }
        for milestone in &mut bid.milestones {
            milestone.shown_record = None;
        }
        bid = masked(&bid, &names)?;
    }
    let call = shelf.record(call)?.ok_or(Refusal::NotFound {})?;
    Ok(Sheet { judged, charter: call.content.body(), call, number: place + 1, title, bid, is_reviewer })
}

/// Every name by which the side of a bid could be known, the longest first.
fn names(shelf: &mut dyn Shelf, record: &Record, bid: &Bid) -> Result<Vec<String>, Fault> {
    let side = side(shelf, record, bid)?;
    let ids: Vec<RecordId> = side.organisations.into_iter().chain(side.people).chain(bid.team).collect();
    let mut names: Vec<String> = Vec::new();
    for known in shelf.records(&ids)? {
        names.extend(["title_zh", "title_en"].map(|field| known.content.text(field).to_owned()));
        if known.kind == Kind::Organisation {
            names.extend(known.content.body::<Organisation>().short_names.into_iter().map(|word| word.0));
        }
    }
    names.extend(bid.members.iter().filter_map(|member| member.name.as_ref()).map(|name| name.0.clone()));
    names.extend(bid.partners.iter().filter_map(|partner| partner.name.as_ref()).map(|name| name.0.clone()));
    // A name in small letters could be a code of a choice, which is told to nobody and must stay whole.
    let is_code = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    names.retain(|name| name.chars().count() >= 2 && !is_code(name));
    names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    names.dedup();
    Ok(names)
}

/// The bid with a mask in the place of every name, in whatever field or row it stands.
fn masked(bid: &Bid, names: &[String]) -> Result<Bid, Fault> {
    let damaged = |error: serde_json::Error| Fault::Damaged(error.to_string());
    let mut told = serde_json::to_value(bid).map_err(damaged)?;
    mask(&mut told, names);
    serde_json::from_value(told).map_err(damaged)
}

fn mask(told: &mut Value, names: &[String]) {
    match told {
        Value::String(text) => {
            for name in names {
                *text = text.replace(name.as_str(), MASK);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mask(item, names)),
        Value::Object(fields) => fields.values_mut().for_each(|field| mask(field, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
