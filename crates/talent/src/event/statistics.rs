//! What became of an event in numbers: who registered, who came, what was offered, who met.

use std::collections::BTreeMap;

use base::Trouble;
use base::record::kinds::{Organisation, ParticipantRole, Registration, RegistrationStage};
use base::record::verb::Occasion;
use base::record::{Record, RecordId};
use base::rules::PartyType;
use base::store::{Fault, Shelf};

use super::meet::stands;
use super::places::holds;
use super::registrations;

/// How many there are of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Who registered and did not call it off and was not refused.
    pub registered: usize,
    /// Who has or had a place.
    pub placed: usize,
    /// Who came.
    pub attended: usize,
    /// Who waits.
    pub waiting: usize,
    /// Who had a place and did not come; known once the event is over.
    pub absent: usize,
}

/// An event in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    /// All of it.
    pub all: Counts,
    /// By the organisation, most first; those that are no record are one line.
    pub by_organisation: Vec<(Option<RecordId>, Counts)>,
    /// By the role.
    pub by_role: Vec<(Option<ParticipantRole>, Counts)>,
    /// By the type of the organisation.
    pub by_type: Vec<(Option<PartyType>, Counts)>,
    /// Contributions offered, and accepted.
    pub contributions: (usize, usize),
    /// Meetings that both sides accepted.
    pub meetings: usize,
    /// Who answered the follow-up form.
    pub answered: usize,
}

impl Counts {
    /// The share of those with a place who did not come, in per mille; nothing where nobody had one, or it is not over.
    pub fn no_show(&self) -> Option<usize> {
        let due = self.attended + self.absent;
        (self.absent + self.attended > 0 && self.placed == due).then(|| (self.absent * 1000 + due / 2) / due)
    }

    fn add(&mut self, stage: Option<RegistrationStage>) {
        let is_absent = stage == Some(RegistrationStage::Absent);
        let is_waiting = stage == Some(RegistrationStage::Waiting);
        self.placed += usize::from(holds(stage) || is_absent);
        self.attended += usize::from(stage == Some(RegistrationStage::CheckedIn));
        self.absent += usize::from(is_absent);
        self.waiting += usize::from(is_waiting);
        self.registered += usize::from(holds(stage) || is_absent || is_waiting);
    }
}

/// An event in numbers, for who leads it.
///
/// # Errors
/// The viewer does not lead it.
pub fn statistics(shelf: &mut dyn Shelf, occasion: &Occasion, event: RecordId) -> Result<Statistics, Trouble> {
    let all = registrations(shelf, occasion, event)?;
    Ok(counted(shelf, &all)?)
}

fn counted(shelf: &mut dyn Shelf, all: &[(Record, Registration)]) -> Result<Statistics, Fault> {
    let mut told = Statistics::default();
    let mut organisations: BTreeMap<Option<RecordId>, Counts> = BTreeMap::new();
    let mut tables = 0;
    for (record, registration) in all {
        let stage = registration.stage;
        told.all.add(stage);
        organisations.entry(record.content.owner()).or_default().add(stage);
        entry(&mut told.by_role, registration.role).add(stage);
        told.contributions.0 += usize::from(registration.contribution_title.is_some());
        told.contributions.1 += usize::from(registration.contribution_accepted == Some(true));
        told.answered += usize::from(!registration.follow_up.is_empty());
        let met = registration.meetings.iter().filter(|meeting| stands(meeting));
        // A meeting between two registrations stands on both; one with somebody who has none, on one.
        for meeting in met {
            let is_both = all.iter().any(|(other, _)| meeting.with == Some(other.id));
            tables += if is_both { 1 } else { 2 };
        }
    }
    told.meetings = tables / 2;
    for (organisation, counts) in &organisations {
        let record = organisation.map(|id| shelf.record(id)).transpose()?.flatten();
        let of = record.and_then(|record| record.content.body::<Organisation>().party_type);
        let line = entry(&mut told.by_type, of);
        line.registered += counts.registered;
        line.placed += counts.placed;
        line.attended += counts.attended;
        line.waiting += counts.waiting;
        line.absent += counts.absent;
    }
    told.by_organisation = organisations.into_iter().collect();
    told.by_organisation.sort_by(|(one, few), (other, many)| many.registered.cmp(&few.registered).then(one.cmp(other)));
    Ok(told)
}

/// The line of something, begun where it is the first.
fn entry<T: PartialEq>(lines: &mut Vec<(T, Counts)>, of: T) -> &mut Counts {
    let at = lines.iter().position(|(known, _)| *known == of).unwrap_or_else(|| {
        lines.push((of, Counts::default()));
        lines.len() - 1
    });
    &mut lines[at].1
}
