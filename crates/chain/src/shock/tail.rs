//! Means and tails with their confidence intervals.

/// z for a 95 % interval.
const Z95: f64 = 1.959_963_984_540_054;

/// A figure with its 95 % confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Half the width of the interval.
    pub half_width: f64,
}

/// The tail of a loss distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tail {
    /// The level, such as 0.95.
    pub level: f64,
    /// Value at risk: the least loss that is not exceeded with probability `level`.
    pub value_at_risk: f64,
    /// Conditional value at risk: the mean of the worst `1 − level`.
    pub conditional: Estimate,
}

/// The mean of values that are equally likely.
pub fn mean(values: &[f64]) -> Estimate {
    let count = values.len() as f64;
    if values.is_empty() {
        return Estimate { value: f64::NAN, half_width: f64::NAN };
    }
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (count - 1.0).max(1.0);
    Estimate { value: mean, half_width: Z95 * (variance / count).sqrt() }
}

impl Tail {
    /// The tail of equally likely losses.
    ///
    /// ```text
    /// CVaR_α = min_t  t + E[(L − t)⁺] / (1 − α),   attained at t = VaR_α
    /// ```
    ///
    /// Rockafellar & Uryasev 2000, J. Risk 2(3):21–41, with the atom at VaR split as in their 2002 paper
    /// (J. Banking & Finance 26:1443–1471). The interval is that of the mean of (L − VaR)⁺ / (1 − α).
    pub fn of(losses: &[f64], level: f64) -> Self {
        let mut sorted = losses.to_vec();
        sorted.sort_by(f64::total_cmp);
        let count = sorted.len();
        let nothing = Estimate { value: f64::NAN, half_width: f64::NAN };
        // The least index whose share of losses at or below it reaches the level, rounding aside.
        let reached = |index: usize| (index + 1) as f64 >= level * count as f64 - 1e-9;
        let Some(at) = (0..count).find(|index| reached(*index)) else {
            return Self { level, value_at_risk: f64::NAN, conditional: nothing };
        };
        let value_at_risk = sorted[at];
        let beyond: Vec<f64> = sorted.iter().map(|l| (l - value_at_risk).max(0.0) / (1.0 - level)).collect();
        let excess = mean(&beyond);
        let conditional = Estimate { value: value_at_risk + excess.value, half_width: excess.half_width };
        Self { level, value_at_risk, conditional }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One hundred equally likely losses with a split atom; figures worked out by hand from the definition.
    #[test]
    fn tails_split_the_atom() {
        let runs = [(0.0, 80), (1.0, 10), (2.0, 5), (5.0, 3), (10.0, 2)];
        let losses: Vec<f64> = runs.iter().flat_map(|(loss, times)| vec![*loss; *times]).collect();
        for (level, var, cvar) in [(0.9, 1.0, 4.5), (0.95, 2.0, 7.0), (0.97, 5.0, 25.0 / 3.0), (0.99, 10.0, 10.0)] {
            let tail = Tail::of(&losses, level);
            assert!((tail.value_at_risk - var).abs() < 1e-12, "{level}: {tail:?}");
            assert!((tail.conditional.value - cvar).abs() < 1e-9, "{level}: {tail:?}");
            // The minimum over t of the defining formula is attained there.
            let objective =
                |t: f64| t + losses.iter().map(|l| (l - t).max(0.0)).sum::<f64>() / losses.len() as f64 / (1.0 - level);
            let least = (0..=1000).map(|i| objective(f64::from(i) / 100.0)).fold(f64::INFINITY, f64::min);
            assert!((least - tail.conditional.value).abs() < 1e-9, "{level}");
        }
    }

    #[test]
    fn nothing_has_no_tail() {
        assert!(Tail::of(&[], 0.95).value_at_risk.is_nan());
        assert!(mean(&[]).value.is_nan());
    }
}
