//! One calendar over the platforms of both groups: a day by the hour, or a week by the day; what is free at a time.

use askama::Template;
use axum::response::Response;
use base::record::RecordId;
use base::record::kinds::PlatformType;
use base::store::{Filter, Query, Shelf, Sort};
use jiff::ToSpan;
use jiff::civil::Date;
use measure::Timestamp;
use platform::{Cell, Row, Wanted, free_between, platforms, view};

use super::words::{name, read_local, span, title, titled, word};
use super::{Frame, LABELS};
use crate::language::Messages;
use crate::pages::frame::refused;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;

/// The hours that a day shows; a platform that is open earlier or later says so in its row.
const HOURS: std::ops::Range<i8> = 7..22;

#[derive(Template)]
#[template(path = "pages/platform/calendar.html")]
struct CalendarPage {
    t: Messages,
    layout: Layout,
    wanted: Asked,
    types: Vec<(&'static str, &'static str)>,
    owners: Vec<(String, String)>,
    heads: Vec<String>,
    rows: Vec<Line>,
    free: Option<Result<Vec<(String, String)>, String>>,
    before: String,
    after: String,
}

struct Asked {
    day: String,
    week: bool,
    platform_type: String,
    owner: String,
    position: String,
    words: String,
    from: String,
    until: String,
}

struct Line {
    id: String,
    href: String,
    title: String,
    owner: String,
    zone: String,
    keeps: bool,
    cells: Vec<Shown>,
    taken: Vec<(String, String)>,
}

struct Shown {
    class: &'static str,
    said: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Calendar);
    let t = frame.t;
    let text = |name: &str| visit.field(name).unwrap_or_default().trim().to_owned();
    let day: Date = text("day").parse().unwrap_or_else(|_| next_weekday(frame.occasion.now.date()));
    let wanted = Asked {
        day: day.to_string(),
        week: text("view") == "week",
        platform_type: text("type"),
        owner: text("owner"),
        position: text("position"),
        words: text("q"),
        from: text("from"),
        until: text("until"),
    };
    let (heads, spans) = spans(day, wanted.week, t);
    let of = Wanted {
        platform_type: wanted.platform_type.clone(),
        owner: wanted.owner.parse().ok(),
        position: wanted.position.clone(),
        words: wanted.words.clone(),
    };
    let occasion = &frame.occasion;
    let (rows, owners) = frame.read(|shelf| {
        let found = platforms(shelf, occasion, &of)?;
        let rows = view(shelf, occasion, found, &spans)?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            lines.push(line(shelf, &frame, &row)?);
        }
        Ok((lines, owners(shelf, &frame)?))
    })?;
    let free = if wanted.from.is_empty() || wanted.until.is_empty() { None } else { Some(free(&frame, &of, &wanted)?) };
    let step = if wanted.week { 7 } else { 1 };
    let moved = |days: i64| day.checked_add(days.days()).unwrap_or(day).to_string();
    page(&CalendarPage {
        t,
        layout: frame.layout(),
        types: PlatformType::CHOICES.iter().map(|one| (one.code, t.pick(one.label.zh, one.label.en))).collect(),
        owners,
        heads,
        rows,
        free,
        before: moved(-step),
        after: moved(step),
        wanted,
    })
}

/// The day, or the Monday after a weekend, on which most is closed.
fn next_weekday(day: Date) -> Date {
    let ahead = match day.weekday().to_monday_zero_offset() {
        5 => 2,
        6 => 1,
        _ => 0,
    };
    day.checked_add(i64::from(ahead).days()).unwrap_or(day)
}

/// The columns, and the span of each by the clocks of the base.
fn spans(day: Date, week: bool, t: Messages) -> (Vec<String>, Vec<(Timestamp, Timestamp)>) {
    if !week {
        let begins = Timestamp::start_of(day).as_milliseconds();
        let at = |hour: i8| {
            Timestamp::from_milliseconds(begins + i64::from(hour) * 3_600_000).unwrap_or(Timestamp::start_of(day))
        };
        return (HOURS.map(|hour| hour.to_string()).collect(), HOURS.map(|hour| (at(hour), at(hour + 1))).collect());
    }
    let first = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(day);
    let days = (0..7).filter_map(|ahead: i64| first.checked_add(ahead.days()).ok());
    let head = |day: Date| {
        let at = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        format!("{} {}", day.strftime("%m-%d"), word(base::record::kinds::Weekday::CHOICES, at, t))
    };
    let next = |day: Date| day.checked_add(1.day()).unwrap_or(day);
    days.map(|day| (head(day), (Timestamp::start_of(day), Timestamp::start_of(next(day))))).unzip()
}

