//! One thread that writes: works that wait share a commit, each in a savepoint of its own.
//!
//! A commit costs a wait for the disk, whatever it holds; so whoever comes while one is under way shares the next.
//! Nobody is answered before the commit that holds their work. Who waits behind a database that hangs withdraws their
//! work; what was begun is waited for, since only the database knows what becomes of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base::store::{Fault, Keep, Lasting, Writing};

use crate::pulse::{Heard, Pulse, hangs};
use crate::session::{Dialect, Session};
use crate::shelf::Sql;

/// At most so many works share a commit.
const MOST_SHARED: usize = 512;
/// And no work waits longer than this for others.
const LONGEST: Duration = Duration::from_millis(20);
/// Works that may wait; more are refused.
const MOST_WAITING: usize = 4096;
/// Whoever waits looks up at least so often, and not sooner.
const GLANCE: Duration = Duration::from_secs(1);
/// What is being written at the end is waited for so long.
const FAREWELL: Duration = Duration::from_secs(10);

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
    claim: Arc<Claim>,
}

/// Whose a work is: whoever claims it first. The thread begins it, or who asked for it withdraws it.
#[derive(Default)]
struct Claim(AtomicBool);

impl Claim {
    fn take(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }

    fn is_taken(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// The thread that writes; it ends with its handle.
pub struct Writer {
    jobs: Option<SyncSender<Job>>,
    pulse: Arc<Pulse>,
    /// Nothing ever comes; it breaks off when the thread has ended.
    ended: Mutex<Receiver<()>>,
}

impl Writer {
    /// Starts the thread; it opens its connection when it is needed, and anew after it broke.
    pub fn start<C: Connection>(open: impl Fn() -> Result<C, Fault> + Send + 'static) -> Self {
        let (jobs, waiting) = sync_channel(MOST_WAITING);
        let (end, ended) = channel();
        let pulse = Arc::new(Pulse::default());
        let beaten = Arc::clone(&pulse);
        // Without a thread every work is lost, which those who ask are told.
        let _ = std::thread::Builder::new().name("writer".to_owned()).spawn(move || {
            run(&open, &waiting, &beaten);
            drop(end);
        });
        Self { jobs: Some(jobs), pulse, ended: Mutex::new(ended) }
    }

    /// Has work done; returns after it is on disk.
    ///
    /// # Errors
    /// It could not be written; then nothing of it is kept.
    pub fn write(&self, work: Writing) -> Result<(), Fault> {
        let (answer, answered) = channel();
        let claim = Arc::new(Claim::default());
        let job = Job { work, answer, claim: Arc::clone(&claim) };
        self.jobs.as_ref().ok_or(Fault::Lost)?.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => Fault::Unavailable(format!("{MOST_WAITING} works wait to be written")),
            TrySendError::Disconnected(_) => Fault::Lost,
        })?;
        loop {
            match answered.recv_timeout(self.pulse.rest().max(GLANCE)) {
                Ok(answer) => return answer,
                Err(RecvTimeoutError::Disconnected) => return Err(Fault::Lost),
                Err(RecvTimeoutError::Timeout) if self.pulse.rest().is_zero() && claim.take() => return Err(hangs()),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Without a sender the thread finishes what waits, then ends.
        self.jobs = None;
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        if ended.recv_timeout(FAREWELL) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!("the database hangs; what it was writing last may or may not be kept");
        }
    }
}

fn run<C: Connection>(open: &impl Fn() -> Result<C, Fault>, waiting: &Receiver<Job>, pulse: &Pulse) {
    let mut connection: Option<C> = None;
    while let Ok(Job { work, answer, claim }) = waiting.recv() {
        if claim.is_taken() {
            continue;
        }
        pulse.beat();
        let mut answers = vec![answer];
        let done = begun(connection.take(), open).and_then(|mut sound| {
            let session = &mut Heard::new(&mut sound, pulse);
            // While the transaction was begun it may have been withdrawn.
            if claim.take() {
                alone(session, work)?;
            }
            together(session, waiting, &mut answers)?;
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

/// Does the works that wait, too, in the transaction that has begun, and commits.
fn together(
    session: &mut dyn Session,
    waiting: &Receiver<Job>,
    answers: &mut Vec<Sender<Result<(), Fault>>>,
) -> Result<(), Fault> {
    let begun = Instant::now();
    while answers.len() < MOST_SHARED && begun.elapsed() < LONGEST {
        let Ok(next) = waiting.try_recv() else { break };
        // What was withdrawn is not done.
        if next.claim.take() {
            answers.push(next.answer);
            alone(session, next.work)?;
        }
    }
    let committed = session.batch("COMMIT");
    if let Err(Fault::Unavailable(said)) = &committed
        && session.dialect() == Dialect::Postgres
    {
        // A server that is gone may have been committing before it went.
        return Err(Fault::Unsure(said.clone()));
    }
    committed
}

/// Does one work in a savepoint: what it does not keep leaves no trace but what it wants done regardless.
fn alone(session: &mut dyn Session, work: Writing) -> Result<(), Fault> {
    session.batch("SAVEPOINT work")?;
    let mut shelf = Sql::new(session);
    let kept = catch_unwind(AssertUnwindSafe(|| work(&mut shelf))).unwrap_or(Keep::Nothing);
    let lasting = shelf.into_lasting();
    match kept {
        Keep::All => session.batch("RELEASE work")?,
        Keep::Nothing => session.batch("ROLLBACK TO work; RELEASE work")?,
    }
    // What has to last and cannot be written takes the whole commit with it: nobody is told that it was.
    let done =
        |work: Lasting| catch_unwind(AssertUnwindSafe(|| work(&mut Sql::new(session)))).unwrap_or(Err(Fault::Lost));
    lasting.into_iter().try_for_each(done)
}
