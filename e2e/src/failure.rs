//! Why a journey stopped.

use std::fmt;
use std::io;

use fantoccini::error::{CmdError, NewSessionError};

/// Why a journey stopped.
#[derive(thiserror::Error)]
pub enum Failure {
    /// A program that the journeys need is not on this machine.
    #[error("`{program}` is not on the path. {mend}")]
    Absent {
        /// The program.
        program: &'static str,
        /// How to get it.
        mend: &'static str,
    },
    /// A program did not start, or stopped saying what it should.
    #[error("`{program}` did not start: {reason}")]
    NotStarted {
        /// The program.
        program: String,
        /// What it did instead.
        reason: String,
    },
    /// A step could not be taken.
    #[error("{step}: {reason}")]
    Step {
        /// The step, as a sentence.
        step: String,
        /// What was there instead.
        reason: String,
    },
    /// The browser failed.
    #[error("the browser failed: {0}")]
    Browser(#[from] CmdError),
    /// The browser gave no session.
    #[error("the browser gave no session: {0}")]
    Session(#[from] NewSessionError),
    /// A file or a process failed.
    #[error("the machine failed: {0}")]
    Machine(#[from] io::Error),
}

/// A test prints its error with `Debug`; a sentence serves the reader better.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
