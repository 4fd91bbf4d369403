//! The skills that are wanting, today and at the end of the plan.

use axum::http::StatusCode;
use base::record::SlipReason;
use serde_json::{Value, json};
use talent::gap::{Cause, Gap, Sum};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::query;
use super::super::super::schema::{day, reference};
use super::super::said::slip;
use crate::shell::Who;
use crate::weighing::{ahead, weighing};

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Every skill of the chain's taxonomy.", reference("Skills"));
    document(Method::Get, "/skills", "list_skills", "Which skills are wanting, and which are there", gives)
        .under("talent")
        .who(Who::Signed)
        .patient()
        .note("Counted is what the viewer may see. Wanting is what is open less who has time and who will have learnt it, not below zero; each ask is for one person.")
        .with([query("on", "A day that lies ahead; the end of the plan where nothing is said.", day())])
        .refuses(["slips"])
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let day = match call.given.text("on") {
        None => None,
        Some(given) => Some(ahead(&call.occasion, given).ok_or_else(|| {
            let now = call.occasion.now.to_string();
            slip("on", SlipReason::NotAhead { now })
        })?),
    };
    let weighed = weighing(&call.state, &call.occasion, day)?;
    let chain = call.state.chain();
    let stages = |stages: &mut dyn Iterator<Item = usize>| -> Vec<&str> {
        stages.map(|stage| chain.stages[stage].id.as_str()).collect()
    };
    let weak = weighed.weak.each_ref().map(|weak| stages(&mut weak.iter().copied()));
    let skill = |gap: &Gap| {
        let skill = &chain.skills[gap.skill];
        let asks = gap.asks.iter().map(|ask| {
            let (by, named) = match &ask.cause {
                Cause::Project(record) => ("project", record.id.to_string()),
                Cause::Call(record) => ("call", record.id.to_string()),
                Cause::WeakLink(stage) => ("weak-link", chain.stages[*stage].id.clone()),
            };
            json!({ "by": by, "named": named, "covered": ask.covered, "on": ask.on })
        });
        let people = gap
            .people
            .iter()
            .map(|holder| json!({ "person": holder.person.id.to_string(), "here": holder.here, "free": holder.free }));
        let taught = gap.taught.iter().map(
            |one| json!({ "programme": one.programme.id.to_string(), "seats": one.seats, "in_time": one.in_time }),
        );
        json!({
            "id": skill.id,
            "title": { "zh": skill.name.zh, "en": skill.name.en },
            "also": skill.also,
            "stages": stages(&mut skill.stages.iter().copied()),
            "now": sum(gap.now),
            "then": sum(gap.then),
            "asks": asks.collect::<Vec<_>>(),
            "people": people.collect::<Vec<_>>(),
            "taught": taught.collect::<Vec<_>>(),
        })
    };
    let unlisted =
        weighed.gaps.unlisted.iter().map(|one| json!({ "word": one.word, "asked": one.asked, "people": one.people }));
    Ok(Answer::ok(json!({
        "today": weighed.today,
        "horizon": weighed.horizon,
        "weak": weak,
        "items": weighed.gaps.skills.iter().map(skill).collect::<Vec<_>>(),
        "unlisted": unlisted.collect::<Vec<_>>(),
    })))
}

fn sum(sum: Sum) -> Value {
    json!({
        "asked": sum.asked,
        "open": sum.open,
        "people": sum.people,
        "free": sum.free,
        "trained": sum.trained,
        "short": sum.short(),
    })
}
