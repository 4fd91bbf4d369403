//! The working days of a year, and when a clock that runs in them ends.

use askama::Template;
use axum::response::Response;
use base::rules::{DayRefusal, WorkCalendar};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::desk::Desk;
use super::input::Input;
use crate::language::Messages;
use crate::rulebook::calendar;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;

/// The longest clock, in days.
const MOST_DAYS: u32 = 5_000;

#[derive(Template)]
#[template(path = "pages/people/calendar.html")]
struct CalendarPage {
    t: Messages,
    layout: Layout,
    year: i16,
    years: Vec<i16>,
    known: bool,
    months: Vec<Month>,
    workdays: usize,
    start: Input,
    days: Input,
    ends: Option<String>,
    wrong: Option<String>,
    weekdays: [String; 7],
}

/// A month: its number, and its weeks from Monday on.
struct Month {
    name: String,
    weeks: Vec<[Option<Day>; 7]>,
}

#[derive(Clone, Copy)]
struct Day {
    day: i8,
    class: &'static str,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let (desk, calendar) = (Desk::new(state, visit), calendar()?);
    let (t, today) = (desk.t, state.clock().today());
    let (start, days) = (visit.field("start").map(str::to_owned), visit.field("days").unwrap_or("15"));
    let start = start.unwrap_or_else(|| today.to_string());
    let reckoned = reckon(t, calendar, &start, days);
    let asked = visit.field("year").and_then(|year| year.parse::<i16>().ok());
    let year = asked.unwrap_or_else(|| measure::parse_date(&start).map_or(today.year(), Date::year)).clamp(1900, 9998);
    let months = months(t, calendar, year);
    let worked = |day: &&Option<Day>| day.is_some_and(|day| matches!(day.class, "" | "work"));
    page(&CalendarPage {
        t,
        layout: desk.layout(Section::Rules),
        year,
        years: (calendar.first_year()..=calendar.last_year()).collect(),
        known: (calendar.first_year()..=calendar.last_year()).contains(&year),
        workdays: months.iter().flat_map(|month| month.weeks.iter().flatten()).filter(worked).count(),
        months,
        start: Input::text("reckon", "start", t.get("calendar-start"), start).of("date").needed(),
        days: Input::text("reckon", "days", t.get("calendar-days"), days).of("number").needed(),
        ends: reckoned.clone().ok(),
        wrong: reckoned.err(),
        weekdays: Weekday::Monday
            .cycle_forward()
            .take(7)
            .map(|day| weekday(t, day))
            .collect::<Vec<_>>()
            .try_into()
            .unwrap_or_default(),
    })
}

/// When so many working days after a start have passed, said; or why that is not known, said.
fn reckon(t: Messages, calendar: &WorkCalendar, start: &str, days: &str) -> Result<String, String> {
    let date = measure::parse_date(start).map_err(|_| t.say("rules-on-wrong").with("given", start).to_string())?;
    let count = days.trim().parse::<u32>().ok().filter(|count| *count <= MOST_DAYS);
    let count = count.ok_or_else(|| t.say("calendar-days-wrong").with("most", MOST_DAYS).to_string())?;
    let working = calendar.add_workdays(date, count).map_err(|refusal| unknown(t, refusal))?;
    let plain = calendar.add_days(date, count).map_err(|refusal| unknown(t, refusal))?;
    let said = t.say("calendar-ends").with("days", count).with("start", date.to_string());
    let said = said.with("end", working.to_string()).with("weekday", weekday(t, working.weekday()));
    Ok(said.with("plain", plain.to_string()).to_string())
}

fn unknown(t: Messages, refusal: DayRefusal) -> String {
    match refusal {
        DayRefusal::BeforeKnownYears { first, .. } => {
            t.say("calendar-before").with("first", first.to_string()).to_string()
        }
        DayRefusal::PastKnownYears { last } => t.say("calendar-past").with("last", last.to_string()).to_string(),
        DayRefusal::BeyondTheCalendar => t.get("calendar-beyond"),
    }
}

fn weekday(t: Messages, day: Weekday) -> String {
    t.get(match day {
        Weekday::Monday => crate::language::Key("weekday-monday"),
        Weekday::Tuesday => crate::language::Key("weekday-tuesday"),
        Weekday::Wednesday => crate::language::Key("weekday-wednesday"),
        Weekday::Thursday => crate::language::Key("weekday-thursday"),
        Weekday::Friday => crate::language::Key("weekday-friday"),
        Weekday::Saturday => crate::language::Key("weekday-saturday"),
        Weekday::Sunday => crate::language::Key("weekday-sunday"),
    })
}

fn months(t: Messages, calendar: &WorkCalendar, year: i16) -> Vec<Month> {
    let months = (1..=12).filter_map(|month| Date::new(year, month, 1).ok());
    months
        .map(|first| {
            let mut weeks: Vec<[Option<Day>; 7]> = vec![[None; 7]];
            let whole = first.series(1.day()).take_while(|date| date.month() == first.month());
            for date in whole {
                let at = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
                if at == 0 && date.day() > 1 {
                    weeks.push([None; 7]);
                }
                if let Some(week) = weeks.last_mut() {
                    week[at] = Some(Day { day: date.day(), class: class(calendar, date) });
                }
            }
            Month { name: t.say("calendar-month").with("month", i64::from(first.month())).to_string(), weeks }
        })
        .collect()
}

/// A day off where people work otherwise, and a day of work where they do not, stand out.
fn class(calendar: &WorkCalendar, date: Date) -> &'static str {
    let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    match (calendar.is_workday(date), weekend) {
        (Ok(true), true) => "work",
        (Ok(false), false) => "off",
        (_, true) => "weekend",
        (_, false) => "",
    }
}
