//! The expert finder: for words, a link of the chain, a need or a problem.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use base::record::kinds::Person;
use base::record::{Record, RecordId};
use innovation::review::grounds;
use talent::expert::{Expert, Seeking, Spoken, Time, find, seek};

use super::super::matching::{MatchingFrame as Frame, ShownPair};
use super::super::record::titled_link;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::Link;

/// Shown at most.
const MOST: usize = 12;

#[derive(Template)]
#[template(path = "pages/talent/experts.html")]
struct ExpertsPage {
    t: Messages,
    layout: Layout,
    words: String,
    place: String,
    places: Vec<String>,
    /// The record that experts are sought for: its id, its link, and where its matches are decided.
    subject: Option<(String, Link, String)>,
    refused: Option<String>,
    asked: bool,
    people: Vec<Shown>,
}

struct Shown {
    pair: ShownPair,
    /// What they made that suits by itself.
    made: Option<ShownPair>,
    /// Whether it suits better than what is known of them.
    by_made: bool,
    skills: String,
    works: Vec<(String, Option<Link>, String)>,
    time: String,
    given: Vec<(Link, String)>,
    ties: String,
    left: Option<String>,
    unconfirmed: Option<String>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit);
    let t = frame.t;
    let field = |name: &str| visit.field(name).unwrap_or_default().trim().to_owned();
    let (words, place) = (field("q"), field("place"));
    let record = visit.field("for").filter(|id| !id.is_empty());
    let record = record.map(|id| id.parse::<RecordId>().map_err(|_| Trouble::NotFound)).transpose()?;
    let found = state.places().find(&place).map(str::to_owned);
    let refused = (!place.is_empty() && found.is_none())
        .then(|| t.say("experts-no-such-place").with("place", place.clone()).to_string());
    let seeking = Seeking { record, words: state.places().words_at(&words, found.as_deref()), place: found };
    let asked = !seeking.is_empty() && refused.is_none();
    let (subject, people) = if asked { sought(&frame, &seeking)? } else { (None, Vec::new()) };
    let subject = subject.filter(|_| record.is_some()).map(|record| {
        let link = frame.link(&record);
        (record.id.to_string(), link, Frame::matches(record.kind, record.id))
    });
    let all = state.places();
    let name = |(id, zh, en)| {
        let name = t.pick(zh, en);
        if all.find(name) == Some(id) { name } else { id }.to_owned()
    };
    page(&ExpertsPage {
        t,
        layout: frame.layout(Section::Experts),
        words,
        place,
        places: all.all().map(name).collect(),
        subject,
        refused,
        asked,
        people,
    })
}

fn sought(frame: &Frame, seeking: &Seeking) -> Result<(Option<Record>, Vec<Shown>), Trouble> {
    let (ground, weights) = (frame.state.ground()?, frame.weights()?);
    let (subject, experts, owners) = frame.state.store().reading(|shelf| -> Result<_, brokerage::Trouble> {
        let subject = seek(shelf, &frame.occasion, seeking)?;
        let experts = find(shelf, ground, &frame.occasion, &weights, &subject, MOST)?;
        let owners: Vec<RecordId> = experts.iter().filter_map(|one| one.maker.pair.other.content.owner()).collect();
        let owners = shelf.titles(&owners, &frame.viewer().reach())?;
        Ok((subject, experts, owners))
    })?;
    let owners: BTreeMap<RecordId, String> =
        owners.into_iter().map(|titled| (titled.id, titled_link(&titled, frame.t).text)).collect();
    let people = experts.iter().map(|expert| {
        let owner = expert.maker.pair.other.content.owner().and_then(|id| owners.get(&id).cloned()).unwrap_or_default();
        Shown::new(frame, &subject, expert, owner)
    });
    let people = people.collect();
    Ok((Some(subject), people))
}

impl Shown {
    /// What speaks for them best: what is known of them, or what they made.
    fn best(&self) -> &ShownPair {
        self.made.as_ref().filter(|_| self.by_made).unwrap_or(&self.pair)
    }

    fn new(frame: &Frame, subject: &Record, expert: &Expert, owner: String) -> Self {
        let t = frame.t;
        let person: Person = expert.maker.pair.other.content.body();
        let skills: Vec<&str> = person.skills.iter().map(|skill| skill.0.as_str()).collect();
        let ties = grounds(&expert.ties);
        let given = expert.time.given.iter().map(|given| {
            let until = given.until.as_ref();
            let until = until.map(|day| t.say("experts-until").with("day", day.clone()).to_string());
            let percent = format!("{}%", percent(given.percent));
            (frame.link(&given.to), [percent, until.unwrap_or_default()].join(" ").trim().to_owned())
        });
        Self {
            pair: ShownPair::new(frame, subject, &expert.maker.pair, owner),
            made: expert.maker.made.as_ref().map(|made| ShownPair::new(frame, subject, made, String::new())),
            by_made: expert.maker.best().other.id != expert.maker.pair.other.id,
            skills: skills.join(t.pick("、", ", ")),
            works: expert.works.iter().map(|work| shown_work(frame, work)).collect(),
            time: said_of(&expert.time, t),
            given: given.collect(),
            ties: t.pick(ties[0].clone(), ties[1].clone()),
            unconfirmed: expert
                .unconfirmed
                .map(|day| t.say("experts-unconfirmed").with("day", day.to_string()).to_string()),
            left: expert.left.as_ref().map(|day| t.say("experts-left").with("day", day.0.clone()).to_string()),
        }
    }
}

/// A work: what it is called, its record, and where and when it appeared.
fn shown_work(frame: &Frame, work: &Spoken) -> (String, Option<Link>, String) {
    let year = work.year.map(|year| year.to_string());
    let where_ = [Some(work.venue.clone()).filter(|venue| !venue.is_empty()), year];
    let where_: Vec<String> = where_.into_iter().flatten().collect();
    (work.title.clone(), work.record.as_ref().map(|record| frame.link(record)), where_.join(" "))
}

fn said_of(time: &Time, t: Messages) -> String {
    let taken = time.taken();
    match (time.said, time.left()) {
        (Some(said), Some(left)) => {
            let said = t.say("experts-time-said").with("said", percent(said)).with("taken", percent(taken));
            said.with("left", percent(left)).to_string()
        }
        _ if taken > 0.0 => t.say("experts-time-taken").with("taken", percent(taken)).to_string(),
        _ => t.get("experts-time-unknown"),
    }
}

fn percent(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    format!("{rounded}")
}
