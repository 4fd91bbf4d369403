//! What a game refuses, by name, with the facts a reader needs.

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident { $($fact:ident: $type:ty),* } = $key:literal, $english:literal;)*) => {
        /// A rule of games that said no.
        #[derive(Clone, Debug, PartialEq, thiserror::Error)]
        pub enum Refusal {
            $(
                $(#[$doc])*
                #[error($english)]
                $name { $(#[doc = concat!("The ", stringify!($fact), ".")] $fact: $type),* },
            )*
        }

        impl Refusal {
            /// The message ids of all refusals, for the test that every language has them.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// The message id.
            pub fn key(&self) -> &'static str {
                match self { $(Self::$name { .. } => $key,)* }
            }

            /// The facts as text, by the names the message uses.
            pub fn facts(&self) -> Vec<(&'static str, String)> {
                match self { $(Self::$name { $($fact),* } => vec![$((stringify!($fact), $fact.to_string())),*],)* }
            }
        }
    };
}

refusals! {
    /// Nobody plays.
    NoPlayers { } = "sharing-no-players", "a game needs a player";
    /// More players than a table is made for.
    TooManyPlayers { players: usize, most: usize } = "sharing-too-many-players", "{players} players are too many for a table of every coalition; at most {most}";
    /// A table that does not have one value for every coalition.
    TableSize { given: usize, wanted: usize, players: usize } = "sharing-table-size", "the table has {given} values; {players} players have {wanted} coalitions";
    /// The empty coalition is worth something.
    EmptyCoalition { value: f64 } = "sharing-empty-coalition", "the empty coalition is worth {value}; it must be worth 0";
    /// A worth that is no number or endless; the coalition is its place in the table.
    NotFinite { coalition: u32, value: f64 } = "sharing-not-finite", "coalition {coalition} is worth {value}, which is not a finite number";
    /// Two players of one name.
    DuplicatePlayer { name: String } = "sharing-duplicate-player", "two players are called “{name}”";
    /// A player without a name; the place counts from 1.
    NamelessPlayer { place: usize } = "sharing-nameless-player", "player {place} has no name";
    /// Shares for another number of players, or a share that is no number.
    Shares { given: usize, players: usize } = "sharing-shares", "{given} shares do not fit {players} players, or one of them is not a finite number";
    /// The whole is worth less than its players alone, so that no share gives everybody what they have alone.
    NoImputation { alone: f64, whole: f64 } = "sharing-no-imputation", "alone the players have {alone} together, and the whole is worth {whole}: no share gives each what it has alone";
    /// The arithmetic found no certified answer.
    Unresolved { detail: String } = "sharing-unresolved", "no certified answer: {detail}";
}

impl From<lp::Fault> for Refusal {
    fn from(fault: lp::Fault) -> Self {
        Self::Unresolved { detail: fault.to_string() }
    }
}
