//! The working days of a year, and when a clock that runs in them ends.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use base::people::{AccountId, Role};
use base::rules::{BroughtYear, DayKind, DayRefusal, WorkCalendar, brought_years, day_runs};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::desk::{Desk, minute};
use super::input::Input;
use crate::language::{Key, Messages};
use crate::rulebook::shipped_calendar;
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
    runs: Vec<Run>,
    brought: Vec<Brought>,
    /// Where the days of this year can be brought, for who may.
    bring: Option<String>,
    /// The next year, where it is not known and who looks may bring it.
    next: Option<i16>,
}

/// A holiday, or what is worked for it.
struct Run {
    name: String,
    days: String,
    off: bool,
    source: String,
}

/// The days of the year as they were brought at some time.
struct Brought {
    by: String,
    at: String,
    source: String,
    count: usize,
}

/// A month: its number, and its weeks from Monday on.
struct Month {
    name: String,
    weeks: Vec<[Option<Day>; 7]>,
}

#[derive(Clone)]
struct Day {
    number: i8,
    class: &'static str,
    /// The holiday it belongs to; empty where it belongs to none.
    name: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let (desk, shipped) = (Desk::new(state, visit), shipped_calendar()?);
    let (calendar, brought, names) = desk.reading(|shelf| {
        let brought = brought_years(shelf)?;
        let by: Vec<AccountId> = brought.iter().filter_map(|one| one.by.parse().ok()).collect();
        Ok((base::rules::calendar(shelf, shipped)?, brought, shelf.account_names(&by)?))
    })?;
    let calendar = &calendar;
    let names: BTreeMap<String, String> = names.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let (t, today) = (desk.t, state.clock().today());
    let (start, days) = (visit.field("start").map(str::to_owned), visit.field("days").unwrap_or("15"));
    let start = start.unwrap_or_else(|| today.to_string());
    let reckoned = reckon(t, calendar, &start, days);
    let asked = visit.field("year").and_then(|year| year.parse::<i16>().ok());
    let year = asked.unwrap_or_else(|| measure::parse_date(&start).map_or(today.year(), Date::year)).clamp(1900, 9998);
    let months = months(t, calendar, year);
    let worked = |day: &&Option<Day>| day.as_ref().is_some_and(|day| matches!(day.class, "" | "work"));
    let known = (calendar.first_year()..=calendar.last_year()).contains(&year);
    let sets = visit.viewer.has(Role::Administrator);
    let next = calendar.last_year().saturating_add(1);
    // What ships or was brought can be brought anew, and so can the years beside it.
    let bring = sets && (known || year == next || year.saturating_add(1) == calendar.first_year());
    page(&CalendarPage {
        t,
        layout: desk.layout(Section::Rules),
        year,
        years: (calendar.first_year()..=calendar.last_year()).collect(),
        known,
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
        runs: runs(t, calendar, year),
        brought: brought.iter().rev().filter(|one| one.year == year).map(|one| told(t, one, &names)).collect(),
        bring: bring.then(|| format!("/administration/rules/calendar/days?year={year}")),
        next: (sets && year != next).then_some(next),
    })
}

fn told(t: Messages, brought: &BroughtYear, names: &BTreeMap<String, String>) -> Brought {
    Brought {
        by: names.get(&brought.by).cloned().unwrap_or_else(|| t.get("journal-operator")),
        at: minute(brought.at),
        source: brought.source.clone(),
        count: brought.days.len(),
    }
}

fn runs(t: Messages, calendar: &WorkCalendar, year: i16) -> Vec<Run> {
    let said =
        |date: Date| t.say("calendar-day").with("month", i64::from(date.month())).with("day", i64::from(date.day()));
    let run = |run: base::rules::DayRun| Run {
        name: holiday(t, &run.name),
        days: if run.first == run.last {
            said(run.first).to_string()
        } else {
            format!("{} – {}", said(run.first), said(run.last))
        },
        off: run.kind == DayKind::Off,
        source: run.source,
    };
    day_runs(calendar.days_of(year)).into_iter().map(run).collect()
}

/// The name of a holiday in the reader's language; one that is not known here stays as it was announced.
fn holiday(t: Messages, name: &str) -> String {
    if t.pick(true, false) {
        return name.to_owned();
    }
    let part = |part: &str| {
        let (bare, said) = match (part.strip_suffix("调休"), part.strip_suffix("假期延长")) {
            (Some(bare), _) => (bare, Some(Key("holiday-made-up"))),
            (None, Some(bare)) => (bare, Some(Key("holiday-longer"))),
            (None, None) => (part, None),
        };
        let key = match bare {
            "元旦" => Key("holiday-new-year"),
            "春节" => Key("holiday-spring"),
            "清明节" => Key("holiday-qingming"),
            "劳动节" => Key("holiday-labour"),
            "端午节" => Key("holiday-dragon-boat"),
            "中秋节" => Key("holiday-mid-autumn"),
            "国庆节" => Key("holiday-national"),
            _ => return part.to_owned(),
        };
        said.map_or_else(|| t.get(key), |said| t.say(said).with("name", t.get(key)).to_string())
    };
    name.split('、').map(part).collect::<Vec<_>>().join(", ")
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
        Weekday::Monday => Key("weekday-monday"),
        Weekday::Tuesday => Key("weekday-tuesday"),
        Weekday::Wednesday => Key("weekday-wednesday"),
        Weekday::Thursday => Key("weekday-thursday"),
        Weekday::Friday => Key("weekday-friday"),
        Weekday::Saturday => Key("weekday-saturday"),
        Weekday::Sunday => Key("weekday-sunday"),
    })
}

fn months(t: Messages, calendar: &WorkCalendar, year: i16) -> Vec<Month> {
    let months = (1..=12).filter_map(|month| Date::new(year, month, 1).ok());
    months
        .map(|first| {
            let mut weeks: Vec<[Option<Day>; 7]> = vec![Default::default()];
            let whole = first.series(1.day()).take_while(|date| date.month() == first.month());
            for date in whole {
                let named = calendar.named(date).map(|named| holiday(t, &named.name));
                let at = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
                if at == 0 && date.day() > 1 {
                    weeks.push(Default::default());
                }
                if let Some(week) = weeks.last_mut() {
                    week[at] =
                        Some(Day { number: date.day(), class: class(calendar, date), name: named.unwrap_or_default() });
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
