//! For whom a person works on a day.

use std::collections::BTreeSet;

use base::notice::account_of;
use base::record::kinds::{Affiliation, Person};
use base::record::{Day, Kind, Record, RecordId};
use base::store::{Fault, Shelf};
use jiff::civil::Date;

/// The organisations that a person works for, studies at or advises on a day: by their affiliations, by the organisation of
/// their record unless an affiliation with it was over by then, and by the memberships of their account.
///
/// # Errors
/// The store's.
pub fn employers(shelf: &mut dyn Shelf, person: &Record, day: Date) -> Result<BTreeSet<RecordId>, Fault> {
    let mut employers = BTreeSet::new();
    if person.kind != Kind::Person {
        return Ok(employers);
    }
    let body: Person = person.content.body();
    for affiliation in body.affiliations.iter().filter(|one| holds(one.since.as_ref(), one.until.as_ref(), day)) {
        employers.extend(organisations(shelf, affiliation)?);
    }
    let owner = person.content.owner();
    let known = |organisation: RecordId| body.affiliations.iter().any(|one| one.organisation == Some(organisation));
    employers.extend(owner.filter(|owner| !known(*owner)));
    if let Some(account) = account_of(shelf, person.id)? {
        let day = day.to_string();
        let lasts = |until: &str| until.is_empty() || until >= day.as_str();
        let memberships = shelf.memberships(account)?.into_iter();
        employers.extend(
            memberships.filter(|one| one.since <= day && lasts(&one.until)).map(|membership| membership.organisation),
        );
    }
    Ok(employers)
}

/// Whether a time that may be open at either end has a day in it.
pub(super) fn holds(since: Option<&Day>, until: Option<&Day>, day: Date) -> bool {
    let day = day.to_string();
    since.is_none_or(|since| since.0 <= day) && until.is_none_or(|until| until.0 >= day)
}

/// The organisation of an affiliation; where only its name is given, those of that name.
fn organisations(shelf: &mut dyn Shelf, affiliation: &Affiliation) -> Result<Vec<RecordId>, Fault> {
    match (&affiliation.organisation, &affiliation.organisation_name) {
        (Some(id), _) => Ok(vec![*id]),
        (None, Some(name)) => {
            let found = shelf.titled(&[Kind::Organisation], name, &base::people::Reach::Everything, 5)?;
            Ok(found.into_iter().map(|titled| titled.id).collect())
        }
        (None, None) => Ok(Vec::new()),
    }
}
