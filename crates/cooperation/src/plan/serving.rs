//! The records that name an item of the plan, and what they say of money.

use std::collections::BTreeMap;

use base::people::Viewer;
use base::record::kinds::Project;
use base::record::{Kind, Record, Shape, plan_code};
use base::store::{Fault, Filter, Query, Shelf, Sort};
use measure::{Budget, BudgetMeaning, Money};

/// How many are read at once.
const AT_ONCE: usize = 500;

/// A record that counts towards an item.
#[derive(Clone, Debug)]
pub struct Serving {
    /// The record.
    pub record: Record,
    /// Its own stage, by the code of the answer.
    pub stage: Option<&'static base::record::Choice>,
    /// What money is meant for it; none where it says no one amount.
    pub committed: Option<Money>,
    /// What of it is spent; none where it does not say.
    pub spent: Option<Money>,
}

/// The kinds of record that name items of plans.
fn kinds() -> Vec<Kind> {
    Kind::ALL.iter().copied().filter(|kind| kind.field("plan_item").is_some()).collect()
}

/// The published records that name items, as far as a viewer may see them, by the item's code as it is compared.
///
/// # Errors
/// The store's.
pub fn serving(shelf: &mut dyn Shelf, viewer: &Viewer) -> Result<BTreeMap<String, Vec<Serving>>, Fault> {
    let filter = Filter { kinds: kinds(), states: vec!["published".to_owned()], ..Filter::default() };
    let mut query = Query { reach: viewer.reach(), filter, sort: Sort::Created, after: None, limit: AT_ONCE };
    let mut found: BTreeMap<String, Vec<Serving>> = BTreeMap::new();
    loop {
        let page = shelf.find(&query)?;
        for record in page.records {
            let code = plan_code(record.content.text("plan_item"));
            if !code.is_empty() {
                found.entry(code).or_default().push(of(record));
            }
        }
        match page.next {
            Some(next) => query.after = Some(next),
            None => return Ok(found),
        }
    }
}

fn of(record: Record) -> Serving {
    let stage = record.kind.field("stage").and_then(|field| {
        let Shape::Choice(choices) = field.shape else { return None };
        choices.iter().find(|choice| choice.code == record.content.text("stage"))
    });
    let meant =
        [(Kind::Project, "budget"), (Kind::Call, "budget"), (Kind::Cooperation, "investment"), (Kind::Deal, "value")];
    let meant = meant.iter().find(|(kind, _)| *kind == record.kind);
    let committed = meant.and_then(|(_, field)| amount(record.content.text(field)));
    let spent = if record.kind == Kind::Project { spent(&record.content.body()) } else { None };
    Serving { record, stage, committed, spent }
}

fn exact(budget: &Budget) -> Option<Money> {
    if let BudgetMeaning::Exact(money) = budget.meaning() { Some(money) } else { None }
}

fn amount(text: &str) -> Option<Money> {
    exact(&Budget::parse(text, None).ok()?)
}

fn spent(project: &Project) -> Option<Money> {
    let spent = project.budget_lines.iter().filter_map(|line| exact(line.spent.as_ref()?));
    spent.map(Some).reduce(|sum, one| sum?.checked_add(one?).ok()).flatten()
}
