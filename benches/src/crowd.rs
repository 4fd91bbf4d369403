//! Many at once.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Does works `0..count` from so many threads at once, each taking the next; gives how long it took and each work's own
/// time.
///
/// # Errors
/// The work's.
///
/// # Panics
/// Where a work does.
pub fn from_threads<E: Send>(
    count: u64,
    threads: usize,
    work: impl Fn(u64) -> Result<(), E> + Sync,
) -> Result<(Duration, Vec<Duration>), E> {
    let next = AtomicU64::new(0);
    let begun = Instant::now();
    let one = || {
        let mut took = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return Ok(took);
            }
            let asked = Instant::now();
            work(at)?;
            took.push(asked.elapsed());
        }
    };
    let all: Result<Vec<Vec<Duration>>, E> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(one)).collect();
        let ended = threads.into_iter().map(std::thread::ScopedJoinHandle::join);
        ended.map(|ended| ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    Ok((begun.elapsed(), all?.concat()))
}
