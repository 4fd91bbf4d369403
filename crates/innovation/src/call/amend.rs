//! A frozen charter changed by a numbered amendment, of which every bidder is told.

use std::collections::BTreeSet;

use base::notice::{Topic, leaders, tell};
use base::record::kinds::{Amendment, Call};
use base::record::said::{needed_line, reason};
use base::record::verb::{Occasion, Within, put_body, write};
use base::record::{Field, Given, Kind, Line, Moment, Prose, Record, RecordId, Whole, read, show};
use base::store::Shelf;
use base::{Refusal, Trouble};
use serde_json::Value;

use super::{Standing, at, bids_of, led, standing};

/// What an amendment changes.
#[derive(Clone, Debug)]
pub struct Amending {
    /// Which clause, by the name of its field.
    pub clause: String,
    /// How it reads from now on.
    pub after: Given,
    /// Why.
    pub reason: String,
}

/// The clauses of a charter, in the order of the form.
pub fn clauses() -> impl Iterator<Item = &'static Field> {
    Kind::Call.fields().filter(|field| Call::CHARTER.contains(&field.name))
}

/// Amends a call. Whoever prepares or has handed in a bid is told.
///
/// # Errors
/// The viewer does not lead it; bids are closed; the clause is none of the charter, reads like this already or does not
/// read at all; a deadline is to be earlier; no reason is given.
pub fn amend(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    amending: &Amending,
) -> Result<Record, Trouble> {
    let posted = led(shelf, &occasion.viewer, id)?;
    match standing(&posted, occasion.now) {
        Standing::Questions { .. } | Standing::Bids { .. } => {}
        Standing::Closed { since } => {
            let (until, now) = (since.to_string(), occasion.now.to_string());
            return Err(Refusal::BidsClosed { until, now }.into());
        }
        Standing::Draft | Standing::At(_) => return Err(at(&posted).into()),
    }
    if let Some(given) = version.filter(|given| *given != posted.record.version) {
        let (given, current) = (given.to_string(), posted.record.version.to_string());
        return Err(Refusal::Stale { given, current }.into());
    }
    let clause = clauses().find(|field| field.name == amending.clause);
    let clause = clause.ok_or_else(|| Refusal::NotInCharter { clause: amending.clause.clone() })?;
    let why = reason(&amending.reason)?;
    let mut within = Within::new(shelf, occasion);
    let after = read(clause, &amending.after, &mut within);
    let before = posted.record.content.get(clause.name).clone();
    let told = after.as_ref().map(|after| (show(clause, &before, &mut within), show(clause, after, &mut within)));
    let told = told.map_err(Clone::clone);
    within.end()?;
    let (after, (said_before, said_after)) = (after?, told?);
    if after == before {
        return Err(Refusal::NothingAmended {}.into());
    }
    if clause.required && after.is_null() {
        return Err(Refusal::Slips(vec![base::record::SlipReason::Missing {}.at(clause.name)]).into());
    }
    only_later(clause, (&before, &after))?;
    let mut content = posted.record.content.clone();
    content.set(clause.name, after);
    let mut call: Call = content.body();
    let number = i64::try_from(call.amendments.len()).unwrap_or(i64::MAX) + 1;
    call.amendments.push(Amendment {
        number: Some(Whole(number)),
        published: Some(Moment::of(occasion.now)),
        clause: Some(needed_line("clause", clause.label.zh)?),
        before: (!said_before.is_empty()).then_some(Prose(said_before)),
        after: Some(Prose(if said_after.is_empty() { "—".to_owned() } else { said_after })),
        reason: Some(Line(why.0)),
    });
    put_body(&mut content, &call)?;
    let record = Record { version: posted.record.version + 1, content, updated: occasion.now, ..posted.record };
    write(shelf, occasion, &record, "call.amend")?;
    tell_bidders(shelf, occasion, id, number)?;
    Ok(record)
}

/// A deadline is a promise: it moves to a later moment only.
fn only_later(clause: &Field, (before, after): (&Value, &Value)) -> Result<(), Refusal> {
    let is_deadline = matches!(clause.name, "bids_until" | "questions_until");
    let (given, current) = (after.as_str().unwrap_or_default(), before.as_str().unwrap_or_default());
    if is_deadline && !current.is_empty() && given < current {
        return Err(Refusal::OnlyLater { given: given.to_owned(), current: current.to_owned() });
    }
    Ok(())
}

fn tell_bidders(shelf: &mut dyn Shelf, occasion: &Occasion, call: RecordId, number: i64) -> Result<(), Trouble> {
    let mut told = BTreeSet::new();
    for (record, bid) in bids_of(shelf, call)? {
        told.extend(record.author);
        let partners = bid.partners.iter().filter_map(|partner| partner.organisation);
        for side in record.content.owner().into_iter().chain(partners) {
            told.extend(leaders(shelf, occasion, side)?);
        }
    }
    tell(shelf, occasion, &told, Topic::CallAmended, (call, &number.to_string()))?;
    Ok(())
}
