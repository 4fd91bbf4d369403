//! Weights that follow decisions: ridge regression toward the weights there were.

use super::feature::{Direction, Feature};
use super::features::Features;
use super::weights::Weights;

/// What an accepted match should score.
const ACCEPTED: f64 = 1.0;
/// What a declined match should score.
const DECLINED: f64 = 0.0;
/// The least strength of the weights there were: without any, what was never decided would be undetermined.
const STRENGTH_LEAST: f64 = 1e-6;
/// Sweeps over all weights, and the step below which they end.
const SWEEPS_MOST: usize = 2_000;
const STEP_LEAST: f64 = 1e-13;
/// A weight has moved if it is another by more than this.
const MOVED_LEAST: f64 = 1e-9;

/// What a person decided about a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// It is pursued.
    Accepted,
    /// It is not.
    Declined(Reason),
}

/// Why a match was declined. Only the features named here learn from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Another subject: everything that compares texts, and the tags.
    TooFar,
    /// [`Feature::MoneyGap`].
    TooDear,
    /// [`Feature::ReadinessGap`].
    NotReady,
    /// [`Feature::IndicatorsMissed`] and [`Feature::IndicatorsMet`].
    ShortOfIndicator,
    /// [`Feature::Availability`] and [`Feature::Freshness`].
    WrongTime,
    /// Another place on the chain: the four features of it.
    WrongPlace,
    /// They know each other: [`Feature::SameOrganisation`], [`Feature::PastAccepts`], [`Feature::PastDeclines`].
    Known,
    /// [`Feature::Conflict`] and [`Feature::SameOrganisation`].
    Conflict,
    /// None of these: every feature learns.
    Other,
}

/// Weights after decisions.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// The weights.
    pub weights: Weights,
    /// Those that moved, in the order of [`Feature::ALL`].
    pub moved: Vec<Moved>,
}

/// A weight that decisions moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moved {
    /// Whose.
    pub feature: Feature,
    /// What it was.
    pub before: f64,
    /// What it is.
    pub after: f64,
}

type Row = [f64; Feature::COUNT];

/// Learns from decisions: the weights `w` that make least
///
/// `Σ_i (r_i − Σ_f m_if · (w_f − p_f))² + strength · Σ_f (w_f − p_f)²`
///
/// where `p` are the weights there were, `r_i` is what their score lacks of 1 for a match that was accepted (of 0 for
/// one declined; nothing if it is beyond that already), and `m_if` is feature `f` of match `i`, or 0 if the reason for
/// declining does not concern it. Without decisions the weights stay. A weight whose feature has a
/// [`Direction`] keeps its sign; the base stays. Ridge regression: Hoerl and Kennard, Technometrics 12 (1970); solved
/// one weight at a time, which under bounds of single weights converges since the sum is strictly convex (Tseng,
/// Journal of Optimization Theory and Applications 109, 2001). The order of the decisions does not matter.
pub fn learn(decisions: &[(Features, Decision)], prior: &Weights, strength: f64) -> Learned {
    let strength = strength.max(STRENGTH_LEAST);
    let mut rows: Vec<(Row, f64)> = decisions.iter().map(|(features, made)| row(features, *made, prior)).collect();
    // Sums of floats depend on their order in the last bits.
    rows.sort_by(|a, b| {
        let values = a.0.iter().zip(&b.0).map(|(a, b)| a.total_cmp(b));
        values.fold(a.1.total_cmp(&b.1), std::cmp::Ordering::then)
    });
    let moves = least_squares(&rows, prior, strength);
    let mut learned = Learned { weights: prior.clone(), moved: Vec::new() };
    for (feature, step) in Feature::ALL.into_iter().zip(moves) {
        if step.abs() > MOVED_LEAST {
            let before = prior.get(feature);
            learned.weights.set(feature, before + step);
            learned.moved.push(Moved { feature, before, after: learned.weights.get(feature) });
        }
    }
    learned
}

