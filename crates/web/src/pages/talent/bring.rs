//! Brings people and works into the pool: a file, a look at what it brings, and what of it is taken.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::{Kind, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble as BaseTrouble};
use talent::pool::{self, Broken, Brought, Flaw, Here, Into, Profile, Source, take};

use super::super::frame::{Frame, Labels, page_of};
use super::super::record::titled_link;
use crate::language::{Key, Messages};
use crate::refusal::base_sentence;
use crate::shell::{Form, Layout, Section, Trouble, Upload, Visit, page_with};
use crate::state::State;
use crate::view::Link;

/// What is kept of it between the look and the taking, in bytes: it goes with the form.
const KEPT_BYTES: usize = 1_500_000;
/// Works of somebody that are shown.
const SHOWN: usize = 3;

#[derive(Template)]
#[template(path = "pages/talent/bring.html")]
struct BringPage {
    t: Messages,
    layout: Layout,
    /// The person that the works are brought for.
    whose: Option<(String, Link)>,
    refused: Option<String>,
    look: Option<Look>,
    done: Vec<Done>,
}

struct Look {
    kept: String,
    source: &'static str,
    owners: Vec<(String, String)>,
    people: Vec<Row>,
    broken: Vec<(usize, String, String)>,
}

struct Row {
    at: usize,
    name: String,
    orcid: String,
    posts: String,
    works: Vec<String>,
    count: usize,
    said: String,
    /// What may become of them: a code, the words, whether it is what is suggested.
    ways: Vec<(String, String, bool)>,
}

struct Done {
    name: String,
    link: Option<Link>,
    said: String,
    failed: bool,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Pool);
    visit.viewer.writes()?;
    let whose = whose(&frame, visit.field("into").unwrap_or_default())?;
    render(&frame, StatusCode::OK, whose.as_ref(), None, Vec::new(), None)
}

/// Reads a file and shows what it brings; nothing is written.
pub(super) fn look(state: &State, visit: &Visit, form: &Form, upload: Option<&Upload>) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Pool);
    visit.viewer.writes()?;
    let whose = whose(&frame, form.text("into"))?;
    let into = whose.as_ref().map(|record| record.id);
    let looked = content(upload)
        .and_then(|brought| state.store().reading(|shelf| pool::look(shelf, &frame.occasion, brought, into)));
    match looked {
        Ok(looked) => {
            let look = looked_at(&frame, &looked)?;
            render(&frame, StatusCode::OK, looked.whose.as_ref(), Some(look), Vec::new(), None)
        }
        Err(BaseTrouble::Refused(refusal)) => {
            let said = base_sentence(frame.t, &refusal);
            render(&frame, StatusCode::UNPROCESSABLE_ENTITY, whose.as_ref(), None, Vec::new(), Some(said))
        }
        Err(BaseTrouble::Fault(fault)) => Err(fault.into()),
    }
}

/// Takes in what was chosen, each by itself: one that fails keeps nothing of the others back.
pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Pool);
    visit.viewer.writes()?;
    let brought: Brought = serde_json::from_str(form.text("kept")).map_err(|_| Trouble::NotFound)?;
    let owner: Option<RecordId> = form.text("owner").parse().ok();
    let mut done = Vec::new();
    for (at, profile) in brought.people.iter().enumerate() {
        let into = match form.text(&format!("into-{at}")) {
            "" | "skip" => continue,
            "new" => owner.map(|owner| Into::New { owner }),
            id => id.parse().ok().map(Into::Person),
        };
        let name = profile.name.clone();
        let Some(into) = into else {
            let said = base_sentence(frame.t, &Refusal::OwnerNeeded {});
            done.push(Done { name, link: None, said, failed: true });
            continue;
        };
        done.push(taken(&frame, &brought, profile, into)?);
    }
    render(&frame, StatusCode::OK, None, None, done, None)
}

fn taken(frame: &Frame, brought: &Brought, profile: &Profile, into: Into) -> Result<Done, Trouble> {
    let (occasion, all, one) = (frame.occasion.clone(), brought.clone(), profile.clone());
    let written = frame.state.store().writing(move |shelf| take(shelf, &occasion, &all, &one, into));
    let t = frame.t;
    match written {
        Ok(taken) => {
            let (title, link) = (frame.title(&taken.record), page_of(Kind::Person, taken.record.id));
            let key = if taken.new { Key("bring-done-new") } else { Key("bring-done-added") };
            let said = t.say(key.0).with("works", taken.works.to_string()).to_string();
            Ok(Done { name: title.clone(), link: Some(Link { text: title, href: link }), said, failed: false })
        }
        Err(BaseTrouble::Refused(refusal)) => {
            let said = super::super::frame::with_slips(t, LABELS, &refusal);
            Ok(Done { name: profile.name.clone(), link: None, said, failed: true })
        }
        Err(BaseTrouble::Fault(fault)) => Err(fault.into()),
    }
}

const LABELS: Labels = Labels { own: |_| None, kinds: &[Kind::Person] };

