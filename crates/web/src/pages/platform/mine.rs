//! What somebody booked, waits for and is offered, and the address at which their calendar is read from elsewhere.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::Secret;
use base::record::{Kind, RecordId};
use base::store::{BookingFilter, BookingState, Shelf, WishState};
use jiff::SignedDuration;
use platform::{Decision, cancel, decide, to_agree, waiting};
use uuid::Uuid;

use super::words::{name, span, state as state_word, titled, word};
use super::{Frame, LABELS, page_of};
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;

/// What the secret of a calendar begins with.
const PREFIX: &str = "dc_";
/// Most bookings on the page, from a month ago on.
const MOST: usize = 300;
const BACK: SignedDuration = SignedDuration::from_hours(24 * 31);

#[derive(Template)]
#[template(path = "pages/platform/mine.html")]
struct MinePage {
    t: Messages,
    layout: Layout,
    asked: Vec<Asked>,
    rows: Vec<Row>,
    waits: Vec<Waits>,
    refused: Option<String>,
    has_key: bool,
    /// The address of the calendar that was made just now; its secret is shown this once.
    feed: Option<String>,
}

struct Row {
    id: String,
    platform: String,
    href: String,
    title: String,
    hours: String,
    units: u32,
    state: &'static str,
    badge: &'static str,
    purpose: String,
    note: String,
    set: bool,
    goes_on: bool,
}

/// A booking for an organisation that the viewer leads, which waits for their word.
struct Asked {
    id: String,
    platform: String,
    href: String,
    title: String,
    hours: String,
    who: String,
    organisation: String,
    purpose: String,
}

struct Waits {
    id: String,
    href: String,
    title: String,
    hours: String,
    reason: String,
    state: &'static str,
    until: Option<String>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Bookings), None, None)
}

fn render(frame: &Frame, refusal: Option<(StatusCode, String)>, feed: Option<String>) -> Result<Response, Trouble> {
    let t = frame.t;
    let account = frame.occasion.viewer.account().ok_or(base::Refusal::SignInNeeded {})?;
    let from = frame.occasion.now.checked_add(-BACK).ok();
    let filter = BookingFilter { account: Some(account), from, ..BookingFilter::default() };
    let (asked, rows, waits, has_key) = frame.read(|shelf| {
        let asked = asked(shelf, frame)?;
        let (mut rows, mut waits) = (Vec::new(), Vec::new());
        for booking in shelf.bookings_of(&filter, MOST)? {
            if booking.state == BookingState::Offered {
                continue;
            }
            let (state, badge) = state_word(booking.state, t);
            rows.push(Row {
                id: booking.id.to_string(),
                platform: booking.platform.to_string(),
                href: page_of(Kind::Platform, booking.platform),
                title: titled(shelf, &frame.occasion.viewer, Some(booking.platform), t)?,
                hours: span(booking.from, booking.until),
                units: booking.units,
                state,
                badge,
                goes_on: booking.state.holds() && booking.until > frame.occasion.now,
                set: booking.bundle.is_some(),
                purpose: booking.purpose,
                note: booking.detail.note,
            });
        }
        for wish in shelf.wishes(None, Some(account))? {
            let offered = match wish.booking {
                Some(booking) if wish.state == WishState::Offered => shelf.booking(booking)?,
                Some(_) | None => None,
            };
            let until = offered.and_then(|offered| offered.detail.offered_until);
            waits.push(Waits {
                id: wish.id.to_string(),
                href: page_of(Kind::Platform, wish.platform),
                title: titled(shelf, &frame.occasion.viewer, Some(wish.platform), t)?,
                hours: span(wish.from, wish.until),
                reason: wish.reason,
                state: word(WishState::CHOICES, wish.state as usize, t),
                until: until.map(|until| until.to_string().get(..16).unwrap_or_default().replace('T', " ")),
            });
        }
        Ok((asked, rows, waits, shelf.calendar_key(account)?.is_some()))
    })?;
    let (status, refused) = refusal.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let layout = frame.layout();
    page_with(status, &MinePage { t, layout, asked, rows, waits, refused, has_key, feed })
}

fn asked(shelf: &mut dyn Shelf, frame: &Frame) -> Result<Vec<Asked>, base::Trouble> {
    let (t, viewer) = (frame.t, &frame.occasion.viewer);
    let mut asked = Vec::new();
    for booking in to_agree(shelf, &frame.occasion)? {
        asked.push(Asked {
            id: booking.id.to_string(),
            platform: booking.platform.to_string(),
            href: page_of(Kind::Platform, booking.platform),
            title: titled(shelf, viewer, Some(booking.platform), t)?,
            hours: span(booking.from, booking.until),
            who: name(shelf, booking.account)?,
            organisation: titled(shelf, viewer, booking.organisation, t)?,
            purpose: booking.purpose,
        });
    }
    Ok(asked)
}

pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Bookings);
    let id: Option<Uuid> = form.text("id").parse().ok();
    let platform: Option<RecordId> = form.text("platform").parse().ok();
    let note = form.text("note").to_owned();
    let act = form.text("act").to_owned();
    if act == "feed" || act == "no-feed" {
        return feed(&frame, act == "feed");
    }
    let id = id.ok_or(Trouble::NotFound)?;
    let done = frame.write(LABELS, move |shelf: &mut dyn Shelf, occasion| match act.as_str() {
        "cancel" => {
            let on = platform.ok_or(base::Refusal::NotFound {})?;
            cancel(shelf, occasion, on, id, &note).map(|_| Done::GivenBack)
        }
        "agree" | "refuse" => {
            let on = platform.ok_or(base::Refusal::NotFound {})?;
            let decision = if act == "agree" { Decision::Accept } else { Decision::Decline };
            decide(shelf, occasion, on, id, decision, &note).map(|_| Done::BookingDecided)
        }
        "accept" => waiting::accept(shelf, occasion, id).map(|_| Done::Booked),
        "leave" => waiting::leave(shelf, occasion, id).map(|()| Done::WaitLeft),
        _ => Err(base::Refusal::NotFound {}.into()),
    })?;
    match done {
        Ok(done) => see_other_done("/bookings", done),
        Err(refusal) => render(&frame, Some(refusal), None),
    }
}

/// Makes the address at which the calendar is read, in the place of one that was made before; or takes it back.
fn feed(frame: &Frame, wanted: bool) -> Result<Response, Trouble> {
    let account = frame.occasion.viewer.account().ok_or(base::Refusal::SignInNeeded {})?;
    let secret = if wanted { Some(Secret::fresh(PREFIX).map_err(Trouble::fault)?) } else { None };
    let digest = secret.as_ref().map(Secret::digest);
    frame.state.store().writing(move |shelf| shelf.put_calendar_key(account, digest.as_ref()))?;
    let address = secret.map(|secret| format!("/calendars/{account}/bookings.ics?key={}", secret.reveal()));
    render(frame, None, address)
}
