//! The way of a call as a strip: what is over, where it stands, what lies ahead, and when.

use base::Trouble;
use base::record::kinds::{CallStage, Publicity};
use base::store::Shelf;
use measure::Timestamp;

use super::propose::last_publicity;
use super::{Posted, Standing, standing};

/// A step of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The charter goes out and is frozen.
    Published,
    /// Questions end.
    Questions,
    /// Bids end.
    Bids,
    /// The bids are opened.
    Opened,
    /// The panel reviews them.
    Review,
    /// The award is shown.
    Publicity,
    /// It is awarded.
    Award,
    /// The contract is signed.
    Contract,
    /// The work goes on.
    Milestones,
    /// The work is accepted.
    Acceptance,
}

/// Where a step lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkState {
    /// It is over.
    Done,
    /// The call stands here.
    Now,
    /// It lies ahead.
    Ahead,
    /// The call ended before it.
    Never,
}

/// A step with when it was or is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The step.
    pub step: Step,
    /// Where it lies.
    pub state: MarkState,
    /// The day, with the time where it is to the minute; empty where it is not known.
    pub when: String,
}

/// The way of a call. It tells stages and days, and neither how many bids there are nor whose.
///
/// # Errors
/// The store's.
pub fn timeline(shelf: &mut dyn Shelf, posted: &Posted, now: Timestamp) -> Result<Vec<Mark>, Trouble> {
    let publicity = last_publicity(shelf, posted.record.id)?.map(|(_, publicity)| publicity);
    let stands = standing(posted, now);
    let ended = matches!(stands, Standing::At(CallStage::NoAward | CallStage::Cancelled));
    let here = place(stands, posted);
    let all = [
        Step::Published,
        Step::Questions,
        Step::Bids,
        Step::Opened,
        Step::Review,
        Step::Publicity,
        Step::Award,
        Step::Contract,
        Step::Milestones,
        Step::Acceptance,
    ];
    let asks = posted.call.questions_until.is_some();
    let steps = all.into_iter().filter(|step| asks || *step != Step::Questions);
    let marks = steps.map(|step| {
        let state = match (step as usize).cmp(&here) {
            std::cmp::Ordering::Less => MarkState::Done,
            std::cmp::Ordering::Equal | std::cmp::Ordering::Greater if ended => MarkState::Never,
            std::cmp::Ordering::Equal => MarkState::Now,
            std::cmp::Ordering::Greater => MarkState::Ahead,
        };
        Mark { step, state, when: when(step, posted, publicity.as_ref()) }
    });
    Ok(marks.collect())
}

/// The place of the step that a call is at; one behind the last where it is completed.
fn place(standing: Standing, posted: &Posted) -> usize {
    let step = match standing {
        Standing::Draft => Step::Published,
        Standing::Questions { .. } => Step::Questions,
        Standing::Bids { .. } => Step::Bids,
        Standing::Closed { .. } => Step::Opened,
        Standing::At(stage) => match stage {
            CallStage::Announced => Step::Published,
            CallStage::Questions => Step::Questions,
            CallStage::Review => Step::Review,
            CallStage::Publicity => Step::Publicity,
            CallStage::Award | CallStage::Contract => Step::Contract,
            CallStage::Milestones => Step::Milestones,
            CallStage::Acceptance => Step::Acceptance,
            CallStage::Completed => return Step::Acceptance as usize + 1,
            CallStage::NoAward | CallStage::Cancelled if posted.call.opened.is_some() => Step::Review,
            CallStage::Bids | CallStage::NoAward | CallStage::Cancelled => Step::Bids,
        },
    };
    step as usize
}

fn when(step: Step, posted: &Posted, publicity: Option<&Publicity>) -> String {
    let call = &posted.call;
    let moment = |moment: &Option<base::record::Moment>| moment.as_ref().map(|moment| moment.0.clone());
    let day = |day: &Option<base::record::Day>| day.as_ref().map(|day| day.0.clone());
    let said = match step {
        Step::Published => moment(&call.frozen),
        Step::Questions => moment(&call.questions_until),
        Step::Bids => moment(&call.bids_until),
        Step::Opened => moment(&call.opened),
        Step::Publicity => publicity.and_then(|publicity| day(&publicity.ends)),
        Step::Award => day(&call.award_by),
        Step::Contract => day(&call.contracted),
        Step::Review | Step::Milestones | Step::Acceptance => None,
    };
    said.unwrap_or_default()
}
