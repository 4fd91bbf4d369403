//! Events with their places, and who is registered for one.

use base::Trouble;
use base::record::kinds::Registration;
use base::record::{Kind, Record};
use base::store::Store;
use serde_json::{Value, json};
use store::Database;
use talent::event::{Convened, Edition, Places, convened, events, name_of, places, registrations, stage};
use web::language::Messages;

use super::{both, label, named, titles, whole};
use crate::named as by_name;
use crate::operator::{occasion, title};
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// Every event, what is to come first.
pub fn list(database: &Database, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let mut found = store.reading(|shelf| {
        let mut found = Vec::new();
        for Edition { record, event } in events(shelf, occasion.viewer.reach())? {
            let convened = Convened { record, event };
            let taken = places(shelf, &convened)?;
            found.push((convened, taken));
        }
        Ok::<_, Trouble>(found)
    })?;
    let today = occasion.now.date().to_string();
    let begins = |one: &Convened| one.event.begins.as_ref().map_or_else(String::new, |at| at.0.clone());
    // What is over comes last, the latest first.
    found.sort_by_cached_key(|(one, _)| {
        let at = begins(one);
        (at.as_str() < today.as_str(), at)
    });
    if as_json {
        return output::json(&Value::Array(found.iter().map(|(one, taken)| told(one, taken)).collect()));
    }
    let heads = [
        t.get("event-stage"),
        t.get("event-begins"),
        t.get("cli-event"),
        format!(">{}", t.get("event-held")),
        format!(">{}", t.get("event-waiting")),
    ];
    let mut sheet = Sheet::new(&heads);
    for (one, taken) in &found {
        let held = taken.all.map_or_else(|| taken.held.to_string(), |all| format!("{} / {all}", taken.held));
        let stage = label(stage(&one.event).choice().label, t);
        sheet.row(vec![stage, begins(one), title(&one.record, t), held, taken.waiting.to_string()]);
    }
    sheet.print(&t.say("cli-event-count").with("count", whole(found.len())).to_string())
}

fn told(one: &Convened, taken: &Places) -> Value {
    json!({
        "event": one.record.id.to_string(),
        "title": both(&one.record),
        "stage": stage(&one.event).choice().code,
        "begins": one.event.begins.as_ref().map(|at| &at.0),
        "ends": one.event.ends.as_ref().map(|at| &at.0),
        "places": { "all": taken.all, "held": taken.held, "waiting": taken.waiting },
    })
}

/// Who is registered for an event, in the order they came.
pub fn show(database: &Database, wanted: &str, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let (one, taken, rows, units) = store.reading(|shelf| {
        let id = by_name::record(shelf, &occasion.viewer, &[Kind::Event], wanted)?;
        let one = convened(shelf, &occasion.viewer, id)?;
        let taken = places(shelf, &one)?;
        let mut rows: Vec<(Record, Registration, String)> = Vec::new();
        for (record, registration) in registrations(shelf, &occasion, id)? {
            let name = name_of(shelf, &registration, t.pick(true, false))?;
            rows.push((record, registration, name));
        }
        let units = titles(shelf, rows.iter().map(|(record, ..)| record.content.owner()), t)?;
        Ok::<_, Trouble>((one, taken, rows, units))
    })?;
    if as_json {
        let row = |(record, registration, name): &(Record, Registration, String)| {
            json!({
                "registration": record.id.to_string(),
                "number": registration.number.map(|number| number.0),
                "name": name,
                "organisation": record.content.owner().map(|unit| unit.to_string()),
                "stage": registration.stage.map(|stage| stage.choice().code),
                "waits_for": registration.waiting_reason.map(|reason| reason.choice().code),
                "waiting_place": registration.waiting_place.map(|place| place.0),
                "checked_in": registration.checked_in.as_ref().map(|at| &at.0),
            })
        };
        let mut event = told(&one, &taken);
        event["registrations"] = rows.iter().map(row).collect();
        return output::json(&event);
    }
    let heads = [
        format!(">{}", t.get("event-number")),
        t.get("event-name"),
        t.get("event-unit"),
        t.get("event-stage"),
        t.get("cli-event-note"),
    ];
    let mut sheet = Sheet::new(&heads);
    for (record, registration, name) in &rows {
        let waits = registration.waiting_reason.filter(|_| registration.waiting_place.is_some());
        let waits = waits.map(|reason| label(reason.choice().label, t));
        let came = registration.checked_in.as_ref().map(|at| at.0.clone());
        sheet.row(vec![
            registration.number.map_or_else(String::new, |number| number.0.to_string()),
            name.clone(),
            named(&units, record.content.owner()),
            registration.stage.map_or_else(String::new, |stage| label(stage.choice().label, t)),
            waits.or(came).unwrap_or_default(),
        ]);
    }
    let stage = label(stage(&one.event).choice().label, t);
    let said = t.say("cli-event-places").with("held", whole(taken.held)).with("waiting", whole(taken.waiting));
    sheet.print(&format!("{} · {stage} · {said}", title(&one.record, t)))
}
