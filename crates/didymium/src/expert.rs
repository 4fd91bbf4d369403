//! `didymium expert`: who suits words, a place of the chain, a need or a problem.

use std::path::Path;
use std::sync::Arc;

use base::Refusal;
use base::people::Viewer;
use base::record::verb::Occasion;
use base::record::{Kind, Places, Slip, SlipReason};
use base::rules::Rules;
use base::store::{Fault, Store};
use brokerage::{Ground, Links, weighing};
use measure::{Clock, SystemClock};
use serde_json::{Value, json};
use talent::expert::{Expert, Seeking, find, seek};
use web::language::Messages;
use web::talent_answer;

use crate::arguments::Seek;
use crate::configuration::Configuration;
use crate::index::once;
use crate::named;
use crate::output::{self, Sheet};
use crate::pack;
use crate::stop::Stop;

/// Works that are shown of each.
const WORKS: usize = 2;

/// Finds experts as the operator, who sees everything.
pub fn run(wanted: &Seek, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(&wanted.place)?;
    let store: Arc<dyn Store> = Arc::new(configuration.existing()?);
    let pack =
        pack::read(wanted.pack.as_deref().or(configuration.pack.as_deref()).unwrap_or(Path::new(pack::SHIPPED)))?;
    let (links, places) = (Links::of(&pack.chain), Places::of(&pack));
    let rules = Rules::shipped().map_err(|why| Fault::Damaged(why.to_string()))?;
    let engine = once(&configuration, &store, t)?;
    let ground = Ground { engine: &engine, links: &links, rules: &rules };
    let place = match &wanted.at {
        Some(given) => Some(places.find(given).map(str::to_owned).ok_or_else(|| no_place(given))?),
        None => None,
    };
    let words = places.words_at(&wanted.words.join(" "), place.as_deref());
    let occasion = Occasion { viewer: Viewer::Operator, now: SystemClock.now(), places };
    let experts = store.reading(|shelf| -> Result<_, brokerage::Trouble> {
        let record = match &wanted.for_record {
            Some(given) => Some(named::record(shelf, &occasion.viewer, &[Kind::Need, Kind::Problem], given)?),
            None => None,
        };
        let weights = weighing(shelf)?.weights;
        let subject = seek(shelf, &occasion, &Seeking { record, words, place })?;
        find(shelf, ground, &occasion, &weights, &subject, wanted.most)
    })?;
    if wanted.json {
        let items: Vec<Value> = experts.iter().map(talent_answer::expert).collect();
        return output::json(&json!({ "items": items }));
    }
    let mut sheet = Sheet::new(&[
        t.get("cli-expert-person"),
        format!(">{}", t.get("cli-match-score")),
        t.get("experts-works"),
        format!(">{}", t.get("cli-expert-left")),
        t.get("cli-expert-note"),
    ]);
    let count = i64::try_from(experts.len()).unwrap_or(i64::MAX);
    for expert in &experts {
        sheet.row(row(expert, t));
    }
    sheet.print(&t.say("cli-expert-count").with("count", count).to_string())
}

fn no_place(given: &str) -> Refusal {
    let reason = SlipReason::NoSuchPosition { given: given.to_owned() };
    Refusal::Slips(vec![Slip { field: "--at".to_owned(), reason }])
}

fn row(expert: &Expert, t: Messages) -> Vec<String> {
    let works = expert
        .works
        .iter()
        .take(WORKS)
        .map(|work| work.year.map_or_else(|| work.title.clone(), |year| format!("{} ({year})", work.title)));
    let [zh, en] = innovation::review::grounds(&expert.ties);
    let gone = expert.left.as_ref().map(|day| t.say("experts-left").with("day", day.0.clone()).to_string());
    let ties = t.pick(zh, en);
    let unconfirmed =
        expert.unconfirmed.map(|day| t.say("experts-unconfirmed").with("day", day.to_string()).to_string());
    let notes = [gone.unwrap_or_default(), ties, unconfirmed.unwrap_or_default()];
    vec![
        expert.maker.pair.other.content.title(t.pick(true, false)).to_owned(),
        format!("{:.2}", expert.maker.score()),
        works.collect::<Vec<_>>().join(t.pick("；", "; ")),
        expert.time.left().map_or_else(String::new, |left| format!("{left:.0}%")),
        notes.iter().filter(|note| !note.is_empty()).cloned().collect::<Vec<_>>().join(t.pick("；", "; ")),
    ]
}
