//! When a database last answered anything: who waits behind others learns so whether they are being served.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use base::store::Fault;

use crate::memory::Memory;
use crate::session::{Dialect, Row, Session, Value};

/// A database that has answered nobody for so long is taken to hang: nobody waits behind others any longer.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// The time of the last answer.
pub struct Pulse {
    start: Instant,
    last: AtomicU64,
}

impl Default for Pulse {
    fn default() -> Self {
        Self { start: Instant::now(), last: AtomicU64::new(0) }
    }
}

impl Pulse {
    /// Something was answered, or asked for the first time.
    pub fn beat(&self) {
        self.last.fetch_max(self.milliseconds(), Ordering::Relaxed);
    }

    /// How long it is since then.
    pub fn silence(&self) -> Duration {
        Duration::from_millis(self.milliseconds().saturating_sub(self.last.load(Ordering::Relaxed)))
    }

    /// How much longer somebody waits behind others; nothing once the database hangs.
    pub fn rest(&self) -> Duration {
        PATIENCE.saturating_sub(self.silence())
    }

    fn milliseconds(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// What those hear who no longer wait; nothing of their work was begun.
pub fn hangs() -> Fault {
    Fault::Unavailable(format!("it has answered nobody for {} s", PATIENCE.as_secs()))
}

/// A session whose answers are heard.
pub struct Heard<'a> {
    session: &'a mut dyn Session,
    pulse: &'a Pulse,
}

impl<'a> Heard<'a> {
    /// A session and the pulse that its answers beat.
    pub fn new(session: &'a mut dyn Session, pulse: &'a Pulse) -> Self {
        Self { session, pulse }
    }
}

impl Session for Heard<'_> {
    fn dialect(&self) -> Dialect {
        self.session.dialect()
    }

    fn memory(&self) -> Option<Arc<Memory>> {
        self.session.memory()
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<usize, Fault> {
        let changed = self.session.run(sql, values);
        self.pulse.beat();
        changed
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault> {
        let rows = self.session.rows(sql, values);
        self.pulse.beat();
        rows
    }

    fn rows_planned(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Fault> {
        let rows = self.session.rows_planned(sql, values);
        self.pulse.beat();
        rows
    }

    fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        let done = self.session.batch(sql);
        self.pulse.beat();
        done
    }
}
