//! What is known of a pair of a need and an offer, number by number: meaning, equation, range and direction.

/// One number about a pair. Every equation gives a value within [`Feature::range`], the same whatever other candidates
/// there are; a number that is not known is left out, which is not the same as zero.
///
/// Written below: *q* the need, *d* the offer; *idf*(t) the weight of a term by its rarity among public records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// Reciprocal rank fusion of the lists that found it, as a share of the most: `Σ w / (60 + rank) ÷ Σ w / 61`
    /// (Cormack, Clarke and Büttcher, SIGIR 2009).
    Fused,
    /// BM25 of the need's title in the offer's whole text, as a share of what it would be if every term stood there
    /// without end: `bm25(q.title, d) ÷ Σ idf(t)·(k₁ + 1)`.
    TitleInBody,
    /// The same for the whole text of the need.
    BodyInBody,
    /// The same for the title of the need in the title of the offer.
    TitleInTitle,
    /// Words of the need's title that the offer has, in either language, by their rarity: `Σ_{q.title ∩ d} idf ÷
    /// Σ_{q.title} idf`.
    Coverage,
    /// The same for all words of the need: `Σ_{q ∩ d} idf ÷ Σ_q idf`.
    WeightedCoverage,
    /// Share of the matched terms that were found through the term list, not by the same word: `pairs ÷ matched`.
    PairsUsed,
    /// Weighted coverage of the best sentence of the offer: `max_s Σ_{q ∩ s} idf ÷ Σ_q idf`.
    NearestSentence,
    /// Cosine with the nearest passage, `(cos(title) + mean over passages cos(passage)) ÷ 2`, not below 0, where an
    /// encoder is installed; within one language a third of it, since there words say most of the same.
    VectorNearness,
    /// 1 where both name the same place on the chain, 0 where they name different ones.
    SameLink,
    /// The offer stands `n` links before the need on the chain: `1 ÷ n`, 0 where it does not.
    Upstream,
    /// The offer stands `n` links behind the need on the chain: `1 ÷ n`, 0 where it does not.
    Downstream,
    /// Links between the two along the chain, `min(n, 6) ÷ 6`; 1 where neither leads to the other.
    ChainDistance,
    /// Required factors that the offer covers: `|required ∩ covered| ÷ |required|`.
    FactorsCovered,
    /// Indicators wanted that the offer's figures reach: `met ÷ wanted`.
    IndicatorsMet,
    /// Indicators wanted that the offer's figures miss: `missed ÷ wanted`. What is not stated is neither.
    IndicatorsMissed,
    /// Readiness levels the offer lacks: `max(0, wanted − has) ÷ 8`, levels 1 to 9 (GB/T 22900—2022).
    ReadinessGap,
    /// Share of the price that the budget does not reach: `max(0, price − budget) ÷ price`.
    MoneyGap,
    /// Share of the days wanted on which the offer is available.
    Availability,
    /// `2^(−age ÷ 3 years)`, age counted from when the offer was last confirmed.
    Freshness,
    /// 1 where both are of the same organisation, 0 where not.
    SameOrganisation,
    /// 1 where one of the two declared a conflict of interest with the other's organisation, 0 where not.
    Conflict,
    /// Matches with the offer's organisation that the need's side accepted before: `n ÷ (n + 1)`.
    PastAccepts,
    /// Matches with the offer's organisation that the need's side declined before: `n ÷ (n + 1)`.
    PastDeclines,
    /// Tags of both: `|q ∩ d| ÷ |q ∪ d|`.
    SameTags,
    /// A person by what is linked to him: `Σ_i s_i ÷ (i + 1) ÷ Σ_i 1 ÷ (i + 1)` over the scores of his linked works, the
    /// best first, scores as in [`Feature::BodyInBody`].
    ExpertByLinked,
    /// Mean of the same scores over everything linked to a platform or an organisation.
    LinkedMean,
    /// 1 where the two are written in different languages, 0 where in the same.
    AcrossLanguages,
}

