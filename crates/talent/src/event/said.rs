//! What people say in forms of events: trimmed, of one line where one is wanted, never longer than is kept.

use base::Refusal;
use base::record::{Line, Moment, Prose, SlipReason};
use measure::Timestamp;

const MOST_LINE: usize = 500;
const MOST_PROSE: usize = 20_000;

/// A line that may be empty.
pub(crate) fn line(field: &str, text: &str) -> Result<Option<Line>, Refusal> {
    let text = text.trim().replace(['\r', '\n'], " ");
    kept(field, &text, MOST_LINE)?;
    Ok((!text.is_empty()).then_some(Line(text)))
}

/// A line that must say something.
pub(crate) fn needed(field: &str, text: &str) -> Result<Line, Refusal> {
    line(field, text)?.ok_or_else(|| slip(field, SlipReason::Missing {}))
}

/// A reason that must be given.
pub(crate) fn reason(text: &str) -> Result<Line, Refusal> {
    line("reason", text)?.ok_or(Refusal::ReasonNeeded {})
}

/// A text of several lines that may be empty.
pub(crate) fn prose(field: &str, text: &str) -> Result<Option<Prose>, Refusal> {
    let text = text.trim().replace("\r\n", "\n");
    kept(field, &text, MOST_PROSE)?;
    Ok((!text.is_empty()).then_some(Prose(text)))
}

/// The instant of a moment that was written before.
pub(crate) fn instant(moment: Option<&Moment>) -> Option<Timestamp> {
    moment.and_then(Moment::instant)
}

pub(crate) fn slip(field: &str, reason: SlipReason) -> Refusal {
    Refusal::Slips(vec![reason.at(field)])
}

fn kept(field: &str, text: &str, most: usize) -> Result<(), Refusal> {
    if text.chars().any(|letter| letter.is_control() && letter != '\n') {
        return Err(slip(field, SlipReason::ControlCharacter {}));
    }
    if text.chars().count() > most {
        return Err(slip(field, SlipReason::TooLong { most: most.to_string() }));
    }
    Ok(())
}
