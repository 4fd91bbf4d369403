//! What the game of a chain refuses, by name, with the facts a reader needs.

use crate::game;

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident { $($fact:ident: $type:ty),* } = $key:literal, $english:literal;)*) => {
        /// A rule of the chain's game that said no.
        #[derive(Clone, Debug, PartialEq, thiserror::Error)]
        pub enum Refusal {
            /// The table of coalitions is no game, or one of its answers has no proof.
            #[error(transparent)]
            Game(#[from] game::Refusal),
            /// The chain or a patch said no.
            #[error(transparent)]
            Chain(#[from] chain::Refusal),
            $(
                $(#[$doc])*
                #[error($english)]
                $name { $(#[doc = concat!("The ", stringify!($fact), ".")] $fact: $type),* },
            )*
        }

        impl Refusal {
            /// The message ids of this list, for the test that every language has them.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// The message id.
            pub fn key(&self) -> &'static str {
                match self {
                    Self::Game(refusal) => refusal.key(),
                    Self::Chain(refusal) => refusal.reason.key(),
                    $(Self::$name { .. } => $key,)*
                }
            }

            /// The facts as text, by the names the message uses.
            pub fn facts(&self) -> Vec<(&'static str, String)> {
                match self {
                    Self::Game(refusal) => refusal.facts(),
                    Self::Chain(refusal) => refusal.reason.facts(),
                    $(Self::$name { $($fact),* } => vec![$((stringify!($fact), $fact.to_string())),*],)*
                }
            }
        }
    };
}

refusals! {
    /// An id that the chain does not have; `what` is owner, capacity, market or patch.
    Unknown { party: String, what: &'static str, id: String } = "sharing-unknown", "{party}: the chain has no {what} {id}";
    /// Two parties hold one thing.
    HeldTwice { what: &'static str, id: String, first: String, second: String } = "sharing-held-twice", "{what} {id} belongs to {first} and to {second}; name one of them";
    /// A party that brings nothing.
    HoldsNothing { party: String } = "sharing-holds-nothing", "{party} holds no limit of the chain and no technology";
    /// A plan of several periods, whose stocks belong to coalitions in no way that is settled.
    Periods { periods: usize } = "sharing-periods", "shares are worked out over one period; the plan has {periods}";
    /// What must be delivered is owed by nobody in particular, so a coalition cannot be asked for it.
    Withdrawals { count: usize } = "sharing-withdrawals", "the chain owes {count} deliveries whatever they are worth; no coalition can be asked for them";
    /// More parties than orders are drawn for, or than a table is made for.
    TooManyParties { parties: usize, most: usize } = "sharing-too-many-parties", "{parties} parties are too many; at most {most}";
    /// More parties with technologies of their own than chains are solved for.
    TooManyTechnologies { parties: usize, most: usize } = "sharing-too-many-technologies", "{parties} parties hold technologies; at most {most} may";
    /// A coalition whose limits no plan meets, or who could gain without end; its players are the bits.
    NoPlan { coalition: u32 } = "sharing-no-plan", "coalition {coalition} has no best plan";
    /// An endowment that names a limit or a party that is not there, or is below 0; the place counts from 1.
    Endowment { place: usize } = "sharing-endowment", "endowment {place} names what is not there, or is below 0";
}

impl From<lp::Fault> for Refusal {
    fn from(fault: lp::Fault) -> Self {
        Self::Game(fault.into())
    }
}
