//! Statutes as data, and where each stands on a day.

use axum::http::StatusCode;
use base::Refusal;
use base::people::Role;
use base::record::Choice;
use base::record::kinds::PublicityMatter;
use base::rules::{
    Confidence, ContractType, ControlClass, FigureName, Force, Parties, PartyType, Rule, RuleState, Settings, Subject,
    Turned, settings, turn,
};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::parameter::{Parameter, part, query};
use super::super::schema::{day, reference, text};
use crate::rulebook::rules;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_list(), list);
    table.add(of_show(), show);
    table.add(of_switch(), switch);
}

fn on() -> Parameter {
    query("on", "The day that is asked about; today where none is given.", day())
}

fn of_list() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Every rule with its state on the day.", reference("Rules"));
    document(Method::Get, "/rules", "list_rules", "The rules, and where each stands on a day", gives)
        .under("rules")
        .who(Who::Signed)
        .with([on()])
}

fn of_show() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The rule with its state on the day.", reference("Rule"));
    document(Method::Get, "/rules/{rule}", "show_rule", "A rule, and where it stands on a day", gives)
        .under("rules")
        .who(Who::Signed)
        .with([part("rule", "The rule's id.", text()), on()])
}

fn of_switch() -> Documentation {
    let gives = Gives::Json(StatusCode::CREATED, "The rule with its state today.", reference("Rule"));
    document(Method::Post, "/rules/{rule}/switches", "switch_rule", "Switch a rule off, or on as it is written", gives)
        .under("rules")
        .who(Who::Role(Role::Administrator))
        .with([part("rule", "The rule's id.", text())])
        .takes_a("NewSwitch")
        .refuses(["reason-needed"])
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let on = asked(call);
    let settings = call.reading(|shelf| Ok::<_, base::Trouble>(settings(shelf)?))?;
    let items: Vec<Value> = rules()?.all().iter().map(|rule| told(rule, on, &settings)).collect();
    Ok(Answer::ok(json!({ "on": on.to_string(), "items": items })))
}

fn show(call: &Call) -> Result<Answer, Failure> {
    let rule = rules()?.get(call.visit.part("rule")).map_err(|_| Refusal::NotFound {})?;
    let settings = call.reading(|shelf| Ok::<_, base::Trouble>(settings(shelf)?))?;
    Ok(Answer::ok(told(rule, asked(call), &settings)))
}

fn switch(call: &Call) -> Result<Answer, Failure> {
    let (rules, id) = (rules()?, call.visit.part("rule").to_owned());
    let turned = if call.body["turned"] == "off" { Turned::Off } else { Turned::AsWritten };
    let text = |name: &str| call.body[name].as_str().unwrap_or_default().to_owned();
    let from = text("from").parse().unwrap_or_else(|_| call.state.clock().today());
    let (why, path, today) = (text("why"), call.visit.path.clone(), call.state.clock().today());
    call.writing(move |shelf, occasion| {
        turn(shelf, occasion, rules, &id, turned, from, &why)?;
        let rule = rules.get(&id).map_err(|_| Refusal::NotFound {})?;
        let rule_path = path.trim_end_matches("/switches").to_owned();
        Ok(Answer::created(rule_path, told(rule, today, &settings(shelf)?)))
    })
}

fn asked(call: &Call) -> Date {
    let given = call.given.text("on").and_then(|on| on.parse().ok());
    given.unwrap_or_else(|| call.state.clock().today())
}

fn told(rule: &Rule, on: Date, settings: &Settings) -> Value {
    let parties = match &rule.parties {
        Parties::All => Value::Null,
        Parties::Only(parties) => parties.iter().map(|party| code(PartyType::CHOICES, *party as usize)).collect(),
    };
    let figure = |figure: &base::rules::Figure| json!({ "name": code(FigureName::CHOICES, figure.name as usize), "value": figure.value.to_string() });
    let suspension = |one: &base::rules::Suspension| json!({ "from": one.from.to_string(), "until": one.until.to_string(), "by": one.by });
    let classes = rule.control_classes.iter().map(|class| code(ControlClass::CHOICES, *class as usize));
    let matters = rule.matters.iter().map(|matter| code(PublicityMatter::CHOICES, *matter as usize));
    let contracts = rule.contract_types.iter().map(|contract| code(ContractType::CHOICES, *contract as usize));
    json!({
        "id": rule.id,
        "title": rule.title,
        "subject": code(Subject::CHOICES, rule.subject as usize),
        "figures": rule.figures.iter().map(figure).collect::<Vec<_>>(),
        "control_classes": classes.collect::<Vec<_>>(),
        "contract_types": contracts.collect::<Vec<_>>(),
        "matters": matters.collect::<Vec<_>>(),
        "parties": parties,
        "force": code(Force::CHOICES, rule.force as usize),
        "from": rule.from.to_string(),
        "to": rule.to.map(|to| to.to_string()),
        "suspended": rule.suspended.iter().map(suspension).collect::<Vec<_>>(),
        "source": { "title": rule.source.title, "reference": rule.source.reference, "article": rule.article },
        "confidence": code(Confidence::CHOICES, rule.confidence as usize),
        "dates": code(Confidence::CHOICES, rule.dates as usize),
        "note": rule.note,
        "state": standing(&rule.state_at(on, settings), on),
    })
}

/// The code of an answer; the list has them in the order of the enum.
fn code(choices: &[Choice], at: usize) -> &'static str {
    choices.get(at).map_or("", |choice| choice.code)
}

fn standing(state: &RuleState, on: Date) -> Value {
    let mut told = match state {
        RuleState::NotYet { from } => json!({ "is": "not-yet", "from": from.to_string() }),
        RuleState::InForce { since } => json!({ "is": "in-force", "since": since.to_string() }),
        RuleState::Suspended { until, by } => json!({ "is": "suspended", "until": until.to_string(), "by": by }),
        RuleState::Ended { on } => json!({ "is": "ended", "until": on.to_string() }),
        RuleState::SwitchedOff { since, by, why } => {
            json!({ "is": "switched-off", "since": since.to_string(), "by": by, "why": why })
        }
    };
    told["on"] = json!(on.to_string());
    told
}
