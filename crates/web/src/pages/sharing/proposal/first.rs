//! The proposal of a first visit: the owners of the pack who earn most, the others together, the buyers, and who holds
//! the technology that is worth most.

use chain::{OwnerKind, PatchKind};
use sharing::chain_game::{Holding, Party, Rest};

use crate::language::Key;
use crate::pages::sharing::frame::Frame;
use crate::proposals::Question;
use crate::shell::Trouble;

/// Owners that stand for themselves.
const ALONE: usize = 4;

/// The question of a first visit.
pub(super) fn question(frame: Frame) -> Result<Question, Trouble> {
    let earned = &frame.state.split()?.by_owner;
    let chain = frame.chain;
    let holds = |owner: usize| {
        chain.capacities.iter().any(|row| row.owner == owner && row.standing.is_in_place())
            || chain.markets.iter().any(|row| row.owner == owner && row.standing.is_in_place())
    };
    let of = |wanted: fn(OwnerKind) -> bool| -> Vec<usize> {
        let owners = chain.owners.iter().enumerate().filter(|(at, owner)| wanted(owner.kind) && holds(*at));
        owners.map(|(at, _)| at).collect()
    };
    let mut producers = of(|kind| matches!(kind, OwnerKind::Company | OwnerKind::State));
    producers.sort_by(|one, other| earned[*other].total_cmp(&earned[*one]));
    let others = producers.split_off(producers.len().min(ALONE));
    let mut parties: Vec<Party> = producers.iter().filter_map(|owner| party(frame, &[*owner], None)).collect();
    parties.extend(party(frame, &others, Some(Key("proposal-others"))));
    parties.extend(party(frame, &of(|kind| kind == OwnerKind::Buyers), Some(Key("proposal-buyers"))));
    parties.extend(innovator(frame));
    Ok(Question { parties, patches: Vec::new(), rest: Rest::Absent })
}

/// A party of some owners, called as the one of them is, or by a message; `None` where there are none.
fn party(frame: Frame, owners: &[usize], called: Option<Key>) -> Option<Party> {
    let name = match (owners, called) {
        ([], _) => return None,
        ([one], _) => frame.names.owner(*one).to_owned(),
        (_, Some(key)) => frame.t.get(key),
        (_, None) => return None,
    };
    let holdings = owners.iter().map(|owner| Holding::Owner(frame.chain.owners[*owner].id.clone())).collect();
    Some(Party { name, holdings })
}

/// Who holds the innovation that is worth most by itself, where one is worth something.
fn innovator(frame: Frame) -> Option<Party> {
    let (pack, portfolio) = (frame.state.pack(), frame.state.portfolio());
    let floor = 1e-9 * frame.state.model().plan().value.abs();
    let worth = |at: usize| portfolio.alone.get(at).and_then(|worth| worth.as_ref().ok()).copied().unwrap_or_default();
    let innovations = pack.patches.iter().enumerate().filter(|(_, patch)| patch.kind == PatchKind::Innovation);
    let best = innovations.map(|(at, patch)| (worth(at), patch)).filter(|(worth, _)| *worth > floor);
    let (_, patch) = best.max_by(|one, other| one.0.total_cmp(&other.0))?;
    let name = frame.t.say("proposal-innovator").with("technology", frame.names.text(&patch.name)).to_string();
    Some(Party { name, holdings: vec![Holding::Patch(patch.id.clone())] })
}
