//! Records of all kinds, found by the index: ranked, counted by facets, with reasons.
//!
//! The list of `/search` stays beside it: it is read from the base, holds what was written a moment ago, and goes on
//! from a cursor through everything. A ranked answer can promise neither.

use axum::http::StatusCode;
use base::record::Record;
use retrieval::{Basis, Facet, Marked, Search, SearchHit, Searched, search};
use serde_json::{Value, json};

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::component::{kind_codes, states};
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::parameter::query;
use super::super::schema::{line, reference, text, uuid, whole};
use super::records::{note_readings, seen};

/// So many are given where nothing is said.
const LIMIT: i64 = 20;
const MOST: i64 = 100;
/// So many can be left out.
const MOST_SKIPPED: i64 = 1_000;
/// The parameters that narrow, with the facet that each stands for.
const NARROWING: [(&str, &str); 5] =
    [("kind", "kind"), ("owner", "owner"), ("position", "positions"), ("field", "fields"), ("state", "state")];

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "What was found, the best first.", reference("FoundRecords"));
    document(Method::Get, "/find", "find_records", "Find records of all kinds, ranked", gives)
        .under("records")
        .note(
            "Every part of the question must be there, in either language: the term list carries words over. Signs \
                have no meaning of their own. The index follows the base within a second.",
        )
        .with([
            query("q", "The words; the first 300 characters are read.", text()),
            query("kind", "Only of these kinds.", kind_codes()).several(),
            query("owner", "Only those of these organisations.", uuid()).several(),
            query("position", "Only those at these places of the chain, by id.", line(1, 200)).several(),
            query("field", "Only those of these technical fields.", line(1, 200)).several(),
            query("state", "Only in these states.", states()).several(),
            query("limit", "At most so many; 20 where nothing is said.", whole(1, MOST)),
            query("skip", "Leave out so many of the best.", whole(0, MOST_SKIPPED)),
        ])
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let narrowed: Vec<Facet> = NARROWING
        .iter()
        .flat_map(|(parameter, facet)| call.given.each(parameter).map(move |value| Facet::new(facet, value)))
        .collect();
    let whole =
        |name: &str, otherwise| usize::try_from(call.given.whole(name).unwrap_or(otherwise)).unwrap_or_default();
    let page = (whole("skip", 0), whole("limit", LIMIT));
    let wanted = Search { text: call.given.text("q").unwrap_or_default(), narrowed: &narrowed, page };
    let found = call.state.store().reading(|shelf| search(shelf, call.state.engine(), call.viewer(), &wanted))?;
    let records: Vec<Record> = found.hits.iter().map(|hit| hit.record.clone()).collect();
    note_readings(call, &records)?;
    let told = call.reading(|shelf| seen::told(&records, &call.occasion, shelf))?;
    let items: Vec<Value> = found.hits.iter().zip(&told).map(|(hit, record)| item(hit, record)).collect();
    Ok(Answer::ok(answer(&found, &items)))
}

fn answer(found: &Searched, items: &[Value]) -> Value {
    let facet = |count: &retrieval::Count| json!({ "name": count.facet.name, "value": count.facet.value, "count": count.documents });
    json!({
        "question": found.words.text,
        "cut": found.words.cut,
        "basis": match found.basis {
            Basis::Everything => "everything",
            Basis::EveryPart => "every-part",
            Basis::SomeParts => "some-parts",
            Basis::NoWords => "no-words",
        },
        "total": found.total,
        "items": items,
        "facets": found.facets.iter().map(facet).collect::<Vec<_>>(),
        "suggestion": found.suggestion.as_ref().map(|meant| json!({ "text": meant.text, "total": meant.total })),
    })
}

fn item(hit: &SearchHit, record: &Value) -> Value {
    let pair = |(sought, said): &(String, String)| json!({ "sought": sought, "said": said });
    json!({
        "record": record,
        "score": hit.score,
        "title_zh": marked(&hit.title_zh),
        "title_en": marked(&hit.title_en),
        "snippet": hit.snippet.as_ref().map(|snippet| {
            let mut told = marked(&snippet.said);
            told["begins_before"] = json!(snippet.begins_before);
            told["goes_on"] = json!(snippet.goes_on);
            told
        }),
        "pairs": hit.pairs.iter().map(pair).collect::<Vec<_>>(),
    })
}

fn marked(marked: &Marked) -> Value {
    let marks: Vec<Value> = marked.marks.iter().map(|mark| json!({ "from": mark.start, "until": mark.end })).collect();
    json!({ "text": marked.text, "marks": marks })
}
