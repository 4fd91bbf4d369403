//! Alerts by mail, of saved searches and of notices: who is told when, and that of several copies of the program one
//! tells it.
//!
//! ```text
//! due → claimed until a moment, the entries it tells of fixed → sent → settled: told up to there, due again
//! ```
//! A letter tells of the entries of the journal after the last one told of, up to one that is fixed before it is first
//! tried, and of the notices that are put into it then. A copy that claims it does so in a transaction that writes, alone
//! among all writers of the database; a copy that is killed lets its claim run out, and whoever claims it next sends the
//! same under the same number. So a letter is sent once, or twice where a copy is killed between the relay's answer and
//! the note of it.

use jiff::SignedDuration;
use jiff::ToSpan;
use jiff::civil::Weekday;
use measure::Timestamp;

use crate::people::{AccountId, Digest, Secret};
use crate::store::{Alert, Fault, Pace, Shelf};

/// How long a claim lasts; what sends must have given up before.
pub const CLAIM: SignedDuration = SignedDuration::from_secs(150);
/// Between two letters to somebody who wants to hear at once.
const PAUSE: SignedDuration = SignedDuration::from_secs(60);
/// The hour of Asia/Shanghai at which letters of a day leave.
const HOUR: SignedDuration = SignedDuration::from_hours(8);
/// A letter that was refused for now is tried again after this, then after twice that, up to the longest.
const FIRST_REST: i64 = 5 * 60;
const LONGEST_REST: i64 = 6 * 3600;
/// The setting that the addresses by which alerts are stopped follow from.
const STOP_SECRET: &str = "alerts.stop";
/// The setting that says since when the relay takes nothing, and why.
const RELAY_TROUBLE: &str = "alerts.relay";

/// What became of a letter that was claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The relay took it, or there was nothing to tell.
    Told,
    /// The relay refuses it for now.
    Later {
        /// What it said.
        said: String,
    },
    /// The relay will refuse it as long as it is what it is; the next one is tried in its time, and tells of this one's
    /// entries, too.
    Refused {
        /// What it said.
        said: String,
    },
    /// The relay takes nothing: it stays as it is.
    Kept,
}

/// When somebody of this pace is written to next.
pub fn next(pace: Pace, now: Timestamp) -> Timestamp {
    let later = |moment: Timestamp, by: SignedDuration| moment.checked_add(by).unwrap_or(moment);
    let mut day = now.date();
    match pace {
        Pace::Never | Pace::AtOnce => return later(now, PAUSE),
        Pace::Daily => {}
        Pace::Weekly => {
            let past = day.weekday().since(Weekday::Monday);
            day = day.checked_add(((7 - i64::from(past)) % 7).days()).unwrap_or(day);
        }
    }
    let morning = later(Timestamp::start_of(day), HOUR);
    let days = if pace == Pace::Weekly { 7 } else { 1 };
    if morning > now { morning } else { later(morning, SignedDuration::from_hours(24 * days)) }
}

/// Begins with somebody who was never asked: daily, from here on. Who has chosen meanwhile stays as they chose.
///
/// # Errors
/// The store's.
pub fn begin(shelf: &mut dyn Shelf, account: AccountId, now: Timestamp) -> Result<(), Fault> {
    if shelf.alert(account)?.is_none() {
        let fresh = fresh(shelf, account, Pace::Daily, now)?;
        shelf.put_alert(&fresh)?;
    }
    Ok(())
}

/// Sets how often somebody is written to. Who was not written to is told of what comes from here on.
///
/// # Errors
/// The store's.
pub fn set_pace(shelf: &mut dyn Shelf, account: AccountId, pace: Pace, now: Timestamp) -> Result<(), Fault> {
    let changed = match shelf.alert(account)? {
        Some(alert) if alert.pace == pace => return Ok(()),
        // Its last letter may have gone, or been refused: what that told of is no part of the next.
        Some(alert) if alert.pace == Pace::Never => {
            Alert { number: alert.number.saturating_add(1), ..from_here(shelf, account, pace, now)? }
        }
        // What is on its way stays on its way.
        Some(alert) if alert.until.is_some() => Alert { pace, ..alert },
        Some(alert) => Alert { pace, due: if pace == Pace::AtOnce { now } else { next(pace, now) }, ..alert },
        None => from_here(shelf, account, pace, now)?,
    };
    shelf.put_alert(&changed)
}

