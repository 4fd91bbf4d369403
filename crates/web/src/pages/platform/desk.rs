//! The desk of who looks after a platform: what waits for a word, who waits for hours, what was used and how.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::Kind;
use base::store::{Booking, BookingFilter, BookingState, Shelf, Used, WishState};
use jiff::SignedDuration;
use platform::{Bookable, Decision, Month, bookable, cost_of, decide, keeps, note_use, waiting};
use uuid::Uuid;

use super::words::{name, read_local, span, state as state_word, title, titled, unit, word};
use super::{Frame, LABELS, Typed, page_of};
use crate::figure::money;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;

/// Most bookings on the desk, from three months ago on.
const MOST: usize = 500;
const BACK: SignedDuration = SignedDuration::from_hours(24 * 92);

#[derive(Template)]
#[template(path = "pages/platform/desk.html")]
struct DeskPage {
    t: Messages,
    layout: Layout,
    id: String,
    href: String,
    title: String,
    unit: &'static str,
    month: String,
    account: String,
    refused: Option<String>,
    typed: Typed,
    pending: Vec<Line>,
    coming: Vec<Line>,
    unused: Vec<Line>,
    log: Vec<Line>,
    waits: Vec<(String, String, String, String, &'static str)>,
}

struct Line {
    id: String,
    hours: String,
    from: String,
    until: String,
    who: String,
    organisation: String,
    purpose: String,
    units: u32,
    state: &'static str,
    badge: &'static str,
    note: String,
    agreed: bool,
    used: Option<(String, u32, u32, String)>,
    cost: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Calendar), None, Typed::default())
}

fn render(frame: &Frame, refusal: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    let (t, id, now) = (frame.t, frame.id()?, frame.occasion.now);
    let from = now.checked_add(-BACK).ok();
    let filter = BookingFilter { platforms: vec![id], from, ..BookingFilter::default() };
    let (of, lines, waits) = frame.read(|shelf| {
        let of = bookable(shelf, &frame.occasion.viewer, id)?;
        if !keeps(&frame.occasion.viewer, &of) {
            return Err(frame.occasion.viewer.not_allowed("manager").into());
        }
        let mut lines = Vec::new();
        for booking in shelf.bookings_of(&filter, MOST)? {
            lines.push((booking.state, booking.until > now, line(shelf, frame, &of, booking)?));
        }
        let mut waits = Vec::new();
        for wish in waiting::list(shelf, &frame.occasion, id)? {
            let who = name(shelf, wish.account)?;
            let organisation = titled(shelf, &frame.occasion.viewer, wish.organisation, t)?;
            let state = word(WishState::CHOICES, wish.state as usize, t);
            waits.push((span(wish.from, wish.until), who, organisation, wish.reason, state));
        }
        Ok((of, lines, waits))
    })?;
    let mut parts: [Vec<Line>; 4] = Default::default();
    for (state, to_come, line) in lines {
        let part = match (state, to_come) {
            (BookingState::Requested, _) => 0,
            (BookingState::Confirmed | BookingState::Offered, true) => 1,
            (BookingState::Confirmed, false) => 2,
            (BookingState::Used, _) => 3,
            (BookingState::Offered | BookingState::Declined | BookingState::Cancelled | BookingState::Lapsed, _) => {
                continue;
            }
        };
        parts[part].push(line);
    }
    let [pending, coming, unused, mut log] = parts;
    log.reverse();
    let (status, refused) = refusal.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    page_with(
        status,
        &DeskPage {
            t,
            layout: frame.layout(),
            id: id.to_string(),
            href: page_of(Kind::Platform, id),
            title: title(&of.record, t),
            unit: unit(&of, t),
            month: Month::of(now.date()).text(),
            account: frame.occasion.viewer.account().map_or_else(String::new, |account| account.to_string()),
            refused,
            typed,
            pending,
            coming,
            unused,
            log,
            waits,
        },
    )
}

fn line(shelf: &mut dyn Shelf, frame: &Frame, of: &Bookable, booking: Booking) -> Result<Line, base::Trouble> {
    let t = frame.t;
    let (state, badge) = state_word(booking.state, t);
    let cost = cost_of(shelf, of, &booking)?;
    let local = |at: measure::Timestamp| at.in_zone(of.zone.clone()).datetime().strftime("%Y-%m-%dT%H:%M").to_string();
    Ok(Line {
        id: booking.id.to_string(),
        hours: span(booking.from, booking.until),
        from: local(booking.from),
        until: local(booking.until),
        who: name(shelf, booking.account)?,
        organisation: titled(shelf, &frame.occasion.viewer, booking.organisation, t)?,
        units: booking.units,
        state,
        badge,
        agreed: booking.detail.keeper,
        used: booking.detail.used.map(|used| (span(used.from, used.until), used.units, used.samples, used.note)),
        cost: cost.map_or_else(|| "—".to_owned(), |cost| format!("{} {}", cost.sum.currency(), money(cost.sum))),
        purpose: booking.purpose,
        note: booking.detail.note,
    })
}

pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Calendar);
    let (id, given) = (frame.id()?, form.clone());
    let done = frame.write(LABELS, move |shelf, occasion| {
        let of = bookable(shelf, &occasion.viewer, id)?;
        let booking: Uuid = given.text("booking").parse().map_err(|_| base::Refusal::NotFound {})?;
        let note = given.text("note");
        match given.text("act") {
            "accept" => decide(shelf, occasion, id, booking, Decision::Accept, note).map(|_| Done::BookingDecided),
            "decline" => decide(shelf, occasion, id, booking, Decision::Decline, note).map(|_| Done::BookingDecided),
            "use" => {
                let count = |name: &str| given.text(name).trim().parse().unwrap_or(0);
                let used = Used {
                    from: read_local(&of.zone, "from", given.text("from"))?.at,
                    until: read_local(&of.zone, "until", given.text("until"))?.at,
                    units: count("units"),
                    samples: count("samples"),
                    note: note.to_owned(),
                };
                note_use(shelf, occasion, id, booking, &used).map(|_| Done::UseNoted)
            }
            _ => Err(base::Refusal::NotFound {}.into()),
        }
    })?;
    match done {
        Ok(done) => see_other_done(&format!("/platforms/{id}/desk"), done),
        Err(refusal) => render(&frame, Some(refusal), Typed::of(form)),
    }
}
