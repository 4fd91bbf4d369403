//! Whose hand writes the sample workflows of the demo base: a sample account at an instant, records by their titles.

use base::people::verb::member;
use base::record::verb::Occasion;
use base::record::{Kind, Places, RecordId};
use base::store::Shelf;
use jiff::civil::Date;
use measure::{Clock, SystemClock, Timestamp};
use transfer::Trouble;

/// Who does something, and when.
pub struct Hand<'a> {
    pub shelf: &'a mut dyn Shelf,
    pub places: &'a Places,
}

impl Hand<'_> {
    /// Somebody at noon of a day.
    ///
    /// # Errors
    /// There is no such account or day.
    pub fn on(&mut self, login: &str, day: &str) -> Result<Occasion, Trouble> {
        let now = noon(day).ok_or_else(|| missing(day))?;
        self.at(login, now)
    }

    /// Somebody at an instant.
    ///
    /// # Errors
    /// There is no such account.
    pub fn at(&mut self, login: &str, now: Timestamp) -> Result<Occasion, Trouble> {
        let account = self.shelf.account_of_login(login)?.ok_or_else(|| missing(login))?;
        // Whom the sample accounts act for counts from the day the base was filled.
        let viewer = member(self.shelf, account.id, SystemClock.now())?;
        Ok(Occasion { viewer, now, places: self.places.clone() })
    }

    /// The record of a title.
    ///
    /// # Errors
    /// There is none.
    pub fn titled(&mut self, kind: Kind, title: &str) -> Result<RecordId, Trouble> {
        let found = self.shelf.titled(&[kind], title, &base::people::Reach::Everything, 1)?;
        Ok(found.first().ok_or_else(|| missing(title))?.id)
    }
}

/// What a table of the demo names and does not have.
pub fn missing(what: &str) -> base::Refusal {
    base::Refusal::NoSuchWord { word: what.to_owned(), known: String::new() }
}

fn noon(day: &str) -> Option<Timestamp> {
    let date: Date = day.parse().ok()?;
    let zoned = date.at(12, 0, 0, 0).in_tz("Asia/Shanghai").ok()?;
    Timestamp::from_milliseconds(zoned.timestamp().as_millisecond()).ok()
}
