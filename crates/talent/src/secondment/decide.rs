//! What one side says of a secondment: both must approve, in either order.

use std::collections::BTreeSet;

use base::notice::{Topic, account_of, leaders, tell, tell_office};
use base::people::{AccountId, Reach};
use base::record::kinds::{Approval, ApprovalDecision, Secondment, SecondmentStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Kind, Line, Record, RecordId, said};
use base::rules::{Gate, Rules, gate, note_gate, settings};
use base::store::{Fault, Shelf};
use base::{Refusal, Trouble};

use super::{Lent, Side, at, flaws, has_approved, sided, waits};

/// What is said, and why: a reason is needed for anything but yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// Yes, no, or back for changes.
    pub decision: ApprovalDecision,
    /// Why.
    pub note: String,
    /// For which side, where the viewer leads both.
    pub side: Option<Side>,
}

/// Says what a side says.
///
/// # Errors
/// The viewer leads neither side; the secondment is past that; the side approved before; no reason is given; or, for a
/// yes, something is wrong with the terms, the person would be above full time, or the export rules hold it.
pub fn decide(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    rules: &Rules,
    id: RecordId,
    version: Option<u32>,
    saying: &Saying,
) -> Result<Record, Trouble> {
    let (lent, sides) = sided(shelf, &occasion.viewer, id)?;
    let stage = lent.body.stage.unwrap_or(SecondmentStage::Proposed);
    let open = |side: &Side| !has_approved(stage, *side);
    let side = match saying.side.filter(|side| sides.contains(side)) {
        Some(side) => side,
        None => sides.iter().find(|side| open(side)).or(sides.first()).copied().ok_or(Refusal::NotItsSide {})?,
    };
    if !waits(stage) {
        return Err(at(stage).into());
    }
    let is_yes = saying.decision == ApprovalDecision::Approved;
    let note = if is_yes { said::line("note", &saying.note)? } else { Some(said::reason(&saying.note)?) };
    let mut body = lent.body.clone();
    body.stage = Some(match saying.decision {
        ApprovalDecision::Refused => SecondmentStage::Refused,
        ApprovalDecision::SentBack => SecondmentStage::Proposed,
        ApprovalDecision::Approved => {
            if !open(&side) {
                return Err(Refusal::SideApproved {}.into());
            }
            if let Some(flaw) = flaws(shelf, occasion, &lent)?.into_iter().next() {
                return Err(flaw.into());
            }
            held(shelf, occasion, rules, &lent)?;
            approved(stage, side)
        }
    });
    body.approvals.push(Approval {
        organisation: match side {
            Side::Home => body.home,
            Side::Host => body.host,
        },
        person: occasion.viewer.person(),
        decision: Some(saying.decision),
        day: Some(Day(occasion.now.date().to_string())),
        note,
        account: occasion.viewer.account().map(|account| Line(account.to_string())),
    });
    let record = rewrite(shelf, occasion, &lent.record, version, &body, "secondment.decide")?;
    told(shelf, occasion, &record, &body)?;
    Ok(record)
}

fn approved(stage: SecondmentStage, side: Side) -> SecondmentStage {
    match (stage, side) {
        (SecondmentStage::HostApproved, Side::Home) | (SecondmentStage::HomeApproved, Side::Host) => {
            SecondmentStage::Approved
        }
        (_, Side::Home) => SecondmentStage::HomeApproved,
        (_, Side::Host) => SecondmentStage::HostApproved,
    }
}

/// Passes what the export rules do not hold, or what the office has passed: the project and what came of it are what
/// changes hands, the person and both sides who it goes to.
fn held(shelf: &mut dyn Shelf, occasion: &Occasion, rules: &Rules, lent: &Lent) -> Result<(), Trouble> {
    let says = asked(shelf, occasion, rules, lent)?;
    note_gate(shelf, occasion, lent.record.id, "secondment", &says)?;
    match says {
        Gate::Holds { rules } if lent.body.control_approval.is_none() => {
            let (occasion, about) = (occasion.clone(), lent.record.id);
            let office = move |shelf: &mut dyn Shelf| tell_office(shelf, &occasion, Topic::SecondmentHeld, (about, ""));
            shelf.regardless(Box::new(office));
            Err(Refusal::ControlHolds { rules: rules.join(", ") }.into())
        }
        Gate::Holds { .. } | Gate::Domestic | Gate::Uncontrolled | Gate::NotInForce { .. } => Ok(()),
    }
}

/// What the gate says of a secondment.
pub(super) fn asked(shelf: &mut dyn Shelf, occasion: &Occasion, rules: &Rules, lent: &Lent) -> Result<Gate, Trouble> {
    let body = &lent.body;
    let project: Vec<RecordId> = body.project.into_iter().collect();
    let mut things = shelf.records(&project)?;
    for id in project {
        let naming = shelf.naming(id, &Reach::Everything, 200)?;
        let made: Vec<RecordId> = naming
            .into_iter()
            .filter(|(_, titled)| titled.kind == Kind::Achievement)
            .map(|(_, titled)| titled.id)
            .collect();
        things.extend(shelf.records(&made)?);
    }
    things.push(lent.record.clone());
    let parties: Vec<RecordId> = [body.person, body.home, body.host].into_iter().flatten().collect();
    let parties = shelf.records(&parties)?;
    let (things, parties): (Vec<&Record>, Vec<&Record>) = (things.iter().collect(), parties.iter().collect());
    Ok(gate(&things, &parties, rules, &settings(shelf)?, occasion.now.date()))
}

/// Tells both sides and the person how it stands.
pub(super) fn told(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    record: &Record,
    body: &Secondment,
) -> Result<(), Fault> {
    let mut to: BTreeSet<AccountId> = record.author.into_iter().collect();
    for side in [body.home, body.host].into_iter().flatten() {
        to.extend(leaders(shelf, occasion, side)?);
    }
    if let Some(person) = body.person {
        to.extend(account_of(shelf, person)?);
    }
    tell(shelf, occasion, &to, Topic::SecondmentMoved, (record.id, ""))
}
