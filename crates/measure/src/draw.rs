//! Seeded draws for the tests that try many values.

/// A small generator (`SplitMix64`, Steele, Lea and Flood 2014); the same seed gives the same draws.
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[usize::try_from(self.below(choices.len() as u64)).unwrap()]
    }

    /// An amount in minor units, of any size: each number of digits is as likely.
    pub(crate) fn amount(&mut self) -> i64 {
        let digits = u32::try_from(self.below(19)).unwrap();
        i64::try_from(self.below(10_u64.pow(digits))).unwrap()
    }
}
