//! A statement: what one of those who receive gets of a batch, line by line.

use base::Refusal;
use base::people::{Role, Viewer};
use base::record::kinds::{Payout, PayoutStage, Share, StatementLine};
use base::record::{Audience, Record, RecordId};
use base::store::Shelf;
use measure::Money;

use super::approve::any_batch;
use super::sum::exact;
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

impl Statement {
    /// What is paid out of the share: what is left of it after the tax that was withheld. Nothing is said of it before a
    /// payment is noted or a tax is withheld.
    pub fn net(share: &Share, batch: &Payout) -> Option<Money> {
        let amount = share.amount.as_ref().and_then(|amount| exact(amount).ok())?;
        match share.tax.as_ref().and_then(|tax| exact(tax).ok()) {
            Some(tax) => amount.checked_sub(tax).ok(),
            None => (batch.stage == Some(PayoutStage::Paid)).then_some(amount),
        }
    }
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
    // Finance of another unit is nobody here.
    let all = sees && (leads || viewer.has(Role::Finance) || viewer.sees_everything());
    let person = viewer.person();
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
