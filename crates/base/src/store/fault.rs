//! How a store can fail.

/// How a store can fail. The details are for the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The database does not answer; it may come back.
    #[error("the database does not answer: {0}")]
    Unavailable(String),
    /// The database did not say whether it kept what it was given.
    #[error("whether it was written is not known, the database no longer answers: {0}")]
    Unsure(String),
    /// No space is left.
    #[error("no space is left on the disk of the database: {0}")]
    Full(String),
    /// The disk or the database may only be read.
    #[error("the database can only be read: {0}")]
    ReadOnly(String),
    /// What is stored cannot be understood.
    #[error("the database holds what cannot be read: {0}")]
    Damaged(String),
    /// The database was written by a newer program.
    #[error("the database is at version {found}; this program knows {known}")]
    Newer {
        /// The version found.
        found: i64,
        /// The newest version known.
        known: i64,
    },
    /// A statement was refused.
    #[error("the database refused: {0}")]
    Refused(String),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// The work was lost before it gave an answer.
    #[error("the work ended without an answer")]
    Lost,
}
