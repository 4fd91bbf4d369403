//! How slowly a body may arrive: no piece later than a while after the one before, and all of them at a walking pace.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

/// The next piece has to come within this.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes a second that keep a body going once that has passed.
const LEAST_RATE: u64 = 2048;

/// How fast a body has come so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    begun: Instant,
    bytes: u64,
}

/// It arrives too slowly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooSlow;

impl Pace {
    /// A body begins to arrive.
    pub(crate) fn begin() -> Self {
        Self { begun: Instant::now(), bytes: 0 }
    }

    /// Waits for the next piece, as long as the body is worth waiting for.
    pub(crate) async fn next<T>(&self, piece: impl Future<Output = T>) -> Result<T, TooSlow> {
        let earned = Duration::from_secs(self.bytes / LEAST_RATE);
        let due = (self.begun + PATIENCE + earned).min(Instant::now() + PATIENCE);
        timeout_at(due, piece).await.map_err(|_| TooSlow)
    }

    /// A piece of so many bytes has come.
    pub(crate) fn took(&mut self, bytes: usize) {
        self.bytes += bytes as u64;
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::sleep;

    use super::*;

    /// After how long a body is given up of which a piece of `bytes` comes every `seconds`.
    async fn given_up(seconds: u64, bytes: usize) -> Option<u64> {
        let (mut pace, begun) = (Pace::begin(), Instant::now());
        for _ in 0..500 {
            if pace.next(sleep(Duration::from_secs(seconds))).await == Err(TooSlow) {
                return Some(begun.elapsed().as_secs());
            }
            pace.took(bytes);
        }
        None
    }

    #[tokio::test(start_paused = true)]
    async fn a_drip_is_given_up_and_a_slow_line_is_not() {
        let table = [
            ((2, 1), Some(30)),
            ((10, 1024), Some(31)),
            ((10, 30 * 1024), None),
            ((31, 64 * 1024 * 1024), Some(30)),
            ((29, 64 * 1024), None),
        ];
        for ((seconds, bytes), expected) in table {
            assert_eq!(given_up(seconds, bytes).await, expected, "{bytes} bytes every {seconds} s");
        }
    }
}
