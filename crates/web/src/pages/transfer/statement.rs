//! Statements to print: what each of those who receive gets, from the receipt to the cent, and when and how it was paid.

use askama::Template;
use axum::response::Response;
use base::record::RecordId;
use base::record::kinds::{CostItem, Payout, PayoutStage, StatementLine};
use transfer::Trouble as TransferTrouble;
use transfer::money::{Bridge, Statement, bridges, exact, statements as statements_of};

use super::super::frame::Frame;
use super::batch::{share, text};
use super::frame::Dealing;
use super::words::{amount as read, floors, percents, step, word};
use crate::figure::money;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::Link;

#[derive(Template)]
#[template(path = "pages/transfer/statements.html")]
struct StatementsPage {
    t: Messages,
    layout: Layout,
    address: String,
    title: String,
    stage: &'static str,
    statements: Vec<Shown>,
    floors: Vec<String>,
    printed: String,
}

struct Shown {
    who: String,
    role: &'static str,
    /// What is said of the payment: label and value.
    facts: Vec<(String, String)>,
    amount: String,
    bridges: Vec<Crossing>,
    lines: Vec<Line>,
}

/// From a receipt to what a share of it is reckoned on.
struct Crossing {
    receipt: String,
    rows: Vec<Plank>,
}

/// A row of it; what is left is set off from what goes off.
struct Plank {
    label: String,
    amount: String,
    rests: bool,
}

/// A line of a statement as a page shows it.
struct Line {
    receipt: String,
    step: String,
    version: String,
    basis: String,
    of: String,
    share: String,
    exact: String,
    amount: String,
    rounding: String,
    lifetime: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let (id, t) = (frame.id()?, frame.t);
    let shown = frame.reading(|shelf, _| {
        let (record, body, case, statements) = statements_of(shelf, &frame.occasion.viewer, id)?;
        let who = statements.iter().filter_map(|one| one.share.recipient);
        let named: Vec<RecordId> = who.chain(body.receipts.iter().copied()).collect();
        let links = frame.links(shelf, &named)?;
        let link = |id: RecordId| links.get(&id).cloned();
        // What came in by a table may hold amounts that cannot be followed; the lines stand for themselves then.
        let bridges = match bridges(shelf, &body, &case) {
            Err(TransferTrouble::Base(base::Trouble::Fault(fault))) => return Err(fault.into()),
            bridges => bridges.unwrap_or_default(),
        };
        let of = |one: &Statement| {
            let shown = share(one, &link, t);
            let facts = facts(one, &body, (shown.treatment, &shown.rule), t);
            Shown {
                who: shown.who,
                role: shown.role,
                amount: shown.amount,
                facts,
                bridges: bridges.iter().filter_map(|bridge| crossing(bridge, one, &link, t)).collect(),
                lines: one.lines.iter().map(|line| line_of(line, &link, t)).collect(),
            }
        };
        Ok(StatementsPage {
            t,
            layout: frame.layout(),
            address: format!("/payouts/{id}"),
            title: frame.title(&record),
            stage: body.stage.map_or("", |stage| word(PayoutStage::CHOICES, stage as usize, t)),
            statements: statements.iter().map(of).collect(),
            floors: floors(&body.floors, statements.len() == body.shares.len(), t),
            printed: frame.occasion.now.date().to_string(),
        })
    })?;
    page(&shown)
}

/// How a share is taxed and paid: what is withheld, what is left, on which day, by which entries.
fn facts(one: &Statement, body: &Payout, (treatment, rule): (&str, &str), t: Messages) -> Vec<(String, String)> {
    let tax = one.share.tax.as_ref().and_then(|tax| exact(tax).ok());
    let paid = body.stage == Some(PayoutStage::Paid);
    let net = Statement::net(&one.share, body);
    let withheld = match tax {
        Some(tax) => money(tax),
        None if paid => t.get("statement-nothing-withheld"),
        None => t.get("statement-when-paid"),
    };
    let day = body.paid.as_ref().map_or_else(|| t.get("statement-not-paid"), |day| day.0.clone());
    let entries: Vec<&str> = body.entries.iter().map(|number| number.0.as_str()).collect();
    let entries = if entries.is_empty() { t.get("statement-not-posted") } else { entries.join(t.pick("、", ", ")) };
    let taxed = [treatment, rule].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    vec![
        (t.get("batch-tax"), taxed),
        (t.get("statement-withheld"), withheld),
        (t.get("statement-net"), net.map_or_else(|| t.get("statement-when-paid"), money)),
        (t.get("batch-paid-on"), day),
        (t.get("statement-entries"), entries),
    ]
}

/// The way from a receipt to the last step that somebody has a line in; none where they have none.
fn crossing(
    bridge: &Bridge,
    one: &Statement,
    link: &impl Fn(RecordId) -> Option<Link>,
    t: Messages,
) -> Option<Crossing> {
    let lines = one.lines.iter().filter(|line| line.receipt == Some(bridge.receipt));
    let named = lines.filter_map(|line| line.step.as_ref());
    let last = named.map(|step| step.0.split_once(" · ").map_or(step.0.as_str(), |(name, _)| name)).next_back()?;
    let minus = |amount: measure::Money| amount.checked_mul(-1).map_or_else(|_| String::new(), money);
    let row = |label: String, amount: String, rests: bool| Plank { label, amount, rests };
    let mut rows = vec![row(t.get("transfer-came"), money(bridge.came), true)];
    for (item, amount) in &bridge.off {
        rows.push(row(word(CostItem::CHOICES, *item as usize, t).to_owned(), minus(*amount), false));
    }
    if let Some(rate) = &bridge.rate {
        rows.push(row(t.get("transfer-exchange"), rate.clone(), false));
    }
    rows.push(row(t.get("statement-shared"), money(bridge.shared), true));
    for (step, taken) in bridge.steps.iter().take_while(|(step, _)| step != last) {
        let label = t.say("statement-taken").with("step", step.as_str()).to_string();
        rows.push(row(label, minus(*taken), false));
    }
    if bridge.steps.first().is_some_and(|(first, _)| first != last) {
        let label = t.say("statement-reaches").with("step", last).to_string();
        rows.push(row(label, money(bridge.before(last).ok()?), true));
    }
    let receipt = link(bridge.receipt).map_or_else(String::new, |link| link.text);
    Some(Crossing { receipt, rows })
}

fn line_of(line: &StatementLine, link: &impl Fn(RecordId) -> Option<Link>, t: Messages) -> Line {
    let receipt = line.receipt.and_then(link).map_or_else(|| "—".to_owned(), |link| link.text);
    let basis = [text(line.clause.as_ref()), text(line.rule.as_ref())];
    let rounding = text(line.rounding.as_ref());
    let said = match rounding.as_str() {
        "+0" | "" => t.get("statement-rounding-none"),
        more => t.say("statement-rounding").with("units", more.to_owned()).to_string(),
    };
    Line {
        receipt,
        step: step(&text(line.step.as_ref()), t),
        version: line.rule_version.map_or_else(String::new, |version| version.0.to_string()),
        basis: basis.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(t.pick("；", "; ")),
        of: read(&text(line.of.as_ref())),
        share: percents(&text(line.share.as_ref())),
        exact: text(line.exact.as_ref()),
        amount: read(&text(line.amount.as_ref())),
        rounding: said,
        lifetime: read(&text(line.lifetime.as_ref())),
    }
}
