//! A statement: what one of those who receive gets of a batch, line by line.

use base::Refusal;
use base::people::{Role, Viewer};
use base::record::kinds::{Payout, Share, StatementLine};
use base::record::{Audience, Record, RecordId};
use base::store::Shelf;

use super::approve::any_batch;
use crate::deal::{Case, Stands};
use crate::trouble::Trouble;

/// What somebody receives of a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The share.
    pub share: Share,
    /// How it came about.
    pub lines: Vec<StatementLine>,
}

/// The statements of a batch: all of them for finance, for who leads the unit that shares and for who reads everything;
/// for anybody else their own.
///
/// # Errors
/// There is no such batch for the viewer.
pub fn statements(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    id: RecordId,
) -> Result<(Record, Payout, Case, Vec<Statement>), Trouble> {
    let (record, body, case) = any_batch(shelf, id)?;
    let sees = Audience::of(&record).admits(viewer);
    let leads = record.content.owner().is_some_and(|owner| viewer.manages(owner))
        || case.deal.of_role(base::record::kinds::DealRole::Provider).any(|party| viewer.manages(party));
    let all = leads || viewer.has(Role::Finance) || viewer.sees_everything();
    let person = match viewer.account() {
        Some(account) => shelf.account(account)?.and_then(|account| account.person),
        None => None,
    };
    let theirs = |share: &&Share| {
        let own = |id: RecordId| Some(id) == person || viewer.manages(id);
        all || share.recipient.is_some_and(own)
    };
    let lines_of = |share: &Share| {
        let of = body.lines.iter().filter(|line| line.name == share.rule_name);
        of.cloned().collect()
    };
    let shares = body.shares.iter().filter(theirs);
    let statements: Vec<Statement> =
        shares.map(|share| Statement { lines: lines_of(share), share: share.clone() }).collect();
    if !sees && statements.is_empty() {
        return Err(Refusal::NotFound {}.into());
    }
    Ok((record, body, case, statements))
}
