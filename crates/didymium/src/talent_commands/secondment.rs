//! Who is lent where, and how one secondment stands.

use base::Trouble;
use base::record::Kind;
use base::store::Store;
use serde_json::{Value, json};
use store::Database;
use talent::secondment::{Lent, all, flaws, lent, stage_on, waits};
use web::base_sentence;
use web::language::Messages;

use super::{both, id, label, named, titles, whole};
use crate::named as by_name;
use crate::operator::{occasion, title};
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// Every secondment, what waits for a side first.
pub fn list(database: &Database, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let today = occasion.now.date().to_string();
    let (mut found, names) = store.reading(|shelf| {
        let found = all(shelf, &occasion.viewer)?;
        let named = found.iter().flat_map(|Lent { body, .. }| [body.person, body.home, body.host]);
        let names = titles(shelf, named, t)?;
        Ok::<_, Trouble>((found, names))
    })?;
    found.sort_by_key(|one| (stage_on(&one.body, &today) as usize, one.record.created, one.record.id));
    if as_json {
        return output::json(&Value::Array(found.iter().map(|one| told(one, &today)).collect()));
    }
    let heads = [
        t.get("secondment-stage"),
        t.get("secondment-person"),
        t.get("secondment-home"),
        t.get("secondment-host"),
        t.get("secondment-dates"),
        format!(">{}", t.get("secondment-time")),
    ];
    let mut sheet = Sheet::new(&heads);
    for Lent { body, .. } in &found {
        let day = |day: &Option<base::record::Day>| day.as_ref().map_or_else(String::new, |day| day.0.clone());
        sheet.row(vec![
            label(stage_on(body, &today).choice().label, t),
            named(&names, body.person),
            named(&names, body.home),
            named(&names, body.host),
            format!("{} – {}", day(&body.begins), day(&body.ends)),
            body.time_percent.as_ref().map_or_else(String::new, |part| format!("{}%", part.0)),
        ]);
    }
    sheet.print(&t.say("cli-secondment-count").with("count", whole(found.len())).to_string())
}

fn told(one: &Lent, today: &str) -> Value {
    let body = &one.body;
    json!({
        "secondment": one.record.id.to_string(),
        "title": both(&one.record),
        "stage": stage_on(body, today).choice().code,
        "person": id(body.person),
        "home": id(body.home),
        "host": id(body.host),
        "begins": body.begins.as_ref().map(|day| &day.0),
        "ends": body.ends.as_ref().map(|day| &day.0),
        "time_percent": body.time_percent.as_ref().map(|part| &part.0),
        "inventions": body.inventions.map(|clause| clause.choice().code),
    })
}

/// What each side said of a secondment, and what keeps it from being approved.
pub fn show(database: &Database, wanted: &str, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let today = occasion.now.date().to_string();
    let (one, wrong, names) = store.reading(|shelf| {
        let id = by_name::record(shelf, &occasion.viewer, &[Kind::Secondment], wanted)?;
        let one = lent(shelf, &occasion.viewer, id)?;
        let open = waits(stage_on(&one.body, &today));
        let wrong = if open { flaws(shelf, &occasion, &one)? } else { Vec::new() };
        let names = titles(shelf, one.body.approvals.iter().map(|said| said.organisation), t)?;
        Ok::<_, Trouble>((one, wrong, names))
    })?;
    if as_json {
        let said = one.body.approvals.iter().map(|said| {
            json!({
                "organisation": id(said.organisation),
                "decision": said.decision.map(|decision| decision.choice().code),
                "day": said.day.as_ref().map(|day| &day.0),
                "note": said.note.as_ref().map(|note| &note.0),
            })
        });
        let mut secondment = told(&one, &today);
        secondment["said"] = said.collect();
        secondment["flaws"] = wrong.iter().map(|flaw| flaw.key().trim_start_matches("base-refusal-")).collect();
        return output::json(&secondment);
    }
    let heads = [t.get("secondment-side"), t.get("cli-secondment-day"), t.get("secondment-said")];
    let mut sheet = Sheet::new(&heads);
    for said in &one.body.approvals {
        let note = said.note.as_ref().map_or("", |note| note.0.as_str());
        let what = said.decision.map_or_else(String::new, |decision| label(decision.choice().label, t));
        sheet.row(vec![
            named(&names, said.organisation),
            said.day.as_ref().map_or_else(String::new, |day| day.0.clone()),
            format!("{what} {note}").trim().to_owned(),
        ]);
    }
    let stage = label(stage_on(&one.body, &today).choice().label, t);
    sheet.print(&format!("{} · {stage}", title(&one.record, t)))?;
    if !wrong.is_empty() {
        output::line(&format!("\n{}", t.get("secondment-flaws")))?;
    }
    wrong.iter().try_for_each(|flaw| output::line(&format!("  {}", base_sentence(t, flaw))))
}
