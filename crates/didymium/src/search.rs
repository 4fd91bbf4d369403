//! `didymium search`: one search over the records of every kind, as the operator.

use std::sync::Arc;

use base::people::Viewer;
use base::record::Kind;
use base::store::Store;
use retrieval::{Basis, Facet, Marked, Search, SearchHit, Searched, search};
use serde_json::{Value, json};
use web::language::{Key, Messages};

use crate::arguments::Searching;
use crate::configuration::Configuration;
use crate::index::once;
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// Searches as the operator, who sees everything.
pub fn run(wanted: &Searching, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(&wanted.place)?;
    let store: Arc<dyn Store> = Arc::new(configuration.existing()?);
    let engine = once(&configuration, &store, t)?;
    let narrowed = wanted.kind.iter().map(|word| kind(word)).collect::<Result<Vec<Facet>, Stop>>()?;
    let text = wanted.words.join(" ");
    let asked = Search { text: &text, narrowed: &narrowed, page: (0, wanted.most) };
    let found = store.reading(|shelf| search(shelf, &engine, &Viewer::Operator, &asked))?;
    if wanted.json {
        return output::json(&told(&found));
    }
    print(&found, t)
}

/// The facet of a kind, by its code.
fn kind(word: &str) -> Result<Facet, Stop> {
    let known = || Kind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", ");
    match Kind::of_code(word) {
        Some(kind) => Ok(Facet::new("kind", kind.code())),
        None => Err(base::Refusal::NoSuchWord { word: word.to_owned(), known: known() }.into()),
    }
}

fn print(found: &Searched, t: Messages) -> Result<(), Stop> {
    let notice = match found.basis {
        Basis::SomeParts if found.total > 0 => Some(Key("search-some")),
        Basis::NoWords => Some(Key("search-no-words")),
        Basis::SomeParts | Basis::Everything | Basis::EveryPart => None,
    };
    if let Some(notice) = notice {
        output::line(&t.get(notice))?;
    }
    if let Some(meant) = &found.suggestion {
        output::line(&format!("{} {} ({})", t.get("search-meant"), meant.text, meant.total))?;
    }
    let header = ["cli-match-kind", "cli-match-title"].map(|key| t.get(Key(key)));
    let mut header = header.to_vec();
    header.extend([format!(">{}", t.get("cli-match-score")), t.get("cli-match-why")]);
    let mut sheet = Sheet::new(&header);
    for hit in &found.hits {
        let label = hit.record.kind.label();
        sheet.row(vec![
            t.pick(label.zh, label.en).to_owned(),
            hit.record.content.title(t.pick(true, false)).to_owned(),
            format!("{:.2}", hit.score),
            words(hit).join(t.pick("、", ", ")),
        ]);
    }
    let count = i64::try_from(found.total).unwrap_or(i64::MAX);
    sheet.print(&t.say("search-count").with("count", count).to_string())
}

/// What it was found by: the terms, then the words as the record has them.
fn words(hit: &SearchHit) -> Vec<String> {
    let mut words: Vec<String> = hit.pairs.iter().map(|(sought, said)| format!("{sought} ↔ {said}")).collect();
    let texts = [Some(&hit.title_zh), Some(&hit.title_en), hit.snippet.as_ref().map(|snippet| &snippet.said)];
    for marked in texts.into_iter().flatten() {
        for word in marked.marks.iter().filter_map(|mark| marked.text.get(mark.clone())) {
            if !words.iter().any(|known| known.contains(word)) {
                words.push(word.to_owned());
            }
        }
    }
    words
}

fn told(found: &Searched) -> Value {
    let facets = found
        .facets
        .iter()
        .map(|count| json!({ "name": count.facet.name, "value": count.facet.value, "count": count.documents }));
    json!({
        "question": found.words.text,
        "cut": found.words.cut,
        "total": found.total,
        "every_part": found.basis == Basis::EveryPart,
        "suggestion": found.suggestion.as_ref().map(|meant| json!({ "text": meant.text, "total": meant.total })),
        "hits": found.hits.iter().map(row).collect::<Vec<_>>(),
        "facets": facets.collect::<Vec<_>>(),
        "looked_at": found.looked_at,
    })
}

fn row(hit: &SearchHit) -> Value {
    let marked = |marked: &Marked| {
        let marks = marked.marks.iter().map(|mark| json!([mark.start, mark.end]));
        json!({ "text": marked.text, "marks": marks.collect::<Vec<_>>() })
    };
    json!({
        "record": hit.record.id.to_string(),
        "kind": hit.record.kind.code(),
        "score": hit.score,
        "title_zh": marked(&hit.title_zh),
        "title_en": marked(&hit.title_en),
        "snippet": hit.snippet.as_ref().map(|snippet| marked(&snippet.said)),
        "words": words(hit),
    })
}
