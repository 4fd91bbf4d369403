//! A share proposal that is kept with its deal: what was asked of the chain, and what each party could be given.

use base::Refusal;
use base::record::kinds::KeptProposal;
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Prose, Record, RecordId};
use base::store::Shelf;

use super::case::{case, may_act};
use crate::trouble::Trouble;

/// The most that a deal keeps; an older one stays in the record's history.
const MOST: usize = 10;

/// Keeps a proposal: the address that asks it again, and the shares as text. The same question takes the place of what
/// was kept of it before; the oldest gives way to an eleventh.
///
/// # Errors
/// The viewer is neither broker nor party; what is kept is too long.
pub fn keep_proposal(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    question: &str,
    shares: &str,
) -> Result<Record, Trouble> {
    let case = case(shelf, &occasion.viewer, id)?;
    may_act(&occasion.viewer, &case)?;
    if question.len() + shares.len() > 60_000 {
        return Err(Refusal::TooLarge { most: "60 kB".to_owned() }.into());
    }
    let mut deal = case.deal.clone();
    deal.share_proposals.retain(|kept| kept.question.as_ref().is_none_or(|other| other.0 != question));
    deal.share_proposals.push(KeptProposal {
        kept: Some(Day(occasion.now.date().to_string())),
        question: Some(Prose(question.to_owned())),
        shares: Some(Prose(shares.to_owned())),
    });
    let over = deal.share_proposals.len().saturating_sub(MOST);
    deal.share_proposals.drain(..over);
    Ok(rewrite(shelf, occasion, &case.record, None, &deal, "deal.proposal")?)
}