fn line(shelf: &mut dyn Shelf, frame: &Frame, row: &Row) -> Result<Line, base::Trouble> {
    let t = frame.t;
    let shown = |hours: &platform::Hours| {
        let (class, said) = match hours.cell {
            Cell::Free => ("slot-free", t.get("booking-free")),
            Cell::Partly => {
                let left = format!("{:.1}", f64::from(i32::try_from(hours.free_minutes).unwrap_or(0)) / 60.0);
                ("slot-partly", t.say("booking-partly").with("hours", left).to_string())
            }
            Cell::Taken => ("slot-taken", t.get("booking-taken")),
            Cell::Closed => ("slot-closed", t.get("booking-closed")),
        };
        Shown { class, said }
    };
    let mut taken = Vec::new();
    for seen in &row.seen {
        let what = match &seen.booking {
            None => t.get("booking-taken"),
            Some(booking) => {
                let who = name(shelf, booking.account)?;
                let of = titled(shelf, &frame.occasion.viewer, booking.organisation, t)?;
                [who, of, booking.purpose.clone()]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · ")
            }
        };
        taken.push((span(seen.from, seen.until), what));
    }
    let zone = row.of.platform.time_zone.as_ref().map_or_else(String::new, |zone| zone.0.clone());
    Ok(Line {
        id: row.of.id().to_string(),
        href: super::page_of(base::record::Kind::Platform, row.of.id()),
        title: title(&row.of.record, t),
        owner: titled(shelf, &frame.occasion.viewer, row.of.record.content.owner(), t)?,
        zone: if zone == "Asia/Shanghai" { String::new() } else { zone },
        keeps: row.keeps,
        cells: row.cells.iter().map(shown).collect(),
        taken,
    })
}

/// The organisations that have platforms the viewer may see.
fn owners(shelf: &mut dyn Shelf, frame: &Frame) -> Result<Vec<(String, String)>, base::Trouble> {
    let filter =
        Filter { kinds: vec![base::record::Kind::Platform], states: vec!["published".to_owned()], ..Filter::default() };
    let reach = frame.occasion.viewer.reach();
    let found = shelf.find(&Query { reach, filter, sort: Sort::Title, after: None, limit: 500 })?;
    let mut ids: Vec<RecordId> = found.records.iter().filter_map(|record| record.content.owner()).collect();
    ids.sort_unstable();
    ids.dedup();
    let links = frame.links(shelf, &ids)?;
    Ok(links.into_iter().map(|(id, link)| (id.to_string(), link.text)).collect())
}

/// What is free from one moment until another.
fn free(frame: &Frame, of: &Wanted, wanted: &Asked) -> Result<Result<Vec<(String, String)>, String>, Trouble> {
    let occasion = &frame.occasion;
    let found = state_free(frame, of, wanted, occasion);
    match found {
        Ok(found) => Ok(Ok(found)),
        Err(trouble) => refused(frame.t, LABELS, trouble).map(|(_, said)| Err(said)),
    }
}

fn state_free(
    frame: &Frame,
    of: &Wanted,
    wanted: &Asked,
    occasion: &base::record::verb::Occasion,
) -> Result<Vec<(String, String)>, base::Trouble> {
    let zone = platform::home()?;
    let from = read_local(&zone, "from", &wanted.from)?.at;
    let until = read_local(&zone, "until", &wanted.until)?.at;
    frame.state.store().reading(|shelf| {
        let all = platforms(shelf, occasion, of)?;
        let free = free_between(shelf, occasion, all, (from, until))?;
        Ok(free.iter().map(|one| (one.id().to_string(), title(&one.record, frame.t))).collect())
    })
}
