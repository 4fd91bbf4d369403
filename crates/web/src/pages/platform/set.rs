//! Platforms chosen together: what each asks for, when all of them are free, and booking them as one.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::{Kind, RecordId};
use base::store::{CostShare, Filter, Query, Shelf, Sort};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use measure::{Fraction, Timestamp};
use platform::{Asking, Bookable, book_all, bookable, common_slots, home, prerequisites, waiting};

use super::words::{day_of, read_local, span, title, titled, unit, word};
use super::{Frame, LABELS, Typed, page_of};
use crate::language::Messages;
use crate::pages::frame::refused;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;

/// Common times that are shown.
const SLOTS: usize = 5;
/// Most platforms of a set.
const MOST: usize = 20;
/// Most projects of one organisation to choose from.
const MOST_PROJECTS: usize = 200;

#[derive(Template)]
#[template(path = "pages/platform/set.html")]
struct SetPage {
    t: Messages,
    layout: Layout,
    chosen: Vec<Chosen>,
    organisations: Vec<(String, String)>,
    projects: Vec<(String, String)>,
    typed: Typed,
    hours: String,
    earliest: String,
    slots: Option<Result<Vec<Slot>, String>>,
    refused: Option<String>,
    /// Whether the hours that were asked for are taken, and somebody may wait for them.
    may_wait: bool,
}

struct Chosen {
    id: String,
    href: String,
    title: String,
    owner: String,
    unit: &'static str,
    counted: bool,
    hours: Vec<String>,
    zone: String,
    lead: i64,
    asks: Vec<(String, Option<String>, Option<bool>)>,
    series: String,
}

struct Slot {
    from: String,
    until: String,
    said: String,
}

fn ids<'a>(given: impl Iterator<Item = &'a str>) -> Vec<RecordId> {
    let mut ids: Vec<RecordId> = Vec::new();
    for id in given.filter_map(|id| id.parse().ok()).take(MOST) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Calendar);
    let chosen = ids(visit.fields("platform"));
    render(&frame, &chosen, None, Typed::default(), false)
}

fn render(
    frame: &Frame,
    ids: &[RecordId],
    refusal: Option<(StatusCode, String)>,
    typed: Typed,
    may_wait: bool,
) -> Result<Response, Trouble> {
    let (t, visit) = (frame.t, frame.visit);
    let asked = |name: &str| {
        let own = typed.text(name);
        if own.is_empty() { visit.field(name).unwrap_or_default().to_owned() } else { own.to_owned() }
    };
    let tomorrow = frame.occasion.now.date().tomorrow().unwrap_or(frame.occasion.now.date());
    let (hours, earliest) = (asked("hours"), asked("earliest"));
    let earliest = if earliest.is_empty() { tomorrow.to_string() } else { earliest };
    let (chosen, organisations, projects) = frame.read(|shelf| {
        let mut chosen = Vec::new();
        for id in ids {
            chosen.push(one(shelf, frame, *id)?);
        }
        let standings = frame.occasion.viewer.member().map_or(&[][..], |member| &member.standings);
        let own: Vec<RecordId> = standings.iter().map(|standing| standing.organisation).collect();
        let links = frame.links(shelf, &own)?;
        let named = own.iter().filter_map(|id| links.get(id).map(|link| (id.to_string(), link.text.clone())));
        let named = named.collect();
        Ok((chosen, named, projects(shelf, frame, &own)?))
    })?;
    let slots = if hours.is_empty() || ids.is_empty() { None } else { Some(slots(frame, ids, &hours, &earliest)?) };
    let (status, said) = refusal.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let layout = frame.layout();
    page_with(
        status,
        &SetPage { t, layout, chosen, organisations, projects, typed, hours, earliest, slots, refused: said, may_wait },
    )
}

fn one(shelf: &mut dyn Shelf, frame: &Frame, id: RecordId) -> Result<Chosen, base::Trouble> {
    let t = frame.t;
    let of = bookable(shelf, &frame.occasion.viewer, id)?;
    let mut asks = Vec::new();
    for met in prerequisites(shelf, &frame.occasion, &of, frame.occasion.now.date())? {
        let what = met.asked.what.map_or_else(String::new, |what| what.0);
        asks.push((what, met.asked.programme.map(|id| page_of(Kind::Programme, id)), met.has));
    }
    let row = |row: &base::record::kinds::OpenHours| {
        let day = word(base::record::kinds::Weekday::CHOICES, row.weekday? as usize, t);
        Some(format!("{day} {}–{}", row.from.as_ref()?.0, row.to.as_ref()?.0))
    };
    let counted = matches!(
        of.platform.booking_unit,
        Some(base::record::kinds::BookingUnit::Batch | base::record::kinds::BookingUnit::Sample)
    );
    Ok(Chosen {
        id: id.to_string(),
        href: page_of(Kind::Platform, id),
        title: title(&of.record, t),
        owner: titled(shelf, &frame.occasion.viewer, of.record.content.owner(), t)?,
        unit: unit(&of, t),
        counted,
        hours: of.platform.open_hours.iter().filter_map(row).collect(),
        zone: of.platform.time_zone.as_ref().map_or_else(String::new, |zone| zone.0.clone()),
        lead: of.platform.lead_days.map_or(0, |days| days.0),
        asks,
        series: format!("/platforms/{id}/series"),
    })
}

