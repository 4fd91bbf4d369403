//! `didymium calendar`: the working days of a year, shown and brought.

use std::path::Path;

use base::Refusal;
use base::people::Viewer;
use base::record::Places;
use base::record::verb::Occasion;
use base::rules::{
    CalendarRefusal, GivenYear, NamedDay, WorkCalendar, announce, calendar, day_runs, days_text, read_days,
};
use base::store::{Fault, Store};
use measure::{Clock, SystemClock};
use serde_json::json;
use web::language::Messages;

use crate::arguments::{CalendarVerb, Place};
use crate::configuration::Configuration;
use crate::output;
use crate::stop::Stop;
use crate::tables::readable;

/// Runs a verb on the calendar.
pub fn run(place: &Place, verb: &CalendarVerb, t: Messages) -> Result<(), Stop> {
    let configuration = Configuration::of(place)?;
    let database = configuration.existing()?;
    let shipped = WorkCalendar::shipped().map_err(|why: CalendarRefusal| Fault::Damaged(why.to_string()))?;
    match verb {
        CalendarVerb::Show { year, json } => show(&database, &shipped, *year, *json, t),
        CalendarVerb::Bring { year, file, source, dry_run } => {
            let given = given(*year, file, source, t)?;
            bring(&database, shipped, given, *dry_run, t)
        }
    }
}

fn show(store: &dyn Store, shipped: &WorkCalendar, year: Option<i16>, json: bool, t: Messages) -> Result<(), Stop> {
    let known = store.reading(|shelf| calendar(shelf, shipped))?;
    let year = year.unwrap_or_else(|| known.last_year());
    let days = known.days_of(year);
    if days.is_empty() {
        let known = format!("{}–{}", known.first_year(), known.last_year());
        return Err(Refusal::NoSuchWord { word: year.to_string(), known }.into());
    }
    if json {
        let row = |day: &NamedDay| json!({ "date": day.date.to_string(), "kind": day.kind.code(), "name": day.name, "source": day.source });
        return output::json(&json!({ "year": year, "days": days.iter().map(row).collect::<Vec<_>>() }));
    }
    let text = days_text(days, t.pick(true, false)).map_err(|why| Fault::Refused(why.to_string()))?;
    output::bytes(text.as_bytes())
}

fn given(year: i16, file: &Path, source: &str, t: Messages) -> Result<GivenYear, Stop> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    readable(file)?;
    let days = read_days(file, &name).map_err(|why| Refusal::Unreadable { detail: web::said_sentence(t, &why) })?;
    Ok(GivenYear { year, source: source.to_owned(), days })
}

fn bring(store: &dyn Store, shipped: WorkCalendar, given: GivenYear, dry_run: bool, t: Messages) -> Result<(), Stop> {
    let year = given.year;
    if dry_run {
        let known = store.reading(|shelf| calendar(shelf, &shipped))?;
        let slips = known.slips_of(&given);
        if !slips.is_empty() {
            return Err(Refusal::Slips(slips).into());
        }
        return output::line(&t.say("cli-calendar-sound").with("year", year.to_string()).to_string());
    }
    let known = store.writing(move |shelf| -> Result<WorkCalendar, Stop> {
        let occasion = Occasion { viewer: Viewer::Operator, now: SystemClock.now(), places: Places::default() };
        Ok(announce(shelf, &occasion, &shipped, &given)?)
    })?;
    let said = t.say("cli-calendar-brought").with("year", year.to_string());
    output::line(&said.with("runs", day_runs(known.days_of(year)).len()).to_string())
}
