//! Seeded draws: one stream per run, so that no result depends on the order or number of threads.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of draws.
pub(crate) struct Draws(ChaCha8Rng);

impl Draws {
    /// The stream of one run under a seed.
    pub(crate) fn of(seed: u64, run: usize) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(run as u64);
        Self(generator)
    }

    /// Uniform on the open interval (0, 1): 53 bits, moved off zero by half a step.
    pub(crate) fn uniform(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// Standard normal, by Box and Muller (1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let (u, v) = (self.uniform(), self.uniform());
        libm::sqrt(-2.0 * libm::log(u)) * libm::cos(2.0 * std::f64::consts::PI * v)
    }

    /// Triangular on low ≤ mode ≤ high, by inversion.
    pub(crate) fn triangular(&mut self, low: f64, mode: f64, high: f64) -> f64 {
        let u = self.uniform();
        let width = high - low;
        if width <= 0.0 {
            return mode;
        }
        if u < (mode - low) / width {
            low + libm::sqrt(u * width * (mode - low))
        } else {
            high - libm::sqrt((1.0 - u) * width * (high - mode))
        }
    }
}

/// Φ(z), the standard normal distribution function.
pub(crate) fn normal_distribution(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// Runs `work` on every index, on so many threads; results come in the order of the indices.
pub(crate) fn in_parallel<T: Send>(
    count: usize,
    threads: usize,
    progress: &(dyn Fn(usize) + Sync),
    work: &(dyn Fn(&mut lp::Scratch, usize) -> T + Sync),
) -> Vec<T> {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};
    const BATCH: usize = 16;
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let found: Mutex<Vec<(usize, Vec<T>)>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                let mut scratch = lp::Scratch::default();
                loop {
                    let start = next.fetch_add(BATCH, Ordering::Relaxed);
                    if start >= count {
                        break;
                    }
                    let end = (start + BATCH).min(count);
                    let batch: Vec<T> = (start..end).map(|index| work(&mut scratch, index)).collect();
                    found.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((start, batch));
                    progress(done.fetch_add(end - start, Ordering::Relaxed) + end - start);
                }
            });
        }
    });
    let mut batches = found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    batches.sort_by_key(|(start, _)| *start);
    batches.into_iter().flat_map(|(_, batch)| batch).collect()
}
