//! What the API itself refuses, before or around what the base does.

use axum::http::StatusCode;
use base::record::{Slip, SlipReason};

use crate::language::{Key, Messages};
use crate::refusal::slip_sentence;
use crate::shell::{short, status_of as status_of_class, status_of_ledger, status_of_sharing};

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident { $($fact:ident),* } = $status:ident, $key:literal;)*) => {
        /// A rule of the API that said no.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(crate) enum Refused {
            /// The body is not what its schema says.
            WrongShape(Vec<Slip>),
            /// A parameter is not what its schema says.
            BadParameter {
                /// The parameter.
                name: String,
                /// What is wrong with it.
                reason: SlipReason,
            },
            $($(#[$doc])* $name { $(#[doc = concat!("The ", stringify!($fact), ".")] $fact: String),* },)*
        }

        impl Refused {
            /// Every message id, with the status.
            pub(super) const STATUSES: &'static [(&'static str, StatusCode)] = &[
                ("api-refusal-wrong-shape", StatusCode::BAD_REQUEST),
                ("api-refusal-bad-parameter", StatusCode::BAD_REQUEST),
                $(($key, StatusCode::$status)),*
            ];

            fn key(&self) -> &'static str {
                match self {
                    Self::WrongShape(_) => "api-refusal-wrong-shape",
                    Self::BadParameter { .. } => "api-refusal-bad-parameter",
                    $(Self::$name { .. } => $key,)*
                }
            }

            fn facts(&self, t: Messages) -> Vec<(&'static str, String)> {
                match self {
                    Self::WrongShape(slips) => vec![("count", slips.len().to_string())],
                    Self::BadParameter { name, reason } => {
                        vec![("name", name.clone()), ("detail", slip_sentence(t, reason))]
                    }
                    $(Self::$name { $($fact),* } => vec![$((stringify!($fact), $fact.clone())),*],)*
                }
            }
        }
    };
}

refusals! {
    /// The operation takes no parameter of that name.
    UnknownParameter { name, known } = BAD_REQUEST, "api-refusal-unknown-parameter";
    /// A parameter that is needed is missing.
    MissingParameter { name } = BAD_REQUEST, "api-refusal-missing-parameter";
    /// A parameter that may be given once was given again.
    GivenTwice { name } = BAD_REQUEST, "api-refusal-given-twice";
    /// The body is no JSON.
    NotJson { detail } = BAD_REQUEST, "api-refusal-not-json";
    /// The body ended before its end.
    BrokenOff { } = BAD_REQUEST, "api-refusal-broken-off";
    /// The operation may not be repeated by a key.
    NoKeyHere { } = BAD_REQUEST, "api-refusal-no-key-here";
    /// The body did not arrive in time.
    TooSlow { } = REQUEST_TIMEOUT, "api-refusal-too-slow";
    /// The record stands at another version than the one meant.
    PreconditionFailed { given, current } = PRECONDITION_FAILED, "api-refusal-precondition-failed";
    /// The body is larger than is taken.
    TooLarge { most } = PAYLOAD_TOO_LARGE, "api-refusal-too-large";
    /// The body is of another type.
    WrongMediaType { wanted } = UNSUPPORTED_MEDIA_TYPE, "api-refusal-wrong-media-type";
    /// The version meant was not said.
    PreconditionNeeded { } = PRECONDITION_REQUIRED, "api-refusal-precondition-needed";
    /// The calendar does not know these days.
    DaysUnknown { detail } = UNPROCESSABLE_ENTITY, "api-refusal-days-unknown";
    /// Rows of a table of terms are wrong.
    TermsWrong { detail } = UNPROCESSABLE_ENTITY, "api-refusal-terms-wrong";
    /// Parties or a rule by which nothing can be shared.
    CannotShare { name, detail } = UNPROCESSABLE_ENTITY, "api-refusal-cannot-share";
    /// Too much is being worked out already.
    Busy { } = SERVICE_UNAVAILABLE, "api-refusal-busy";
    /// The base has records that say nearly the same.
    PerhapsKnown { records } = CONFLICT, "api-refusal-perhaps-known";
    /// More time than one list covers.
    SpanTooLong { most } = UNPROCESSABLE_ENTITY, "api-refusal-span-too-long";
}

impl Refused {
    /// The last part of the problem's type.
    pub(super) fn code(&self) -> &'static str {
        short(self.key())
    }

    /// The status of the answer.
    pub(super) fn status(&self) -> StatusCode {
        let key = self.key();
        Self::STATUSES.iter().find(|(known, _)| *known == key).map_or(StatusCode::BAD_REQUEST, |(_, status)| *status)
    }

    /// What is said of it.
    pub(super) fn sentence(&self, t: Messages) -> String {
        let facts = self.facts(t).into_iter();
        facts.fold(t.say(Key(self.key())), |message, (name, value)| message.with(name, value)).to_string()
    }

    /// What is wrong with single fields.
    pub(super) fn slips(&self) -> &[Slip] {
        if let Self::WrongShape(slips) = self { slips } else { &[] }
    }
}

/// The status of a problem by the last part of its type.
pub(super) fn status_of(code: &str) -> Option<StatusCode> {
    let own = Refused::STATUSES.iter().find(|(key, _)| short(key) == code).map(|(_, status)| *status);
    own.or_else(|| of_class(base::Refusal::CLASSES, code, status_of_class))
        .or_else(|| of_class(ledger::Refusal::CLASSES, code, status_of_ledger))
        .or_else(|| of_class(sharing::waterfall::Refusal::CLASSES, code, status_of_sharing))
}

/// The status of a code of a list of refusals with their classes.
fn of_class<C: Copy>(
    known: &'static [(&'static str, C)],
    code: &str,
    status: impl Fn(C) -> StatusCode,
) -> Option<StatusCode> {
    known.iter().find(|(key, _)| short(key) == code).map(|(_, class)| status(*class))
}
