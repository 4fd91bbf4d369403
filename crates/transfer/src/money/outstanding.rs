//! What is still expected of every deal that somebody sees.

use base::people::Viewer;
use base::record::Kind;
use base::record::kinds::DealStage;
use base::store::{Filter, Query, Shelf, Sort};
use jiff::civil::Date;

use super::receivable::{Receivable, receivables_of};
use crate::deal::{Case, Stands};
use crate::trouble::Trouble;

/// Most deals that are looked at.
const MOST: usize = 1_000;

/// What has not come under the contracts in performance that a viewer may see, the late first, then by day. A deal whose
/// terms cannot be reckoned with is left out; its own page says why.
///
/// # Errors
/// The store's.
pub fn outstanding(shelf: &mut dyn Shelf, viewer: &Viewer, today: Date) -> Result<Vec<(Case, Receivable)>, Trouble> {
    let filter = Filter { kinds: vec![Kind::Deal], states: vec!["published".to_owned()], ..Filter::default() };
    let query = Query { reach: viewer.reach(), filter, sort: Sort::Updated, after: None, limit: MOST };
    let mut waiting = Vec::new();
    for record in shelf.find(&query)?.records {
        let case = Case { deal: record.content.body(), record };
        if (case.deal.stage() as usize) < DealStage::Performance as usize {
            continue;
        }
        let expected = match receivables_of(shelf, &case, today) {
            Ok(expected) => expected,
            Err(Trouble::Base(base::Trouble::Fault(fault))) => return Err(fault.into()),
            Err(_) => continue,
        };
        waiting.extend(expected.into_iter().filter(Receivable::is_waiting).map(|one| (case.clone(), one)));
    }
    waiting.sort_by_key(|(_, one)| (!one.is_late(), one.due.due.is_none(), one.due.due));
    Ok(waiting)
}
