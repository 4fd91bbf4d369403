//! A figure: its value, its range, and where it comes from.

/// How well a figure is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Seen in the source itself.
    Seen,
    /// Cited from the literature, not seen.
    Cited,
    /// An estimate.
    Estimate,
}

impl Confidence {
    /// The letter it is written with: A, B or C.
    pub fn letter(self) -> char {
        match self {
            Self::Seen => 'A',
            Self::Cited => 'B',
            Self::Estimate => 'C',
        }
    }

    /// Reads the letter.
    pub fn from_letter(text: &str) -> Option<Self> {
        match text {
            "A" => Some(Self::Seen),
            "B" => Some(Self::Cited),
            "C" => Some(Self::Estimate),
            _ => None,
        }
    }
}

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The year it describes.
    pub year: i32,
    /// Index into [`crate::Chain::sources`].
    pub source: usize,
    /// How well it is known.
    pub confidence: Confidence,
    /// What a reader should know about it.
    pub note: String,
    /// The file of the pack it stands in.
    pub file: String,
    /// The row in that file, the header being row 1; 0 where a patch brought it.
    pub row: usize,
}

/// A value with the range it may lie in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The value the plan uses.
    pub value: f64,
    /// The least it may be, where known.
    pub low: Option<f64>,
    /// The most it may be, where known.
    pub high: Option<f64>,
}

impl Figure {
    /// A figure without a known range.
    pub fn exact(value: f64) -> Self {
        Self { value, low: None, high: None }
    }

    /// The figure and its range in another unit, or changed by a factor; a negative factor turns the range round.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        let (low, high) = if factor < 0.0 { (self.high, self.low) } else { (self.low, self.high) };
        Self { value: self.value * factor, low: low.map(|v| v * factor), high: high.map(|v| v * factor) }
    }
}