/// The person at an address, where one is named.
fn whose(frame: &Frame, given: &str) -> Result<Option<Record>, Trouble> {
    if given.is_empty() {
        return Ok(None);
    }
    let id: RecordId = given.parse().map_err(|_| Trouble::NotFound)?;
    frame.read(|shelf| pool::whose(shelf, &frame.occasion, id)).map(Some)
}

fn content(upload: Option<&Upload>) -> Result<Brought, BaseTrouble> {
    pool::open(upload.ok_or(Refusal::BadFileName { name: String::new() })?.path())
}

fn looked_at(frame: &Frame, pool::Look { brought, here, .. }: &pool::Look) -> Result<Look, Trouble> {
    let kept = serde_json::to_string(brought).map_err(Trouble::fault)?;
    if kept.len() > KEPT_BYTES {
        return Err(Refusal::PoolTooMuch {}.into());
    }
    let owners = frame.read(|shelf| owners(shelf, frame))?;
    let people = brought.people.iter().zip(here).enumerate();
    Ok(Look {
        kept,
        source: brought.source.name(),
        people: people.map(|(at, (profile, here))| row(frame, at, brought, profile, here)).collect(),
        owners,
        broken: brought.broken.iter().map(|broken| said_of(broken, frame.t)).collect(),
    })
}

/// The units that the viewer may write people for.
fn owners(shelf: &mut dyn Shelf, frame: &Frame) -> Result<Vec<(String, String)>, BaseTrouble> {
    let viewer = &frame.occasion.viewer;
    let standings = viewer.member().map_or(&[][..], |member| &member.standings);
    let own: Vec<RecordId> = standings.iter().map(|standing| standing.organisation).collect();
    let titles = shelf.titles(&own, &viewer.reach())?;
    Ok(titles.iter().map(|titled| (titled.id.to_string(), titled_link(titled, frame.t).text)).collect())
}

fn row(frame: &Frame, at: usize, brought: &Brought, profile: &Profile, here: &Here) -> Row {
    let t = frame.t;
    let mut ways = Vec::new();
    let named = |record: &Record| {
        let link = frame.title(record);
        t.say("bring-way-add").with("person", link).to_string()
    };
    let adds = here.new_works + here.new_posts > 0;
    if let Some(known) = here.known.as_ref().filter(|_| here.may) {
        ways.push((known.id.to_string(), named(known), adds));
    }
    ways.extend(here.namesakes.iter().map(|record| (record.id.to_string(), named(record), false)));
    // Of the authors of works most are strangers; of people who were asked for none is.
    let new = here.known.is_none() && here.namesakes.is_empty() && brought.source != Source::OpenAlexWorks;
    if here.known.is_none() {
        ways.push(("new".to_owned(), t.get("bring-way-new"), new));
    }
    let skips = ways.iter().all(|(_, _, chosen)| !chosen);
    ways.push(("skip".to_owned(), t.get("bring-way-skip"), skips));
    let said = match (&here.known, here.namesakes.len()) {
        (Some(_), _) if !here.may => t.get("bring-not-yours"),
        (Some(_), _) => t
            .say("bring-known")
            .with("works", here.new_works.to_string())
            .with("posts", here.new_posts.to_string())
            .to_string(),
        (None, 0) => t.get("bring-unknown"),
        (None, count) => t.say("bring-namesakes").with("count", count.to_string()).to_string(),
    };
    let title = |work: &base::record::kinds::Publication| work.title.as_ref().map(|title| title.0.clone());
    let posts: Vec<&str> = profile.posts.iter().map(|post| post.organisation.as_str()).take(SHOWN).collect();
    let name = [profile.name.as_str(), profile.other_name.as_str()].join(" ").trim().to_owned();
    Row {
        at,
        name,
        orcid: profile.orcid.clone().unwrap_or_default(),
        posts: posts.join(t.pick("；", "; ")),
        works: profile.works.iter().filter_map(title).take(SHOWN).collect(),
        count: profile.works.len(),
        said,
        ways,
    }
}

/// What is wrong with a record of a file: on which line, what it begins with, why.
fn said_of(broken: &Broken, t: Messages) -> (usize, String, String) {
    let key = match &broken.flaw {
        Flaw::NoTitle => Key("bring-flaw-no-title"),
        Flaw::NoName => Key("bring-flaw-no-name"),
        Flaw::NoEnd => Key("bring-flaw-no-end"),
        Flaw::BadOrcid(_) => Key("bring-flaw-bad-orcid"),
        Flaw::Unreadable(_) => Key("bring-flaw-unreadable"),
    };
    (broken.at, broken.begins.clone(), t.say(key.0).with("given", broken.flaw.given().to_owned()).to_string())
}

fn render(
    frame: &Frame,
    status: StatusCode,
    whose: Option<&Record>,
    look: Option<Look>,
    done: Vec<Done>,
    refused: Option<String>,
) -> Result<Response, Trouble> {
    let whose = whose.map(|record| {
        let link = Link { text: frame.title(record), href: page_of(Kind::Person, record.id) };
        (record.id.to_string(), link)
    });
    page_with(status, &BringPage { t: frame.t, layout: frame.layout(), whose, refused, look, done })
}
