//! How near texts lie that have nothing to do with each other: some encoders give such texts a cosine of nearly 0, others
//! of 0.8. What a cosine says is how far it is above that.

use encoder::{Encoder, Trouble};

/// Texts that have nothing to do with each other.
const STRANGERS: [&str; 12] = [
    "降低烧结钕铁硼磁体的重稀土用量",
    "Annual report of the city library",
    "高铁车站的无障碍设施改造",
    "Tomato soup with basil and cream",
    "离子型稀土矿山的生态修复",
    "Software for scheduling hospital shifts",
    "儿童绘本的插图风格",
    "Dark matter measured with galaxy clusters",
    "海上风电基础的防腐涂层",
    "Contract law for residential tenants",
    "茶树病虫害的绿色防控",
    "A low-noise amplifier at 28 GHz",
];

/// The cosine that an encoder gives to strangers: the mean over all pairs of one that is wanted and another that is there.
///
/// # Errors
/// The encoder's.
pub(crate) fn chance(encoder: &dyn Encoder) -> Result<f64, Trouble> {
    let (wanted, there) = (encoder.encode_wanted(&STRANGERS)?, encoder.encode(&STRANGERS)?);
    let (mut sum, mut pairs) = (0.0, 0.0);
    for (at, wanted) in wanted.iter().enumerate() {
        for (_, there) in there.iter().enumerate().filter(|(other, _)| *other != at) {
            sum += wanted.iter().zip(there).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
            pairs += 1.0;
        }
    }
    Ok(if pairs > 0.0 { sum / pairs } else { 0.0 })
}

/// How far a cosine is above chance, from 0 to 1.
///
/// ```text
/// (cos − chance) ÷ (1 − chance)
/// ```
pub(crate) fn above(chance: f64, cosine: f64) -> f64 {
    if chance < 1.0 { ((cosine - chance) / (1.0 - chance)).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_above_chance_is_nothing() {
        let table =
            [(0.0, 0.4, 0.4), (0.8, 0.9, 0.5), (0.8, 0.8, 0.0), (0.8, 0.1, 0.0), (0.2, 1.0, 1.0), (1.0, 1.0, 0.0)];
        for (chance, cosine, expected) in table {
            assert!((above(chance, cosine) - expected).abs() < 1e-12, "{chance} {cosine}");
        }
    }
}
