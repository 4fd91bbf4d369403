//! Training programmes with their places, and the people of one.

use base::Trouble;
use base::record::kinds::{Enrolment, EnrolmentStage};
use base::record::{Kind, Record};
use base::store::Store;
use serde_json::{Value, json};
use store::Database;
use talent::programme::{Cohort, all, cohort, enrolments, holds, stage, sum};
use web::language::Messages;

use super::{both, id, label, named, titles, whole};
use crate::named as by_name;
use crate::operator::{occasion, title};
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// Every programme, the newest first.
pub fn list(database: &Database, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let found = store.reading(|shelf| {
        let mut found = Vec::new();
        for one in all(shelf, &occasion.viewer)? {
            let class = enrolments(shelf, &occasion, one.record.id)?;
            found.push((one, class));
        }
        Ok::<_, Trouble>(found)
    })?;
    if as_json {
        return output::json(&Value::Array(found.iter().map(|(one, class)| told(one, class)).collect()));
    }
    let heads = [
        t.get("programme-stage"),
        t.get("cli-programme"),
        format!(">{}", t.get("programme-held")),
        format!(">{}", t.get("programme-certified")),
    ];
    let mut sheet = Sheet::new(&heads);
    for (one, class) in &found {
        let (held, certified) = counted(class);
        let held = one.programme.places.as_ref().map_or_else(|| held.to_string(), |all| format!("{held} / {}", all.0));
        let stage = label(stage(&one.programme).choice().label, t);
        sheet.row(vec![stage, title(&one.record, t), held, certified.to_string()]);
    }
    sheet.print(&t.say("cli-programme-count").with("count", whole(found.len())).to_string())
}

/// How many places are held, and how many have a certificate.
fn counted(class: &[(Record, Enrolment)]) -> (usize, usize) {
    let of = |is: &dyn Fn(&Enrolment) -> bool| class.iter().filter(|(_, one)| is(one)).count();
    (of(&|one| holds(one.stage)), of(&|one| one.stage == Some(EnrolmentStage::Certified)))
}

fn told(one: &Cohort, class: &[(Record, Enrolment)]) -> Value {
    let (held, certified) = counted(class);
    json!({
        "programme": one.record.id.to_string(),
        "title": both(&one.record),
        "stage": stage(&one.programme).choice().code,
        "places": one.programme.places.as_ref().map(|places| places.0),
        "held": held,
        "certified": certified,
    })
}

/// The people of a programme, in the order they applied.
pub fn show(database: &Database, wanted: &str, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let (one, class, people) = store.reading(|shelf| {
        let id = by_name::record(shelf, &occasion.viewer, &[Kind::Programme], wanted)?;
        let one = cohort(shelf, &occasion.viewer, id)?;
        let class = enrolments(shelf, &occasion, id)?;
        let people = titles(shelf, class.iter().map(|(_, one)| one.person), t)?;
        Ok::<_, Trouble>((one, class, people))
    })?;
    if as_json {
        let row = |(record, enrolment): &(Record, Enrolment)| {
            let reached = sum(&one.programme, enrolment);
            json!({
                "enrolment": record.id.to_string(),
                "person": id(enrolment.person),
                "stage": enrolment.stage.map(|stage| stage.choice().code),
                "credits": reached.credits,
                "attendance_percent": reached.attendance(),
                "is_enough": reached.is_enough(),
                "certificate": enrolment.certificate_code.as_ref().map(ToString::to_string),
            })
        };
        let mut programme = told(&one, &class);
        programme["enrolments"] = class.iter().map(row).collect();
        return output::json(&programme);
    }
    let heads = [
        t.get("programme-person"),
        t.get("programme-stage"),
        format!(">{}", t.get("programme-credits")),
        format!(">{}", t.get("programme-attendance")),
        t.get("programme-certificate"),
    ];
    let mut sheet = Sheet::new(&heads);
    for (_, enrolment) in &class {
        let reached = sum(&one.programme, enrolment);
        sheet.row(vec![
            named(&people, enrolment.person),
            enrolment.stage.map_or_else(String::new, |stage| label(stage.choice().label, t)),
            reached.credits.to_string(),
            reached.attendance().map_or_else(|| "—".to_owned(), |part| format!("{part:.0}%")),
            enrolment.certificate_code.as_ref().map_or_else(String::new, ToString::to_string),
        ]);
    }
    let stage = label(stage(&one.programme).choice().label, t);
    sheet.print(&format!("{} · {stage}", title(&one.record, t)))
}
