//! Long work in the background: begun once per question, watched while it runs, kept when it is done.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chain::Refusal;

/// Answers kept; the oldest that is done makes room.
const KEPT: usize = 4;
/// Jobs that may run at once.
const AT_ONCE: usize = 2;

/// The jobs of one kind, by question.
pub(crate) struct Jobs<K, T>(Mutex<Vec<(K, Arc<Job<T>>)>>);

/// How far a job is.
pub(crate) enum Progress<T> {
    /// So many steps of so many.
    Running { done: usize, of: usize },
    /// The answer.
    Done(Answer<T>),
    /// The chain refused.
    Refused(Refusal),
    /// The work failed.
    Failed,
    /// Too many others are running; it was not begun.
    Busy,
}

/// An answer that is kept; a handle.
pub(crate) struct Answer<T>(Arc<Job<T>>);

struct Job<T> {
    done: AtomicUsize,
    of: usize,
    end: OnceLock<End<T>>,
}

enum End<T> {
    Done(T),
    Refused(Refusal),
    Failed,
}

impl<K, T> Default for Jobs<K, T> {
    fn default() -> Self {
        Self(Mutex::new(Vec::new()))
    }
}

impl<K: Clone + PartialEq, T: Send + Sync + 'static> Jobs<K, T> {
    /// Where the job of this question stands; it is begun where it is new. `work` reports steps done out of `of`.
    pub(crate) fn find_or_start(
        &self,
        question: &K,
        of: usize,
        work: impl FnOnce(&(dyn Fn(usize) + Sync)) -> Result<T, Refusal> + Send + 'static,
    ) -> Progress<T> {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, job)) = jobs.iter().find(|(known, _)| known == question) {
            return Progress::of(job);
        }
        if jobs.iter().filter(|(_, job)| job.end.get().is_none()).count() >= AT_ONCE {
            return Progress::Busy;
        }
        if jobs.len() >= KEPT
            && let Some(oldest) = jobs.iter().position(|(_, job)| job.end.get().is_some())
        {
            jobs.remove(oldest);
        }
        let job = Arc::new(Job { done: AtomicUsize::new(0), of, end: OnceLock::new() });
        jobs.push((question.clone(), Arc::clone(&job)));
        drop(jobs);
        let running = Arc::clone(&job);
        std::thread::spawn(move || {
            let report = |done| running.done.store(done, Ordering::Relaxed);
            let end = match catch_unwind(AssertUnwindSafe(|| work(&report))) {
                Ok(Ok(answer)) => End::Done(answer),
                Ok(Err(refusal)) => End::Refused(refusal),
                Err(_) => End::Failed,
            };
            let _ = running.end.set(end);
        });
        Progress::of(&job)
    }
}

impl<T> Progress<T> {
    fn of(job: &Arc<Job<T>>) -> Self {
        match job.end.get() {
            None => Self::Running { done: job.done.load(Ordering::Relaxed).min(job.of), of: job.of },
            Some(End::Done(_)) => Self::Done(Answer(Arc::clone(job))),
            Some(End::Refused(refusal)) => Self::Refused(refusal.clone()),
            Some(End::Failed) => Self::Failed,
        }
    }
}

impl<T> Answer<T> {
    /// The answer itself.
    pub(crate) fn get(&self) -> Option<&T> {
        match self.0.end.get() {
            Some(End::Done(answer)) => Some(answer),
            Some(End::Refused(_) | End::Failed) | None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn end(jobs: &Jobs<u32, u32>, question: u32) -> Progress<u32> {
        let start = Instant::now();
        loop {
            let progress = jobs.find_or_start(&question, 10, move |report| {
                report(5);
                assert!(question != 13, "unlucky");
                Ok(question * 2)
            });
            if !matches!(progress, Progress::Running { .. } | Progress::Busy)
                || start.elapsed() > Duration::from_secs(20)
            {
                return progress;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn a_job_runs_once_and_keeps_its_answer() {
        let jobs = Jobs::default();
        for question in 1..=30 {
            match end(&jobs, question) {
                Progress::Done(answer) => assert_eq!(answer.get(), Some(&(question * 2))),
                Progress::Failed => assert_eq!(question, 13),
                Progress::Running { .. } | Progress::Refused(_) | Progress::Busy => panic!("{question} did not end"),
            }
        }
        assert!(jobs.0.lock().unwrap().len() <= KEPT);
    }
}
