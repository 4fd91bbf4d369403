//! A firm says that a problem is its own too.

use std::collections::BTreeSet;

use base::notice::{Topic, tell};
use base::record::kinds::{Endorsement, ProblemStage};
use base::record::said::line;
use base::record::verb::{Occasion, Within, rewrite};
use base::record::{Body, Day, Given, Line, Record, RecordId, read};
use base::store::Shelf;
use base::{Refusal, Trouble};
use measure::Budget;

use super::posed;

/// What is endorsed with what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endorsing {
    /// For which organisation.
    pub organisation: RecordId,
    /// What it would put in; empty where it says nothing.
    pub commitment: String,
    /// What a solution would be worth to it; empty where it says nothing.
    pub benefit: String,
}

/// Endorses a problem for an organisation.
///
/// # Errors
/// The viewer does not lead the organisation; it is solved or shelved; the organisation has endorsed it before; the
/// commitment is no money.
pub fn endorse(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    endorsing: &Endorsing,
) -> Result<Record, Trouble> {
    occasion.viewer.writes()?;
    let posed = posed(shelf, &occasion.viewer, id)?;
    if !occasion.viewer.manages(endorsing.organisation) {
        return Err(Refusal::ManagerSpeaks {}.into());
    }
    let mut problem = posed.problem.clone();
    let stage = problem.stage.unwrap_or(ProblemStage::Collecting);
    if matches!(stage, ProblemStage::Solved | ProblemStage::Shelved) {
        return Err(Refusal::WrongMove { state: stage.choice().code.to_owned(), step: "endorse".to_owned() }.into());
    }
    if problem.endorsements.iter().any(|one| one.organisation == Some(endorsing.organisation)) {
        return Err(Refusal::EndorsedBefore {}.into());
    }
    let commitment = commitment(shelf, occasion, &endorsing.commitment)?;
    problem.endorsements.push(Endorsement {
        organisation: Some(endorsing.organisation),
        day: Some(Day(occasion.now.date().to_string())),
        commitment,
        benefit: line("benefit", &endorsing.benefit)?,
        account: occasion.viewer.account().map(|account| Line(account.to_string())),
    });
    if stage == ProblemStage::Collecting {
        problem.stage = Some(ProblemStage::Endorsing);
    }
    let record = rewrite(shelf, occasion, &posed.record, version, &problem, "problem.endorse")?;
    let who = shelf.record(endorsing.organisation)?;
    let who = who.map_or_else(String::new, |record| record.content.title(true).to_owned());
    let told: BTreeSet<_> = record.author.into_iter().chain(record.managers.iter().copied()).collect();
    tell(shelf, occasion, &told, Topic::ProblemEndorsed, (id, &who))?;
    Ok(record)
}

/// The money that is promised; none where nothing is said.
fn commitment(shelf: &mut dyn Shelf, occasion: &Occasion, text: &str) -> Result<Option<Budget>, Trouble> {
    let Some(field) = Endorsement::FIELDS.iter().find(|field| field.name == "commitment") else { return Ok(None) };
    let mut within = Within::new(shelf, occasion);
    let read = read(field, &Given::Text(text.to_owned()), &mut within);
    within.end()?;
    Ok(read?.as_str().and_then(|text| Budget::parse(text, None).ok()))
}

/// Takes an organisation's endorsement of a problem back.
///
/// # Errors
/// The viewer does not lead the organisation, or it has not endorsed the problem.
pub fn take_back(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    organisation: RecordId,
) -> Result<Record, Trouble> {
    occasion.viewer.writes()?;
    let posed = posed(shelf, &occasion.viewer, id)?;
    if !occasion.viewer.manages(organisation) {
        return Err(Refusal::ManagerSpeaks {}.into());
    }
    let mut problem = posed.problem.clone();
    let before = problem.endorsements.len();
    problem.endorsements.retain(|one| one.organisation != Some(organisation));
    if problem.endorsements.len() == before {
        return Err(Refusal::NotFound {}.into());
    }
    rewrite(shelf, occasion, &posed.record, version, &problem, "problem.take-back")
}
