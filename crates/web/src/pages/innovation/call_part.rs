//! The parts of a call's desk: what was amended, asked and offered; the panel.

use base::record::kinds::{Bid, BidStage, Call, CallStage, ReviewStage};
use base::record::{Kind, RecordId};
use base::store::Shelf;
use innovation::call::{Posted, Standing, bids};
use innovation::review::{candidates, grounds, ranking, reviews};

use super::super::frame::{Frame, page_of};
use super::words::word;
use crate::view::Link;

/// An amendment.
pub(super) struct Amended {
    pub number: i64,
    pub when: String,
    pub clause: String,
    pub before: String,
    pub after: String,
    pub reason: String,
}

/// The amendments, newest first.
pub(super) fn amended(call: &Call) -> Vec<Amended> {
    let text = |text: &Option<base::record::Prose>| text.as_ref().map_or_else(String::new, |text| text.0.clone());
    let line = |line: &Option<base::record::Line>| line.as_ref().map_or_else(String::new, |line| line.0.clone());
    let amended = call.amendments.iter().rev().map(|one| Amended {
        number: one.number.map_or(0, |number| number.0),
        when: one.published.as_ref().map_or_else(String::new, |when| when.0.clone()),
        clause: line(&one.clause),
        before: text(&one.before),
        after: text(&one.after),
        reason: line(&one.reason),
    });
    amended.collect()
}

/// A question with its answer.
pub(super) struct Asked {
    pub place: usize,
    pub when: String,
    pub question: String,
    pub answer: String,
    pub answered: String,
}

/// The questions, as they came.
pub(super) fn asked(call: &Call) -> Vec<Asked> {
    let text = |text: &Option<base::record::Prose>| text.as_ref().map_or_else(String::new, |text| text.0.clone());
    let when = |when: &Option<base::record::Moment>| when.as_ref().map_or_else(String::new, |when| when.0.clone());
    let asked = call.questions.iter().enumerate().map(|(place, one)| Asked {
        place,
        when: when(&one.asked),
        question: text(&one.question),
        answer: text(&one.answer),
        answered: when(&one.answered),
    });
    asked.collect()
}

/// A bid of the viewer's own side.
pub(super) struct OwnBid {
    pub link: Link,
    pub stage: &'static str,
    /// Amendments that its side has not noted.
    pub behind: i64,
}

/// The bids of the viewer's own side.
pub(super) fn own_bids(frame: &Frame, shelf: &mut dyn Shelf, posted: &Posted) -> Result<Vec<OwnBid>, base::Trouble> {
    let viewer = &frame.occasion.viewer;
    let amendments = i64::try_from(posted.call.amendments.len()).unwrap_or(i64::MAX);
    let is_own = |record: &base::record::Record, bid: &Bid| {
        let partners = bid.partners.iter().filter_map(|partner| partner.organisation);
        let mut sides = record.content.owner().into_iter().chain(partners);
        record.author.is_some() && record.author == viewer.account() || sides.any(|side| viewer.acts_for(side))
    };
    let own = bids(shelf, viewer, posted.record.id)?.into_iter().filter(|(record, bid)| is_own(record, bid));
    let own = own.map(|(record, bid)| OwnBid {
        link: Link::at(format!("/bids/{}/desk", record.id), frame.title(&record)),
        stage: word(bid.stage.unwrap_or(BidStage::Preparing).choice(), frame.t),
        behind: bid.noted_amendment.map_or(0, |noted| amendments - noted.0),
    });
    Ok(own.collect())
}

/// A bid as the panel ranks it.
pub(super) struct Ruled {
    pub id: RecordId,
    pub link: Link,
    pub stage: &'static str,
    pub mean: String,
    pub span: String,
    pub handed_in: usize,
    pub asked: usize,
    pub supports: usize,
    /// Whether it takes part.
    pub takes_part: bool,
}

/// The bids as the panel ranks them, best first.
pub(super) fn ruled(frame: &Frame, shelf: &mut dyn Shelf, call: RecordId) -> Result<Vec<Ruled>, base::Trouble> {
    let ranked = ranking(shelf, &frame.occasion, call)?.into_iter().map(|one| Ruled {
        id: one.bid.id,
        link: Link::at(format!("/bids/{}/desk", one.bid.id), frame.title(&one.bid)),
        stage: word(one.stage.choice(), frame.t),
        mean: one.mean.map_or_else(|| "—".to_owned(), |mean| format!("{mean:.2}")),
        span: one.span.map_or_else(String::new, |(low, high)| format!("{low:.1}–{high:.1}")),
        handed_in: one.handed_in,
        asked: one.asked,
        supports: one.supports,
        takes_part: one.stage != BidStage::Ineligible,
    });
    Ok(ranked.collect())
}

/// The panel of a call, for those who lead it.
#[derive(Default)]
pub(super) struct Panel {
    /// Each review: where it is, of which bid, by whom, where it stands, its points.
    pub reviews: Vec<PanelReview>,
    /// People who may be asked: id, name, what ties them.
    pub candidates: Vec<(RecordId, String, String)>,
    /// The minutes: where they are, and what was found.
    pub minutes: Vec<(Link, String)>,
}

/// A review of the panel.
pub(super) struct PanelReview {
    pub link: Link,
    pub bid: String,
    pub reviewer: String,
    pub stage: &'static str,
    pub total: String,
    pub why: String,
}

/// The panel of a call; candidates while it is under review.
pub(super) fn panel(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    posted: &Posted,
    stands: Standing,
) -> Result<Panel, base::Trouble> {
    let (t, call) = (frame.t, posted.record.id);
    let found = reviews(shelf, &frame.occasion.viewer, call)?;
    let named: Vec<RecordId> =
        found.iter().flat_map(|(_, review)| [review.subject, review.reviewer]).flatten().collect();
    let links = frame.links(shelf, &named)?;
    let called = |id: Option<RecordId>| {
        id.and_then(|id| links.get(&id)).map_or_else(|| "—".to_owned(), |link| link.text.clone())
    };
    let mut panel = Panel::default();
    for (record, review) in found {
        if review.subject == Some(call) {
            let said = review.comment.as_ref().map_or_else(String::new, |comment| comment.0.clone());
            panel.minutes.push((Link::at(page_of(Kind::Review, record.id), frame.title(&record)), said));
            continue;
        }
        let conflicts = grounds(&review.conflicts);
        let declined = review.declined_because.as_ref().map_or_else(String::new, |why| why.0.clone());
        let [zh, en] = conflicts;
        panel.reviews.push(PanelReview {
            link: Link::at(format!("/reviews/{}/desk", record.id), t.get("call-review")),
            bid: called(review.subject),
            reviewer: called(review.reviewer),
            stage: word(review.stage.unwrap_or(ReviewStage::Invited).choice(), t),
            total: review.total.as_ref().map_or_else(|| "—".to_owned(), |total| total.0.clone()),
            why: if declined.is_empty() { t.pick(zh, en) } else { declined },
        });
    }
    if stands == Standing::At(CallStage::Review) {
        let asked = candidates(shelf, &frame.occasion, call)?.into_iter();
        panel.candidates = asked
            .map(|(person, ties)| {
                let [zh, en] = grounds(&ties);
                (person.id, frame.title(&person), t.pick(zh, en))
            })
            .collect();
    }
    Ok(panel)
}
