//! Questions about a call, shown to all with their answers; who asked is not shown.

use base::notice::{Topic, leaders, tell};
use base::record::kinds::Question;
use base::record::said::needed_prose;
use base::record::verb::{Occasion, rewrite};
use base::record::{Moment, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::{Standing, at, led, out, posted, standing};

/// Questions of one call that are kept.
const MOST: usize = 300;

/// Asks something about a call.
///
/// # Errors
/// Nobody is signed in; the viewer cannot see it; questions are no longer taken; nothing is asked.
pub fn ask(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId, question: &str) -> Result<Record, Trouble> {
    occasion.viewer.writes()?;
    let posted = posted(shelf, &occasion.viewer, id)?;
    out(&posted)?;
    match standing(&posted, occasion.now) {
        Standing::Questions { .. } => {}
        Standing::Bids { .. } if posted.call.questions_until.is_none() => {}
        Standing::Bids { .. } | Standing::Closed { .. } => {
            let last = posted.call.questions_until.as_ref().or(posted.call.bids_until.as_ref());
            let until = last.map_or_else(String::new, |moment| moment.0.clone());
            return Err(Refusal::QuestionsClosed { until }.into());
        }
        Standing::Draft | Standing::At(_) => return Err(at(&posted).into()),
    }
    let mut call = posted.call.clone();
    if call.questions.len() >= MOST {
        return Err(
            Refusal::Slips(vec![base::record::SlipReason::TooMany { most: MOST.to_string() }.at("question")]).into()
        );
    }
    call.questions.push(Question {
        asked: Some(Moment::of(occasion.now)),
        question: Some(needed_prose("question", question)?),
        answer: None,
        answered: None,
    });
    let record = rewrite(shelf, occasion, &posted.record, None, &call, "call.ask")?;
    if let Some(owner) = record.content.owner() {
        let leaders = leaders(shelf, occasion, owner)?;
        tell(shelf, occasion, &leaders, Topic::CallAsked, (id, ""))?;
    }
    Ok(record)
}

/// Answers a question, by its place from 0; an answer can be corrected until the bids are opened.
///
/// # Errors
/// The viewer does not lead it; there is no such question; nothing is answered.
pub fn answer(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (place, answer): (usize, &str),
) -> Result<Record, Trouble> {
    let posted = led(shelf, &occasion.viewer, id)?;
    let mut call = posted.call.clone();
    let question = call.questions.get_mut(place).ok_or(Refusal::NotFound {})?;
    if matches!(standing(&posted, occasion.now), Standing::At(_)) && question.answer.is_some() {
        return Err(at(&posted).into());
    }
    question.answer = Some(needed_prose("answer", answer)?);
    question.answered = Some(Moment::of(occasion.now));
    rewrite(shelf, occasion, &posted.record, version, &call, "call.answer")
}
