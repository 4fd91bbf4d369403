//! The table itself.

use std::collections::BTreeSet;

use super::{Coalition, Refusal};

/// The worth of every coalition of named players.
#[derive(Clone, Debug, PartialEq)]
pub struct Game {
    players: Vec<String>,
    values: Vec<f64>,
    scale: f64,
}

impl Game {
    /// The most players a table is made for: 65,536 coalitions.
    pub const MOST_PLAYERS: usize = 16;
    /// Differences below this share of the largest worth are none.
    pub const TOLERANCE: f64 = 1e-9;

    /// A game of named players; `values[m]` is the worth of the coalition whose bits are `m`.
    ///
    /// # Errors
    /// No player or too many, two of one name or one without, a table of the wrong size, an empty coalition that is
    /// worth something, a worth that is not a finite number.
    pub fn new(players: Vec<String>, values: Vec<f64>) -> Result<Self, Refusal> {
        if players.is_empty() {
            return Err(Refusal::NoPlayers {});
        }
        if players.len() > Self::MOST_PLAYERS {
            return Err(Refusal::TooManyPlayers { players: players.len(), most: Self::MOST_PLAYERS });
        }
        check_names(players.iter().map(String::as_str))?;
        let wanted = 1 << players.len();
        if values.len() != wanted {
            return Err(Refusal::TableSize { given: values.len(), wanted, players: players.len() });
        }
        for (coalition, &value) in (0..).zip(&values) {
            if !value.is_finite() {
                return Err(Refusal::NotFinite { coalition: Coalition(coalition).named(&players), value });
            }
        }
        if values[0] != 0.0 {
            return Err(Refusal::EmptyCoalition { value: values[0] });
        }
        let largest = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        Ok(Self { players, values, scale: if largest > 0.0 { largest } else { 1.0 } })
    }

    /// The players' names.
    pub fn players(&self) -> &[String] {
        &self.players
    }

    /// The worth of every coalition, by its bits.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// `v(S)`; a coalition with strangers in it is worth nothing.
    pub fn value(&self, coalition: Coalition) -> f64 {
        self.values.get(coalition.index()).copied().unwrap_or_default()
    }

    /// `v(N)`
    pub fn whole(&self) -> f64 {
        self.value(self.everybody())
    }

    /// N
    pub fn everybody(&self) -> Coalition {
        Coalition::all(self.players.len())
    }

    /// The largest worth in size, 1 where every coalition is worth nothing.
    pub(super) fn scale(&self) -> f64 {
        self.scale
    }

    /// A difference in money that counts.
    pub fn tolerance(&self) -> f64 {
        Self::TOLERANCE * self.scale()
    }

    /// Refuses shares that are not one finite number a player.
    pub(super) fn check_shares(&self, shares: &[f64]) -> Result<(), Refusal> {
        if shares.len() == self.players.len() && shares.iter().all(|share| share.is_finite()) {
            return Ok(());
        }
        Err(Refusal::Shares { given: shares.len(), players: self.players.len() })
    }
}

/// Refuses a player without a name, and two whose names differ in blanks around them alone.
pub(crate) fn check_names<'a>(players: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for (place, name) in players.map(str::trim).enumerate() {
        if name.is_empty() {
            return Err(Refusal::NamelessPlayer { place: place + 1 });
        }
        if !seen.insert(name) {
            return Err(Refusal::DuplicatePlayer { name: name.to_owned() });
        }
    }
    Ok(())
}
