//! A problem's desk: where it sits on the chain, whose it is, what its solution is worth, who works on it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::people::{may_author, may_change};
use base::record::kinds::ProblemStage;
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Content, Given, Kind, Record, RecordId};
use base::store::Shelf;
use innovation::problem::{Endorsing, Posed, Sizing, Worth, endorse, posed, take_back, value, worth};

use super::super::frame::{Frame, Typed, page_of, refused};
use super::super::record::titled_link;
use super::labels::LABELS;
use super::words::word;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, see_other_done};
use crate::state::State;
use crate::view::{Link, Names, Numbers};

#[derive(Template)]
#[template(path = "pages/innovation/problem.html")]
struct ProblemPage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    id: RecordId,
    address: String,
    record: Link,
    version: u32,
    title: String,
    stage: &'static str,
    text: String,
    places: Vec<Link>,
    indicators: Vec<String>,
    needs: Vec<Link>,
    hidden_needs: usize,
    endorsements: Vec<Endorsed>,
    /// Organisations that the viewer leads and that have not endorsed it.
    own: Vec<(RecordId, String)>,
    worth: String,
    basis: Vec<String>,
    worth_day: String,
    /// What the chain says now, for who may keep it.
    now: Option<Result<String, String>>,
    may_value: bool,
    may_call: bool,
    workers: Vec<(String, Vec<Link>)>,
    similar: String,
    thread: String,
}

struct Endorsed {
    link: Option<Link>,
    day: String,
    commitment: String,
    benefit: String,
    /// The organisation, where the viewer may take it back.
    own: Option<RecordId>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Priority), None, Typed::default())
}

fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    frame.below(refused, |shelf, id, refused| {
        let posed = posed(shelf, &frame.occasion.viewer, id)?;
        desk(frame, shelf, &posed, (refused, typed))
    })
}

fn desk(
    frame: &Frame,
    shelf: &mut dyn Shelf,
    posed: &Posed,
    (refused, typed): (Option<String>, Typed),
) -> Result<ProblemPage, base::Trouble> {
    let (t, viewer) = (frame.t, &frame.occasion.viewer);
    let (record, problem) = (&posed.record, &posed.problem);
    let needs = frame.links(shelf, &problem.needs)?;
    let may_value = may_change(viewer, record).is_ok();
    let endorsers: Vec<RecordId> = problem.endorsements.iter().filter_map(|one| one.organisation).collect();
    let known = frame.links(shelf, &endorsers)?;
    let led: Vec<RecordId> = viewer
        .member()
        .into_iter()
        .flat_map(|member| &member.standings)
        .filter(|at| at.manages)
        .map(|at| at.organisation)
        .collect();
    let led_names = frame.links(shelf, &led)?;
    let own =
        led.iter().filter(|id| !endorsers.contains(id)).filter_map(|id| Some((*id, led_names.get(id)?.text.clone())));
    let own = own.collect();
    let endorsements = problem.endorsements.iter().map(|one| Endorsed {
        link: one.organisation.and_then(|id| known.get(&id).cloned()),
        day: one.day.as_ref().map_or_else(String::new, |day| day.0.clone()),
        commitment: one.commitment.as_ref().map_or_else(String::new, ToString::to_string),
        benefit: one.benefit.as_ref().map_or_else(String::new, |benefit| benefit.0.clone()),
        own: one.organisation.filter(|id| led.contains(id)),
    });
    let indicators = problem.indicators.iter().map(|one| {
        let target = one.target.as_ref().map_or_else(String::new, ToString::to_string);
        format!("{} {target}", one.indicator.as_ref().map_or("", |name| name.0.as_str())).trim().to_owned()
    });
    let workers = workers(frame, shelf, record.id)?;
    Ok(ProblemPage {
        t,
        layout: frame.layout(),
        refused,
        typed,
        id: record.id,
        address: format!("/problems/{}/desk", record.id),
        record: Link::at(page_of(Kind::Problem, record.id), frame.title(record)),
        version: record.version,
        title: frame.title(record),
        stage: word(problem.stage.unwrap_or(ProblemStage::Collecting).choice(), t),
        text: problem.problem.as_ref().map_or_else(String::new, |text| text.0.clone()),
        places: places(frame, problem.weak_link.iter().map(|place| place.0.as_str())),
        indicators: indicators.collect(),
        hidden_needs: problem.needs.len() - needs.len(),
        needs: needs.into_values().collect(),
        endorsements: endorsements.collect(),
        own,
        worth: problem.worth.as_ref().map_or_else(String::new, measure::Budget::show),
        basis: basis(problem, t),
        worth_day: problem.worth_day.as_ref().map_or_else(String::new, |day| day.0.clone()),
        now: may_value.then(|| now(frame, problem)),
        may_value,
        may_call: may_author(viewer, Kind::Call).is_ok(),
        workers,
        similar: "/needs/similar".to_owned(),
        thread: format!("/problems/{}/thread", record.id),
    })
}