/// The projects of the booker's own organisations, by title.
fn projects(shelf: &mut dyn Shelf, frame: &Frame, own: &[RecordId]) -> Result<Vec<(String, String)>, base::Trouble> {
    let mut projects = Vec::new();
    for owner in own {
        let (kinds, states) = (vec![Kind::Project], vec!["published".to_owned()]);
        let filter = Filter { kinds, states, owner: Some(*owner), ..Filter::default() };
        let reach = frame.occasion.viewer.reach();
        let found = shelf.find(&Query { reach, filter, sort: Sort::Title, after: None, limit: MOST_PROJECTS })?;
        projects.extend(found.records.iter().map(|record| (record.id.to_string(), title(record, frame.t))));
    }
    Ok(projects)
}

/// The first times at which all of them are open and free.
fn slots(frame: &Frame, ids: &[RecordId], hours: &str, earliest: &str) -> Result<Result<Vec<Slot>, String>, Trouble> {
    let found = || -> Result<Vec<(Timestamp, Timestamp)>, base::Trouble> {
        let minutes = Fraction::parse(hours).ok().and_then(|hours| hours.checked_mul(Fraction::new(60, 1).ok()?).ok());
        let minutes = minutes.and_then(|minutes| i64::try_from(minutes.numerator() / minutes.denominator()).ok());
        let length = SignedDuration::from_mins(minutes.unwrap_or(0).clamp(0, 60 * 24 * 60));
        let from = read_local(&home()?, "from", &format!("{earliest}T00:00"))?.at;
        let now = frame.occasion.now;
        frame
            .state
            .store()
            .reading(|shelf| common_slots(shelf, &frame.occasion.viewer, ids, length, (from, now), SLOTS))
    };
    match found() {
        Ok(found) => {
            let local = |at: Timestamp| at.to_string().get(..16).unwrap_or_default().to_owned();
            let slot = |(from, until)| Slot { from: local(from), until: local(until), said: span(from, until) };
            Ok(Ok(found.into_iter().map(slot).collect()))
        }
        Err(trouble) => refused(frame.t, LABELS, trouble).map(|(_, said)| Err(said)),
    }
}

/// By which clocks a form is meant: those of the one platform, or those of the base where there are several.
fn zone(of: &[Bookable]) -> Result<TimeZone, base::Refusal> {
    if let [only] = of { Ok(only.zone.clone()) } else { home() }
}

/// Lines of `name or id = share`, one for each that pays.
fn split(
    shelf: &mut dyn Shelf,
    frame_reach: &base::people::Reach,
    text: &str,
) -> Result<Vec<CostShare>, base::Trouble> {
    let mut shares = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let wrong = || base::Refusal::SharesNotWhole { sum: line.trim().to_owned() };
        let (name, share) = line
            .replace('＝', "=")
            .split_once('=')
            .map(|(name, share)| (name.trim().to_owned(), share.trim().to_owned()))
            .ok_or_else(wrong)?;
        let share = Fraction::parse(&share).map_err(|_| wrong())?;
        let named = shelf.titled(&[Kind::Organisation], &name, frame_reach, 2)?;
        let organisation = match (name.parse(), named.as_slice()) {
            (Ok(id), _) => id,
            (Err(_), [only]) => only.id,
            (Err(_), _) => return Err(wrong().into()),
        };
        shares.push(CostShare { organisation, share });
    }
    Ok(shares)
}

pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Calendar);
    let chosen = ids(form.fields("platform"));
    let (given, wanted, waits) = (form.clone(), chosen.clone(), form.text("act") == "wait");
    let done = frame.write(LABELS, move |shelf, occasion| {
        let mut of = Vec::new();
        for id in &wanted {
            of.push(bookable(shelf, &occasion.viewer, *id)?);
        }
        let zone = zone(&of)?;
        let from = read_local(&zone, "from", given.text("from"))?;
        let until = read_local(&zone, "until", given.text("until"))?;
        let split = split(shelf, &occasion.viewer.reach(), given.text("split"))?;
        let asking = |id: &RecordId| Asking {
            units: given.text(&format!("units-{id}")).trim().parse().ok(),
            purpose: given.text("purpose").to_owned(),
            organisation: given.text("organisation").parse().ok(),
            project: given.text("project").parse().ok(),
            split: split.clone(),
            ..Asking::of(*id, from.at, until.at)
        };
        let askings: Vec<Asking> = wanted.iter().map(asking).collect();
        if waits {
            for asking in &askings {
                waiting::join(shelf, occasion, asking, given.text("reason"))?;
            }
            return Ok((Done::WaitJoined, day_of(from.at)));
        }
        book_all(shelf, occasion, &askings)?;
        Ok((if from.twice || until.twice { Done::BookedFirst } else { Done::Booked }, day_of(from.at)))
    })?;
    match done {
        Ok((done, _)) => see_other_done("/bookings", done),
        Err(refusal) => {
            let may_wait = refusal.0 == StatusCode::CONFLICT && chosen.len() == 1;
            render(&frame, &chosen, Some(refusal), Typed::of(form), may_wait)
        }
    }
}
