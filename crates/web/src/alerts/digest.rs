//! What somebody is told: what their saved searches find among entries of the journal, and what they were told on their
//! page and have not seen, with the keys they hold now.

use std::collections::{BTreeMap, BTreeSet};

use base::alert::stop_secret;
use base::people::verb::member;
use base::people::{Account, Secret, Viewer};
use base::record::{Record, RecordId};
use base::store::{Alert, Fault, JournalFilter, Notice, SavedSearch, Shelf, Titled};
use jiff::SignedDuration;
use measure::Timestamp;

use crate::pages::search::news_among;
use crate::shell::Trouble;
use crate::state::State;

/// Records of one search, and notices, that a letter names.
const NAMED: usize = 20;
/// Notices that are read for a letter.
const NOTICES: usize = 200;
/// Records that are looked at for one search: nobody waits, and what an import of a day wrote is to be seen whole.
const LOOKED_AT: usize = 20_000;
/// A record bears the time at which its writing began, its entry the place at which it ended: so much may lie between.
const SLACK: SignedDuration = SignedDuration::from_mins(30);

/// What somebody is told.
pub(super) struct Digest {
    /// Who.
    pub account: Account,
    /// By search.
    pub groups: Vec<Found>,
    /// What they were told and have not seen, the newest first, as far as it is named.
    pub notices: Vec<Notice>,
    /// How much of that there is.
    pub unseen: usize,
    /// What the records are called that those are about, as far as they may be seen.
    pub titles: BTreeMap<RecordId, Titled>,
    /// How many records the searches found, each counted once.
    pub count: usize,
    /// Whether there are more than are named.
    pub more: bool,
    /// The secret by which they stop it.
    pub stop: Secret,
}

/// What one search found.
pub(super) struct Found {
    pub search: SavedSearch,
    pub records: Vec<Record>,
    pub more: bool,
}

/// What the owner of an alert is told of entries up to `until`; `None` where there is nothing, or nobody to tell.
pub(super) fn of(
    state: &State,
    shelf: &mut dyn Shelf,
    (alert, until): (&Alert, u64),
    now: Timestamp,
) -> Result<Option<Digest>, Trouble> {
    let viewer = member(shelf, alert.account, now)?;
    let (Viewer::Member(_), Some(account)) = (&viewer, shelf.account(alert.account)?) else { return Ok(None) };
    let ever = Timestamp::from_milliseconds(0).map_err(Trouble::fault)?;
    let told = match alert.since {
        0 => None,
        since => shelf.entries(since - 1, 1)?.first().map(|entry| entry.at),
    };
    let told = told.map_or(ever, |at| at.checked_add(-SLACK).unwrap_or(ever));
    let mut is_new = |shelf: &mut dyn Shelf, record: &Record| is_between(shelf, record, alert.since, until);
    let (mut groups, mut ids) = (Vec::new(), BTreeSet::<RecordId>::new());
    for search in shelf.saved_searches(alert.account)? {
        let window = (told.max(search.seen), NAMED, LOOKED_AT);
        let news = news_among(state, shelf, &viewer, &search, window, &mut is_new)?;
        if !news.records.is_empty() {
            ids.extend(news.records.iter().map(|record| record.id));
            groups.push(Found { search, records: news.records, more: news.more });
        }
    }
    let mut notices = shelf.notices_in_letter(alert.account, alert.number, NOTICES)?;
    if alert.until.is_none() {
        // What would be put into it once it is claimed, beside what one of its number that was refused told of.
        notices.extend(shelf.notices_in_letter(alert.account, 0, NOTICES)?);
    }
    if groups.is_empty() && notices.is_empty() {
        return Ok(None);
    }
    let unseen = notices.len();
    notices.truncate(NAMED);
    let about: Vec<RecordId> = notices.iter().map(|notice| notice.about).collect();
    let titles = shelf.titles(&about, &viewer.reach())?.into_iter().map(|titled| (titled.id, titled)).collect();
    let more = groups.iter().any(|group| group.more);
    let stop = stop_secret(shelf, alert.account)?;
    Ok(Some(Digest { account, groups, notices, unseen, titles, count: ids.len(), more, stop }))
}

/// Whether the last entry of a record up to one number lies beyond another.
fn is_between(shelf: &mut dyn Shelf, record: &Record, since: u64, until: u64) -> Result<bool, Fault> {
    let object = Some(format!("{}:{}", record.kind, record.id));
    let filter = JournalFilter { object, ..JournalFilter::default() };
    let last = shelf.entries_before(until.saturating_add(1), &filter, 1)?;
    Ok(last.first().is_some_and(|entry| entry.number > since))
}
