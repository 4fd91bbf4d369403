//! `didymium match`: what suits a record, with reasons.

use std::path::Path;

use base::Trouble;
use base::people::Viewer;
use base::record::verb::{Occasion, show};
use base::record::{Kind, Places, Record};
use base::rules::Rules;
use base::store::{Fault, Shelf, Store};
use brokerage::{Ground, Links, Paired, offering_kinds, suitable, wanting_kinds, weighing};
use matching::rank::Level;
use measure::{Clock, SystemClock};
use serde_json::{Value, json};
use std::sync::Arc;
use web::language::{Key, Messages};

use crate::arguments::Match;
use crate::configuration::Configuration;
use crate::index::once;
use crate::named;
use crate::output::{self, Sheet};
use crate::pack;
use crate::stop::Stop;

/// Words that are shown as reasons.
const WORDS: usize = 4;

/// Matches a record as the operator, who sees everything.
pub fn run(wanted: &Match, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(&wanted.place)?;
    let store: Arc<dyn Store> = Arc::new(configuration.existing()?);
    let pack =
        pack::read(wanted.pack.as_deref().or(configuration.pack.as_deref()).unwrap_or(Path::new(pack::SHIPPED)))?;
    let links = Links::of(&pack.chain);
    let rules = Rules::shipped().map_err(|why| Fault::Damaged(why.to_string()))?;
    let engine = once(&configuration, &store, t)?;
    let ground = Ground { engine: &engine, links: &links, rules: &rules };
    let occasion = Occasion { viewer: Viewer::Operator, now: SystemClock.now(), places: Places::of(&pack) };
    let given = wanted.record.as_deref().unwrap_or_default();
    let most = wanted.most;
    let (record, suits) = store.reading(|shelf| -> Result<_, brokerage::Trouble> {
        let record = find(shelf, &occasion, given)?;
        let weights = weighing(shelf)?.weights;
        let suits = suitable(shelf, ground, &occasion, &weights, &record, most)?;
        Ok((record, suits))
    })?;
    if wanted.json {
        let kinds = suits
            .by_kind
            .iter()
            .map(|(kind, pairs)| json!({ "kind": kind.code(), "matches": pairs.iter().map(row).collect::<Vec<_>>() }));
        return output::json(&json!({ "record": record.id.to_string(), "kinds": kinds.collect::<Vec<_>>() }));
    }
    let title = record.content.title(t.pick(true, false)).to_owned();
    let header = ["cli-match-kind", "cli-match-title", "cli-match-level"].map(|key| t.get(Key(key)));
    let mut header = header.to_vec();
    header.extend([format!(">{}", t.get("cli-match-score")), t.get("cli-match-why")]);
    let mut sheet = Sheet::new(&header);
    for (kind, pair) in suits.by_kind.iter().flat_map(|(kind, pairs)| pairs.iter().map(move |pair| (kind, pair))) {
        let label = kind.label();
        sheet.row(vec![
            t.pick(label.zh, label.en).to_owned(),
            pair.other.content.title(t.pick(true, false)).to_owned(),
            t.get(level(pair.scored.level())),
            format!("{:.2}", pair.scored.score),
            words(pair).join(t.pick("、", ", ")),
        ]);
    }
    sheet.print(&t.say("cli-match").with("title", title).to_string())
}

/// The record with this id, or the one need or offer with this title.
fn find(shelf: &mut dyn Shelf, occasion: &Occasion, named: &str) -> Result<Record, Trouble> {
    let kinds: Vec<Kind> = wanting_kinds().iter().chain(offering_kinds()).copied().collect();
    let id = named::record(shelf, &occasion.viewer, &kinds, named)?;
    show(shelf, &occasion.viewer, id)
}

fn level(level: Level) -> Key {
    match level {
        Level::Strong => Key("level-strong"),
        Level::Fair => Key("level-fair"),
        Level::Weak => Key("level-weak"),
        Level::None => Key("level-none"),
    }
}

fn words(pair: &Paired) -> Vec<String> {
    let word = |one: &retrieval::Matched| match &one.sought {
        Some(sought) => format!("{sought} ↔ {}", one.said),
        None => one.said.clone(),
    };
    pair.told.matched.iter().take(WORDS).map(word).collect()
}

fn row(pair: &Paired) -> Value {
    let contributions: serde_json::Map<String, Value> =
        pair.scored.contributions.iter().map(|(feature, part)| (feature.key().to_owned(), json!(part))).collect();
    json!({
        "record": pair.other.id.to_string(),
        "title_zh": pair.other.content.text("title_zh"),
        "title_en": pair.other.content.text("title_en"),
        "score": pair.scored.score,
        "level": format!("{:?}", pair.scored.level()).to_lowercase(),
        "contributions": contributions,
        "words": words(pair),
        "nearest_sentence": pair.nearest,
        "control_check": pair.gate.noted(),
    })
}
