//! Bookings that come again: each date with what becomes of it, and nothing written before it is confirmed.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::Refusal;
use base::record::{Kind, SlipReason};
use base::rules::WorkCalendar;
use jiff::civil::{Date, DateTime};
use platform::series::{Every, Fate, Occurrence, OnHoliday, Series, book_series, preview};
use platform::{Asking, bookable};

use super::words::{span, title};
use super::{Frame, LABELS, Typed, page_of};
use crate::language::Messages;
use crate::pages::frame::refused;
use crate::refusal::base_sentence;
use crate::rulebook::calendar;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/platform/series.html")]
struct SeriesPage {
    t: Messages,
    layout: Layout,
    address: String,
    href: String,
    title: String,
    zone: String,
    typed: Typed,
    seen: Option<Vec<Dated>>,
    refused: Option<String>,
    unknown: bool,
}

/// A date of the preview.
struct Dated {
    day: String,
    said: String,
    free: bool,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Calendar);
    render(&frame, None, None, Typed::default())
}

fn render(
    frame: &Frame,
    seen: Option<&[Occurrence]>,
    refusal: Option<(StatusCode, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let (t, id) = (frame.t, frame.id()?);
    let of = frame.read(|shelf| bookable(shelf, &frame.occasion.viewer, id))?;
    let (status, refused) = refusal.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    page_with(
        status,
        &SeriesPage {
            t,
            layout: frame.layout(),
            address: format!("/platforms/{id}/series"),
            href: page_of(Kind::Platform, id),
            title: title(&of.record, t),
            zone: of.platform.time_zone.as_ref().map_or_else(|| "Asia/Shanghai".to_owned(), |zone| zone.0.clone()),
            typed,
            unknown: seen.is_some_and(|seen| seen.iter().any(|one| one.unknown)),
            seen: seen.map(|seen| seen.iter().map(|one| said(one, t)).collect()),
            refused,
        },
    )
}

fn said(one: &Occurrence, t: Messages) -> Dated {
    let mut parts = Vec::new();
    if !one.holiday.is_empty() {
        parts.push(t.say("series-holiday").with("name", one.holiday.as_str()).to_string());
    }
    if one.on != one.day {
        parts.push(t.say("series-moved").with("day", one.on.to_string()).to_string());
    }
    if one.unknown {
        parts.push(t.get("series-unknown"));
    }
    if one.twice {
        parts.push(t.get("series-twice"));
    }
    parts.push(match &one.fate {
        Fate::Free(booking) => format!("{} {}", t.get("booking-free"), span(booking.from, booking.until)),
        Fate::Skipped => t.get("series-skipped"),
        Fate::Refused(refusal) => base_sentence(t, refusal),
    });
    Dated { day: one.day.to_string(), said: parts.join(t.pick("；", "; ")), free: matches!(one.fate, Fate::Free(_)) }
}

fn series(form: &Form, id: base::record::RecordId, now: measure::Timestamp) -> Result<Series, Refusal> {
    let wrong = |name: &str| {
        let text = form.text(name).trim();
        let missing = text.is_empty();
        let reason = if missing { SlipReason::Missing {} } else { SlipReason::NotDate { given: text.to_owned() } };
        Refusal::Slips(vec![reason.at(name)])
    };
    let time = |name: &str| form.text(name).trim().parse::<DateTime>().map_err(|_| wrong(name));
    Ok(Series {
        asking: Asking {
            purpose: form.text("purpose").to_owned(),
            units: form.text("units").trim().parse().ok(),
            ..Asking::of(id, now, now)
        },
        from: time("begins")?,
        until: time("ends")?,
        every: if form.text("every") == "day" { Every::Day } else { Every::Week },
        last: form.text("last").trim().parse().map_err(|_| wrong("last"))?,
        holidays: match form.text("holidays") {
            "move" => OnHoliday::Move,
            "keep" => OnHoliday::Keep,
            _ => OnHoliday::Skip,
        },
    })
}

pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Calendar);
    let (id, works) = (frame.id()?, calendar(state)?);
    frame.read(|shelf| bookable(shelf, &frame.occasion.viewer, id).map(drop))?;
    let wanted = match series(form, id, frame.occasion.now) {
        Ok(wanted) => wanted,
        Err(refusal) => return again(&frame, refusal.into(), form),
    };
    if form.text("act") == "book" {
        let days: Vec<Date> = form.fields("day").filter_map(|day| day.parse().ok()).collect();
        let (known, booked) = (works.clone(), wanted.clone());
        let done = frame.write(LABELS, move |shelf, occasion| book_series(shelf, occasion, &known, &booked, &days))?;
        return match done {
            Ok(_) => see_other_done("/bookings", Done::Booked),
            Err(refusal) => looked(&frame, &works, &wanted, Some(refusal), form),
        };
    }
    looked(&frame, &works, &wanted, None, form)
}

fn looked(
    frame: &Frame,
    works: &WorkCalendar,
    wanted: &Series,
    refusal: Option<(StatusCode, String)>,
    form: &Form,
) -> Result<Response, Trouble> {
    let seen = frame.state.store().reading(|shelf| preview(shelf, &frame.occasion, works, wanted));
    match seen {
        Ok(seen) => render(frame, Some(&seen), refusal, Typed::of(form)),
        Err(trouble) => again(frame, trouble, form),
    }
}

fn again(frame: &Frame, trouble: base::Trouble, form: &Form) -> Result<Response, Trouble> {
    let refusal = refused(frame.t, LABELS, trouble)?;
    render(frame, None, Some(refusal), Typed::of(form))
}
