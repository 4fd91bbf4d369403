//! What is free at a time.

use base::Trouble;
use base::record::Kind;
use base::store::Store;
use jiff::civil::DateTime;
use platform::{Wanted, free_between, home, local, platforms};
use serde_json::{Value, json};
use store::Database;
use web::booking_words::{span, titled, unit};
use web::language::Messages;

use crate::operator::occasion;
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// The platforms that are open and free from one moment until another.
pub fn run(
    database: &Database,
    (from, until): (DateTime, DateTime),
    words: &str,
    as_json: bool,
    t: Messages,
) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let zone = home()?;
    let (from, until) = (local(&zone, from)?.at, local(&zone, until)?.at);
    let found = store.reading(|shelf| {
        let wanted = Wanted { words: words.to_owned(), ..Wanted::default() };
        let all = platforms(shelf, &occasion, &wanted)?;
        let mut found = Vec::new();
        for of in free_between(shelf, &occasion, all, (from, until))? {
            let owner = titled(shelf, &occasion.viewer, of.record.content.owner(), t)?;
            found.push((of, owner));
        }
        Ok::<_, Trouble>(found)
    })?;
    if as_json {
        let told = found.iter().map(|(of, _)| {
            let content = &of.record.content;
            json!({
                "platform": of.id().to_string(),
                "kind": Kind::Platform.code(),
                "title": { "zh": content.text("title_zh"), "en": content.text("title_en") },
            })
        });
        return output::json(&json!({ "items": told.collect::<Vec<Value>>() }));
    }
    let mut sheet = Sheet::new(&[t.get("booking-platform"), t.get("slots-owner"), t.get("cli-booking-unit")]);
    for (of, owner) in &found {
        let title = of.record.content.title(t.pick(true, false)).to_owned();
        sheet.row(vec![title, owner.clone(), unit(of, t).to_owned()]);
    }
    let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    sheet.print(&t.say("cli-booking-free").with("count", count).with("hours", span(from, until)).to_string())
}
