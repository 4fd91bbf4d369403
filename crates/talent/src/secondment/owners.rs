//! The owners of an achievement, traced from who employed its inventors on the day of conception.

use base::people::{Viewer, may_change};
use base::record::kinds::{Achievement, CoOwner, Inventor};
use base::record::verb::{Occasion, rewrite, show};
use base::record::{Audience, Kind, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::employer::{Employment, Whose, employer_on, whose};

/// An inventor, with who employed them then.
#[derive(Clone, Debug)]
pub struct Traced {
    /// As the achievement names them.
    pub inventor: Inventor,
    /// Who employed them; nothing where the person or the day is not known, or the viewer may not see
    /// a secondment that decides it.
    pub employment: Option<Employment>,
    /// Whose their part is.
    pub whose: Whose,
}

/// The inventors of an achievement, and whose their parts are.
///
/// # Errors
/// There is no such achievement for the viewer.
pub fn trace(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<(Record, Vec<Traced>), Trouble> {
    let record = show(shelf, &occasion.viewer, id)?;
    if record.kind != Kind::Achievement {
        return Err(Refusal::NotFound {}.into());
    }
    let body: Achievement = record.content.body();
    let mut traced = Vec::new();
    for inventor in body.inventors {
        let employment = match (inventor.person, &inventor.conceived) {
            (Some(person), Some(day)) => Some(employer_on(shelf, person, &day.0)?),
            (_, _) => None,
        };
        let employment = employment.filter(|employment| is_open(&occasion.viewer, employment));
        let whose = employment.as_ref().map_or(Whose::Unknown, whose);
        traced.push(Traced { inventor, employment, whose });
    }
    Ok((record, traced))
}

/// Whether the viewer may see every secondment that an employment rests on: what follows from one would tell of it.
fn is_open(viewer: &Viewer, employment: &Employment) -> bool {
    employment.secondments.iter().all(|(record, _)| Audience::of(record).admits(viewer))
}

/// Takes over who owns an achievement from its inventors' employers. Parts that were agreed stay.
///
/// # Errors
/// The viewer may not change it; for no inventor it is settled.
pub fn settle_owners(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let (record, traced) = trace(shelf, occasion, id)?;
    may_change(&occasion.viewer, &record)?;
    let mut body: Achievement = record.content.body();
    let mut owners: Vec<RecordId> = Vec::new();
    for one in &traced {
        if let Whose::Of(of) = &one.whose {
            owners.extend(of.iter().filter(|owner| !body.owners.iter().any(|row| row.organisation == Some(**owner))));
        }
    }
    let is_settled = traced.iter().any(|one| matches!(one.whose, Whose::Of(_)));
    if !is_settled {
        return Err(Refusal::OwnersUnsettled {}.into());
    }
    owners.sort();
    owners.dedup();
    let rows = owners.into_iter().map(|owner| CoOwner { organisation: Some(owner), ..CoOwner::default() });
    body.owners.extend(rows);
    for inventor in &mut body.inventors {
        let of = traced.iter().find(|one| one.inventor == *inventor).and_then(|one| one.employment.as_ref());
        if inventor.employer.is_none() {
            inventor.employer = of.and_then(|employment| employment.home);
        }
    }
    rewrite(shelf, occasion, &record, version, &body, "achievement.owners")
}
