//! Alerts by mail, of saved searches and of notices: who is due is told, once, whichever copy of the program comes first.

mod digest;
mod mailing;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use base::alert::{self, Outcome};
use base::people::AccountId;
use base::store::{Alert, Pace};
use jiff::SignedDuration;
use mail::{Again, Unsent};
use measure::Timestamp;

use self::digest::Digest;
use crate::shell::Trouble;
use crate::state::State;

pub use mailing::{Mailing, NoAddress};

/// Those who are looked at in one round.
const AT_ONCE: usize = 100;
/// After a relay took nothing it is left alone for so long, then for twice that, up to the longest.
const FIRST_REST: i64 = 30;
const LONGEST_REST: i64 = 15 * 60;

/// What tells people by mail.
pub struct Alerts {
    state: State,
    mailing: Mailing,
    rest: Mutex<Rest>,
}

/// How long the relay is left alone.
#[derive(Default)]
struct Rest {
    until: Option<Timestamp>,
    tries: u32,
}

/// What a round did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Letters that the relay took.
    pub sent: usize,
    /// Whose letters it refused, and what it said; said of each the first time.
    pub refused: Vec<(AccountId, String)>,
    /// What changed about the relay.
    pub relay: Option<Relay>,
}

/// What changed about the relay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relay {
    /// It takes nothing any more; what it said.
    Down(String),
    /// It takes letters again.
    Up,
}

/// Why a round could not be done: the base cannot be read or written.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct AlertTrouble(String);

impl From<Trouble> for AlertTrouble {
    fn from(trouble: Trouble) -> Self {
        Self(format!("{trouble:?}"))
    }
}

impl Alerts {
    /// What tells people of this base; `None` where no relay was named.
    pub fn of(state: &State) -> Option<Self> {
        Some(Self { state: state.clone(), mailing: state.mailing()?.clone(), rest: Mutex::default() })
    }

    /// Tells who is due, one after the other, until `ended`.
    ///
    /// # Errors
    /// [`AlertTrouble`].
    pub fn round(&self, ended: &AtomicBool) -> Result<Round, AlertTrouble> {
        let (mut round, now) = (Round::default(), self.now());
        if self.rest.lock().unwrap_or_else(PoisonError::into_inner).until.is_some_and(|until| until > now) {
            return Ok(round);
        }
        self.begin(now)?;
        let (head, due) = self.state.store().reading(|shelf| {
            let head = shelf.head()?.number;
            Ok::<_, Trouble>((head, shelf.alerts_due(now, head, AT_ONCE)?))
        })?;
        for found in due {
            if ended.load(Ordering::Relaxed) || self.tell(&found, head, &mut round)? == Goes::No {
                break;
            }
        }
        Ok(round)
    }

    fn now(&self) -> Timestamp {
        self.state.clock().now()
    }

    /// Makes what is missing: the secret of the addresses that stop alerts, and the alerts of whoever has saved a search.
    fn begin(&self, now: Timestamp) -> Result<(), Trouble> {
        let (has_secret, new) = self
            .state
            .store()
            .reading(|shelf| Ok::<_, Trouble>((alert::has_stop_secret(shelf)?, shelf.without_alert(AT_ONCE)?)))?;
        if has_secret && new.is_empty() {
            return Ok(());
        }
        let begun = self.state.store().writing(move |shelf| {
            alert::make_stop_secret(shelf)?;
            new.into_iter().try_for_each(|account| alert::begin(shelf, account, now))
        });
        Ok(begun?)
    }

    /// Tells one of those who are due.
    fn tell(&self, found: &Alert, head: u64, round: &mut Round) -> Result<Goes, Trouble> {
        let (store, now) = (self.state.store(), self.now());
        if found.until.is_none() && self.digest(found, head)?.is_none() {
            let found = found.clone();
            store.writing(move |shelf| alert::pass(shelf, &found, head, now))?;
            return Ok(Goes::On);
        }
        let due = found.clone();
        let Some(claimed) = store.writing(move |shelf| alert::claim(shelf, &due, head, now))? else {
            return Ok(Goes::On);
        };
        // What was found before is not what may be told now: somebody may have hidden it since.
        let Some(digest) = self.digest(&claimed, claimed.until.unwrap_or(head))? else {
            self.settle(&claimed, Outcome::Told)?;
            return Ok(Goes::On);
        };
        let letter = self.mailing.letter(&self.state, &digest, claimed.number, self.now())?;
        let outcome = match self.mailing.post().send(&letter) {
            Ok(()) => {
                round.sent += 1;
                Outcome::Told
            }
            Err(Unsent::Relay(said)) => {
                self.settle(&claimed, Outcome::Kept)?;
                self.relay_is_down(said, round)?;
                return Ok(Goes::No);
            }
            Err(Unsent::Letter { said, again: Again::Later }) => Outcome::Later { said },
            Err(Unsent::Letter { said, again: Again::Never }) => Outcome::Refused { said },
            Err(address @ Unsent::Address) => Outcome::Refused { said: address.to_string() },
        };
        if let Outcome::Later { said } | Outcome::Refused { said } = &outcome
            && claimed.tries == 0
        {
            round.refused.push((claimed.account, said.clone()));
        }
        let is_told = outcome == Outcome::Told;
        self.settle(&claimed, outcome)?;
        if is_told {
            self.relay_is_up(round)?;
        }
        Ok(Goes::On)
    }

    fn digest(&self, alert: &Alert, until: u64) -> Result<Option<Digest>, Trouble> {
        let now = self.now();
        self.state.store().reading(|shelf| digest::of(&self.state, shelf, (alert, until), now))
    }

    fn settle(&self, claimed: &Alert, outcome: Outcome) -> Result<(), Trouble> {
        let (claimed, now) = (claimed.clone(), self.now());
        Ok(self.state.store().writing(move |shelf| alert::settle(shelf, &claimed, &outcome, now))?)
    }

    fn relay_is_down(&self, said: String, round: &mut Round) -> Result<(), Trouble> {
        let now = self.now();
        let mut rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = (FIRST_REST << rest.tries.min(10)).min(LONGEST_REST);
        if rest.tries == 0 {
            round.relay = Some(Relay::Down(said.clone()));
        }
        rest.until = Some(now.checked_add(SignedDuration::from_secs(wait)).unwrap_or(now));
        rest.tries += 1;
        drop(rest);
        Ok(self.state.store().writing(move |shelf| alert::note_relay(shelf, Some(&said), now))?)
    }

    fn relay_is_up(&self, round: &mut Round) -> Result<(), Trouble> {
        let mut rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        if rest.tries > 0 {
            round.relay = Some(Relay::Up);
        }
        *rest = Rest::default();
        drop(rest);
        let (store, now) = (self.state.store(), self.now());
        // Another copy, or this one before it was started again, may have noted that it was down.
        if store.reading(|shelf| alert::relay_trouble(shelf))?.is_some() {
            store.writing(move |shelf| alert::note_relay(shelf, None, now))?;
        }
        Ok(())
    }
}

/// Whether the round goes on to the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Goes {
    On,
    No,
}

/// How often somebody is written to where they never said.
pub(crate) fn pace_of(alert: Option<&Alert>) -> Pace {
    alert.map_or(Pace::Daily, |alert| alert.pace)
}
