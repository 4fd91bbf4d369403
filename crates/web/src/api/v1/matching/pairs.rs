//! What suits a record, with reasons; and deciding about one of it.

use axum::http::StatusCode;
use base::Refusal;
use base::record::verb::show;
use base::record::{Kind, RecordId};
use brokerage::{Side, approach, bundle, decide, offering_kinds, paired, suitable, wanting_kinds};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::query;
use super::super::super::schema::{reference, whole};
use super::{DECIDING, said, told};
use crate::rulebook::rules;
use crate::shell::Who;

/// Shown of each kind where nothing is said.
const MOST: i64 = 8;

pub(super) fn add(table: &mut Table) {
    for kind in wanting_kinds().iter().chain(offering_kinds()) {
        table.add_of(*kind, of_list(*kind), list);
        table.add_of(*kind, of_decide(*kind), decided);
    }
}

fn path(kind: Kind) -> String {
    format!("/{}/{{id}}/matches", kind.path())
}

fn of_list(kind: Kind) -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The pairs by kind, the best first.", reference("Pairs"));
    let id = format!("list_matches_of_{}", kind.code().replace('-', "_"));
    document(Method::Get, path(kind), id, "What suits a record, with reasons", gives)
        .under("matching")
        .who(Who::Signed)
        .note("A need is compared with achievements, people, teams, platforms, funds and organisations, and each of those with needs and common problems; as far as the viewer may see them.")
        .with([query("most", "How many of each kind.", whole(1, 40))])
}

fn of_decide(kind: Kind) -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The match, as the caller sees it.", reference("Approach"));
    let id = format!("decide_match_of_{}", kind.code().replace('-', "_"));
    document(Method::Post, path(kind), id, "Accept or decline what suits a record", gives)
        .under("matching")
        .who(Who::Signed)
        .takes_a("NewDecision")
        .refuses(DECIDING)
        .refuses(["not-matched"])
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let (id, kind) = (call.id()?, call.kind()?);
    let most = usize::try_from(call.given.whole("most").unwrap_or(MOST)).unwrap_or_default();
    let ground = call.state.ground()?;
    let suits = call.matching(|shelf| {
        let record = show(shelf, call.viewer(), id)?;
        if record.kind != kind {
            return Err(Refusal::NotFound {}.into());
        }
        let weights = call.state.learning().weighed(shelf)?.weights;
        suitable(shelf, ground, &call.occasion, &weights, &record, most)
    })?;
    let bundle = bundle(&suits).ok().flatten();
    Ok(Answer::ok(told::suits(&suits, bundle.as_ref())))
}

fn decided(call: &Call) -> Result<Answer, Failure> {
    let (id, kind) = (call.id()?, call.kind()?);
    let other: RecordId = call.body["other"].as_str().unwrap_or_default().parse().map_err(|_| Refusal::NotFound {})?;
    let (ground, rules, said) = (call.state.ground()?, rules()?, said(&call.body));
    let wants = Side::of(kind) == Some(Side::Need);
    let (need, offer) = if wants { (id, other) } else { (other, id) };
    let pair = call.matching(|shelf| {
        let (need, offer) = (show(shelf, call.viewer(), need)?, show(shelf, call.viewer(), offer)?);
        if (if wants { need.kind } else { offer.kind }) != kind {
            return Err(Refusal::NotFound {}.into());
        }
        if Side::of(need.kind) != Some(Side::Need) || Side::of(offer.kind) != Some(Side::Offer) {
            return Ok(None);
        }
        let weights = call.state.learning().weighed(shelf)?.weights;
        paired(shelf, ground, &call.occasion, &weights, &need, &offer)
    })?;
    call.deciding(move |shelf, occasion| {
        let record = decide(shelf, rules, occasion, (need, offer), pair, &said)?;
        Ok(Answer::ok(told::approach(&approach(shelf, occasion, record.id)?)))
    })
}
