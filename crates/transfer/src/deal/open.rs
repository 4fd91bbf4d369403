//! A deal opened from a match that both sides agreed to.

use base::people::{Role, Viewer};
use base::record::kinds::{
    Achievement, Deal, DealParty, DealRole, DealStage, DealStatus, Match, MatchStage, TransferForm,
};
use base::record::verb::{Occasion, begun, for_named, put_body, rewrite, show, write};
use base::record::{Content, Kind, Line, Record, RecordId};
use base::rules::{Gate, gate, note_gate, settings};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};
use base::{Refusal, Trouble as BaseTrouble};
use serde_json::{Value, json};

use super::advance::code;
use super::confirm::fresh_until;
use crate::rulebook::Rulebook;
use crate::trouble::Trouble;

/// What a deal begins with beside the match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// How it is to change hands; what the achievement's owner wants where it does not say.
    pub form: Option<TransferForm>,
}

/// Opens the deal of a match; a match has one. The match then says that it became a deal.
///
/// # Errors
/// There is no such match for the viewer; both sides have not agreed to it; neither side is theirs, nor are they a
/// broker; the export rules hold.
pub fn open(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    found: RecordId,
    opening: &Opening,
) -> Result<Record, Trouble> {
    occasion.viewer.writes()?;
    let matched = show(shelf, &occasion.viewer, found)?;
    if matched.kind != Kind::Match {
        return Err(Refusal::NotFound {}.into());
    }
    let body: Match = matched.content.body();
    if let Some(deal) = deal_of(shelf, matched.id)? {
        return Ok(deal);
    }
    if body.stage != Some(MatchStage::Accepted) {
        let stage = code(MatchStage::CHOICES, body.stage.map_or(0, |stage| stage as usize));
        return Err(Refusal::MatchOver { stage }.into());
    }
    let ends = shelf.records(&[body.need, body.offer].into_iter().flatten().collect::<Vec<_>>())?;
    let end = |id: Option<RecordId>| ends.iter().find(|record| Some(record.id) == id);
    let (Some(need), Some(offer)) = (end(body.need), end(body.offer)) else {
        return Err(Refusal::NotFound {}.into());
    };
    let giver =
        if offer.kind == Kind::Organisation { Some(offer.id) } else { offer.content.owner().or(body.offer_owner) };
    let taker = need.content.owner();
    may_open(&occasion.viewer, [giver, taker])?;
    let organisations: Vec<RecordId> = [giver, taker].into_iter().flatten().collect();
    let organisations = shelf.records(&organisations)?;
    let parties: Vec<&Record> = organisations.iter().collect();
    let gate = gate(&[need, offer], &parties, rulebook.rules, &settings(shelf)?, occasion.now.date());
    if let Gate::Holds { rules } = &gate {
        note_gate(shelf, occasion, matched.id, "deal", &gate)?;
        return Err(Refusal::ControlHolds { rules: rules.join(", ") }.into());
    }
    let record = opened(occasion, &matched, &body, (need, giver), (offer, taker), opening)?;
    note_gate(shelf, occasion, record.id, "deal", &gate)?;
    write(shelf, occasion, &record, "deal.open")?;
    let dealt = Match { stage: Some(MatchStage::Dealt), ..body };
    rewrite(shelf, occasion, &matched, None, &dealt, "match.deal")?;
    Ok(record)
}

/// The deal that a match became.
fn deal_of(shelf: &mut dyn Shelf, matched: RecordId) -> Result<Option<Record>, Fault> {
    let marks = vec![Mark { field: "cause".to_owned(), value: matched.to_string() }];
    let filter = Filter { kinds: vec![Kind::Deal], marks, ..Filter::default() };
    let reach = base::people::Reach::Everything;
    let query = Query { reach, filter, sort: Sort::Updated, after: None, limit: 1 };
    Ok(shelf.find(&query)?.records.pop())
}

fn may_open(viewer: &Viewer, sides: [Option<RecordId>; 2]) -> Result<(), Refusal> {
    viewer.writes()?;
    let broker = viewer.has(Role::Broker) || viewer.has(Role::Administrator);
    let theirs = sides.into_iter().flatten().any(|side| viewer.manages(side));
    if broker || theirs { Ok(()) } else { Err(Refusal::NoSide {}) }
}

fn opened(
    occasion: &Occasion,
    matched: &Record,
    body: &Match,
    (need, giver): (&Record, Option<RecordId>),
    (offer, taker): (&Record, Option<RecordId>),
    opening: &Opening,
) -> Result<Record, BaseTrouble> {
    let achievement = offer.kind == Kind::Achievement;
    let wanted = if achievement { offer.content.body::<Achievement>().transfer_forms } else { Vec::new() };
    let wanted = wanted.into_iter().find(|form| !matches!(form, TransferForm::Open | TransferForm::OwnUse));
    let party = |organisation: Option<RecordId>, name: &Record, role| DealParty {
        name: organisation.is_none().then(|| Line(name.content.title(true).to_owned())),
        organisation,
        role: Some(role),
        contact: None,
    };
    let deal = Deal {
        deal_type: opening.form.or(wanted).or(Some(TransferForm::Open)),
        stage: Some(DealStage::Contact),
        status: Some(DealStatus::Active),
        achievements: achievement.then_some(offer.id).into_iter().collect(),
        needs: vec![need.id],
        parties: vec![party(giver, offer, DealRole::Provider), party(taker, need, DealRole::Taker)],
        broker: body.broker,
        cause: Some(matched.id),
        plan_item: body.plan_item.clone(),
        ..Deal::default()
    };
    let mut content = Content::default();
    put_body(&mut content, &deal)?;
    content.set("title_zh", json!(format!("{} → {}", offer.content.title(true), need.content.title(true))));
    content.set("title_en", json!(format!("{} → {}", offer.content.title(false), need.content.title(false))));
    let owner = giver.or(taker);
    content.set("owner", owner.map_or(Value::Null, |id| json!(id.to_string())));
    for_named(&mut content, [giver, taker].into_iter().flatten());
    if owner.is_none() {
        content.set("visibility", json!("private"));
    }
    for common in ["positions", "control", "sample"] {
        content.set(common, offer.content.get(common).clone());
    }
    content.set("expires", json!(fresh_until(occasion)));
    let author = occasion.viewer.account();
    let managers = [matched.author, need.author, offer.author].into_iter().flatten();
    let mut managers: Vec<_> = managers.filter(|manager| Some(*manager) != author).collect();
    managers.sort();
    managers.dedup();
    Ok(Record { managers, ..begun(occasion, Kind::Deal, content) })
}
