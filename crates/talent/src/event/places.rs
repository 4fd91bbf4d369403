//! Places of an event: who holds one, who waits, and who moves up when one comes free.

use base::Trouble;
use base::notice::Topic;
use base::people::Reach;
use base::record::kinds::{Registration, RegistrationStage, WaitingReason};
use base::record::verb::{Occasion, rewrite};
use base::record::{Record, RecordId};
use base::store::{Fault, Filter, Shelf};

use super::hand::{number, tell_sides};
use super::{Convened, among, at_stage};

/// Stages that hold a place.
const HOLDING: [RegistrationStage; 3] =
    [RegistrationStage::Registered, RegistrationStage::Confirmed, RegistrationStage::CheckedIn];

/// How many places an event has, how many are held, and how many wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    /// How many it takes; nothing where there is no limit.
    pub all: Option<usize>,
    /// How many are held.
    pub held: usize,
    /// How many wait.
    pub waiting: usize,
}

/// Whether a stage holds a place.
pub fn holds(stage: Option<RegistrationStage>) -> bool {
    stage.is_some_and(|stage| HOLDING.contains(&stage))
}

/// The places of an event. How many wait is for those who lead it.
///
/// # Errors
/// The store's.
pub fn places(shelf: &mut dyn Shelf, convened: &Convened) -> Result<Places, Fault> {
    let id = convened.record.id;
    let waiting = count(shelf, &at_stage(id, RegistrationStage::Waiting))?;
    let all = convened.event.places.map(|places| usize::try_from(places.0).unwrap_or(usize::MAX));
    Ok(Places { all, held: held(shelf, id, None)?, waiting })
}

/// Those who wait, in order.
///
/// # Errors
/// The store's.
pub fn queue(shelf: &mut dyn Shelf, event: RecordId) -> Result<Vec<(Record, Registration)>, Fault> {
    let mut waiting = among(shelf, at_stage(event, RegistrationStage::Waiting))?;
    waiting.sort_by_key(|(record, body): &(Record, Registration)| {
        let order = body.number.map_or(0, |number| number.0);
        (order, body.waiting_place.map_or(0, |place| place.0), record.created, record.id)
    });
    Ok(waiting)
}

/// Why somebody of an organisation would have to wait now; nothing where there is a place.
pub(crate) fn lack(
    shelf: &mut dyn Shelf,
    convened: &Convened,
    organisation: Option<RecordId>,
) -> Result<Option<WaitingReason>, Fault> {
    let (event, id) = (&convened.event, convened.record.id);
    let limit = |most: i64| usize::try_from(most).unwrap_or(usize::MAX);
    if let Some(places) = event.places
        && held(shelf, id, None)? >= limit(places.0)
    {
        return Ok(Some(WaitingReason::Full));
    }
    if let (Some(each), Some(organisation)) = (event.places_each, organisation)
        && held(shelf, id, Some(organisation))? >= limit(each.0)
    {
        return Ok(Some(WaitingReason::OrganisationFull));
    }
    Ok(None)
}

/// Moves those up who wait for nothing but a place, first come, first served: whoever comes next is passed over only
/// where their organisation has its share already.
pub(crate) fn settle(shelf: &mut dyn Shelf, occasion: &Occasion, convened: &Convened) -> Result<(), Trouble> {
    if lack(shelf, convened, None)?.is_some() {
        return Ok(());
    }
    for (record, mut registration) in queue(shelf, convened.record.id)? {
        let is_for_place = match registration.waiting_reason {
            Some(WaitingReason::Full | WaitingReason::OrganisationFull) => true,
            Some(
                WaitingReason::ExportControl
                | WaitingReason::NotTheAudience
                | WaitingReason::FeeUnpaid
                | WaitingReason::Late,
            )
            | None => false,
        };
        if !is_for_place {
            continue;
        }
        match lack(shelf, convened, record.content.owner())? {
            Some(WaitingReason::Full) => return Ok(()),
            Some(_) => {}
            None => {
                placed(convened, &mut registration);
                rewrite(shelf, occasion, &record, None, &registration, "registration.move-up")?;
                let fact = number(&registration);
                tell_sides(shelf, occasion, (&record, &registration), Topic::RegistrationPlaced, &fact)?;
            }
        }
    }
    Ok(())
}

/// Gives a registration its place; where each is confirmed by hand, it is confirmed later.
pub(crate) fn placed(convened: &Convened, registration: &mut Registration) {
    let approves = convened.event.needs_approval == Some(true);
    let stage = if approves { RegistrationStage::Registered } else { RegistrationStage::Confirmed };
    registration.stage = Some(stage);
    (registration.waiting_reason, registration.waiting_place) = (None, None);
}

/// How many places are held, of all or by one organisation.
pub(crate) fn held(shelf: &mut dyn Shelf, event: RecordId, of: Option<RecordId>) -> Result<usize, Fault> {
    let mut held = 0;
    for stage in HOLDING {
        held += count(shelf, &Filter { owner: of, ..at_stage(event, stage) })?;
    }
    Ok(held)
}

pub(crate) fn count(shelf: &mut dyn Shelf, filter: &Filter) -> Result<usize, Fault> {
    shelf.count(&Reach::Everything, filter, 1_000_000)
}
