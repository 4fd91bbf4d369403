//! The demand radar: what end customers will ask for, and what of the chain that strains.

use axum::http::StatusCode;
use chain::{Chain, Patch};
use cooperation::radar::{Asked, Strain, asked, entries, strain};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::query;
use super::super::super::schema::{line, reference};
use crate::refusal::refusal_sentence;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The entries, and what those asked for strain.", reference("DemandRadar"));
    document(Method::Get, "/demand-radar", "show_demand_radar", "What end customers will ask for, and what it strains", gives)
        .under("cooperation")
        .patient()
        .note("Prices and rents are those of the chain before and after the entries that are asked for, in its currency per unit.")
        .with([query("patch", "An entry whose strain is worked out, by the id of its patch.", line(1, 100)).several()])
    .refuses(["not-found"])
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let (state, chain) = (&call.state, call.state.chain());
    let all: Vec<&Patch> = entries(&state.pack().patches).collect();
    let mut picked = Vec::new();
    for id in call.given.each("patch") {
        let found = all.iter().find(|patch| patch.id == id).ok_or(base::Refusal::NotFound {})?;
        picked.push((*found).clone());
    }
    let worked = (!picked.is_empty()).then(|| strain(state.model(), state.settlement()?, &picked));
    let refused = worked.as_ref().and_then(|worked| worked.as_ref().err()).map(|why| refusal_sentence(call.t, why));
    let strained = worked.and_then(Result::ok).map(|strain| strained(chain, &strain));
    let entries: Vec<Value> = all.iter().map(|patch| entry(call, patch)).collect();
    Ok(Answer::ok(json!({ "entries": entries, "refused": refused, "strain": strained })))
}

fn entry(call: &Call, patch: &Patch) -> Value {
    let chain = call.state.chain();
    let demand = patch.demand.as_ref();
    let row = |one: Asked| {
        json!({
            "application": chain.applications[one.application].id,
            "commodity": chain.commodities.get(one.commodity).map_or("", |commodity| &commodity.id),
            "unit": one.unit,
            "today": one.today,
            "served": one.served,
            "then": one.then,
        })
    };
    // An entry that does not apply says so where it is asked for.
    let asks: Vec<Value> = asked(call.state.model(), patch).unwrap_or_default().into_iter().map(row).collect();
    json!({
        "patch": patch.id,
        "title": { "zh": patch.name.zh, "en": patch.name.en },
        "fields": demand.map(|demand| demand.fields.clone()).unwrap_or_default(),
        "year": demand.and_then(|demand| demand.until),
        "parameter": demand.is_some_and(|demand| demand.parameter),
        "source": patch.source,
        "asks": asks,
    })
}

fn strained(chain: &Chain, strain: &Strain) -> Value {
    let prices = strain.prices.iter().map(|one| {
        json!({
            "commodity": chain.commodities[one.node.commodity].id,
            "region": chain.regions[one.node.region].id,
            "price": one.price,
        })
    });
    let links = strain
        .links
        .iter()
        .map(|one| json!({ "capacity": chain.capacities[one.capacity].id, "rent": one.rent, "limit": one.limit }));
    let unmet = strain
        .unmet
        .iter()
        .map(|one| json!({ "application": chain.applications[one.application].id, "share": one.share }));
    json!({
        "value": strain.value,
        "prices": prices.collect::<Vec<_>>(),
        "links": links.collect::<Vec<_>>(),
        "unmet": unmet.collect::<Vec<_>>(),
    })
}
