//! One thread that writes: works that wait share a commit, each in a savepoint of its own.
//!
//! A commit costs a wait for the disk, whatever it holds; so whoever comes while one is under way shares the next.
//! Nobody is answered before the commit that holds their work.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use base::store::{Fault, Keep, Writing};

use crate::session::Session;
use crate::shelf::Sql;

/// At most so many works share a commit.
const MOST_SHARED: usize = 512;
/// And no work waits longer than this for others.
const LONGEST: Duration = Duration::from_millis(20);
/// Works that may wait; more wait to be taken.
const MOST_WAITING: usize = 4096;

/// A connection that writes.
pub trait Connection: Session {
    /// Begins a transaction that will write, alone among all writers of the database.
    ///
    /// # Errors
    /// The database's.
    fn begin(&mut self) -> Result<(), Fault>;
}

struct Job {
    work: Writing,
    answer: Sender<Result<(), Fault>>,
}

/// The thread that writes; it ends with its handle.
pub struct Writer {
    jobs: Option<SyncSender<Job>>,
    thread: Mutex<Option<std::thread::JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread; it opens its connection when it is needed, and anew after it broke.
    pub fn start<C: Connection>(open: impl Fn() -> Result<C, Fault> + Send + 'static) -> Self {
        let (jobs, waiting) = sync_channel(MOST_WAITING);
        let thread = std::thread::Builder::new().name("writer".to_owned()).spawn(move || run(&open, &waiting));
        Self { jobs: Some(jobs), thread: Mutex::new(thread.ok()) }
    }

    /// Has work done; returns after it is on disk.
    ///
    /// # Errors
    /// It could not be written; then nothing of it is kept.
    pub fn write(&self, work: Writing) -> Result<(), Fault> {
        let (answer, answered) = channel();
        let jobs = self.jobs.as_ref().ok_or(Fault::Lost)?;
        jobs.send(Job { work, answer }).map_err(|_| Fault::Lost)?;
        answered.recv().unwrap_or(Err(Fault::Lost))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Without a sender the thread finishes what waits, then ends.
        self.jobs = None;
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

fn run<C: Connection>(open: &impl Fn() -> Result<C, Fault>, waiting: &Receiver<Job>) {
    let mut connection: Option<C> = None;
    while let Ok(first) = waiting.recv() {
        let mut answers = vec![first.answer];
        let done = begun(connection.take(), open).and_then(|mut sound| {
            together(&mut sound, first.work, waiting, &mut answers)?;
            Ok(sound)
        });
        let done = match done {
            Ok(sound) => {
                connection = Some(sound);
                Ok(())
            }
            Err(fault) => {
                // The connection is gone with whatever it had begun; the next work opens another.
                tracing::warn!(%fault, "a commit failed");
                Err(fault)
            }
        };
        for answer in answers {
            // Whoever asked may be gone.
            let _ = answer.send(done.clone());
        }
    }
}

/// A connection in a new transaction: the one at hand, or a fresh one where that broke while it was idle.
fn begun<C: Connection>(idle: Option<C>, open: &impl Fn() -> Result<C, Fault>) -> Result<C, Fault> {
    if let Some(mut connection) = idle
        && connection.begin().is_ok()
    {
        return Ok(connection);
    }
    let mut connection = open()?;
    connection.begin()?;
    Ok(connection)
}

/// Does the first work and those that wait, in the transaction that has begun, and commits.
fn together(
    connection: &mut dyn Connection,
    first: Writing,
    waiting: &Receiver<Job>,
    answers: &mut Vec<Sender<Result<(), Fault>>>,
) -> Result<(), Fault> {
    let begun = Instant::now();
    alone(connection, first)?;
    while answers.len() < MOST_SHARED && begun.elapsed() < LONGEST {
        let Ok(next) = waiting.try_recv() else { break };
        answers.push(next.answer);
        alone(connection, next.work)?;
    }
    connection.batch("COMMIT")
}

/// Does one work in a savepoint: what it does not keep leaves no trace.
fn alone(connection: &mut dyn Connection, work: Writing) -> Result<(), Fault> {
    connection.batch("SAVEPOINT work")?;
    let session: &mut dyn Session = connection;
    let kept = catch_unwind(AssertUnwindSafe(|| work(&mut Sql::new(session)))).unwrap_or(Keep::Nothing);
    match kept {
        Keep::All => connection.batch("RELEASE work"),
        Keep::Nothing => connection.batch("ROLLBACK TO work; RELEASE work"),
    }
}
