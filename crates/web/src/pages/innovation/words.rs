//! The words of this room: where a call stands, the steps of its way.

use base::record::Choice;
use base::record::kinds::CallStage;
use innovation::call::{MarkState, Standing, Step};

use crate::language::{Key, Messages};

/// The word of an answer of a list.
pub fn word(choice: &Choice, t: Messages) -> &'static str {
    t.pick(choice.label.zh, choice.label.en)
}

/// Where a call stands.
pub fn standing(standing: Standing, t: Messages) -> String {
    match standing {
        Standing::Draft => t.get("call-draft"),
        Standing::Questions { .. } => word(CallStage::Questions.choice(), t).to_owned(),
        Standing::Bids { .. } => word(CallStage::Bids.choice(), t).to_owned(),
        Standing::Closed { .. } => t.get("call-closed"),
        Standing::At(stage) => word(stage.choice(), t).to_owned(),
    }
}

/// A step of the way of a call.
pub fn step(step: Step, t: Messages) -> String {
    t.get(match step {
        Step::Published => Key("call-step-published"),
        Step::Questions => Key("call-step-questions"),
        Step::Bids => Key("call-step-bids"),
        Step::Opened => Key("call-step-opened"),
        Step::Review => Key("call-step-review"),
        Step::Publicity => Key("call-step-publicity"),
        Step::Award => Key("call-step-award"),
        Step::Contract => Key("call-step-contract"),
        Step::Milestones => Key("call-step-milestones"),
        Step::Acceptance => Key("call-step-acceptance"),
    })
}

/// The class of a step on the strip.
pub fn class(state: MarkState) -> &'static str {
    match state {
        MarkState::Done => "done",
        MarkState::Now => "here",
        MarkState::Ahead => "ahead",
        MarkState::Never => "never",
    }
}

/// Where a step lies, in a word.
pub fn mark(state: MarkState, t: Messages) -> String {
    t.get(match state {
        MarkState::Done => Key("call-mark-done"),
        MarkState::Now => Key("call-mark-now"),
        MarkState::Ahead => Key("call-mark-ahead"),
        MarkState::Never => Key("call-never"),
    })
}

/// Where a call stands, by a code.
pub fn code(standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => "draft",
        Standing::Questions { .. } => "questions",
        Standing::Bids { .. } => "bids",
        Standing::Closed { .. } => "closed",
        Standing::At(stage) => stage.choice().code,
    }
}
