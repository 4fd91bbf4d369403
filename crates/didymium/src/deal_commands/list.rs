//! Every deal by stage.

use base::people::Viewer;
use base::record::Kind;
use base::record::kinds::{DealStage, DealStatus, TransferForm};
use base::store::{Filter, Query, Shelf, Sort, Store};
use jiff::civil::Date;
use serde_json::{Value, json};
use store::Database;
use transfer::Trouble;
use transfer::deal::{Case, is_stale};
use transfer::money::{Receivable, receivables_of};
use web::deal_words::{stage, word};
use web::language::{Key, Messages};

use crate::operator::{occasion, title};
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// How many are read at once.
const AT_ONCE: usize = 500;

/// A deal of the list.
struct Listed {
    case: Case,
    stage: DealStage,
    status: DealStatus,
    stale: bool,
    late: usize,
}

/// Every deal by stage, in each what moves first, then what is due first; what went stale sinks.
pub fn run(database: &Database, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let today = occasion.now.date();
    let mut deals = store.reading(|shelf| every(shelf, &occasion.viewer, today))?;
    deals.sort_by_cached_key(|one| {
        let due = due(one);
        (one.stage as usize, !moves(one), one.stale, due.is_empty(), due.to_owned())
    });
    if as_json {
        return output::json(&Value::Array(deals.iter().map(told).collect()));
    }
    let heads = ["transfer-stage", "transfer-deal", "transfer-form", "transfer-status", "transfer-next"];
    let mut heads: Vec<String> = heads.into_iter().map(|key| t.get(Key(key))).collect();
    heads.extend([t.get("cli-deal-next-due"), t.get("cli-deal-note")]);
    let mut sheet = Sheet::new(&heads);
    for one in &deals {
        let deal = &one.case.deal;
        sheet.row(vec![
            stage(one.stage, t).to_owned(),
            title(&one.case.record, t),
            deal.deal_type.map_or("", |form| word(TransferForm::CHOICES, form as usize, t)).to_owned(),
            word(DealStatus::CHOICES, one.status as usize, t).to_owned(),
            deal.next_step.as_ref().map_or_else(String::new, |step| step.0.clone()),
            due(one).to_owned(),
            remarks(one, today, t),
        ]);
    }
    let count = i64::try_from(deals.len()).unwrap_or(i64::MAX);
    sheet.print(&t.say("transfer-count").with("count", count).to_string())
}

fn every(shelf: &mut dyn Shelf, viewer: &Viewer, today: Date) -> Result<Vec<Listed>, Trouble> {
    let filter = Filter { kinds: vec![Kind::Deal], states: vec!["published".to_owned()], ..Filter::default() };
    let mut query = Query { reach: viewer.reach(), filter, sort: Sort::Updated, after: None, limit: AT_ONCE };
    let mut deals = Vec::new();
    loop {
        let found = shelf.find(&query)?;
        for record in found.records {
            deals.push(listed(shelf, Case { deal: record.content.body(), record }, today)?);
        }
        match found.next {
            Some(next) => query.after = Some(next),
            None => return Ok(deals),
        }
    }
}

fn listed(shelf: &mut dyn Shelf, case: Case, today: Date) -> Result<Listed, Trouble> {
    let stage = case.deal.stage.unwrap_or(DealStage::Contact);
    let performs = stage as usize >= DealStage::Performance as usize;
    let expected = if performs { receivables_of(shelf, &case, today) } else { Ok(Vec::new()) };
    let late = match expected {
        Ok(expected) => expected.iter().filter(|one: &&Receivable| one.is_late()).count(),
        Err(Trouble::Base(base::Trouble::Fault(fault))) => return Err(fault.into()),
        // Terms that cannot be reckoned with are said where the deal is shown.
        Err(_) => 0,
    };
    let status = case.deal.status.unwrap_or(DealStatus::Active);
    Ok(Listed { stale: is_stale(&case, today), stage, status, late, case })
}

fn moves(one: &Listed) -> bool {
    matches!(one.status, DealStatus::Active | DealStatus::Waiting)
}

fn due(one: &Listed) -> &str {
    one.case.deal.next_due.as_ref().map_or("", |day| day.0.as_str())
}

fn remarks(one: &Listed, today: Date, t: Messages) -> String {
    let overdue = moves(one) && !due(one).is_empty() && due(one) < today.to_string().as_str();
    let late = i64::try_from(one.late).unwrap_or(i64::MAX);
    let all = [
        overdue.then(|| t.get("transfer-overdue")),
        one.stale.then(|| t.get("transfer-stale")),
        (late > 0).then(|| t.say("transfer-late").with("count", late).to_string()),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join(t.pick("；", "; "))
}

fn told(one: &Listed) -> Value {
    let content = &one.case.record.content;
    json!({
        "deal": one.case.record.id.to_string(),
        "title": { "zh": content.text("title_zh"), "en": content.text("title_en") },
        "form": one.case.deal.deal_type,
        "stage": one.stage,
        "status": one.status,
        "stale": one.stale,
        "late": one.late,
        "next_step": one.case.deal.next_step,
        "next_due": one.case.deal.next_due,
    })
}
