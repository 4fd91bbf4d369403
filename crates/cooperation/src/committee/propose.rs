//! A motion put to the vote.

use base::people::{Viewer, may_change};
use base::record::kinds::{Agreement, CommitteeRole, Motion, MotionState, VotingRule};
use base::record::said::{needed_line, prose, slip};
use base::record::verb::{Occasion, rewrite, show};
use base::record::{Body, Day, Line, Record, RecordId, SlipReason, Whole};
use base::store::Shelf;
use base::{Refusal, Trouble};
use jiff::civil::Date;

use super::case::{Case, case, today};
use super::seat::sits;

/// What is put to the vote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// About what.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// What it is about, where that is a record.
    pub about: Option<RecordId>,
    /// The last day of voting.
    pub until: Option<Date>,
    /// The year whose plan it would adopt.
    pub plan_year: Option<i64>,
}

/// Puts a motion to the vote. The rule, the quorum and who decides a tie are those of the agreement that day: what is
/// changed later binds later motions.
///
/// # Errors
/// The viewer neither sits on the committee nor leads the agreement; the subject or the last day is missing, or that day
/// is over; there is no such record for them, or the committee decides nothing about its kind; no plan of that year.
pub fn propose(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    given: &Proposal,
) -> Result<Record, Trouble> {
    let Case { record, mut agreement } = case(shelf, &occasion.viewer, id)?;
    occasion.viewer.writes()?;
    let day = today(occasion);
    let person = occasion.viewer.person();
    if !may_propose(&occasion.viewer, &record, &agreement, &day.0) {
        return Err(Refusal::NotOnCommittee { day: day.0 }.into());
    }
    let until = given.until.ok_or_else(|| slip("until", SlipReason::Missing {}))?;
    if until < occasion.now.date() {
        return Err(slip("until", SlipReason::EndsBeforeItBegins {}).into());
    }
    if let Some(about) = given.about {
        about_fits(shelf, &occasion.viewer, about)?;
    }
    if let Some(year) = given.plan_year
        && !agreement.plan.iter().any(|item| item.year == Some(Whole(year)))
    {
        let mut years: Vec<i64> = agreement.plan.iter().filter_map(|item| Some(item.year?.0)).collect();
        years.sort_unstable();
        years.dedup();
        let known = years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        return Err(slip("plan_year", SlipReason::NotAChoice { given: year.to_string(), known }).into());
    }
    let code = format!("M{:03}", agreement.motions.len() + 1);
    agreement.motions.push(Motion {
        code: Some(Line(code)),
        day: Some(day),
        proposer: person,
        subject: Some(needed_line("subject", &given.subject)?),
        text: prose("text", &given.text)?,
        about: given.about,
        until: Some(Day(until.to_string())),
        plan_year: given.plan_year.map(Whole),
        rule: Some(agreement.decides_by.unwrap_or(VotingRule::SimpleMajority)),
        quorum: Some(Whole(agreement.quorum.map_or(1, |quorum| quorum.0))),
        chair_decides: agreement.chair_decides,
        state: Some(MotionState::Open),
    });
    rewrite(shelf, occasion, &record, version, &agreement, "agreement.propose")
}

/// Whether somebody may put motions: who sits on the committee other than to observe, and who leads the agreement.
pub fn may_propose(viewer: &Viewer, record: &Record, agreement: &Agreement, day: &str) -> bool {
    let speaks = |role: Option<CommitteeRole>| !matches!(role, Some(CommitteeRole::Observer) | None);
    let mut members = agreement.committee.iter().filter(|member| sits(member, day) && speaks(member.role));
    let seated = members.any(|member| member.person.is_some_and(|person| viewer.is_person(person)));
    viewer.writes().is_ok() && (seated || may_change(viewer, record).is_ok())
}

fn about_fits(shelf: &mut dyn Shelf, viewer: &Viewer, about: RecordId) -> Result<(), Trouble> {
    let found = show(shelf, viewer, about)?;
    let column = Motion::FIELDS.iter().find(|column| column.name == "about");
    let kinds = column.map_or(&[][..], |column| column.targets);
    if kinds.contains(&found.kind) {
        return Ok(());
    }
    let kinds = kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(" / ");
    Err(slip("about", SlipReason::NoSuchRecord { given: about.to_string(), kinds }).into())
}
