//! What people say in forms of this room: trimmed, of one line where one is wanted, never longer than is kept.

use base::Refusal;
use base::record::{Line, Prose, SlipReason};

const MOST_LINE: usize = 500;
const MOST_PROSE: usize = 20_000;

/// A text of several lines that must say something.
pub(crate) fn prose(field: &str, text: &str) -> Result<Prose, Refusal> {
    let text = text.trim().replace("\r\n", "\n");
    kept(field, &text, MOST_PROSE)?;
    Ok(Prose(text))
}

/// A line that must say something.
pub(crate) fn line(field: &str, text: &str) -> Result<Line, Refusal> {
    let text = text.trim().replace(['\r', '\n'], " ");
    kept(field, &text, MOST_LINE)?;
    Ok(Line(text))
}

/// A text of several lines that may be empty.
pub(crate) fn optional(field: &str, text: &str) -> Result<Option<Prose>, Refusal> {
    if text.trim().is_empty() { Ok(None) } else { prose(field, text).map(Some) }
}

/// A reason that must be given.
pub(crate) fn reason(text: &str) -> Result<Line, Refusal> {
    if text.trim().is_empty() { Err(Refusal::ReasonNeeded {}) } else { line("reason", text) }
}

fn kept(field: &str, text: &str, most: usize) -> Result<(), Refusal> {
    let slip = if text.is_empty() {
        SlipReason::Missing {}
    } else if text.chars().count() > most {
        SlipReason::TooLong { most: most.to_string() }
    } else {
        return Ok(());
    };
    Err(Refusal::Slips(vec![slip.at(field)]))
}
