//! Why a relay cannot be used as it was named, and why a letter did not leave.

/// What is wrong with how the post was set up. It never repeats a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostRefusal {
    /// The relay is no address such as `smtps://user:password@host:465`.
    #[error("the relay is no address such as smtps://user:password@host:465")]
    NoRelay,
    /// The sender is no address of mail.
    #[error("the sender is no mail address such as base@example.org")]
    NoSender,
    /// The certificate is not in PEM, or none.
    #[error("the certificate of the relay's authority is not in the form PEM")]
    NoAuthority,
}

/// Whether another attempt makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// It may go later.
    Later,
    /// It will be refused as long as the letter or its address stays what it is.
    Never,
}

/// Why a letter did not leave.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsent {
    /// The relay takes nothing, whoever it is for. It may have taken this one, if it fell silent at the end.
    #[error("{0}")]
    Relay(String),
    /// The relay refuses this letter, and may well take others.
    #[error("{said}")]
    Letter {
        /// What it said.
        said: String,
        /// Whether another attempt makes sense.
        again: Again,
    },
    /// What should be an address is none.
    #[error("this is no mail address")]
    Address,
}
