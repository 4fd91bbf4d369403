//! The connections that are held: so many, and where one more comes, the one that has asked for nothing the longest
//! goes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Where all are busy, whether one has become idle is looked at so often.
const GLANCE: Duration = Duration::from_millis(100);

/// The connections of a server.
#[derive(Clone)]
pub struct Connections {
    room: Arc<Semaphore>,
    idle: Arc<Mutex<Idle>>,
}

/// Those that ask for nothing, the one that has done so the longest first.
#[derive(Default)]
struct Idle {
    turns: u64,
    waiting: BTreeMap<u64, Arc<Notify>>,
}

/// A connection.
pub struct Connection {
    idle: Arc<Mutex<Idle>>,
    work: Mutex<Work>,
    go: Arc<Notify>,
    _place: Option<OwnedSemaphorePermit>,
}

/// What a connection asks for.
enum Work {
    /// Nothing, since this turn.
    Nothing(u64),
    /// So many things.
    Some(usize),
}

/// A request from its beginning until the last piece of its answer is given.
pub struct Request(Arc<Connection>);

impl Connections {
    /// Room for so many.
    pub fn new(most: usize) -> Self {
        Self { room: Arc::new(Semaphore::new(most)), idle: Arc::default() }
    }

    /// Holds one more; where there is no room, lets the one go that has been idle the longest.
    pub async fn hold(&self) -> Arc<Connection> {
        let place = loop {
            if let Ok(place) = Arc::clone(&self.room).try_acquire_owned() {
                break Some(place);
            }
            if let Some((_, oldest)) = locked(&self.idle).waiting.pop_first() {
                oldest.notify_one();
            }
            if let Ok(place) = timeout(GLANCE, Arc::clone(&self.room).acquire_owned()).await {
                break place.ok();
            }
        };
        let go = Arc::new(Notify::new());
        let since = locked(&self.idle).add(&go);
        Arc::new(Connection { idle: Arc::clone(&self.idle), work: Mutex::new(Work::Nothing(since)), go, _place: place })
    }
}

impl Idle {
    fn add(&mut self, go: &Arc<Notify>) -> u64 {
        self.turns += 1;
        self.waiting.insert(self.turns, Arc::clone(go));
        self.turns
    }
}

impl Connection {
    /// A request begins; `None` where the connection has been told to go, and nothing may be begun on it.
    pub fn begin(self: &Arc<Self>) -> Option<Request> {
        let mut work = locked(&self.work);
        *work = match *work {
            Work::Nothing(since) => {
                locked(&self.idle).waiting.remove(&since)?;
                Work::Some(1)
            }
            Work::Some(count) => Work::Some(count + 1),
        };
        Some(Request(Arc::clone(self)))
    }

    /// Returns when the connection has to go.
    pub async fn told_to_go(&self) {
        self.go.notified().await;
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        let mut work = locked(&self.0.work);
        *work = match *work {
            Work::Some(count) if count > 1 => Work::Some(count - 1),
            Work::Some(_) | Work::Nothing(_) => Work::Nothing(locked(&self.0.idle).add(&self.0.go)),
        };
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if let Work::Nothing(since) = *locked(&self.work) {
            locked(&self.idle).waiting.remove(&since);
        }
    }
}

fn locked<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a connection has been told to go.
    async fn goes(connection: &Connection) -> bool {
        timeout(Duration::from_millis(1), connection.told_to_go()).await.is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn the_one_that_is_idle_the_longest_goes_and_none_that_is_busy() {
        let connections = Connections::new(3);
        let [first, second, third] = [connections.hold().await, connections.hold().await, connections.hold().await];
        let (busy, asked) = (first.begin().unwrap(), second.begin().unwrap());
        drop(asked);
        let more = tokio::spawn({
            let connections = connections.clone();
            async move { connections.hold().await }
        });
        assert!(goes(&third).await, "it has never asked for anything");
        assert!(third.begin().is_none(), "and begins nothing any more");
        drop(third);
        let fourth = more.await.unwrap();
        let asked = fourth.begin().unwrap();
        let waiting = tokio::spawn({
            let connections = connections.clone();
            async move { connections.hold().await }
        });
        assert!(goes(&second).await && !goes(&first).await && !goes(&fourth).await);
        // It hangs on; as soon as one of the busy is done, that one goes.
        drop(busy);
        tokio::time::sleep(GLANCE * 2).await;
        assert!(goes(&first).await);
        drop(first);
        drop((waiting.await.unwrap(), asked));
        assert_eq!((connections.room.available_permits(), locked(&connections.idle).waiting.len()), (1, 1));
        drop((second, fourth));
        assert_eq!((connections.room.available_permits(), locked(&connections.idle).waiting.len()), (3, 0));
    }
}
