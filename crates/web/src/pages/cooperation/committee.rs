//! The joint committee: who sits on it, what is put to the vote, what was decided, and the minutes.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::kinds::{
    Agreement, CommitteeMember, CommitteeRole, Decision, DecisionOutcome, Motion, MotionState, Vote, VoteChoice,
    VotingRule,
};
use base::record::{Kind, Record, RecordId};
use base::store::{Filter, Query, Shelf, Sort};
use cooperation::committee::{Case, Count, case, may_close, may_propose, sits, voting};

use super::super::deal_words::word;
use super::super::frame::{Frame, Typed};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page, page_with};
use crate::state::State;
use crate::view::Link;

/// Most records that a motion may be about are offered while typing.
const OFFERED: usize = 50;

#[derive(Template)]
#[template(path = "pages/cooperation/committee.html")]
struct CommitteePage {
    t: Messages,
    layout: Layout,
    refused: Option<String>,
    typed: Typed,
    address: String,
    record: Link,
    version: u32,
    rule: String,
    rule_words: String,
    now: Vec<Seat>,
    before: Vec<Seat>,
    open: Vec<Question>,
    closed: Vec<(String, String, String)>,
    decisions: Vec<Decided>,
    minutes: Vec<Met>,
    may_propose: bool,
    may_close: bool,
    may_vote: bool,
    offered: Vec<String>,
    years: Vec<i64>,
}

#[derive(Template)]
#[template(path = "pages/cooperation/minutes.html")]
struct MinutesPage {
    t: Messages,
    layout: Layout,
    address: String,
    title: String,
    printed: String,
    now: Vec<Seat>,
    decisions: Vec<Decided>,
    minutes: Vec<Met>,
}

/// Somebody on the committee.
struct Seat {
    name: String,
    link: Option<Link>,
    unit: Option<Link>,
    role: &'static str,
    term: String,
}

/// A motion that is put to the vote.
struct Question {
    code: String,
    subject: String,
    text: String,
    about: Option<Link>,
    until: String,
    plan_year: Option<i64>,
    rule: &'static str,
    quorum: i64,
    cast: i64,
    seats: usize,
    /// How the reader voted, by code and word.
    own: Option<(&'static str, &'static str)>,
    votes: Vec<(String, &'static str)>,
    /// Whether its last day is over or everybody voted.
    ripe: bool,
    takes_back: bool,
}

/// A decision.
struct Decided {
    day: String,
    subject: String,
    text: String,
    about: Option<Link>,
    outcome: &'static str,
    badge: &'static str,
    counts: String,
    rule: &'static str,
    present: String,
    plan_year: Option<i64>,
    motion: String,
    votes: Vec<(String, &'static str)>,
}

/// A meeting.
struct Met {
    day: String,
    present: String,
    text: String,
    by: Option<Link>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    render(&Frame::new(state, visit, Section::Plan), None, Typed::default())
}

/// The decisions of a meeting's day and its minutes, for the printer.
pub(super) fn minutes(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Plan);
    let (id, day) = (frame.id()?, visit.field("day").map(str::to_owned));
    let today = frame.occasion.now.date().to_string();
    frame.read(|shelf| {
        let Case { record, agreement } = case(shelf, &frame.occasion.viewer, id)?;
        let names = Names::of(&frame, shelf, &agreement)?;
        let wanted = |of: &str| day.as_deref().is_none_or(|day| day == of);
        let on = day.clone().unwrap_or_else(|| today.clone());
        Ok(page(&MinutesPage {
            t: frame.t,
            layout: frame.layout(),
            address: format!("/agreements/{id}"),
            title: frame.title(&record),
            printed: today.clone(),
            now: seats(&frame, &agreement, &names, |member| sits(member, &on)),
            decisions: decisions(&frame, &agreement, &names).into_iter().filter(|one| wanted(&one.day)).collect(),
            minutes: met(&agreement, &names).into_iter().filter(|one| wanted(&one.day)).collect(),
        }))
    })?
}

pub(super) fn render(frame: &Frame, refused: Option<(StatusCode, String)>, typed: Typed) -> Result<Response, Trouble> {
    let id = frame.id()?;
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let shown = frame.read(|shelf| {
        let case = case(shelf, &frame.occasion.viewer, id)?;
        committee(frame, shelf, &case)
    })?;
    page_with(status, &CommitteePage { refused, typed, ..shown })
}

/// Links to everybody and everything that the committee names, as far as the reader may know of them.
struct Names(BTreeMap<RecordId, Link>);

impl Names {
    fn of(frame: &Frame, shelf: &mut dyn Shelf, agreement: &Agreement) -> Result<Self, base::Trouble> {
        let members = agreement.committee.iter().flat_map(|member| [member.person, member.organisation]);
        let votes = agreement.votes.iter().map(|vote| vote.person);
        let motions = agreement.motions.iter().flat_map(|motion| [motion.about, motion.proposer]);
        let decisions = agreement.decisions.iter().map(|decision| decision.about);
        let minutes = agreement.minutes.iter().map(|minutes| minutes.by);
        let ids = members.chain(votes).chain(motions).chain(decisions).chain(minutes).flatten();
        Ok(Self(frame.links(shelf, &ids.collect::<Vec<_>>())?))
    }

