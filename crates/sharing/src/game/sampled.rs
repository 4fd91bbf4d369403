//! The Shapley value of many players, from orders drawn at random.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::Serialize;

use super::Coalition;

/// The Shapley value as sampled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sampled {
    /// The estimate for each player; their sum is `v(N)`.
    pub shares: Vec<f64>,
    /// Half the width of each estimate's 95% confidence interval.
    pub half_widths: Vec<f64>,
    /// How many pairs of orders were drawn.
    pub pairs: usize,
    /// What they were drawn from.
    pub seed: u64,
}

/// Two-sided 95% of the normal distribution.
const QUANTILE: f64 = 1.959_963_984_540_054;

/// Averages what each player adds over orders drawn at random, each order together with its reverse.
///
/// ```text
/// φ_i ≈ 1/m Σ_k ½ (c_i(π_k) + c_i(π̄_k)),   c_i(π) = v(before i in π, and i) − v(before i in π)
/// half-width_i = 1.96 · s_i / √m,           s_i the standard deviation of the averages of a pair
/// ```
///
/// Castro, Gómez & Tejada 2009, Computers & Operations Research 36:1726–1730; the reverse orders (antithetic) as in
/// Mitchell et al. 2022, J. Machine Learning Research 23(43). At most 32 players; at least two pairs are drawn.
///
/// # Errors
/// Those of `worth`.
pub fn sampled_shapley<E>(
    players: usize,
    pairs: usize,
    seed: u64,
    mut worth: impl FnMut(Coalition) -> Result<f64, E>,
) -> Result<Sampled, E> {
    let (players, pairs) = (players.min(Coalition::MOST_PLAYERS), pairs.max(2));
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut order: Vec<usize> = (0..players).collect();
    let (mut means, mut squares) = (vec![0.0; players], vec![0.0; players]);
    let whole = worth(Coalition::all(players))?;
    for pair in 0..pairs {
        shuffle(&mut order, &mut random);
        let mut added = vec![0.0; players];
        for _ in 0..2 {
            order.reverse();
            let (mut before, mut coalition) = (0.0, Coalition::EMPTY);
            for (place, &player) in order.iter().enumerate() {
                coalition = coalition.with(player);
                let after = if place + 1 == players { whole } else { worth(coalition)? };
                added[player] += (after - before) / 2.0;
                before = after;
            }
        }
        for player in 0..players {
            // Welford 1962, Technometrics 4:419–420.
            let away = added[player] - means[player];
            means[player] += away / (pair + 1) as f64;
            squares[player] += away * (added[player] - means[player]);
        }
    }
    let width = |square: &f64| QUANTILE * (square / (pairs - 1) as f64 / pairs as f64).sqrt();
    Ok(Sampled { half_widths: squares.iter().map(width).collect(), shares: means, pairs, seed })
}

/// Fisher and Yates: every order is as likely as any other.
fn shuffle(order: &mut [usize], random: &mut ChaCha8Rng) {
    for last in (1..order.len()).rev() {
        order.swap(last, below(last as u64 + 1, random));
    }
}

/// A whole number below a bound, without favouring any: Lemire 2019, ACM Trans. Modeling 29(1):3.
fn below(bound: u64, random: &mut ChaCha8Rng) -> usize {
    loop {
        let product = u128::from(random.next_u64()) * u128::from(bound);
        let low = product & u128::from(u64::MAX);
        if low >= u128::from(bound.wrapping_neg() % bound) {
            return usize::try_from(product >> 64).unwrap_or(0);
        }
    }
}