/// The same for somebody whom no letter tells of what they were told before.
fn from_here(shelf: &mut dyn Shelf, account: AccountId, pace: Pace, now: Timestamp) -> Result<Alert, Fault> {
    shelf.put_notices_in_letter(account, None)?;
    fresh(shelf, account, pace, now)
}

fn fresh(shelf: &mut dyn Shelf, account: AccountId, pace: Pace, now: Timestamp) -> Result<Alert, Fault> {
    Ok(Alert {
        account,
        pace,
        since: shelf.head()?.number,
        until: None,
        due: if pace == Pace::AtOnce { now } else { next(pace, now) },
        claimed: None,
        number: 1,
        tries: 0,
        trouble: String::new(),
    })
}

/// Claims a letter that was found due, to tell of entries up to `head` unless it was fixed before; `None` where another
/// copy was quicker, or its owner wants none any more.
///
/// # Errors
/// The store's.
pub fn claim(shelf: &mut dyn Shelf, found: &Alert, head: u64, now: Timestamp) -> Result<Option<Alert>, Fault> {
    let Some(alert) = shelf.alert(found.account)? else { return Ok(None) };
    let same = alert.number == found.number && alert.since == found.since && alert.until == found.until;
    if !same || alert.pace == Pace::Never || alert.due > now || alert.claimed.is_some_and(|until| until > now) {
        return Ok(None);
    }
    let claimed = Some(now.checked_add(CLAIM).unwrap_or(now));
    if alert.until.is_none() {
        shelf.put_notices_in_letter(alert.account, Some(alert.number))?;
    }
    let alert = Alert { until: alert.until.or(Some(head)), claimed, ..alert };
    shelf.put_alert(&alert)?;
    Ok(Some(alert))
}

/// Notes what became of a claimed letter; nothing where the claim ran out and another copy took it.
///
/// # Errors
/// The store's.
pub fn settle(shelf: &mut dyn Shelf, claimed: &Alert, outcome: &Outcome, now: Timestamp) -> Result<(), Fault> {
    let Some(alert) = shelf.alert(claimed.account)? else { return Ok(()) };
    // How often somebody wants to hear may have changed meanwhile; that is theirs.
    if (alert.number, alert.claimed, alert.until) != (claimed.number, claimed.claimed, claimed.until) {
        return Ok(());
    }
    let free = Alert { claimed: None, ..alert };
    let settled = match outcome {
        Outcome::Told => Alert {
            since: free.until.unwrap_or(free.since),
            until: None,
            due: next(free.pace, now),
            number: free.number + 1,
            tries: 0,
            trouble: String::new(),
            ..free
        },
        Outcome::Later { said } => {
            let doubled = FIRST_REST << free.tries.min(10);
            let rest = SignedDuration::from_secs(doubled.min(LONGEST_REST));
            let due = now.checked_add(rest).unwrap_or(now);
            Alert { due, tries: free.tries + 1, trouble: said.clone(), ..free }
        }
        Outcome::Refused { said } => {
            let pace = if free.pace == Pace::Weekly { Pace::Weekly } else { Pace::Daily };
            Alert { until: None, due: next(pace, now), tries: free.tries + 1, trouble: said.clone(), ..free }
        }
        Outcome::Kept => free,
    };
    shelf.put_alert(&settled)
}

/// Notes that somebody has nothing to be told up to an entry, unless something is on its way to them.
///
/// # Errors
/// The store's.
pub fn pass(shelf: &mut dyn Shelf, found: &Alert, head: u64, now: Timestamp) -> Result<(), Fault> {
    let unchanged = shelf.alert(found.account)?.filter(|alert| alert == found && alert.until.is_none());
    let Some(alert) = unchanged else { return Ok(()) };
    let due = if alert.pace == Pace::AtOnce { alert.due } else { next(alert.pace, now) };
    shelf.put_alert(&Alert { since: head, due, ..alert })
}

/// The secret in the address at which somebody stops their alerts without signing in: the same in every letter.
///
/// # Errors
/// The store's; the system gives no random numbers.
pub fn stop_secret(shelf: &mut dyn Shelf, account: AccountId) -> Result<Secret, Fault> {
    let of_base = shelf.setting(STOP_SECRET)?.ok_or(Fault::Lost)?;
    Ok(Secret::shown(&stop_digest(&of_base, account).0))
}

