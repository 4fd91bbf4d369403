//! Who employed somebody on a day, and whose an invention of that day is.

use base::people::Reach;
use base::record::kinds::{AffiliationRole, InventionClause, Person, Secondment};
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Filter, Query, Shelf};

use super::holds;

/// Most secondments of one person that are looked at.
const MOST: usize = 500;

/// Who employed somebody on a day, and for whom they worked.
#[derive(Clone, Debug, PartialEq)]
pub struct Employment {
    /// The employer.
    pub home: Option<RecordId>,
    /// The secondments in force, with their hosts and clauses; none where they worked at home alone.
    pub secondments: Vec<(Record, Secondment)>,
}

/// Whose an invention is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of these organisations.
    Of(Vec<RecordId>),
    /// The clause leaves it to the task, or to a later contract.
    Open(InventionClause),
    /// Nobody knows who employed them.
    Unknown,
}

/// Who employed somebody on a day: a secondment is in force from its first day to its last, both included; else the post
/// that they held on that day; else whose record they are.
///
/// # Errors
/// The store's.
pub fn employer_on(shelf: &mut dyn Shelf, person: RecordId, day: &str) -> Result<Employment, Fault> {
    let filter = Filter::published(Kind::Secondment).marked("person", &person);
    let query = Query::first(Reach::Everything, filter, MOST);
    let all = shelf.find(&query)?.records.into_iter().map(|record| (record.content.body::<Secondment>(), record));
    let in_force = all.filter(|(body, _)| {
        let begun = body.begins.as_ref().is_some_and(|begins| begins.0.as_str() <= day);
        holds(body) && begun && body.ends.as_ref().is_none_or(|ends| day <= ends.0.as_str())
    });
    let secondments: Vec<(Record, Secondment)> = in_force.map(|(body, record)| (record, body)).collect();
    let record = shelf.record(person)?;
    let home = secondments.iter().find_map(|(_, body)| body.home);
    let home = home.or_else(|| record.as_ref().and_then(|record| post_on(&record.content.body(), day)));
    Ok(Employment { home: home.or_else(|| record.and_then(|record| record.content.owner())), secondments })
}

fn post_on(person: &Person, day: &str) -> Option<RecordId> {
    let held = person.affiliations.iter().filter(|post| {
        let begun = post.since.as_ref().is_none_or(|since| since.0.as_str() <= day);
        let lasts = post.until.as_ref().is_none_or(|until| day <= until.0.as_str());
        matches!(post.role, None | Some(AffiliationRole::Home)) && begun && lasts
    });
    // The latest post counts where a record has several.
    held.max_by(|one, other| one.since.as_ref().map(|day| &day.0).cmp(&other.since.as_ref().map(|day| &day.0)))?
        .organisation
}

/// Whose an invention conceived then is: by the clause of the secondment, the home employer's where there is none.
pub fn whose(employment: &Employment) -> Whose {
    let Some(home) = employment.home else { return Whose::Unknown };
    let mut owners = Vec::new();
    for (_, body) in &employment.secondments {
        let clause = body.inventions.unwrap_or(InventionClause::Home);
        let of = match clause {
            InventionClause::Home => vec![Some(home)],
            InventionClause::Host => vec![body.host],
            InventionClause::Joint => vec![Some(home), body.host],
            InventionClause::ByTask | InventionClause::ByContract => return Whose::Open(clause),
        };
        owners.extend(of.into_iter().flatten());
    }
    if owners.is_empty() {
        owners.push(home);
    }
    let mut each = Vec::new();
    for owner in owners {
        if !each.contains(&owner) {
            each.push(owner);
        }
    }
    Whose::Of(each)
}
