//! Calls by where they stand, and the way of one.

use base::Trouble;
use base::record::Kind;
use base::record::kinds::Call;
use base::store::{Filter, Query, Sort, Store};
use innovation::call::{Posted, posted, standing, timeline};
use serde_json::{Value, json};
use store::Database;
use web::call_words::{self, class, step};
use web::language::Messages;

use crate::named;
use crate::operator::{occasion, title};
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// How many are read at once.
const AT_ONCE: usize = 500;

/// Every call by where it stands.
pub fn list(database: &Database, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let mut calls = store.reading(|shelf| {
        let filter = Filter { kinds: vec![Kind::Call], states: vec!["published".to_owned()], ..Filter::default() };
        let reach = occasion.viewer.reach();
        let mut query = Query { reach, filter, sort: Sort::Updated, after: None, limit: AT_ONCE };
        let mut calls = Vec::new();
        loop {
            let found = shelf.find(&query)?;
            calls.extend(found.records.into_iter().map(|record| Posted { call: record.content.body(), record }));
            match found.next {
                Some(next) => query.after = Some(next),
                None => return Ok::<_, Trouble>(calls),
            }
        }
    })?;
    let until = |call: &Call| call.bids_until.as_ref().map_or_else(String::new, |until| until.0.clone());
    calls.sort_by_cached_key(|one| (!standing(one, occasion.now).takes_bids(), until(&one.call)));
    let stands = |one: &Posted| call_words::standing(standing(one, occasion.now), t);
    if as_json {
        let items = calls.iter().map(|one| {
            let content = &one.record.content;
            json!({
                "call": one.record.id.to_string(),
                "title": { "zh": content.text("title_zh"), "en": content.text("title_en") },
                "standing": call_words::code(standing(one, occasion.now)),
                "bids_until": one.call.bids_until,
                "amendments": one.call.amendments.len(),
            })
        });
        return output::json(&Value::Array(items.collect()));
    }
    let mut sheet = Sheet::new(&[
        t.get("call-stands"),
        t.get("call-one"),
        t.get("call-budget"),
        t.get("call-until"),
        t.get("call-amendments"),
    ]);
    for one in &calls {
        sheet.row(vec![
            stands(one),
            title(&one.record, t),
            one.call.budget.as_ref().map_or_else(String::new, ToString::to_string),
            until(&one.call),
            one.call.amendments.len().to_string(),
        ]);
    }
    sheet.print(&t.get("nav-calls"))
}

/// The way of a call, its amendments and what was asked and not answered.
pub fn show(database: &Database, given: &str, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let (posted, marks) = store.reading(|shelf| {
        let id = named::record(shelf, &occasion.viewer, &[Kind::Call], given)?;
        let posted = posted(shelf, &occasion.viewer, id)?;
        let marks = timeline(shelf, &posted, occasion.now)?;
        Ok::<_, Trouble>((posted, marks))
    })?;
    let stands = standing(&posted, occasion.now);
    let open = posted.call.questions.iter().filter(|question| question.answer.is_none()).count();
    if as_json {
        let steps =
            marks.iter().map(|mark| json!({ "step": step(mark.step, t), "is": class(mark.state), "when": mark.when }));
        return output::json(&json!({
            "call": posted.record.id.to_string(),
            "standing": call_words::code(stands),
            "steps": steps.collect::<Vec<_>>(),
            "amendments": posted.call.amendments,
            "unanswered": open,
        }));
    }
    let mut sheet = Sheet::new(&[t.get("call-way"), t.get("call-stands"), t.get("problem-day")]);
    for mark in &marks {
        sheet.row(vec![step(mark.step, t), call_words::mark(mark.state, t), mark.when.clone()]);
    }
    sheet.print(&format!("{} · {}", title(&posted.record, t), call_words::standing(stands, t)))?;
    let mut sheet =
        Sheet::new(&[t.get("call-clause"), t.get("call-before"), t.get("call-after"), t.get("call-reason")]);
    for one in &posted.call.amendments {
        let text = |text: &Option<base::record::Prose>| text.as_ref().map_or_else(String::new, |text| text.0.clone());
        let line = |line: &Option<base::record::Line>| line.as_ref().map_or_else(String::new, |line| line.0.clone());
        sheet.row(vec![line(&one.clause), text(&one.before), text(&one.after), line(&one.reason)]);
    }
    sheet.print(&format!("{} · {}", t.get("call-amendments"), t.say("cli-call-unanswered").with("count", open)))
}
