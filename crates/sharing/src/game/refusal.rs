//! What a game refuses, by name, with the facts a reader needs.

/// A rule of games that said no.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// Nobody plays.
    #[error("a game needs a player")]
    NoPlayers,
    /// More players than a table is made for.
    #[error("{players} players are too many for a table of every coalition; at most {most}")]
    TooManyPlayers {
        /// How many were given.
        players: usize,
        /// How many there may be.
        most: usize,
    },
    /// A table that does not have one value for every coalition.
    #[error("the table has {given} values; {players} players have {wanted} coalitions")]
    TableSize {
        /// How many values were given.
        given: usize,
        /// How many there must be.
        wanted: usize,
        /// How many players there are.
        players: usize,
    },
    /// The empty coalition is worth something.
    #[error("the empty coalition is worth {value}; it must be worth 0")]
    EmptyCoalition {
        /// What it was worth.
        value: f64,
    },
    /// A worth that is no number or endless.
    #[error("coalition {coalition} is worth {value}, which is not a finite number")]
    NotFinite {
        /// Its place in the table.
        coalition: u32,
        /// The offending value.
        value: f64,
    },
    /// Two players of one name.
    #[error("two players are called “{name}”")]
    DuplicatePlayer {
        /// The name.
        name: String,
    },
    /// A player without a name.
    #[error("player {place} has no name")]
    NamelessPlayer {
        /// Which player, counting from 1.
        place: usize,
    },
    /// Shares for another number of players, or a share that is no number.
    #[error("{given} shares do not fit {players} players, or one of them is not a finite number")]
    Shares {
        /// How many shares were given.
        given: usize,
        /// How many players there are.
        players: usize,
    },
    /// The whole is worth less than its players alone, so that no share gives everybody what they have alone.
    #[error(
        "alone the players have {alone} together, and the whole is worth {whole}: no share gives each what it has alone"
    )]
    NoImputation {
        /// What the players have alone, summed.
        alone: f64,
        /// What the whole is worth.
        whole: f64,
    },
    /// The arithmetic found no certified answer.
    #[error("no certified answer: {detail}")]
    Unresolved {
        /// What was tried.
        detail: String,
    },
}

impl From<lp::Fault> for Refusal {
    fn from(fault: lp::Fault) -> Self {
        Self::Unresolved { detail: fault.to_string() }
    }
}
