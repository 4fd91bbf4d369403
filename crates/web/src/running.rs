//! Long work on tables, in the background: each import runs once at a time, and a few of them at once.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use uuid::Uuid;

/// Imports that are worked on at once; others wait.
const AT_ONCE: usize = 2;

/// The imports that are being worked on, or wait for it; a handle.
#[derive(Clone, Default)]
pub(crate) struct Running(Arc<Inner>);

#[derive(Default)]
struct Inner {
    ids: Mutex<BTreeSet<Uuid>>,
    busy: Mutex<usize>,
    free: Condvar,
}

impl Running {
    /// Whether an import is being worked on, or waits for it.
    pub(crate) fn has(&self, id: Uuid) -> bool {
        self.0.ids.lock().unwrap_or_else(PoisonError::into_inner).contains(&id)
    }

    /// Begins work on an import, unless some is under way.
    pub(crate) fn begin(&self, id: Uuid, work: impl FnOnce() + Send + 'static) {
        if !self.0.ids.lock().unwrap_or_else(PoisonError::into_inner).insert(id) {
            return;
        }
        let running = self.clone();
        std::thread::spawn(move || {
            running.take_place();
            if catch_unwind(AssertUnwindSafe(work)).is_err() {
                eprintln!("the work on import {id} panicked");
            }
            *running.0.busy.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
            running.0.free.notify_one();
            running.0.ids.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        });
    }

    fn take_place(&self) {
        let mut busy = self.0.busy.lock().unwrap_or_else(PoisonError::into_inner);
        while *busy >= AT_ONCE {
            busy = self.0.free.wait(busy).unwrap_or_else(PoisonError::into_inner);
        }
        *busy += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn works_run_once_and_a_few_at_once() {
        let running = Running::default();
        let ids: Vec<Uuid> = (0..4).map(Uuid::from_u128).collect();
        let (begun, begins) = channel();
        let gates: Vec<_> = ids
            .iter()
            .map(|id| {
                let (open, gate) = channel::<()>();
                let (id, begun) = (*id, begun.clone());
                running.begin(id, move || {
                    begun.send(id).unwrap();
                    let _ = gate.recv();
                });
                open
            })
            .collect();
        let first: BTreeSet<Uuid> = (0..AT_ONCE).map(|_| begins.recv().unwrap()).collect();
        assert!(begins.recv_timeout(Duration::from_millis(50)).is_err(), "the others wait");
        assert!(ids.iter().all(|id| running.has(*id)));
        running.begin(*first.first().unwrap(), || panic!("it runs already"));
        drop(gates);
        let rest: BTreeSet<Uuid> = (0..2).map(|_| begins.recv().unwrap()).collect();
        assert!(first.is_disjoint(&rest));
        running.begin(Uuid::nil(), || panic!("on purpose"));
        let begun = Instant::now();
        while ids.iter().any(|id| running.has(*id)) {
            assert!(begun.elapsed() < Duration::from_secs(20));
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}
