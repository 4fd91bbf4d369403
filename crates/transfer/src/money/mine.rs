//! What a person received, or is to receive, of all batches: their own shares and nobody else's.

use base::people::{Reach, Viewer};
use base::record::kinds::{Payout, PayoutStage, Share};
use base::record::{Kind, Record};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};

/// Most batches that one person is asked for.
const MOST: usize = 1_000;

/// A share of a person, with its batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Mine {
    /// The batch.
    pub batch: Record,
    /// What the batch says.
    pub payout: Payout,
    /// The deal it is of.
    pub deal: Option<Record>,
    /// The share.
    pub share: Share,
}

/// The shares of the viewer's own person in all batches, the newest batch first. A person may know of a share that is
/// theirs, whoever else the batch is for; what was taken back is left out.
///
/// # Errors
/// The store's.
pub fn mine(shelf: &mut dyn Shelf, viewer: &Viewer) -> Result<Vec<Mine>, Fault> {
    let Some(person) = viewer.person() else { return Ok(Vec::new()) };
    let marks = vec![Mark { field: "shares.recipient".to_owned(), value: person.to_string() }];
    let filter = Filter { kinds: vec![Kind::Payout], marks, ..Filter::default() };
    let query = Query { reach: Reach::Everything, filter, sort: Sort::Updated, after: None, limit: MOST };
    let mut batches = shelf.find(&query)?.records;
    batches.sort_by_key(|record| std::cmp::Reverse(record.created));
    let mut all = Vec::new();
    for batch in batches {
        let payout: Payout = batch.content.body();
        if payout.stage == Some(PayoutStage::Reversed) {
            continue;
        }
        let deal = match payout.deal {
            Some(deal) => shelf.record(deal)?,
            None => None,
        };
        for share in payout.shares.iter().filter(|share| share.recipient == Some(person)) {
            let (batch, payout, deal) = (batch.clone(), payout.clone(), deal.clone());
            all.push(Mine { batch, payout, deal, share: share.clone() });
        }
    }
    Ok(all)
}
