//! 公示: something shown for as long as a rule asks, with its objections; what waits for it does not go on before it ended
//! clean.

mod asked;
mod close;
mod object;
mod start;

pub use asked::{Asked, Conductor, asked_of_awards, asked_of_price};
pub use close::{cancel, close};
pub use object::{answer_objection, object};
pub use start::{Starting, longest_rule, start};

use base::people::{Viewer, may_change};
use base::record::kinds::{ObjectionOutcome, Publicity, PublicityStage};
use base::record::verb::show;
use base::record::{Kind, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

/// A publicity that the viewer may see.
fn shown(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<(Record, Publicity), Trouble> {
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Publicity {
        return Err(Refusal::NotFound {}.into());
    }
    Ok((record.clone(), record.content.body()))
}

/// A publicity that the viewer conducts.
fn conducted(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<(Record, Publicity), Trouble> {
    let (record, publicity) = shown(shelf, viewer, id)?;
    may_change(viewer, &record)?;
    Ok((record, publicity))
}

/// How many objections nobody answered yet.
fn open_objections(publicity: &Publicity) -> usize {
    let open = |outcome: Option<ObjectionOutcome>| matches!(outcome, None | Some(ObjectionOutcome::Open));
    publicity.objections.iter().filter(|one| open(one.outcome)).count()
}

/// Whether it can still be objected to, answered and closed.
fn goes_on(publicity: &Publicity) -> Result<(), Refusal> {
    let stage = publicity.stage.unwrap_or(PublicityStage::Prepared);
    match stage {
        PublicityStage::Prepared | PublicityStage::Running | PublicityStage::Suspended => Ok(()),
        PublicityStage::Clean | PublicityStage::Upheld | PublicityStage::Cancelled => {
            Err(Refusal::PublicityAt { stage: PublicityStage::CHOICES[stage as usize].code.to_owned() })
        }
    }
}
