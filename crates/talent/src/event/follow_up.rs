//! 会后问卷: answered once by each who came, and summed up for who held the event.

use std::collections::BTreeMap;

use base::record::kinds::{Event, EventStage, FollowUpAnswer, RegistrationStage};
use base::record::said::prose;
use base::record::verb::{Occasion, rewrite};
use base::record::{Line, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::hand::{hand, standing};
use super::{convened, registrations, stage};

/// The answers to one question: each, and how often it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The question.
    pub question: String,
    /// The answers, most given first.
    pub answers: Vec<(String, usize)>,
}

/// The questions of an event: one a line.
pub fn questions(event: &Event) -> Vec<String> {
    let text = event.follow_up.as_ref().map_or("", |text| text.0.as_str());
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Answers the questions, in their order; who answered may change it until the event is closed.
///
/// # Errors
/// The registration is not about the viewer; they did not check in; the event is not in its follow-up.
pub fn answer(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    answers: &[String],
) -> Result<Record, Trouble> {
    occasion.viewer.writes()?;
    let hand = hand(shelf, occasion, id)?;
    if !hand.is_self {
        return Err(occasion.viewer.not_allowed("member").into());
    }
    standing(&hand)?;
    if stage(&hand.convened.event) != EventStage::FollowUp {
        return Err(super::at(&hand.convened).into());
    }
    let mut registration = hand.registration.clone();
    if registration.stage != Some(RegistrationStage::CheckedIn) {
        return Err(Refusal::NotThere {}.into());
    }
    let mut rows = Vec::new();
    for (at, question) in questions(&hand.convened.event).into_iter().enumerate() {
        let answer = prose("answer", answers.get(at).map_or("", String::as_str))?;
        if answer.is_some() {
            rows.push(FollowUpAnswer { question: Some(Line(question)), answer });
        }
    }
    registration.follow_up = rows;
    rewrite(shelf, occasion, &hand.record, version, &registration, "registration.follow-up")
}

/// What was answered, for who leads the event; who answered is not told.
///
/// # Errors
/// The viewer does not lead it.
pub fn summary(shelf: &mut dyn Shelf, occasion: &Occasion, event: RecordId) -> Result<(usize, Vec<Summary>), Trouble> {
    let convened = convened(shelf, &occasion.viewer, event)?;
    let (mut answered, mut given): (usize, BTreeMap<String, BTreeMap<String, usize>>) = (0, BTreeMap::new());
    for (_, registration) in registrations(shelf, occasion, event)? {
        answered += usize::from(!registration.follow_up.is_empty());
        for row in registration.follow_up {
            if let (Some(question), Some(answer)) = (row.question, row.answer) {
                *given.entry(question.0).or_default().entry(answer.0).or_default() += 1;
            }
        }
    }
    let summaries = questions(&convened.event).into_iter().map(|question| {
        let mut answers: Vec<(String, usize)> = given.remove(&question).unwrap_or_default().into_iter().collect();
        answers.sort_by(|(one, often), (other, oftener)| oftener.cmp(often).then_with(|| one.cmp(other)));
        Summary { question, answers }
    });
    Ok((answered, summaries.collect()))
}
