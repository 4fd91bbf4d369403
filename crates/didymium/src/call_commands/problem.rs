//! The open problems, what is worth most first.

use base::record::kinds::ProblemStage;
use base::store::Store;
use innovation::problem::priority;
use serde_json::{Value, json};
use store::Database;
use web::call_words::word;
use web::language::Messages;

use crate::operator::{occasion, title};
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// The problems with a worth in their order, then those without.
pub fn list(database: &Database, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let ranked = store.reading(|shelf| priority(shelf, &occasion.viewer))?;
    if as_json {
        let items = ranked.iter().map(|one| {
            let content = &one.record.content;
            json!({
                "problem": one.record.id.to_string(),
                "title": { "zh": content.text("title_zh"), "en": content.text("title_en") },
                "worth": one.problem.worth,
                "endorsements": one.problem.endorsements.len(),
                "needs": one.problem.needs.len(),
            })
        });
        return output::json(&Value::Array(items.collect()));
    }
    let mut sheet = Sheet::new(&[
        t.get("problem-one"),
        t.get("problem-worth"),
        t.get("problem-endorsements"),
        t.get("problem-needs"),
        t.get("call-stands"),
    ]);
    for one in &ranked {
        sheet.row(vec![
            title(&one.record, t),
            one.problem.worth.as_ref().map_or_else(|| "—".to_owned(), measure::Budget::show),
            one.problem.endorsements.len().to_string(),
            one.problem.needs.len().to_string(),
            word(one.problem.stage.unwrap_or(ProblemStage::Collecting).choice(), t).to_owned(),
        ]);
    }
    sheet.print(&t.get("nav-priority"))
}