/// Makes what those secrets follow from, where it is not there yet: then nobody was written to before, and no letter will
/// tell of what anybody was told until now.
///
/// # Errors
/// The store's; the system gives no random numbers.
pub fn make_stop_secret(shelf: &mut dyn Shelf) -> Result<(), Fault> {
    if shelf.setting(STOP_SECRET)?.is_none() {
        let fresh = Secret::fresh("dp_").map_err(|_| Fault::NoRandomness)?;
        shelf.put_setting(STOP_SECRET, fresh.reveal())?;
        shelf.leave_notices_unwritten()?;
    }
    Ok(())
}

/// Whether that secret is there.
///
/// # Errors
/// The store's.
pub fn has_stop_secret(shelf: &mut dyn Shelf) -> Result<bool, Fault> {
    Ok(shelf.setting(STOP_SECRET)?.is_some())
}

/// Whether somebody shows the secret of an account's letters.
///
/// # Errors
/// The store's.
pub fn shows_stop_secret(shelf: &mut dyn Shelf, account: AccountId, shown: &str) -> Result<bool, Fault> {
    let Some(of_base) = shelf.setting(STOP_SECRET)? else { return Ok(false) };
    // Digests are compared, so that the time taken says nothing of how far the two agree.
    let right = Secret::shown(&stop_digest(&of_base, account).0).digest();
    Ok(shelf.alert(account)?.is_some() && Secret::shown(shown).digest() == right)
}

fn stop_digest(of_base: &str, account: AccountId) -> Digest {
    Secret::shown(&format!("stop alerts {of_base} {account}")).digest()
}

/// Since when the relay takes nothing, and what is wrong; `None` where it takes letters, as far as is known.
///
/// # Errors
/// The store's.
pub fn relay_trouble(shelf: &mut dyn Shelf) -> Result<Option<(Timestamp, String)>, Fault> {
    let said = shelf.setting(RELAY_TROUBLE)?.unwrap_or_default();
    let parts = said.split_once(' ').and_then(|(at, why)| Some((Timestamp::parse(at).ok()?, why.to_owned())));
    Ok(parts)
}

/// Notes that the relay takes nothing since now, unless that is known; or that it takes letters again.
///
/// # Errors
/// The store's.
pub fn note_relay(shelf: &mut dyn Shelf, trouble: Option<&str>, now: Timestamp) -> Result<(), Fault> {
    let since = relay_trouble(shelf)?;
    match (trouble, since) {
        (None, None) => Ok(()),
        (None, Some(_)) => shelf.put_setting(RELAY_TROUBLE, ""),
        (Some(why), since) => {
            let since = since.map_or(now, |(since, _)| since);
            shelf.put_setting(RELAY_TROUBLE, &format!("{since} {why}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_a_day_leave_in_the_morning_and_those_of_a_week_on_monday() {
        let table = [
            (Pace::Daily, "2026-03-02T07:59:59+08:00", "2026-03-02T08:00:00.000+08:00"),
            (Pace::Daily, "2026-03-02T08:00:00+08:00", "2026-03-03T08:00:00.000+08:00"),
            (Pace::Daily, "2026-12-31T23:00:00+08:00", "2027-01-01T08:00:00.000+08:00"),
            // The second of March 2026 is a Monday.
            (Pace::Weekly, "2026-03-02T07:00:00+08:00", "2026-03-02T08:00:00.000+08:00"),
            (Pace::Weekly, "2026-03-02T08:00:00+08:00", "2026-03-09T08:00:00.000+08:00"),
            (Pace::Weekly, "2026-03-03T00:00:00+08:00", "2026-03-09T08:00:00.000+08:00"),
            (Pace::Weekly, "2026-03-08T23:59:59+08:00", "2026-03-09T08:00:00.000+08:00"),
            (Pace::AtOnce, "2026-03-02T08:00:00+08:00", "2026-03-02T08:01:00.000+08:00"),
        ];
        for (pace, now, expected) in table {
            assert_eq!(next(pace, Timestamp::parse(now).unwrap()).to_string(), expected, "{pace:?} {now}");
        }
    }
}
