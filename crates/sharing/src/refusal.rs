//! The one form of what games, the game of a chain and waterfalls refuse: by name, with the facts a reader needs.

/// The kinds of refusal, which decide the HTTP status and the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// What was given is wrong in itself.
    Invalid,
    /// It names what is not there.
    NotFound,
    /// It does not go with how things stand.
    Conflict,
    /// No answer has a proof.
    Unresolved,
}

/// Makes the enum of a list: each refusal with its facts, its class, its message id and its English sentence. What is
/// passed on from another list says in turn what has the message, and its class.
macro_rules! refusals {
    (
        $(#[$list:meta])*
        enum Refusal $(passing on {
            $($(#[$passed_doc:meta])* $passed:ident($inner:ty) { $refusal:ident => $said:expr, $passed_class:expr };)*
        })?;
        $($(#[$doc:meta])* $name:ident { $($fact:ident: $type:ty),* } = $class:ident, $key:literal, $english:literal;)*
    ) => {
        $(#[$list])*
        #[derive(Clone, Debug, PartialEq, thiserror::Error)]
        pub enum Refusal {
            $($($(#[$passed_doc])* #[error(transparent)] $passed(#[from] $inner),)*)?
            $(
                $(#[$doc])*
                #[error($english)]
                $name { $(#[doc = concat!("The ", stringify!($fact), ".")] $fact: $type),* },
            )*
        }

        impl Refusal {
            /// The message ids of this list, for the test that every language has them.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// What kind of refusal each key of this list is, for programs that are told of them beforehand.
            pub const CLASSES: &'static [(&'static str, $crate::Class)] = &[$(($key, $crate::Class::$class)),*];

            /// The message id.
            pub fn key(&self) -> &'static str {
                match self {
                    $($(Self::$passed($refusal) => $said.key(),)*)?
                    $(Self::$name { .. } => $key,)*
                }
            }

            /// What kind of refusal it is.
            pub fn class(&self) -> $crate::Class {
                match self {
                    $($(Self::$passed($refusal) => $passed_class,)*)?
                    $(Self::$name { .. } => $crate::Class::$class,)*
                }
            }

            /// The facts as text, by the names the message uses.
            pub fn facts(&self) -> Vec<(&'static str, String)> {
                match self {
                    $($(Self::$passed($refusal) => $said.facts(),)*)?
                    $(Self::$name { $($fact),* } => vec![$((stringify!($fact), $fact.to_string())),*],)*
                }
            }
        }
    };
}

pub(crate) use refusals;
