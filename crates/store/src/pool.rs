//! A few connections shared by many threads; one that broke is dropped.

use std::sync::{Condvar, Mutex, PoisonError};

use base::store::Fault;

/// Connections, opened when first needed, at most so many.
pub struct Pool<T> {
    open: Box<dyn Fn() -> Result<T, Fault> + Send + Sync>,
    inner: Mutex<Inner<T>>,
    returned: Condvar,
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
        Self { open: Box::new(open), inner, returned: Condvar::new(), most }
    }

    /// Lends a connection to `work`, which says whether it may be used again.
    ///
    /// # Errors
    /// None could be opened; those of the work.
    pub fn lend<R>(&self, work: impl FnOnce(&mut T) -> (R, bool)) -> Result<R, Fault> {
        let mut place = self.take();
        let connection = match place.connection.take() {
            Some(connection) => Ok(connection),
            None => (self.open)(),
        };
        let mut connection = connection?;
        let (answer, sound) = work(&mut connection);
        place.connection = sound.then_some(connection);
        Ok(answer)
    }

    fn take(&self) -> Place<'_, T> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        while inner.out >= self.most {
            inner = self.returned.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
        inner.out += 1;
        Place { pool: self, connection: inner.idle.pop() }
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
        self.pool.returned.notify_one();
    }
}
