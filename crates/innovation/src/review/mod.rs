//! 评审: who may judge a call, what they see, and what they say.

mod answer;
mod conflicts;
mod employer;
mod invite;
mod minutes;
mod ranking;
mod related;
mod sheet;
mod submit;
mod tie;

pub use answer::{Answering, answer};
pub use conflicts::{conflicts, ties_with};
pub use employer::employers;
pub use invite::{Inviting, candidates, invite};
pub use minutes::{Minutes, minutes};
pub use ranking::{Ranked, ranking};
pub use related::related;
pub use sheet::{Sheet, sheet};
pub use submit::{Scored, rubric, submit};
pub use tie::{Tie, grounds, ties_to};

use base::notice::account_of;
use base::people::{Reach, Viewer};
use base::record::kinds::{Review, ReviewStage};
use base::record::verb::show;
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};
use base::{Refusal, Trouble};

/// A review as it stands.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Its record.
    pub record: Record,
    /// What the record says of it.
    pub review: Review,
}

/// A review that the viewer may see.
///
/// # Errors
/// There is none, or it is not for them.
pub fn judged(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Judged, Trouble> {
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Review {
        return Err(Refusal::NotFound {}.into());
    }
    Ok(Judged { review: record.content.body(), record })
}

/// A review that the viewer was asked for.
pub(crate) fn own(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Judged, Trouble> {
    let judged = judged(shelf, viewer, id)?;
    viewer.writes()?;
    if is_reviewer(shelf, viewer, &judged)? { Ok(judged) } else { Err(Refusal::NotReviewer {}.into()) }
}

/// Whether a viewer is the reviewer who was asked.
///
/// # Errors
/// The store's.
pub fn is_reviewer(shelf: &mut dyn Shelf, viewer: &Viewer, judged: &Judged) -> Result<bool, Fault> {
    let Some(reviewer) = judged.review.reviewer else { return Ok(false) };
    let account = account_of(shelf, reviewer)?;
    Ok(account.is_some() && account == viewer.account())
}

/// The refusal of something that a review's stage does not allow.
pub(crate) fn at(review: &Review) -> Refusal {
    Refusal::ReviewAt { stage: review.stage.unwrap_or(ReviewStage::Invited).choice().code.to_owned() }
}

/// The reviews of a call's panel, its minutes among them; for rules, not for eyes.
pub(crate) fn reviews_of(shelf: &mut dyn Shelf, call: RecordId) -> Result<Vec<(Record, Review)>, Fault> {
    find(shelf, Reach::Everything, call)
}

/// The reviews of a call's panel that the viewer may see, its minutes among them.
///
/// # Errors
/// The store's.
pub fn reviews(shelf: &mut dyn Shelf, viewer: &Viewer, call: RecordId) -> Result<Vec<(Record, Review)>, Fault> {
    find(shelf, viewer.reach(), call)
}

fn find(shelf: &mut dyn Shelf, reach: Reach, call: RecordId) -> Result<Vec<(Record, Review)>, Fault> {
    let marks = vec![Mark { field: "panel_of".to_owned(), value: call.to_string() }];
    let filter = Filter { kinds: vec![Kind::Review], marks, ..Filter::default() };
    let query = Query { reach, filter, sort: Sort::Updated, after: None, limit: 2_000 };
    let found = shelf.find(&query)?.records.into_iter();
    let mut reviews: Vec<(Record, Review)> = found.map(|record| (record.clone(), record.content.body())).collect();
    reviews.sort_by_key(|(record, _)| record.id);
    Ok(reviews)
}
