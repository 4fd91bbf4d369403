//! Who sits on the committee on a day, and who of them votes.

use base::Refusal;
use base::record::RecordId;
use base::record::kinds::{Agreement, CommitteeMember, CommitteeRole};

/// Whether a member sits on a day, `2026-11-23`; both ends of a term count.
pub fn sits(member: &CommitteeMember, day: &str) -> bool {
    let begun = member.since.as_ref().is_none_or(|since| since.0.as_str() <= day);
    begun && member.until.as_ref().is_none_or(|until| day <= until.0.as_str())
}

fn votes(role: Option<CommitteeRole>) -> bool {
    match role {
        Some(CommitteeRole::Chair | CommitteeRole::DeputyChair | CommitteeRole::Member) => true,
        Some(CommitteeRole::Secretary | CommitteeRole::Observer) | None => false,
    }
}

/// The members who vote on a day, each person once.
pub fn voting<'a>(agreement: &'a Agreement, day: &str) -> Vec<&'a CommitteeMember> {
    let mut seats: Vec<&CommitteeMember> = Vec::new();
    for member in agreement.committee.iter().filter(|member| votes(member.role) && sits(member, day)) {
        let twice = member.person.is_some() && seats.iter().any(|seat| seat.person == member.person);
        if !twice {
            seats.push(member);
        }
    }
    seats
}

/// The seat from which a person votes on a day.
///
/// # Errors
/// [`Refusal::NotOnCommittee`].
pub fn voter<'a>(
    agreement: &'a Agreement,
    person: Option<RecordId>,
    day: &str,
) -> Result<&'a CommitteeMember, Refusal> {
    let seat = voting(agreement, day).into_iter().find(|seat| person.is_some() && seat.person == person);
    seat.ok_or_else(|| Refusal::NotOnCommittee { day: day.to_owned() })
}
