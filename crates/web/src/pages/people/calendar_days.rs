//! Where an administrator brings the days of a year: pasted, or as a small table.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::Slip;
use base::rules::{GivenYear, announce, days_text, read_days};

use super::desk::Desk;
use super::input::Input;
use crate::language::Messages;
use crate::refusal::{said_sentence, slip_sentence};
use crate::rulebook::{calendar, shipped_calendar};
use crate::shell::{Done, Form, Layout, Section, Trouble, Upload, Visit, page_with, see_other_done};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/people/calendar_days.html")]
struct DaysPage {
    t: Messages,
    layout: Layout,
    /// Whether the year is known already.
    known: bool,
    year: Input,
    source: Input,
    days: String,
    wrong: Vec<String>,
}

/// What the form holds, and what is wrong with it.
#[derive(Default)]
struct Typed {
    year: String,
    source: String,
    days: String,
    slips: Vec<Slip>,
    /// Why the table cannot be read.
    unread: Option<String>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let known = calendar(state)?;
    let asked = visit.field("year").and_then(|year| year.parse::<i16>().ok());
    let year = asked.unwrap_or_else(|| known.last_year().saturating_add(1));
    let days = known.days_of(year);
    let typed = Typed {
        year: year.to_string(),
        source: days.last().map(|day| day.source.clone()).unwrap_or_default(),
        days: if days.is_empty() {
            String::new()
        } else {
            days_text(days, visit.messages().pick(true, false)).map_err(Trouble::fault)?
        },
        ..Typed::default()
    };
    draw(Desk::new(state, visit), typed)
}

fn draw(desk: Desk, typed: Typed) -> Result<Response, Trouble> {
    let t = desk.t;
    let of_field = |name: &str| {
        let slip = typed.slips.iter().find(|slip| slip.field == name);
        slip.map(|slip| slip_sentence(t, &slip.reason))
    };
    let known = typed.year.trim().parse().is_ok_and(|year: i16| {
        calendar(desk.state).is_ok_and(|known| (known.first_year()..=known.last_year()).contains(&year))
    });
    let rows = typed.slips.iter().filter(|slip| slip.field.starts_with("days")).map(|slip| row_said(t, slip));
    let wrong: Vec<String> = typed.unread.clone().into_iter().chain(rows).collect();
    let sound = typed.slips.is_empty() && typed.unread.is_none();
    page_with(
        if sound { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY },
        &DaysPage {
            t,
            layout: desk.layout(Section::Rules),
            known,
            year: Input::text("days", "year", t.get("calendar-for-year"), typed.year.as_str())
                .wrong(of_field("year"))
                .needed(),
            source: Input::text("days", "source", t.get("calendar-source"), typed.source.as_str())
                .wrong(of_field("source"))
                .hint(t.get("calendar-source-hint"))
                .needed(),
            days: typed.days,
            wrong,
        },
    )
}

/// What is wrong with a row of the table, with its number and its column.
fn row_said(t: Messages, slip: &Slip) -> String {
    let sentence = slip_sentence(t, &slip.reason);
    let mut parts = slip.field.split('.').skip(1);
    match (parts.next(), parts.next()) {
        (Some(row), Some(column)) => {
            let column = match column {
                "date" => t.get("calendar-column-date"),
                "kind" => t.get("calendar-column-kind"),
                _ => t.get("calendar-column-name"),
            };
            t.say("calendar-row").with("row", row).with("column", column).with("sentence", sentence).to_string()
        }
        _ => sentence,
    }
}

pub(super) fn bring(state: &State, visit: &Visit, form: &Form, upload: Option<&Upload>) -> Result<Response, Trouble> {
    let (desk, t) = (Desk::new(state, visit), visit.messages());
    let typed = Typed {
        year: form.text("year").to_owned(),
        source: form.text("source").to_owned(),
        days: form.text("days").replace("\r\n", "\n"),
        ..Typed::default()
    };
    let year = measure::full_width_to_half(&typed.year);
    let Ok(year) = year.trim().trim_end_matches('年').parse::<i16>() else {
        let reason = base::record::SlipReason::NotWhole { given: typed.year.clone() };
        return draw(desk, Typed { slips: vec![reason.at("year")], ..typed });
    };
    let read = match upload {
        Some(upload) => read_days(upload.path(), &upload.name),
        None => read_days(typed.days.clone().into_bytes(), "days.csv"),
    };
    let days = match read {
        Ok(days) => days,
        Err(why) => {
            let unread = Some(said_sentence(t, &why));
            return draw(desk, Typed { unread, ..typed });
        }
    };
    let given = GivenYear { year, source: typed.source.clone(), days };
    let shipped = shipped_calendar()?;
    let end = desk.writing(move |shelf, occasion| announce(shelf, occasion, shipped, &given).map(drop));
    match end {
        Ok(()) => see_other_done(&format!("/administration/rules/calendar?year={year}"), Done::Announced),
        Err(base::Trouble::Refused(base::Refusal::Slips(slips))) => draw(desk, Typed { slips, ..typed }),
        Err(trouble) => Err(trouble.into()),
    }
}
