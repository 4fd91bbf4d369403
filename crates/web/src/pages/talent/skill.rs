//! One skill: who asks for it, who has it, where it is taught, and its balance today and at the horizon.

use askama::Template;
use axum::response::Response;
use base::record::Record;
use talent::gap::{Ask, Cause, Sum};

use super::super::frame::Frame;
use super::skills::{asked, find, name, new_programme};
use crate::language::{Key, Messages};
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Link, Names};

#[derive(Template)]
#[template(path = "pages/talent/skill.html")]
struct SkillPage {
    t: Messages,
    layout: Layout,
    heading: String,
    also: String,
    stages: String,
    today: String,
    horizon: String,
    /// The balance of each day, and how many are wanting.
    days: [(String, Sum, usize); 2],
    /// What asks, what it is, whether its own people cover it, and whether on either day.
    asks: Vec<(Link, String, bool, [bool; 2])>,
    /// Who has it, and whether they are there and have time on either day.
    people: Vec<(Link, [String; 2])>,
    taught: Vec<(Link, usize, bool)>,
    find: String,
    new_programme: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Skills);
    let (t, chain) = (frame.t, state.chain());
    let at = chain.skills.iter().position(|skill| skill.id == visit.id).ok_or(Trouble::NotFound)?;
    let skill = &chain.skills[at];
    let mut weighed = asked(&frame)?.0;
    let gap = weighed.gaps.skills.swap_remove(at);
    let names = Names::new(chain, t);
    let stages: Vec<&str> = skill.stages.iter().map(|stage| names.stage(*stage)).collect();
    let stages = if stages.is_empty() { t.get("skills-everywhere") } else { stages.join(t.pick("、", ", ")) };
    let people = gap.people.iter().map(|holder| {
        let said = |day: usize| match (holder.here[day], holder.free[day]) {
            (false, _) => t.get("skills-gone"),
            (true, false) => t.get("skills-busy"),
            (true, true) => t.get("skills-has-time"),
        };
        (link(&frame, &holder.person), [said(0), said(1)])
    });
    let people = people.collect();
    let taught = gap.taught.iter().map(|one| (link(&frame, &one.programme), one.seats, one.in_time)).collect();
    page(&SkillPage {
        t,
        layout: frame.layout(),
        heading: name(t, skill),
        also: skill.words().skip(1).collect::<Vec<_>>().join(t.pick("、", ", ")),
        stages,
        days: [
            (weighed.today.clone(), gap.now, gap.now.short()),
            (weighed.horizon.clone(), gap.then, gap.then.short()),
        ],
        today: weighed.today,
        horizon: weighed.horizon,
        asks: gap.asks.iter().map(|ask| asking(&frame, ask)).collect(),
        people,
        taught,
        find: find(t, skill),
        new_programme: new_programme(t, skill),
    })
}

fn asking(frame: &Frame, ask: &Ask) -> (Link, String, bool, [bool; 2]) {
    let t = frame.t;
    let (link, what) = match &ask.cause {
        Cause::Project(record) => (link(frame, record), t.get(Key("skills-project"))),
        Cause::Call(record) => (link(frame, record), t.get(Key("skills-call"))),
        Cause::WeakLink(stage) => {
            let stage = Names::new(frame.state.chain(), t).stage(*stage).to_owned();
            (Link::at("/weak-links", stage), t.get(Key("skills-weak-link")))
        }
    };
    (link, what, ask.covered, ask.on)
}

fn link(frame: &Frame, record: &Record) -> Link {
    Link::at(super::super::frame::page_of(record.kind, record.id), frame.title(record))
}
