//! What goes on beside the pages, round after round, until the program ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// The end is noticed within this.
const GLANCE: Duration = Duration::from_millis(200);

/// Rounds in a thread of their own.
pub struct Background {
    ended: Arc<AtomicBool>,
    is_done: Receiver<()>,
}

impl Background {
    /// Begins them; each says how long to rest before the next, and hears when it is to end.
    pub fn begin(mut round: impl FnMut(&AtomicBool) -> Duration + Send + 'static) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let (done, is_done) = channel();
        let seen = Arc::clone(&ended);
        std::thread::spawn(move || {
            while !seen.load(Ordering::Relaxed) {
                let pause = round(&seen);
                let begun = Instant::now();
                while !seen.load(Ordering::Relaxed) && begun.elapsed() < pause {
                    std::thread::sleep(GLANCE);
                }
            }
            // Nobody may wait any longer.
            let _ = done.send(());
        });
        Self { ended, is_done }
    }

    /// Ends them, and waits for the round under way, though no longer than this.
    pub fn end(self, most: Duration) {
        self.ended.store(true, Ordering::Relaxed);
        let _ = self.is_done.recv_timeout(most);
    }
}
