//! Levels: a score in words.

/// How well the two fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 无: a score below 0.20.
    None,
    /// 弱: from 0.20.
    Weak,
    /// 较强: from 0.40.
    Fair,
    /// 强: from 0.60.
    Strong,
}

impl Level {
    /// Every level, the best first.
    pub const ALL: [Self; 4] = [Self::Strong, Self::Fair, Self::Weak, Self::None];

    /// The lowest score of the level.
    pub fn least_score(self) -> f64 {
        match self {
            Self::Strong => 0.6,
            Self::Fair => 0.4,
            Self::Weak => 0.2,
            Self::None => f64::NEG_INFINITY,
        }
    }

    /// The level of a score.
    pub fn of(score: f64) -> Self {
        Self::ALL.into_iter().find(|level| score >= level.least_score()).unwrap_or(Self::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_begins_at_its_least_score() {
        let table = [
            (9.0, Level::Strong),
            (0.6, Level::Strong),
            (0.599, Level::Fair),
            (0.4, Level::Fair),
            (0.2, Level::Weak),
            (0.199, Level::None),
            (-1.0, Level::None),
            (f64::NAN, Level::None),
        ];
        for (score, level) in table {
            assert_eq!(Level::of(score), level, "{score}");
        }
    }
}