/// Which way a feature may move a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More of it is never worse: its weight is not below zero.
    Raises,
    /// More of it is never better: its weight is not above zero.
    Lowers,
    /// Either; decisions tell.
    Either,
}

impl Feature {
    /// How many there are.
    pub const COUNT: usize = 28;

    /// Every feature, in the order in which contributions add up.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Fused,
        Self::TitleInBody,
        Self::BodyInBody,
        Self::TitleInTitle,
        Self::Coverage,
        Self::WeightedCoverage,
        Self::PairsUsed,
        Self::NearestSentence,
        Self::VectorNearness,
        Self::SameLink,
        Self::Upstream,
        Self::Downstream,
        Self::ChainDistance,
        Self::FactorsCovered,
        Self::IndicatorsMet,
        Self::IndicatorsMissed,
        Self::ReadinessGap,
        Self::MoneyGap,
        Self::Availability,
        Self::Freshness,
        Self::SameOrganisation,
        Self::Conflict,
        Self::PastAccepts,
        Self::PastDeclines,
        Self::SameTags,
        Self::ExpertByLinked,
        Self::LinkedMean,
        Self::AcrossLanguages,
    ];

    /// Its name where weights are stored; never changes.
    pub fn key(self) -> &'static str {
        match self {
            Self::Fused => "fused",
            Self::TitleInBody => "title-in-body",
            Self::BodyInBody => "body-in-body",
            Self::TitleInTitle => "title-in-title",
            Self::Coverage => "coverage",
            Self::WeightedCoverage => "weighted-coverage",
            Self::PairsUsed => "pairs-used",
            Self::NearestSentence => "nearest-sentence",
            Self::VectorNearness => "vector-nearness",
            Self::SameLink => "same-link",
            Self::Upstream => "upstream",
            Self::Downstream => "downstream",
            Self::ChainDistance => "chain-distance",
            Self::FactorsCovered => "factors-covered",
            Self::IndicatorsMet => "indicators-met",
            Self::IndicatorsMissed => "indicators-missed",
            Self::ReadinessGap => "readiness-gap",
            Self::MoneyGap => "money-gap",
            Self::Availability => "availability",
            Self::Freshness => "freshness",
            Self::SameOrganisation => "same-organisation",
            Self::Conflict => "conflict",
            Self::PastAccepts => "past-accepts",
            Self::PastDeclines => "past-declines",
            Self::SameTags => "same-tags",
            Self::ExpertByLinked => "expert-by-linked",
            Self::LinkedMean => "linked-mean",
            Self::AcrossLanguages => "across-languages",
        }
    }

    /// The feature of a [`Feature::key`].
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|feature| feature.key() == key)
    }

    /// The least and the most it can be.
    pub fn range(self) -> (f64, f64) {
        (0.0, 1.0)
    }

    /// Which way it may move a score.
    pub fn direction(self) -> Direction {
        match self {
            Self::Fused
            | Self::TitleInBody
            | Self::BodyInBody
            | Self::TitleInTitle
            | Self::Coverage
            | Self::WeightedCoverage
            | Self::NearestSentence
            | Self::VectorNearness
            | Self::SameLink
            | Self::FactorsCovered
            | Self::IndicatorsMet
            | Self::Availability
            | Self::Freshness
            | Self::SameTags
            | Self::ExpertByLinked
            | Self::LinkedMean => Direction::Raises,
            Self::ChainDistance
            | Self::IndicatorsMissed
            | Self::ReadinessGap
            | Self::MoneyGap
            | Self::Conflict
            | Self::PastDeclines => Direction::Lowers,
            Self::PairsUsed
            | Self::Upstream
            | Self::Downstream
            | Self::SameOrganisation
            | Self::PastAccepts
            | Self::AcrossLanguages => Direction::Either,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_stands_once_at_its_own_place_and_is_found_by_its_key() {
        for (place, feature) in Feature::ALL.into_iter().enumerate() {
            assert_eq!(feature as usize, place, "{feature:?}");
            assert_eq!(Feature::named(feature.key()), Some(feature));
            assert!(feature.key().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{feature:?}");
        }
        assert_eq!(Feature::named("Fused"), None);
    }
}
