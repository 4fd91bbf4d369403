//! Asks people whether what the pool says of them is still so: each themself, and for those who never sign in who leads
//! their unit.

use std::collections::BTreeMap;

use base::Trouble;
use base::notice::{Topic, account_of, leaders, tell};
use base::people::AccountId;
use base::record::kinds::Person;
use base::record::verb::Occasion;
use base::record::{Kind, RecordId};
use base::store::{Fault, Filter, Shelf};
use jiff::SignedDuration;

use super::confirm::{each, is_due};

/// How long somebody is left in peace after they were asked.
const PEACE: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Notices of somebody that are looked through for an earlier question.
const NOTICES: usize = 1_000;

/// Somebody to be asked about a record: their own, or the unit that they lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Who.
    pub account: AccountId,
    /// What: about themself, or about people of their unit.
    pub topic: Topic,
    /// The person or the unit.
    pub about: RecordId,
    /// How many people of the unit; empty where it is about themself.
    pub fact: String,
}

/// Who is to be asked now, as the operator sees it.
///
/// # Errors
/// The store's.
pub fn owed(shelf: &mut dyn Shelf, occasion: &Occasion) -> Result<Vec<Ask>, Fault> {
    let today = occasion.now.date();
    let mut due = Vec::new();
    each(shelf, &occasion.viewer, &Filter::published(Kind::Person), |record| {
        if is_due(&record, &record.content.body::<Person>(), today) {
            due.push((record.id, record.content.owner()));
        }
    })?;
    let mut asks = Vec::new();
    let mut units: BTreeMap<RecordId, usize> = BTreeMap::new();
    for (person, unit) in due {
        match account_of(shelf, person)? {
            Some(account) => {
                asks.push(Ask { account, topic: Topic::ProfileDue, about: person, fact: String::new() });
            }
            None => *units.entry(unit.unwrap_or(person)).or_default() += 1,
        }
    }
    for (unit, count) in units {
        for account in leaders(shelf, occasion, unit)? {
            asks.push(Ask { account, topic: Topic::ProfilesDue, about: unit, fact: count.to_string() });
        }
    }
    let mut owed = Vec::new();
    for ask in asks {
        if !was_asked(shelf, occasion, &ask)? {
            owed.push(ask);
        }
    }
    Ok(owed)
}

/// Asks them; who was asked meanwhile is left in peace. Says how many were asked.
///
/// # Errors
/// The store's.
pub fn ask(shelf: &mut dyn Shelf, occasion: &Occasion, owed: &[Ask]) -> Result<usize, Trouble> {
    let mut asked = 0;
    for ask in owed {
        if !was_asked(shelf, occasion, ask)? {
            tell(shelf, occasion, &[ask.account].into(), ask.topic, (ask.about, &ask.fact))?;
            asked += 1;
        }
    }
    Ok(asked)
}

/// Whether somebody was asked the same lately.
fn was_asked(shelf: &mut dyn Shelf, occasion: &Occasion, ask: &Ask) -> Result<bool, Fault> {
    let notices = shelf.notices(ask.account, NOTICES)?;
    let lately = |at: measure::Timestamp| occasion.now.since(at) < PEACE;
    Ok(notices.iter().any(|one| one.topic == ask.topic && one.about == ask.about && lately(one.at)))
}
