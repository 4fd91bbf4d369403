//! A few connections shared by many threads; one that broke is dropped, and nobody waits for those that hang.

use std::sync::{Condvar, Mutex, PoisonError};

use base::store::Fault;

use crate::pulse::{Pulse, hangs};

/// Connections, opened when first needed, at most so many.
pub struct Pool<T> {
    open: Box<dyn Fn() -> Result<T, Fault> + Send + Sync>,
    inner: Mutex<Inner<T>>,
    returned: Condvar,
    pulse: Pulse,
    most: usize,
}

struct Inner<T> {
    idle: Vec<T>,
    out: usize,
}

impl<T> Pool<T> {
    /// A pool that opens connections with `open`.
    pub fn new(most: usize, open: impl Fn() -> Result<T, Fault> + Send + Sync + 'static) -> Self {
        let inner = Mutex::new(Inner { idle: Vec::new(), out: 0 });
        Self { open: Box::new(open), inner, returned: Condvar::new(), pulse: Pulse::default(), most }
    }

    /// Lends a connection to `work`, which beats the pulse with every answer and says whether it may be used again.
    ///
    /// # Errors
    /// None could be opened; all are lent, and none has had an answer for long; those of the work.
    pub fn lend<R>(&self, work: impl FnOnce(&mut T, &Pulse) -> (R, bool)) -> Result<R, Fault> {
        let mut place = self.take()?;
        let connection = match place.connection.take() {
            Some(connection) => Ok(connection),
            None => (self.open)(),
        };
        let mut connection = connection?;
        let (answer, sound) = work(&mut connection, &self.pulse);
        place.connection = sound.then_some(connection);
        Ok(answer)
    }

    fn take(&self) -> Result<Place<'_, T>, Fault> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        while inner.out >= self.most {
            let rest = self.pulse.rest();
            if rest.is_zero() {
                return Err(hangs());
            }
            inner = self.returned.wait_timeout(inner, rest).unwrap_or_else(PoisonError::into_inner).0;
        }
        inner.out += 1;
        self.pulse.beat();
        Ok(Place { pool: self, connection: inner.idle.pop() })
    }
}

/// A place in the pool, given back however the work ends.
struct Place<'a, T> {
    pool: &'a Pool<T>,
    connection: Option<T>,
}

impl<T> Drop for Place<'_, T> {
    fn drop(&mut self) {
        let mut inner = self.pool.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.out -= 1;
        inner.idle.extend(self.connection.take());
        self.pool.pulse.beat();
        self.pool.returned.notify_one();
    }
}
