//! A set of players as the bits of a number.

use serde::Serialize;

/// A set of players: bit `i` is player `i`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Coalition(pub u32);

impl Coalition {
    /// The most players there are bits for.
    pub const MOST_PLAYERS: usize = 32;
    /// Nobody.
    pub const EMPTY: Self = Self(0);

    /// Players `0..players`, at most 32.
    pub fn all(players: usize) -> Self {
        Self(u32::MAX.checked_shr(32_u32.saturating_sub(narrow(players))).unwrap_or(0))
    }

    /// One player alone.
    pub fn single(player: usize) -> Self {
        Self(1_u32.checked_shl(narrow(player)).unwrap_or(0))
    }

    /// Its place in a table.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// How many players.
    pub fn size(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether a player belongs to it.
    pub fn contains(self, player: usize) -> bool {
        self.0 & Self::single(player).0 != 0
    }

    /// The coalition with a player joined.
    #[must_use]
    pub fn with(self, player: usize) -> Self {
        Self(self.0 | Self::single(player).0)
    }

    /// The coalition with a player gone.
    #[must_use]
    pub fn without(self, player: usize) -> Self {
        Self(self.0 & !Self::single(player).0)
    }

    /// Its players, in order.
    pub fn members(self) -> impl Iterator<Item = usize> {
        (0..Self::MOST_PLAYERS).filter(move |player| self.contains(*player))
    }

    /// Its players by name, joined by plus signs; ∅ for nobody.
    pub fn named(self, players: &[String]) -> String {
        if self == Self::EMPTY {
            return "∅".to_owned();
        }
        self.members().filter_map(|player| players.get(player)).map(String::as_str).collect::<Vec<_>>().join(" + ")
    }

    /// Every coalition of so many players but the empty one and the whole.
    pub fn proper(players: usize) -> impl Iterator<Item = Self> {
        (1..Self::all(players).0).map(Self)
    }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_as_bits() {
        assert_eq!([0, 1, 3, 32].map(|players| Coalition::all(players).0), [0, 1, 7, u32::MAX]);
        let set = Coalition::EMPTY.with(0).with(4).with(31).without(0);
        assert_eq!(set.members().collect::<Vec<_>>(), [4, 31]);
        assert_eq!((set.size(), set.contains(0), set.contains(40)), (2, false, false));
        assert_eq!(Coalition::proper(2).map(|set| set.0).collect::<Vec<_>>(), [1, 2]);
    }
}
