//! What the game of a chain refuses, by name, with the facts a reader needs.

use crate::game;

/// A rule of the chain's game that said no.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The table of coalitions is no game, or one of its answers has no proof.
    #[error(transparent)]
    Game(#[from] game::Refusal),
    /// The chain or a patch said no.
    #[error(transparent)]
    Chain(#[from] chain::Refusal),
    /// An id that the chain does not have.
    #[error("{party}: the chain has no {what} {id}")]
    Unknown {
        /// Whose holding it is.
        party: String,
        /// `owner`, `capacity`, `market` or `patch`.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// Two parties hold one thing.
    #[error("{what} {id} belongs to {first} and to {second}; name one of them")]
    HeldTwice {
        /// `owner`, `capacity`, `market` or `patch`.
        what: &'static str,
        /// The id.
        id: String,
        /// The party that was named first.
        first: String,
        /// The other one.
        second: String,
    },
    /// A party that brings nothing.
    #[error("{party} holds no limit of the chain and no technology")]
    HoldsNothing {
        /// The party.
        party: String,
    },
    /// A plan of several periods, whose stocks belong to coalitions in no way that is settled.
    #[error("shares are worked out over one period; the plan has {periods}")]
    Periods {
        /// How many the plan has.
        periods: usize,
    },
    /// What must be delivered is owed by nobody in particular, so a coalition cannot be asked for it.
    #[error("the chain owes {count} deliveries whatever they are worth; no coalition can be asked for them")]
    Withdrawals {
        /// How many.
        count: usize,
    },
    /// More parties than orders are drawn for.
    #[error("{parties} parties are too many; at most {most}")]
    TooManyParties {
        /// How many were given.
        parties: usize,
        /// How many there may be.
        most: usize,
    },
    /// More parties with technologies of their own than chains are solved for.
    #[error("{parties} parties hold technologies; at most {most} may")]
    TooManyTechnologies {
        /// How many do.
        parties: usize,
        /// How many may.
        most: usize,
    },
    /// A coalition whose limits no plan meets, or who could gain without end.
    #[error("coalition {coalition} has no best plan")]
    NoPlan {
        /// Its players as bits.
        coalition: u32,
    },
    /// An endowment that names a limit or a party that is not there, or is not at least 0.
    #[error("endowment {place} names what is not there, or is below 0")]
    Endowment {
        /// Which, counting from 1.
        place: usize,
    },
}

impl From<lp::Fault> for Refusal {
    fn from(fault: lp::Fault) -> Self {
        Self::Game(fault.into())
    }
}
