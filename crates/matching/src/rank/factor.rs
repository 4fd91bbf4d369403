//! What a need calls for, and what an offer brings.

/// One kind of thing without which a need is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Factor {
    /// 技术.
    Technology,
    /// 人才.
    People,
    /// 平台.
    Platform,
    /// 资金.
    Money,
    /// 合作伙伴.
    Partner,
}

impl Factor {
    /// Every factor.
    pub const ALL: [Self; 5] = [Self::Technology, Self::People, Self::Platform, Self::Money, Self::Partner];
}
