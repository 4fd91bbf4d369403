//! What a game refuses, by name, with the facts a reader needs.

use crate::refusal::refusals;

refusals! {
    /// A rule of games that said no.
    enum Refusal;
    /// Nobody plays.
    NoPlayers { } = Invalid, "sharing-no-players", "a game needs a player";
    /// More players than a table is made for.
    TooManyPlayers { players: usize, most: usize } = Invalid, "sharing-too-many-players", "{players} players are too many for a table of every coalition; at most {most}";
    /// A table that does not have one value for every coalition.
    TableSize { given: usize, wanted: usize, players: usize } = Invalid, "sharing-table-size", "the table has {given} values; {players} players have {wanted} coalitions";
    /// The empty coalition is worth something.
    EmptyCoalition { value: f64 } = Invalid, "sharing-empty-coalition", "the empty coalition is worth {value}; it must be worth 0";
    /// A worth that is no number or endless; of a coalition by its players' names.
    NotFinite { coalition: String, value: f64 } = Invalid, "sharing-not-finite", "coalition {coalition} is worth {value}, which is not a finite number";
    /// Two players of one name.
    DuplicatePlayer { name: String } = Invalid, "sharing-duplicate-player", "two players are called “{name}”";
    /// A player without a name; the place counts from 1.
    NamelessPlayer { place: usize } = Invalid, "sharing-nameless-player", "player {place} has no name";
    /// A player that the game does not have; the place counts from 1.
    UnknownPlayer { place: usize, players: usize } = NotFound, "sharing-unknown-player", "there is no player {place}; the game has {players}";
    /// Shares that do not give out the whole.
    NotTheWhole { given: f64, whole: f64 } = Invalid, "sharing-not-the-whole", "the shares give out {given}, not the {whole} that all have together";
    /// A share below what its player has alone.
    LessThanAlone { player: String, share: f64, alone: f64 } = Invalid, "sharing-less-than-alone", "{player} is given {share} and has {alone} alone";
    /// Shares for another number of players, or a share that is no number.
    Shares { given: usize, players: usize } = Invalid, "sharing-shares", "{given} shares do not fit {players} players, or one of them is not a finite number";
    /// The whole is worth less than its players alone, so that no share gives everybody what they have alone.
    NoImputation { alone: f64, whole: f64 } = Invalid, "sharing-no-imputation", "alone the players have {alone} together, and the whole is worth {whole}: no share gives each what it has alone";
    /// The arithmetic found no certified answer.
    Unresolved { detail: String } = Unresolved, "sharing-unresolved", "no certified answer: {detail}";
}

impl From<lp::Fault> for Refusal {
    fn from(fault: lp::Fault) -> Self {
        Self::Unresolved { detail: fault.to_string() }
    }
}