    fn link(&self, id: Option<RecordId>) -> Option<Link> {
        id.and_then(|id| self.0.get(&id).cloned())
    }
}

fn committee(frame: &Frame, shelf: &mut dyn Shelf, case: &Case) -> Result<CommitteePage, base::Trouble> {
    let (t, viewer, agreement) = (frame.t, &frame.occasion.viewer, &case.agreement);
    let today = frame.occasion.now.date().to_string();
    let names = Names::of(frame, shelf, agreement)?;
    let person = viewer.person();
    let closes = may_close(viewer, &case.record, agreement, &today);
    let proposes = may_propose(viewer, &case.record, agreement, &today);
    let seats_now = voting(agreement, &today);
    let votes = viewer.writes().is_ok() && person.is_some() && seats_now.iter().any(|seat| seat.person == person);
    let is = |motion: &Motion, state: MotionState| motion.state.unwrap_or(MotionState::Open) == state;
    let open = agreement.motions.iter().filter(|motion| is(motion, MotionState::Open));
    let back = agreement.motions.iter().filter(|motion| is(motion, MotionState::TakenBack));
    let text = |line: Option<&base::record::Line>| line.map_or_else(String::new, |line| line.0.clone());
    let closed = back.map(|motion| {
        let day = motion.day.as_ref().map_or_else(String::new, |day| day.0.clone());
        (text(motion.code.as_ref()), text(motion.subject.as_ref()), day)
    });
    let rule = agreement.decides_by.unwrap_or(VotingRule::SimpleMajority);
    let mut years: Vec<i64> = agreement.plan.iter().filter_map(|item| Some(item.year?.0)).collect();
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    let offered = if proposes { offered(frame, shelf)? } else { Vec::new() };
    Ok(CommitteePage {
        t,
        layout: frame.layout(),
        refused: None,
        typed: Typed::default(),
        address: format!("/agreements/{}", case.record.id),
        record: Link::at(format!("/agreements/{}", case.record.id), frame.title(&case.record)),
        version: case.record.version,
        rule: said_rule(t, agreement, rule),
        rule_words: agreement.voting_rule.as_ref().map_or_else(String::new, |rule| rule.0.clone()),
        now: seats(frame, agreement, &names, |member| sits(member, &today)),
        before: seats(frame, agreement, &names, |member| !sits(member, &today)),
        open: open.map(|motion| question(frame, agreement, motion, &names, (person, &today, closes))).collect(),
        closed: closed.collect(),
        decisions: decisions(frame, agreement, &names),
        minutes: met(agreement, &names),
        may_propose: proposes,
        may_close: closes,
        may_vote: votes,
        offered,
        years,
    })
}

fn said_rule(t: Messages, agreement: &Agreement, rule: VotingRule) -> String {
    let quorum = agreement.quorum.map_or(1, |quorum| quorum.0);
    let said = t.say("committee-rule").with("rule", word(VotingRule::CHOICES, rule as usize, t)).with("quorum", quorum);
    let tie =
        if agreement.chair_decides == Some(true) { t.get("committee-tie-chair") } else { t.get("committee-tie-lost") };
    format!("{said}{}{tie}", t.pick("；", "; "))
}

/// The titles of what a motion may be about, those changed last first.
fn offered(frame: &Frame, shelf: &mut dyn Shelf) -> Result<Vec<String>, base::Trouble> {
    let kinds = vec![Kind::Call, Kind::Project, Kind::Programme, Kind::Cooperation, Kind::Event, Kind::Problem];
    let filter = Filter { kinds, states: vec!["published".to_owned()], ..Filter::default() };
    let reach = frame.occasion.viewer.reach();
    let query = Query { reach, filter, sort: Sort::Updated, after: None, limit: OFFERED };
    let title = |record: &Record| record.content.title(true).to_owned();
    Ok(shelf.find(&query)?.records.iter().map(title).collect())
}

fn seats(frame: &Frame, agreement: &Agreement, names: &Names, wanted: impl Fn(&CommitteeMember) -> bool) -> Vec<Seat> {
    let mut found: Vec<&CommitteeMember> = agreement.committee.iter().filter(|member| wanted(member)).collect();
    found.sort_by_key(|member| member.role.map(|role| role as usize));
    let day = |day: Option<&base::record::Day>| day.map_or("", |day| day.0.as_str()).to_owned();
    let seat = |member: &CommitteeMember| Seat {
        name: member.name.as_ref().map_or_else(|| frame.t.get("committee-somebody"), |name| name.0.clone()),
        link: names.link(member.person),
        unit: names.link(member.organisation),
        role: member.role.map_or("", |role| word(CommitteeRole::CHOICES, role as usize, frame.t)),
        term: format!("{} – {}", day(member.since.as_ref()), day(member.until.as_ref())),
    };
    found.into_iter().map(seat).collect()
}

/// Who voted how on a motion.
fn cast<'a>(agreement: &'a Agreement, code: &str) -> Vec<&'a Vote> {
    agreement.votes.iter().filter(|vote| vote.motion.as_ref().is_some_and(|known| known.0 == code)).collect()
}

