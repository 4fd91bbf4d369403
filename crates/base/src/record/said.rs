//! What people say in the forms of workflows: trimmed, of one line where one is wanted, and refused rather than cut where
//! it is longer than is kept.

use super::given::{MOST_LINE, kept};
use super::slip::SlipReason;
use super::{Line, Prose};
use crate::refusal::Refusal;

/// Most characters of a text in a form of a workflow.
const MOST_PROSE: usize = 20_000;

/// A line that may be empty; what is on several lines becomes one.
///
/// # Errors
/// It is too long, or holds a control character.
pub fn line(field: &str, text: &str) -> Result<Option<Line>, Refusal> {
    let text = text.trim().replace(['\r', '\n'], " ");
    let text = kept(&text, MOST_LINE).map_err(|reason| slip(field, reason))?;
    Ok((!text.is_empty()).then_some(Line(text)))
}

/// A line that must say something.
///
/// # Errors
/// As [`line`], and where it is empty.
pub fn needed_line(field: &str, text: &str) -> Result<Line, Refusal> {
    line(field, text)?.ok_or_else(|| slip(field, SlipReason::Missing {}))
}

/// A text of several lines that may be empty.
///
/// # Errors
/// It is too long, or holds a control character.
pub fn prose(field: &str, text: &str) -> Result<Option<Prose>, Refusal> {
    let text = text.trim().replace("\r\n", "\n");
    let text = kept(&text, MOST_PROSE).map_err(|reason| slip(field, reason))?;
    Ok((!text.is_empty()).then_some(Prose(text)))
}

/// A text that must say something.
///
/// # Errors
/// As [`prose`], and where it is empty.
pub fn needed_prose(field: &str, text: &str) -> Result<Prose, Refusal> {
    prose(field, text)?.ok_or_else(|| slip(field, SlipReason::Missing {}))
}

/// A reason that must be given.
///
/// # Errors
/// [`Refusal::ReasonNeeded`]; it is too long.
pub fn reason(text: &str) -> Result<Line, Refusal> {
    line("reason", text)?.ok_or(Refusal::ReasonNeeded {})
}

/// The refusal of one field.
pub fn slip(field: &str, reason: SlipReason) -> Refusal {
    Refusal::Slips(vec![reason.at(field)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_trimmed_and_never_cut() {
        assert_eq!(line("note", " 甲\r\n乙 "), Ok(Some(Line("甲  乙".to_owned()))));
        assert_eq!((line("note", " \n"), prose("note", " ")), (Ok(None), Ok(None)));
        assert_eq!(prose("note", "甲\r\n乙"), Ok(Some(Prose("甲\n乙".to_owned()))));
        assert_eq!(reason("  "), Err(Refusal::ReasonNeeded {}));
        let long = |most: usize| SlipReason::TooLong { most: most.to_string() };
        let table = [
            (line("a", &"长".repeat(501)).map(drop), long(500)),
            (prose("a", &"长".repeat(20_001)).map(drop), long(20_000)),
            (needed_line("a", "").map(drop), SlipReason::Missing {}),
            (needed_prose("a", "\n").map(drop), SlipReason::Missing {}),
            (line("a", "\u{7}").map(drop), SlipReason::ControlCharacter {}),
        ];
        for (got, wanted) in table {
            assert_eq!(got, Err(slip("a", wanted)));
        }
        assert_eq!(line("a", &"长".repeat(500)).map(|said| said.is_some()), Ok(true));
    }
}
