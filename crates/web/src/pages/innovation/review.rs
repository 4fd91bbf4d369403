//! A reviewer's desk: what is to be judged, as far as it is shown; the answer; the points.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::kinds::{BlindMode, Recommendation, ReviewStage};
use base::record::verb::Within;
use base::record::{Kind, RecordId};
use base::store::Shelf;
use innovation::review::{self, Answering, Scored, Sheet, grounds, rubric, sheet};

use super::super::frame::{Frame, Typed};
use super::super::record::Shown;
use super::super::transfer::answer_of;
use super::labels::LABELS;
use super::words::word;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, see_other_done};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/innovation/review.html")]
struct ReviewPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    version: u32,
    heading: String,
    call: Link,
    goal: String,
    stage: &'static str,
    blind: &'static str,
    is_blind: bool,
    due: String,
    conflicts: String,
    facts: Vec<(String, Shown)>,
    rows: Vec<Line>,
    recommendations: Vec<(&'static str, &'static str, bool)>,
    comment: String,
    confidential: String,
    total: String,
    /// Whether the viewer is to answer, and to score.
    answers: bool,
    scores: bool,
}

/// A line of the rubric with its points.
struct Line {
    number: usize,
    criterion: String,
    weight: String,
    most: i64,
    points: String,
    remark: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Calls), None, Typed::default())
}

fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    frame.below(refused, |shelf, id, refused| {
        let sheet = sheet(shelf, &frame.occasion, id)?;
        desk(frame, shelf, id, &sheet, (refused, typed))
    })
}

fn desk(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    id: RecordId,
    sheet: &Sheet,
    (refused, typed): (Option<String>, Typed),
) -> Result<ReviewPage, base::Trouble> {
    let t = frame.t;
    let review = &sheet.judged.review;
    let stage = review.stage.unwrap_or(ReviewStage::Invited);
    let blind = review.blind.unwrap_or(BlindMode::Single);
    let [zh, en] = grounds(&review.conflicts);
    let heading = match &sheet.title {
        Some((zh, en)) => {
            let (first, second) = t.pick((zh, en), (en, zh));
            if first.is_empty() { second.clone() } else { first.clone() }
        }
        None => t.say("review-number").with("number", sheet.number).to_string(),
    };
    let prose = |prose: &Option<base::record::Prose>| prose.as_ref().map_or_else(String::new, |prose| prose.0.clone());
    let open = matches!(stage, ReviewStage::Accepted | ReviewStage::Overdue | ReviewStage::Submitted);
    let recommendations = Recommendation::CHOICES.iter().enumerate().map(|(at, choice)| {
        let is_chosen = review.recommendation.is_some_and(|chosen| chosen as usize == at);
        (
            choice.code,
            word(choice, t),
            typed.is("recommendation", choice.code) || typed.text("recommendation").is_empty() && is_chosen,
        )
    });
    Ok(ReviewPage {
        t,
        layout: frame.layout(),
        refused,
        address: format!("/reviews/{id}/desk"),
        version: sheet.judged.record.version,
        heading,
        call: Link::at(format!("/calls/{}/desk", sheet.call.id), frame.title(&sheet.call)),
        goal: prose(&sheet.charter.goal),
        stage: word(stage.choice(), t),
        blind: word(blind.choice(), t),
        is_blind: blind == BlindMode::Double && sheet.is_reviewer,
        due: review.due.as_ref().map_or_else(String::new, |due| due.0.clone()),
        conflicts: t.pick(zh, en),
        recommendations: recommendations.collect(),
        comment: if typed.has("comment") { typed.text("comment").to_owned() } else { prose(&review.comment) },
        confidential: if typed.has("confidential") {
            typed.text("confidential").to_owned()
        } else {
            prose(&review.confidential)
        },
        total: review.total.as_ref().map_or_else(String::new, |total| total.0.clone()),
        answers: sheet.is_reviewer && stage == ReviewStage::Invited,
        scores: sheet.is_reviewer && open,
        rows: lines(sheet, &typed),
        facts: facts(frame, shelf, sheet)?,
        typed,
    })
}

/// The rubric, with the points given and typed.
fn lines(sheet: &Sheet, typed: &Typed) -> Vec<Line> {
    let lines = rubric(&sheet.charter).into_iter().enumerate().map(|(at, criterion)| {
        let given = sheet.judged.review.scores.get(at);
        let (points, remark) = (format!("points{}", at + 1), format!("remark{}", at + 1));
        let or = |name: &str, given: String| if typed.has(name) { typed.text(name).to_owned() } else { given };
        Line {
            number: at + 1,
            criterion: criterion.criterion.map_or_else(String::new, |name| name.0),
            weight: criterion.weight_percent.map_or_else(String::new, |weight| format!("{} %", weight.0)),
            most: criterion.most.map_or(100, |most| most.0),
            points: or(&points, given.and_then(|one| one.points.clone()).map_or_else(String::new, |points| points.0)),
            remark: or(&remark, given.and_then(|one| one.remark.clone()).map_or_else(String::new, |remark| remark.0)),
        }
    });
    lines.collect()
}

/// What the bid says, as far as the reviewer is shown it.
fn facts(frame: &Frame, shelf: &mut dyn Shelf, sheet: &Sheet) -> Result<Vec<(String, Shown)>, base::Trouble> {
    let t = frame.t;
    let told = serde_json::to_value(&sheet.bid).map_err(|error| base::store::Fault::Refused(error.to_string()))?;
    let kept = ["stage", "opened", "opened_by", "noted_amendment", "panel_comments", "call", "ineligible_because"];
    let mut within = Within::new(shelf, &frame.occasion);
    let fields = Kind::Bid.own_fields().iter().filter(|field| !kept.contains(&field.name));
    let facts = fields.map(|field| {
        let label = t.pick(field.label.zh, field.label.en).to_owned();
        (label, Shown::of(field, told.get(field.name).unwrap_or(&serde_json::Value::Null), &mut within, t))
    });
    let facts: Vec<(String, Shown)> = facts.filter(|(_, shown)| !shown.is_absent()).collect();
    within.end()?;
    Ok(facts)
}

pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Calls);
    let (id, given, version) = (frame.id()?, form.clone(), form.text("version").parse().ok());
    let done = frame.write(LABELS, move |shelf, occasion| {
        let why = || given.text("why").to_owned();
        match given.text("act") {
            "accept" => review::answer(shelf, occasion, id, version, &Answering::Accept),
            "decline" => review::answer(shelf, occasion, id, version, &Answering::Decline { why: why() }),
            "declare" => review::answer(shelf, occasion, id, version, &Answering::Declare { tie: why() }),
            "submit" => review::submit(shelf, occasion, id, version, &scored(&given)),
            _ => Err(base::Refusal::NotFound {}.into()),
        }
    })?;
    match done {
        Ok(_) => see_other_done(&format!("/reviews/{id}/desk"), Done::Saved),
        Err(refused) => render(&frame, Some(refused), Typed::of(form)),
    }
}

fn scored(form: &Form) -> Scored {
    let points =
        (1..).take_while(|number| form.pairs().any(|(name, _)| name == format!("points{number}"))).map(|number| {
            let text = |name: &str| form.text(&format!("{name}{number}")).to_owned();
            (text("points"), text("remark"))
        });
    Scored {
        points: points.collect(),
        recommendation: answer_of(form.text("recommendation")),
        comment: form.text("comment").to_owned(),
        confidential: form.text("confidential").to_owned(),
    }
}
