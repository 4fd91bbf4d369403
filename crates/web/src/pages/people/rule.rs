//! One rule, with the operator's switch over it.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use base::people::{AccountId, Role};
use base::rules::{PartyType, Reading, ReadingForce, Settings, Switch, Turned, settings, turn};

use jiff::civil::Date;

use super::again::Again;
use super::desk::{Desk, minute};
use super::input::{Answer, Choices, Input};
use super::rules::{Row, row};
use crate::language::{Key, Messages};
use crate::rulebook::rules;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;
use crate::view::encoded;

#[derive(Template)]
#[template(path = "pages/people/rule.html")]
struct RulePage {
    t: Messages,
    layout: Layout,
    row: Row,
    on: String,
    path: String,
    turns: Vec<Turn>,
    readings: Vec<ReadingRow>,
    switch: Option<SwitchForm>,
}

/// The switch as an administrator may turn it.
struct SwitchForm {
    turned: Choices,
    from: Input,
    why: Input,
}

/// What counsel reads of the rule for a type of party.
struct ReadingRow {
    party: &'static str,
    force: String,
    from: String,
    at: String,
    by: String,
    why: String,
    /// Whether it counts on the day that is looked at: a later one may have taken its place, or its day is to come.
    counts: bool,
}

/// A switch that was turned.
struct Turn {
    off: bool,
    from: String,
    at: String,
    by: String,
    why: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    draw(Desk::new(state, visit), &Again::default())
}

fn draw(desk: Desk, again: &Again) -> Result<Response, Trouble> {
    let (t, today) = (desk.t, desk.state.clock().today());
    let rule = rules()?.get(&desk.visit.id).map_err(|_| Trouble::NotFound)?;
    let on = desk.visit.field("on").and_then(|given| measure::parse_date(given).ok()).unwrap_or(today);
    let (kept, names) = desk.reading(|shelf| {
        let kept = settings(shelf)?;
        let by = kept.switches.iter().map(|switch| &switch.by).chain(kept.readings.iter().map(|reading| &reading.by));
        let by: Vec<AccountId> = by.filter_map(|by| by.parse().ok()).collect();
        Ok((kept, shelf.account_names(&by)?))
    })?;
    let names: BTreeMap<String, String> = names.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    page_with(
        again.status(),
        &RulePage {
            t,
            layout: desk.layout(Section::Rules),
            row: row(t, rule, on, &kept),
            on: on.to_string(),
            path: format!("/administration/rules/{}", encoded(&rule.id)),
            turns: turns(&kept, &rule.id, &names, t),
            readings: readings(&kept, &rule.id, on, &names, t),
            switch: desk.viewer().has(Role::Administrator).then(|| switch(desk, again)),
        },
    )
}

fn turns(kept: &Settings, rule: &str, names: &BTreeMap<String, String>, t: Messages) -> Vec<Turn> {
    let own = kept.switches.iter().rev().filter(|switch| switch.rule == rule);
    let turn = |switch: &Switch| Turn {
        off: switch.turned == Turned::Off,
        from: switch.from.to_string(),
        at: minute(switch.at),
        by: names.get(&switch.by).cloned().unwrap_or_else(|| t.get("journal-operator")),
        why: switch.why.clone(),
    };
    own.map(turn).collect()
}

/// Counsel's readings, the last first.
fn readings(kept: &Settings, rule: &str, on: Date, names: &BTreeMap<String, String>, t: Messages) -> Vec<ReadingRow> {
    let row = |reading: &Reading| {
        let party = PartyType::CHOICES[reading.party as usize].label;
        ReadingRow {
            party: t.pick(party.zh, party.en),
            force: t.get(match reading.force {
                ReadingForce::Binding => Key("rules-reading-binding"),
                ReadingForce::Default => Key("rules-reading-default"),
                ReadingForce::NotConcerned => Key("rules-reading-not-concerned"),
            }),
            from: reading.from.to_string(),
            at: minute(reading.at),
            // Counsel need not have an account.
            by: names.get(&reading.by).unwrap_or(&reading.by).clone(),
            why: reading.why.clone(),
            counts: kept.reading_on(rule, reading.party, on) == Some(reading),
        }
    };
    kept.readings.iter().rev().filter(|reading| reading.rule == rule).map(row).collect()
}

fn switch(desk: Desk, again: &Again) -> SwitchForm {
    let t = desk.t;
    let answer = |value, label: String, kept| Answer {
        value,
        label,
        hint: String::new(),
        chosen: again.chosen("switch", "turned", value, kept),
    };
    let input = |name, label: String, kept: &str| {
        Input::text("switch", name, label, again.value("switch", name, kept))
            .wrong(again.wrong("switch", name))
            .needed()
    };
    let answers =
        vec![answer("as-written", t.get("rules-turn-as-written"), true), answer("off", t.get("rules-turn-off"), false)];
    SwitchForm {
        turned: Choices::one("turned", t.get("rules-turn"), answers),
        from: input("from", t.get("rules-turn-from"), &desk.state.clock().today().to_string()).of("date"),
        why: input("why", t.get("rules-turn-why"), "").hint(t.get("rules-turn-why-hint")),
    }
}

pub(super) fn turn_switch(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let desk = Desk::new(state, visit);
    let Ok(from) = measure::parse_date(form.text("from")) else {
        let said = desk.t.say("rules-on-wrong").with("given", form.text("from")).to_string();
        return draw(desk, &Again::because("switch", form, "from", said));
    };
    let turned = if form.text("turned") == "off" { Turned::Off } else { Turned::AsWritten };
    let (rules, rule, why) = (rules()?, visit.id.clone(), form.text("why").to_owned());
    let end = desk.writing(move |shelf, occasion| turn(shelf, occasion, rules, &rule, turned, from, &why));
    match end {
        Ok(()) => see_other_done(&format!("/administration/rules/{}", encoded(&visit.id)), Done::Switched),
        Err(trouble) => draw(desk, &Again::of("switch", form, trouble, desk.t)?),
    }
}
