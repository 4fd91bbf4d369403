//! How a plan stands and what a joint project does to the chain, as JSON.

use std::sync::Arc;

use base::people::Viewer;
use base::record::plan_code;
use base::store::{Fault, Shelf};
use chain::{Chain, Link, Refusal};
use cooperation::committee::Case;
use cooperation::joint::Effect;
use cooperation::plan::{Serving, adopted, serving, standing};
use serde_json::{Value, json};

use crate::language::Messages;
use crate::refusal::refusal_sentence;

/// How the items of a year stand, with the records that name them.
///
/// # Errors
/// The store's.
pub fn plan(shelf: &mut dyn Shelf, viewer: &Viewer, case: &Case, (year, today): (i64, &str)) -> Result<Value, Fault> {
    let serving = serving(shelf, viewer)?;
    let units: Vec<_> = case.agreement.plan.iter().filter_map(|item| item.responsible).collect();
    let seen = shelf.titles(&units, &viewer.reach())?;
    let reached = |id: base::record::RecordId| seen.iter().any(|titled| titled.id == id);
    let of_year = case.agreement.plan.iter().filter(|item| item.year.is_some_and(|of| of.0 == year));
    let record = |one: &Serving| {
        let content = &one.record.content;
        json!({
            "kind": one.record.kind.code(),
            "id": one.record.id.to_string(),
            "title": { "zh": content.text("title_zh"), "en": content.text("title_en") },
            "stage": one.stage.map(|stage| stage.code),
            "committed": one.committed.map(|money| money.to_string()),
            "spent": one.spent.map(|money| money.to_string()),
        })
    };
    let items = of_year.map(|item| {
        let code = item.code.as_ref().map_or("", |code| code.0.as_str());
        let named = serving.get(&plan_code(code)).map_or(&[][..], Vec::as_slice);
        json!({
            "code": code,
            "item": item.item,
            "base": item.base,
            "target": item.target,
            "unit": item.unit,
            "result": item.result,
            "due": item.due,
            "responsible": item.responsible.filter(|id| reached(*id)).map(|id| id.to_string()),
            "standing": standing(item, today).code(),
            "evidence": item.evidence,
            "note": item.note,
            "serving": named.iter().map(record).collect::<Vec<_>>(),
        })
    });
    Ok(json!({
        "agreement": case.record.id.to_string(),
        "year": year,
        "adopted": adopted(&case.agreement, year),
        "items": items.collect::<Vec<_>>(),
    }))
}

/// The chain before and after; nothing where no patch is said, and why where it does not apply.
pub(super) fn effect(chain: &Chain, t: Messages, worked: Option<Result<Arc<Effect>, Refusal>>) -> Value {
    let refused = worked.as_ref().and_then(|worked| worked.as_ref().err()).map(|why| refusal_sentence(t, why));
    let Some(Ok(effect)) = worked else {
        return json!({ "refused": refused, "value": null, "links": [], "unmet": [], "sufficiency": [] });
    };
    let id = |link: Link| match link {
        Link::Capacity(at) => chain.capacities.get(at).map(|row| row.id.as_str()),
        Link::Supply(at) => chain.markets.get(at).map(|row| row.id.as_str()),
    };
    let links = effect.links.iter().filter_map(|one| {
        Some(json!({ "link": id(one.link)?, "touched": one.touched, "rank": one.rank, "loss": one.loss }))
    });
    let unmet = effect
        .unmet
        .iter()
        .map(|one| json!({ "application": chain.applications[one.application].id, "share": one.share }));
    let sufficiency = effect.sufficiency.iter().map(|one| {
        json!({
            "region": chain.regions[one.region].id,
            "stage": chain.stages[one.stage].id,
            "grade": one.grade,
            "ratio": one.ratio,
            "without_trade": one.without_trade,
        })
    });
    json!({
        "refused": null,
        "value": effect.value,
        "links": links.collect::<Vec<_>>(),
        "unmet": unmet.collect::<Vec<_>>(),
        "sufficiency": sufficiency.collect::<Vec<_>>(),
    })
}
