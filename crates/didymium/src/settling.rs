//! What is due by the clock, done beside the pages: waiting lists are settled, outcomes of training are asked for, and
//! whether what the pool says of people is still so.

use std::sync::Arc;
use std::time::Duration;

use base::Trouble;
use base::people::Viewer;
use base::record::Places;
use base::record::verb::Occasion;
use base::store::Store;
use measure::{Clock, SystemClock, Timestamp};
use platform::waiting;
use talent::profile;
use talent::programme::{ask_outcomes, is_asked};

use crate::background::Background;

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(60);

/// Settles them from now on.
pub fn settle(store: &Arc<dyn Store>) -> Background {
    let store = Arc::clone(store);
    let mut asked_on = None;
    Background::begin(move |_| {
        let now = SystemClock.now();
        let mut done = round(&store, now);
        // Everybody is looked at for this, so once a day is often enough.
        if asked_on != Some(now.date()) {
            asked_on = Some(now.date());
            done = done.and(remind(&store, now));
        }
        if let Err(trouble) = done {
            tracing::warn!(%trouble, "what is due cannot be done");
        }
        PAUSE
    })
}

/// Asks whether what the pool says of people is still so, those of whom it was not said for a year.
fn remind(store: &Arc<dyn Store>, now: Timestamp) -> Result<(), Trouble> {
    let occasion = Occasion { viewer: Viewer::Operator, now, places: Places::default() };
    let owed = store.reading(|shelf| profile::owed(shelf, &occasion))?;
    if !owed.is_empty() {
        store.writing(move |shelf| profile::ask(shelf, &occasion, &owed))?;
    }
    Ok(())
}

/// Settles what is due. Whoever writes is alone among all writers of the database, so that of several copies the first one
/// does it and the others find nothing to do; where nothing is due, nothing is written.
fn round(store: &Arc<dyn Store>, now: Timestamp) -> Result<(), Trouble> {
    if store.reading(|shelf| waiting::is_due(shelf, now))? {
        store.writing(move |shelf| waiting::settle_all(shelf, now))?;
    }
    if store.reading(|shelf| is_asked(shelf, now.date()))? {
        let occasion = Occasion { viewer: Viewer::Operator, now, places: Places::default() };
        store.writing(move |shelf| ask_outcomes(shelf, &occasion))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use base::notice::Topic;
    use base::store::WishState;
    use jiff::SignedDuration;

    use super::*;

    fn demo() -> (tempfile::TempDir, Arc<dyn Store>) {
        let folder = tempfile::tempdir().unwrap();
        let address = store::Address::File(folder.path().join("base.sqlite"));
        let store: Arc<dyn Store> = Arc::new(store::Database::open(&address).unwrap());
        let pack = chain::Pack::read(&crate::pack::shipped()).unwrap();
        crate::demo::fill(&store, &Places::of(&pack)).unwrap_or_else(|_| panic!("the demo is not written"));
        (folder, store)
    }

    #[test]
    fn what_is_over_is_settled_once() {
        let (_folder, store) = demo();
        let head = || store.reading(|shelf| shelf.head()).unwrap().number;
        let waits = || store.reading(|shelf| shelf.wishes(None, None)).unwrap();
        let (begun, now) = (head(), SystemClock.now());
        assert!(waits().iter().any(|wish| wish.state == WishState::Waiting), "the demo has somebody who waits");
        round(&store, now).unwrap();
        assert_eq!(head(), begun, "nothing was due");
        let later = now.checked_add(SignedDuration::from_hours(24 * 60)).unwrap();
        round(&store, later).unwrap();
        assert!(waits().is_empty(), "what is over waits no longer");
        let settled = head();
        assert!(settled > begun);
        round(&store, later).unwrap();
        assert_eq!(head(), settled, "a second copy finds nothing to do");
    }

    #[test]
    fn people_are_asked_once_whether_it_is_still_so() {
        let (_folder, store) = demo();
        let asked = || {
            let of = |account: base::people::Account| store.reading(|shelf| shelf.notices(account.id, 100)).unwrap();
            let accounts = store.reading(|shelf| shelf.accounts("", "", 100)).unwrap();
            accounts.into_iter().flat_map(of).filter(|notice| notice.topic == Topic::ProfileDue).count()
        };
        let later = SystemClock.now().checked_add(SignedDuration::from_hours(24 * 400)).unwrap();
        let before = asked();
        remind(&store, later).unwrap();
        let once = asked();
        assert!(once > before, "a year later everybody with an account is asked");
        remind(&store, later).unwrap();
        assert_eq!(asked(), once, "and left in peace");
    }
}
