//! The door: somebody is checked in by the code that is typed, or by a picture of it.

use std::fs;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::may_change;
use base::record::Kind;
use base::store::Fault;
use talent::event::{check_in, code_in, convened, places};

use super::super::frame::{Frame, page_of};
use super::LABELS;
use super::words::stage;
use crate::language::Messages;
use crate::shell::{Form, Layout, Section, Trouble, Upload, Visit, page_with};
use crate::state::State;

/// The largest picture, in bytes.
const MOST_BYTES: u64 = 20 * 1024 * 1024;

#[derive(Template)]
#[template(path = "pages/event/door.html")]
struct DoorPage {
    t: Messages,
    layout: Layout,
    address: String,
    title: String,
    stage: (&'static str, &'static str),
    held: usize,
    refused: Option<String>,
    came: Option<String>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Events), StatusCode::OK, None, None)
}

/// Checks somebody in. A typed code counts before a picture.
pub(super) fn act(state: &State, visit: &Visit, form: &Form, upload: Option<&Upload>) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Events);
    let id = frame.id()?;
    frame
        .read(|shelf| Ok(may_change(&frame.occasion.viewer, &convened(shelf, &frame.occasion.viewer, id)?.record)?))?;
    let typed = form.text("code").trim().to_owned();
    let read = if typed.is_empty() { upload.map(code_of).transpose()? } else { Some(Ok(typed)) };
    let code = match read {
        Some(Ok(code)) => code,
        Some(Err(refusal)) => {
            let said = crate::refusal::base_sentence(frame.t, &refusal);
            return render(&frame, StatusCode::UNPROCESSABLE_ENTITY, Some(said), None);
        }
        None => {
            return render(&frame, StatusCode::UNPROCESSABLE_ENTITY, Some(frame.t.get("event-no-code")), None);
        }
    };
    match frame.write(LABELS, move |shelf, occasion| check_in(shelf, occasion, id, &code))? {
        Ok(came) => {
            let number = came.registration.number.map_or(0, |number| number.0);
            let said = frame.t.say("event-checked-in").with("who", came.who).with("number", number.to_string());
            render(&frame, StatusCode::OK, None, Some(said.to_string()))
        }
        Err((status, said)) => render(&frame, status, Some(said), None),
    }
}

fn code_of(upload: &Upload) -> Result<Result<String, base::Refusal>, Trouble> {
    let failed = |error: std::io::Error| Trouble::from(base::Trouble::from(Fault::Refused(error.to_string())));
    if fs::metadata(upload.path()).map_err(failed)?.len() > MOST_BYTES {
        return Ok(Err(base::Refusal::NotAPicture {}));
    }
    Ok(code_in(&fs::read(upload.path()).map_err(failed)?))
}

fn render(
    frame: &Frame,
    status: StatusCode,
    refused: Option<String>,
    came: Option<String>,
) -> Result<Response, Trouble> {
    let id = frame.id()?;
    let (title, stage, held) = frame.read(|shelf| {
        let convened = convened(shelf, &frame.occasion.viewer, id)?;
        may_change(&frame.occasion.viewer, &convened.record)?;
        let held = places(shelf, &convened)?.held;
        Ok((frame.title(&convened.record), stage(&convened.event, frame.t), held))
    })?;
    let address = page_of(Kind::Event, id);
    page_with(status, &DoorPage { t: frame.t, layout: frame.layout(), address, title, stage, held, refused, came })
}