/// The features that a decision concerns, and what the score lacks.
fn row(features: &Features, made: Decision, prior: &Weights) -> (Row, f64) {
    let score = prior.score(features).score;
    let lacks = match made {
        Decision::Accepted => (ACCEPTED - score).max(0.0),
        Decision::Declined(_) => (DECLINED - score).min(0.0),
    };
    let concerns = |feature| match made {
        Decision::Accepted => true,
        Decision::Declined(reason) => reason.concerns(feature),
    };
    let value = |feature| if concerns(feature) { features.get(feature).unwrap_or_default() } else { 0.0 };
    (Feature::ALL.map(value), lacks)
}

/// How far each weight moves: coordinate descent on the normal equations.
fn least_squares(rows: &[(Row, f64)], prior: &Weights, strength: f64) -> Row {
    let moment = |f: usize, g: usize| -> f64 { rows.iter().map(|(row, _)| at(row, f) * at(row, g)).sum() };
    let matrix: Vec<Row> = (0..Feature::COUNT).map(|f| std::array::from_fn(|g| moment(f, g))).collect();
    let pull: Row = std::array::from_fn(|f| rows.iter().map(|(row, lacks)| at(row, f) * lacks).sum());
    let bounds = Feature::ALL.map(|feature| bounds(feature, prior.get(feature)));
    let mut moves = [0.0; Feature::COUNT];
    for _ in 0..SWEEPS_MOST {
        let mut largest: f64 = 0.0;
        for (f, (line, (least, most))) in matrix.iter().zip(bounds).enumerate() {
            let others: f64 = (0..Feature::COUNT).filter(|g| *g != f).map(|g| at(line, g) * at(&moves, g)).sum();
            let best = ((at(&pull, f) - others) / (at(line, f) + strength)).clamp(least, most);
            largest = largest.max((best - at(&moves, f)).abs());
            if let Some(slot) = moves.get_mut(f) {
                *slot = best;
            }
        }
        if largest < STEP_LEAST {
            break;
        }
    }
    moves
}

fn at(row: &Row, place: usize) -> f64 {
    row.get(place).copied().unwrap_or_default()
}

/// How far a weight may move without changing to a sign its feature does not have.
fn bounds(feature: Feature, weight: f64) -> (f64, f64) {
    match feature.direction() {
        Direction::Raises => (-weight.max(0.0), f64::INFINITY),
        Direction::Lowers => (f64::NEG_INFINITY, -weight.min(0.0)),
        Direction::Either => (f64::NEG_INFINITY, f64::INFINITY),
    }
}

impl Reason {
    /// Whether declining for this reason says anything about a feature.
    pub fn concerns(self, feature: Feature) -> bool {
        match self {
            Self::TooFar => matches!(
                feature,
                Feature::Fused
                    | Feature::TitleInBody
                    | Feature::BodyInBody
                    | Feature::TitleInTitle
                    | Feature::Coverage
                    | Feature::WeightedCoverage
                    | Feature::PairsUsed
                    | Feature::NearestSentence
                    | Feature::VectorNearness
                    | Feature::SameTags
                    | Feature::ExpertByLinked
                    | Feature::LinkedMean
                    | Feature::AcrossLanguages
            ),
            Self::TooDear => feature == Feature::MoneyGap,
            Self::NotReady => feature == Feature::ReadinessGap,
            Self::ShortOfIndicator => matches!(feature, Feature::IndicatorsMissed | Feature::IndicatorsMet),
            Self::WrongTime => matches!(feature, Feature::Availability | Feature::Freshness),
            Self::WrongPlace => {
                matches!(feature, Feature::SameLink | Feature::Upstream | Feature::Downstream | Feature::ChainDistance)
            }
            Self::Known => {
                matches!(feature, Feature::SameOrganisation | Feature::PastAccepts | Feature::PastDeclines)
            }
            Self::Conflict => matches!(feature, Feature::Conflict | Feature::SameOrganisation),
            Self::Other => true,
        }
    }
}

#[cfg(test)]
mod tests;
