//! The skills that are wanting, stage by stage, today and at the horizon, as a picture with its table.

use askama::Template;
use axum::response::Response;
use chain::Skill;
use talent::gap::{Gap, Sum, ahead};

use super::super::frame::Frame;
use crate::language::{Key, Messages};
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Amount, Bars, Link, Names, encoded};
use crate::weighing::{Weighing, weighing};

#[derive(Template)]
#[template(path = "pages/talent/skills.html")]
struct SkillsPage {
    t: Messages,
    layout: Layout,
    today: String,
    horizon: String,
    refused: Option<String>,
    /// Whether the chain's pack has a taxonomy at all.
    listed: bool,
    weak: [String; 2],
    workbook: String,
    picture: Option<Bars>,
    stages: Vec<Stage>,
    /// Skills that nobody asks for and nobody has.
    idle: Vec<Link>,
    unlisted: Vec<(String, usize, usize)>,
}

/// The skills of a stage.
struct Stage {
    name: String,
    rows: Vec<Row>,
}

/// One skill.
struct Row {
    link: Link,
    now: Sum,
    then: Sum,
    short_now: usize,
    short_then: usize,
    find: String,
    /// What teaches it, or the form of a new programme.
    teach: Link,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Skills);
    let (t, (weighed, refused)) = (frame.t, asked(&frame)?);
    let (chain, names) = (state.chain(), Names::new(state.chain(), frame.t));
    let groups = by_stage(&frame, &weighed);
    // What is wanted everywhere has many more people than any stage, and would press the others together.
    let drawn = groups.iter().filter(|(_, gaps)| gaps.iter().all(|gap| !chain.skills[gap.skill].stages.is_empty()));
    let drawn: Vec<_> = drawn.collect();
    let picture = (!drawn.is_empty()).then(|| picture(&frame, &drawn));
    let stages = groups.iter().map(|(name, gaps)| Stage {
        name: name.clone(),
        rows: gaps.iter().map(|gap| row(&frame, gap, &weighed.horizon)).collect(),
    });
    let stages = stages.collect();
    let idle = weighed.gaps.skills.iter().filter(|gap| is_idle(gap));
    let idle = idle.map(|gap| link(t, &chain.skills[gap.skill], &weighed.horizon)).collect();
    let weak = weighed.weak.each_ref().map(|stages| {
        let stages: Vec<&str> = stages.iter().map(|stage| names.stage(*stage)).collect();
        stages.join(t.pick("、", ", "))
    });
    let unlisted = weighed.gaps.unlisted.iter().map(|one| (one.word.clone(), one.asked, one.people)).collect();
    page(&SkillsPage {
        t,
        layout: frame.layout(),
        workbook: format!("/skills.xlsx?on={}", weighed.horizon),
        today: weighed.today,
        horizon: weighed.horizon,
        refused,
        listed: !chain.skills.is_empty(),
        weak,
        picture,
        stages,
        idle,
        unlisted,
    })
}

/// The skills weighed for the day that the address asks for; what is none is refused, and the end of the plan taken.
pub(super) fn asked(frame: &Frame) -> Result<(Weighing, Option<String>), Trouble> {
    let given = frame.visit.field("on").map(str::trim).filter(|day| !day.is_empty());
    let day = given.and_then(|given| ahead(&frame.occasion, given));
    let is_wrong = given.is_some() && day.is_none();
    let weighed = weighing(frame.state, &frame.occasion, day)?;
    let said = |given: &str| {
        frame.t.say("skills-no-day").with("given", given.to_owned()).with("today", weighed.today.clone()).to_string()
    };
    let refused = given.filter(|_| is_wrong).map(said);
    Ok((weighed, refused))
}

fn is_idle(gap: &Gap) -> bool {
    gap.asks.is_empty() && gap.people.is_empty() && gap.taught.is_empty()
}

