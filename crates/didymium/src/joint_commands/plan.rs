//! The items of a year.

use base::Refusal;
use base::Trouble;
use base::record::Kind;
use base::record::plan_code;
use base::store::{Shelf, Store};
use cooperation::committee::{Case, agreements, case};
use cooperation::plan::{serving, standing};
use store::Database;
use web::language::Messages;
use web::{plan_answer, plan_standing};

use super::{day, line};
use crate::named;
use crate::operator::{occasion, title};
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// The agreement that is named, else the one in force.
pub(super) fn agreement(shelf: &mut dyn Shelf, named: Option<&str>) -> Result<Case, Trouble> {
    let viewer = occasion().viewer;
    match named {
        Some(named) => {
            let id = named::record(shelf, &viewer, &[Kind::Agreement], named)?;
            case(shelf, &viewer, id)
        }
        None => Ok(agreements(shelf, &viewer)?.into_iter().next().ok_or(Refusal::NotFound {})?),
    }
}

/// The plan of a year.
pub fn run(
    database: &Database,
    named: Option<&str>,
    year: Option<i64>,
    as_json: bool,
    t: Messages,
) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let today = occasion.now.date();
    let year = year.unwrap_or_else(|| i64::from(today.year()));
    let today = today.to_string();
    if as_json {
        let body = store.reading(|shelf| {
            let case = agreement(shelf, named)?;
            Ok::<_, Trouble>(plan_answer(shelf, &occasion.viewer, &case, (year, &today))?)
        })?;
        return output::json(&body);
    }
    let (case, serving) = store.reading(|shelf| {
        let case = agreement(shelf, named)?;
        Ok::<_, Trouble>((case, serving(shelf, &occasion.viewer)?))
    })?;
    let right = |text: String| format!(">{text}");
    let mut sheet = Sheet::new(&[
        t.get("plan-code"),
        t.get("plan-item"),
        right(t.get("plan-target")),
        right(t.get("plan-result")),
        t.get("plan-due"),
        t.get("plan-standing"),
        right(t.get("plan-serving")),
    ]);
    let items = case.agreement.plan.iter().filter(|item| item.year.is_some_and(|of| of.0 == year));
    for item in items {
        let code = line(item.code.as_ref());
        let unit = line(item.unit.as_ref());
        let counted = |quantity: Option<&measure::Quantity>| {
            quantity.map_or_else(String::new, |quantity| format!("{quantity} {unit}").trim().to_owned())
        };
        sheet.row(vec![
            code.clone(),
            line(item.item.as_ref()),
            counted(item.target.as_ref()),
            counted(item.result.as_ref()),
            day(item.due.as_ref()),
            plan_standing(standing(item, &today), t),
            serving.get(&plan_code(&code)).map_or(0, Vec::len).to_string(),
        ]);
    }
    sheet.print(&format!("{} · {} {year}", title(&case.record, t), t.get("plan-title")))
}