/// Where a problem sits, each place with its page of the chain.
pub(super) fn places<'a>(frame: &Frame, places: impl Iterator<Item = &'a str>) -> Vec<Link> {
    let chain = frame.state.chain();
    let names = Names::new(chain, frame.t);
    let of = |place: &str| {
        let commodity = chain.commodities.iter().find(|one| one.id == place);
        let activity = chain.activities.iter().find(|one| one.id == place);
        match (commodity, activity) {
            (Some(one), _) => Link::to("commodities", &one.id, names.text(&one.name)),
            (None, Some(one)) => Link::to("activities", &one.id, names.text(&one.name)),
            (None, None) => Link::at("/chain", place),
        }
    };
    places.map(of).collect()
}

/// What the worth rests on, in the reader's language where it is said in both.
fn basis(problem: &base::record::kinds::Problem, t: Messages) -> Vec<String> {
    let lines: Vec<&str> = problem.worth_basis.iter().flat_map(|text| text.0.lines()).collect();
    let is_latin = |line: &str| line.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let (latin, other): (Vec<&str>, Vec<&str>) = lines.iter().copied().partition(|line| is_latin(line));
    let own = if latin.is_empty() || other.is_empty() { lines } else { t.pick(other, latin) };
    own.into_iter().map(str::to_owned).collect()
}

/// What the chain says a solution is worth now.
fn now(frame: &Frame, problem: &base::record::kinds::Problem) -> Result<String, String> {
    let t = frame.t;
    let numbers = Numbers::new(t, &frame.state.chain().currency);
    let said = worth(problem, sizing(frame.state));
    match said {
        Ok(Worth::OfPatch { value, .. }) => {
            Ok(t.say("problem-worth-patch").with("worth", numbers.money(value)).to_string())
        }
        Ok(Worth::OfLink { tenth, loss, .. }) => {
            let loss = loss.map_or_else(|| t.get("problem-loss-all"), |loss| numbers.money(loss));
            Ok(t.say("problem-worth-link").with("worth", numbers.money(tenth)).with("loss", loss).to_string())
        }
        Err(refusal) => Err(crate::refusal::base_sentence(t, &refusal)),
    }
}

/// The chain that is asked.
fn sizing(state: &State) -> Sizing<'_> {
    Sizing { model: state.model(), links: state.weak_links().ok() }
}

/// Who works on a problem: what arose from it, by kind.
fn workers(frame: &Frame, shelf: &mut dyn Shelf, id: RecordId) -> Result<Vec<(String, Vec<Link>)>, base::Trouble> {
    let t = frame.t;
    let naming = shelf.naming(id, &frame.occasion.viewer.reach(), 100)?;
    let mut workers: Vec<(String, Vec<Link>)> = Vec::new();
    for (_, titled) in naming {
        let label = titled.kind.label();
        let label = t.pick(label.zh, label.en).to_owned();
        let link = titled_link(&titled, t);
        match workers.iter_mut().find(|(known, _)| *known == label) {
            Some((_, links)) => links.push(link),
            None => workers.push((label, vec![link])),
        }
    }
    Ok(workers)
}

pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Priority);
    let (id, given, version) = (frame.id()?, form.clone(), form.text("version").parse().ok());
    let (occasion, own) = (frame.occasion.clone(), state.clone());
    let done = state.store().writing(move |shelf| {
        let organisation = || given.text("organisation").parse::<RecordId>().map_err(|_| base::Refusal::NotFound {});
        match given.text("act") {
            "endorse" => {
                let (commitment, benefit) = (given.text("commitment").to_owned(), given.text("benefit").to_owned());
                let endorsing = Endorsing { organisation: organisation()?, commitment, benefit };
                endorse(shelf, &occasion, id, version, &endorsing)
            }
            "take-back" => take_back(shelf, &occasion, id, version, organisation()?),
            "value" => value(shelf, &occasion, id, version, sizing(&own)),
            "call" => called(shelf, &occasion, id),
            _ => Err(base::Refusal::NotFound {}.into()),
        }
    });
    match done {
        Ok(record) if record.kind == Kind::Call => {
            see_other_done(&format!("/calls/{}/edit", record.id), Done::CallDrafted)
        }
        Ok(_) => see_other_done(&format!("/problems/{id}/desk"), Done::Saved),
        Err(trouble) => render(&frame, Some(refused(frame.t, LABELS, trouble)?), Typed::of(form)),
    }
}

/// A draft of a call for a problem's solution: its goal, its figures, its place, and where it arose.
fn called(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Record, base::Trouble> {
    let posed = posed(shelf, &occasion.viewer, id)?;
    let content = &posed.record.content;
    let text = |name: &str, value: String| (name.to_owned(), Given::Text(value));
    let json = |name: &str, content: &Content, from: &str| (name.to_owned(), Given::Json(content.get(from).clone()));
    let mut given = vec![
        text("title_zh", format!("榜单：{}", content.title(true))),
        // A problem without an English title gives its call none either.
        text(
            "title_en",
            Some(content.text("title_en"))
                .filter(|title| !title.is_empty())
                .map_or_else(String::new, |title| format!("Call: {title}")),
        ),
        text("track", "problem-driven".to_owned()),
        text("cause", id.to_string()),
        text("sample", content.get("sample").as_bool().map_or(String::new(), |sample| sample.to_string())),
    ];
    given.push(json("goal", content, "problem"));
    given.push(json("indicators", content, "indicators"));
    given.push(json("positions", content, "positions"));
    given.push(json("plan_item", content, "plan_item"));
    create(shelf, occasion, Kind::Call, &given, Beginning::Draft)
}