/// The skills that somebody asks for, has or learns, by stage along the chain; those wanted everywhere come last.
pub(super) fn by_stage<'a>(frame: &Frame, weighed: &'a Weighing) -> Vec<(String, Vec<&'a Gap>)> {
    let chain = frame.state.chain();
    let names = Names::new(chain, frame.t);
    let of = |belongs: &dyn Fn(&Skill) -> bool| -> Vec<&'a Gap> {
        let gaps = weighed.gaps.skills.iter().filter(|gap| !is_idle(gap));
        gaps.filter(|gap| belongs(&chain.skills[gap.skill])).collect()
    };
    let stages = (0..chain.stages.len())
        .map(|stage| (names.stage(stage).to_owned(), of(&|skill| skill.stages.contains(&stage))));
    let everywhere = (frame.t.get(Key("skills-everywhere")), of(&|skill| skill.stages.is_empty()));
    let mut groups: Vec<_> = stages.chain([everywhere]).collect();
    groups.retain(|(_, gaps)| !gaps.is_empty());
    groups
}

/// The name of a skill in the reader's language.
pub(super) fn name(t: Messages, skill: &Skill) -> String {
    t.pick(skill.name.zh.clone(), skill.name.en.clone())
}

fn link(t: Messages, skill: &Skill, horizon: &str) -> Link {
    Link::at(format!("/skills/{}?on={horizon}", encoded(&skill.id)), name(t, skill))
}

fn row(frame: &Frame, gap: &Gap, horizon: &str) -> Row {
    let skill = &frame.state.chain().skills[gap.skill];
    Row {
        link: link(frame.t, skill, horizon),
        now: gap.now,
        then: gap.then,
        short_now: gap.now.short(),
        short_then: gap.then.short(),
        find: find(frame.t, skill),
        teach: teach(frame, gap, skill),
    }
}

/// Where people with a skill are sought.
pub(super) fn find(t: Messages, skill: &Skill) -> String {
    format!("/experts?q={}", encoded(&name(t, skill)))
}

/// The first programme that teaches a skill, or the form of a new one for it.
pub(super) fn teach(frame: &Frame, gap: &Gap, skill: &Skill) -> Link {
    let t = frame.t;
    match gap.taught.first() {
        Some(taught) => Link::at(
            super::super::frame::page_of(taught.programme.kind, taught.programme.id),
            t.get("skills-programme"),
        ),
        None => Link::at(new_programme(t, skill), t.get("skills-new-programme")),
    }
}

/// The form of a new programme for a skill.
pub(super) fn new_programme(t: Messages, skill: &Skill) -> String {
    format!("/programmes/new?skills={}", encoded(&name(t, skill)))
}

fn picture(frame: &Frame, groups: &[&(String, Vec<&Gap>)]) -> Bars {
    let t = frame.t;
    let amount = |label: Key, count: usize, class: &'static str| Amount {
        label: t.get(label),
        value: Some(count as f64),
        within: None,
        written: count.to_string(),
        class,
    };
    let groups: Vec<(String, Vec<Amount>)> = groups
        .iter()
        .map(|(name, gaps)| {
            let sum = |of: fn(&Gap) -> usize| gaps.iter().map(|gap| of(gap)).sum::<usize>();
            let amounts = vec![
                amount(Key("skills-bar-open-now"), sum(|gap| gap.now.open), "bar"),
                amount(Key("skills-bar-free-now"), sum(|gap| gap.now.free), "bar-rest"),
                amount(Key("skills-bar-open-then"), sum(|gap| gap.then.open), "bar-second"),
                amount(Key("skills-bar-free-then"), sum(|gap| gap.then.free + gap.then.trained), "bar-rest"),
            ];
            let short = [sum(|gap| gap.now.short()), sum(|gap| gap.then.short())];
            let short = t.say("skills-short").with("now", short[0].to_string()).with("then", short[1].to_string());
            (format!("{name} · {short}"), amounts)
        })
        .collect();
    Bars::new("skills", t.get("skills-picture"), t.get("skills-persons"), &groups, &|value| format!("{value:.0}"))
}
