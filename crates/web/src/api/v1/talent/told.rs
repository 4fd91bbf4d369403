//! Experts and skills, as JSON.

use chain::Chain;
use innovation::review::grounds;
use serde_json::{Value, json};
use talent::expert::Expert;
use talent::gap::{Cause, Gap, Sum};

use super::super::matching::{level_code, told};
use crate::weighing::Weighing;

/// Somebody who suits, with the works that say so, their time and their ties.
pub fn expert(expert: &Expert) -> Value {
    let works = expert.works.iter().map(|work| {
        json!({
            "title": work.title,
            "year": work.year,
            "venue": work.venue,
            "record": work.record.as_ref().map(|record| record.id.to_string()),
            "score": work.score,
        })
    });
    let given = expert
        .time
        .given
        .iter()
        .map(|given| json!({ "to": given.to.id.to_string(), "percent": given.percent, "until": given.until }));
    let [zh, en] = grounds(&expert.ties);
    json!({
        "score": expert.maker.score(),
        "level": level_code(expert.maker.best().scored.level()),
        "pair": told::pair(&expert.maker.pair),
        "made": expert.maker.made.as_ref().map(told::pair),
        "works": works.collect::<Vec<_>>(),
        "time": {
            "said": expert.time.said,
            "taken": expert.time.taken(),
            "left": expert.time.left(),
            "given": given.collect::<Vec<_>>(),
        },
        "ties": { "zh": zh, "en": en },
        "left_on": expert.left.as_ref().map(|day| &day.0),
        "unconfirmed_since": expert.unconfirmed.map(|day| day.to_string()),
    })
}

/// Every skill of a taxonomy.
pub fn skills(chain: &Chain, weighed: &Weighing) -> Value {
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
    json!({
        "today": weighed.today,
        "horizon": weighed.horizon,
        "weak": weak,
        "items": weighed.gaps.skills.iter().map(skill).collect::<Vec<_>>(),
        "unlisted": unlisted.collect::<Vec<_>>(),
    })
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