fn named(frame: &Frame, votes: &[&Vote], names: &Names) -> Vec<(String, &'static str)> {
    let name =
        |vote: &Vote| names.link(vote.person).map_or_else(|| frame.t.get("committee-somebody"), |link| link.text);
    let choice = |vote: &Vote| vote.choice.map_or("", |choice| word(VoteChoice::CHOICES, choice as usize, frame.t));
    votes.iter().map(|vote| (name(vote), choice(vote))).collect()
}

fn question(
    frame: &Frame,
    agreement: &Agreement,
    motion: &Motion,
    names: &Names,
    (person, today, closes): (Option<RecordId>, &str, bool),
) -> Question {
    let t = frame.t;
    let code = motion.code.as_ref().map_or_else(String::new, |code| code.0.clone());
    let votes = cast(agreement, &code);
    let own = votes.iter().find(|vote| person.is_some() && vote.person == person).and_then(|vote| vote.choice);
    let seats = voting(agreement, today);
    let voted = |person: Option<RecordId>| votes.iter().any(|vote| vote.person == person);
    let until = motion.until.as_ref().map_or_else(String::new, |until| until.0.clone());
    let rule = motion.rule.unwrap_or(VotingRule::SimpleMajority);
    Question {
        subject: motion.subject.as_ref().map_or_else(String::new, |subject| subject.0.clone()),
        text: motion.text.as_ref().map_or_else(String::new, |text| text.0.clone()),
        about: names.link(motion.about),
        plan_year: motion.plan_year.map(|year| year.0),
        rule: word(VotingRule::CHOICES, rule as usize, t),
        quorum: motion.quorum.map_or(1, |quorum| quorum.0),
        cast: Count::of(votes.iter().copied()).cast(),
        seats: seats.len(),
        own: own.map(|own| (VoteChoice::CHOICES[own as usize].code, word(VoteChoice::CHOICES, own as usize, t))),
        votes: named(frame, &votes, names),
        ripe: until.as_str() < today || seats.iter().all(|seat| voted(seat.person)),
        takes_back: closes || person.is_some() && motion.proposer == person,
        code,
        until,
    }
}

fn decisions(frame: &Frame, agreement: &Agreement, names: &Names) -> Vec<Decided> {
    let t = frame.t;
    let whole = |of: Option<i64>| of.map_or_else(|| "—".to_owned(), |count| count.to_string());
    let decided = |decision: &Decision| {
        let outcome = decision.outcome.unwrap_or(DecisionOutcome::Noted);
        let motion = decision.motion.as_ref().map_or_else(String::new, |motion| motion.0.clone());
        let votes = cast(agreement, &motion);
        let [of_for, against, abstained, seats, quorum] =
            [decision.votes_for, decision.votes_against, decision.votes_abstained, decision.seats, decision.quorum]
                .map(|count| whole(count.map(|count| count.0)));
        let counts =
            t.say("committee-counts").with("for", of_for).with("against", against).with("abstained", abstained);
        let present = t.say("committee-present").with("seats", seats).with("quorum", quorum);
        Decided {
            day: decision.day.as_ref().map_or_else(String::new, |day| day.0.clone()),
            subject: decision.subject.as_ref().map_or_else(String::new, |subject| subject.0.clone()),
            text: decision.text.as_ref().map_or_else(String::new, |text| text.0.clone()),
            about: names.link(decision.about),
            outcome: word(DecisionOutcome::CHOICES, outcome as usize, t),
            badge: match outcome {
                DecisionOutcome::Carried => "badge-published",
                DecisionOutcome::Rejected => "badge-deleted",
                DecisionOutcome::Postponed | DecisionOutcome::Noted => "badge-draft",
            },
            counts: counts.to_string(),
            rule: decision.rule.map_or("", |rule| word(VotingRule::CHOICES, rule as usize, t)),
            present: decision.seats.map_or_else(String::new, |_| present.to_string()),
            plan_year: decision.plan_year.map(|year| year.0),
            votes: if motion.is_empty() { Vec::new() } else { named(frame, &votes, names) },
            motion,
        }
    };
    let mut all: Vec<Decided> = agreement.decisions.iter().rev().map(decided).collect();
    all.sort_by(|one, other| other.day.cmp(&one.day));
    all
}

fn met(agreement: &Agreement, names: &Names) -> Vec<Met> {
    let mut all: Vec<Met> = agreement
        .minutes
        .iter()
        .rev()
        .map(|minutes| Met {
            day: minutes.day.as_ref().map_or_else(String::new, |day| day.0.clone()),
            present: minutes.present.as_ref().map_or_else(String::new, |present| present.0.clone()),
            text: minutes.text.as_ref().map_or_else(String::new, |text| text.0.clone()),
            by: names.link(minutes.by),
        })
        .collect();
    all.sort_by(|one, other| other.day.cmp(&one.day));
    all
}
