//! How times spread.

use std::time::Duration;

/// The time below which so many of a hundred lie.
pub fn percentile(times: &mut [Duration], of_hundred: f64) -> Duration {
    times.sort_unstable();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list")]
    let at = ((times.len() as f64 * of_hundred / 100.0).ceil() as usize).clamp(1, times.len().max(1)) - 1;
    times.get(at).copied().unwrap_or_default()
}

/// `p50 1.2 ms, p99 3.4 ms, max 5.6 ms`.
pub fn spread(times: &mut [Duration]) -> String {
    let milliseconds = |of_hundred| percentile(&mut times.to_vec(), of_hundred).as_secs_f64() * 1e3;
    let (half, most, all) = (milliseconds(50.0), milliseconds(99.0), milliseconds(100.0));
    format!("p50 {half:.1} ms, p99 {most:.1} ms, max {all:.1} ms")
}
