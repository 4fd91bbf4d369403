//! Check-in codes: eight random characters and one that tells a typing error.

use base::identifier::{Heard, Spoken};
use base::store::Fault;

/// 31⁸ codes, so that nobody guesses one at the door.
const FORM: Spoken = Spoken { length: 9, group: 3 };

/// A code as it is kept and printed: three groups of three.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code(String);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeProblem {
    /// It has not nine characters, or one that no code has, or its check character does not fit.
    Mistyped,
}

impl Code {
    /// A new one.
    ///
    /// # Errors
    /// The system gives no random numbers.
    pub fn fresh() -> Result<Self, Fault> {
        FORM.draw().map(Self).map_err(|error| Fault::Refused(error.to_string()))
    }

    /// Reads a code as it was typed or scanned; blanks, dashes and small letters do no harm.
    ///
    /// # Errors
    /// [`CodeProblem`].
    pub fn read(text: &str) -> Result<Self, CodeProblem> {
        match FORM.hear(text) {
            Some(Heard::Whole(code)) => Ok(Self(code)),
            Some(Heard::Misread { .. }) | None => Err(CodeProblem::Mistyped),
        }
    }

    /// Its characters, as they are printed.
    pub fn text(&self) -> &str {
        &self.0
    }
}
