//! Share proposals as jobs: who brings what is the question; every answer side by side is kept.

use std::time::{Duration, Instant};

use sharing::chain_game::{ChainGame, Effort, Holding, Party, Proposal, Refusal, Rest};

use crate::jobs::Progress;
use crate::state::State;

/// How often a job that is waited for is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// What a proposal is worked out from: the same question gives the same numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Question {
    /// The parties with what each brings.
    pub parties: Vec<Party>,
    /// The patches in force whoever takes part, by id.
    pub patches: Vec<String>,
    /// What becomes of limits that belong to no party.
    pub rest: Rest,
}

/// A proposal, or why there is none.
pub(crate) type Worked = Result<Proposal, Refusal>;

impl Question {
    /// Works it out.
    pub(crate) fn work(&self, state: &State) -> Worked {
        let twice = self.parties.iter().find_map(|party| {
            let held = |holding: &Holding| matches!(holding, Holding::Patch(id) if self.patches.contains(id));
            let Holding::Patch(id) = party.holdings.iter().find(|holding| held(holding))? else { return None };
            Some((party, id))
        });
        if let Some((party, id)) = twice {
            let (first, second) = (party.name.clone(), "everybody".to_owned());
            return Err(Refusal::HeldTwice { what: "patch", id: id.clone(), first, second });
        }
        let model = state.model().rebased(&state.patches(&self.patches)?)?;
        ChainGame::new(&model, &state.pack().patches, self.parties.clone(), self.rest)?.propose(Effort::default())
    }

    /// Where the answer stands after at most so long; it is begun where it is new.
    pub(crate) fn answer_within(&self, state: &State, most: Duration) -> Progress<Worked> {
        let start = Instant::now();
        loop {
            let progress = state.proposal(self);
            let waits = matches!(progress, Progress::Running { .. } | Progress::Busy);
            if !waits || start.elapsed() >= most {
                return progress;
            }
            std::thread::sleep(LOOK);
        }
    }
}
