//! The rules as data: what each asks, of whom, and where it stands on a day.

use askama::Template;
use axum::response::Response;
use base::people::Role;
use base::record::Label;
use base::rules::{
    Confidence, Figure, FigureName, Force, Parties, PartyType, Rule, RuleState, Settings, Subject, settings,
};
use jiff::civil::Date;

use super::desk::Desk;
use crate::language::{Key, Messages};
use crate::rulebook::rules;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Link, encoded};

#[derive(Template)]
#[template(path = "pages/people/rules.html")]
struct RulesPage {
    t: Messages,
    layout: Layout,
    on: String,
    wrong: Option<String>,
    groups: Vec<Group>,
    switches: bool,
}

/// The rules on one subject.
struct Group {
    subject: String,
    rows: Vec<Row>,
}

/// A rule as pages show it.
pub(super) struct Row {
    pub link: Link,
    pub figures: Vec<String>,
    pub parties: String,
    pub force: String,
    pub state: Standing,
    pub article: String,
    pub source: String,
    pub reference: String,
    pub confidence: String,
    pub awaits: bool,
    pub note: String,
    pub suspensions: Vec<String>,
    pub from: String,
    pub to: Option<String>,
}

/// The state of a rule on a day, said.
pub(super) struct Standing {
    pub class: &'static str,
    pub said: String,
    pub why: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let desk = Desk::new(state, visit);
    let t = desk.t;
    let today = state.clock().today();
    let (on, wrong) = match visit.field("on").map(|given| (given, measure::parse_date(given))) {
        None => (today, None),
        Some((_, Ok(date))) => (date, None),
        Some((given, Err(_))) => (today, Some(t.say("rules-on-wrong").with("given", given).to_string())),
    };
    let settings = desk.reading(|shelf| Ok(settings(shelf)?))?;
    page(&RulesPage {
        t,
        layout: desk.layout(Section::Rules),
        on: on.to_string(),
        wrong,
        groups: groups(t, on, &settings)?,
        switches: visit.viewer.has(Role::Administrator),
    })
}

fn groups(t: Messages, on: Date, settings: &Settings) -> Result<Vec<Group>, Trouble> {
    let mut groups: Vec<(Subject, Group)> = Vec::new();
    for rule in rules()?.all() {
        let row = row(t, rule, on, settings);
        if let Some((_, group)) = groups.iter_mut().find(|(subject, _)| *subject == rule.subject) {
            group.rows.push(row);
            continue;
        }
        let subject = label(t, Subject::CHOICES[rule.subject as usize].label);
        groups.push((rule.subject, Group { subject, rows: vec![row] }));
    }
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}

fn label(t: Messages, label: Label) -> String {
    t.pick(label.zh, label.en).to_owned()
}

/// A rule as it stands on a day.
pub(super) fn row(t: Messages, rule: &Rule, on: Date, settings: &Settings) -> Row {
    let address = format!("/administration/rules/{}?on={on}", encoded(&rule.id));
    let unsure = if rule.confidence == Confidence::ToBeConfirmed { rule.confidence } else { rule.dates };
    let suspended = rule.suspended.iter().map(|suspension| {
        let said = t.say("rules-suspended-from").with("from", suspension.from.to_string());
        said.with("until", suspension.until.to_string()).with("by", suspension.by.as_str()).to_string()
    });
    Row {
        link: Link::at(address, t.pick(&rule.title.zh, &rule.title.en).clone()),
        figures: rule.figures.iter().map(|figure| said(t, figure)).collect(),
        parties: parties(t, &rule.parties),
        force: label(t, Force::CHOICES[rule.force as usize].label),
        state: standing(t, &rule.state_at(on, settings)),
        article: rule.article.clone(),
        source: rule.source.title.clone(),
        reference: rule.source.reference.clone(),
        confidence: label(t, Confidence::CHOICES[unsure as usize].label),
        awaits: rule.awaits_counsel(),
        note: t.pick(&rule.note.zh, &rule.note.en).clone(),
        suspensions: suspended.collect(),
        from: rule.from.to_string(),
        to: rule.to.map(|to| to.to_string()),
    }
}

fn said(t: Messages, figure: &Figure) -> String {
    let name = label(t, FigureName::CHOICES[figure.name as usize].label);
    let value = match figure.money() {
        Some((limit, money)) => format!("{}{}", limit.sign(), crate::pages::record::money(money, t)),
        None => figure.value.to_string(),
    };
    // The table writes units of time in Chinese; the name says them in the reader's language.
    let bare = ["工作日", "日", "年"].iter().find_map(|unit| value.strip_suffix(unit)).map(str::trim_end);
    let value = match bare {
        Some(bare) if t.pick(name.contains('日'), true) => bare.to_owned(),
        Some(_) | None => value,
    };
    t.say("rules-figure").with("value", value).with("name", name).to_string()
}

fn parties(t: Messages, parties: &Parties) -> String {
    match parties {
        Parties::All => t.get("rules-everybody"),
        Parties::Only(only) => {
            let names = only.iter().map(|party| label(t, PartyType::CHOICES[*party as usize].label));
            names.collect::<Vec<_>>().join(t.pick("、", ", "))
        }
    }
}

fn standing(t: Messages, state: &RuleState) -> Standing {
    let plain = |class, key: Key, day: &Date| {
        let said = t.say(key).with("day", day.to_string()).to_string();
        Standing { class, said, why: String::new() }
    };
    match state {
        RuleState::NotYet { from } => plain("state-later", Key("rules-not-yet"), from),
        RuleState::InForce { since } => plain("state-holds", Key("rules-in-force"), since),
        RuleState::Ended { on } => plain("state-over", Key("rules-ended"), on),
        RuleState::Suspended { until, by } => {
            Standing { why: by.clone(), ..plain("state-paused", Key("rules-suspended"), until) }
        }
        RuleState::SwitchedOff { since, why, .. } => {
            Standing { why: why.clone(), ..plain("state-off", Key("rules-switched-off"), since) }
        }
    }
}
