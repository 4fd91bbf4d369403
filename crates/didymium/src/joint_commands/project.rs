//! Projects by stage, and the schedule of one.

use base::Trouble;
use base::record::Kind;
use base::record::kinds::{BudgetItem, Project, ProjectStage};
use base::store::{Filter, Query, Sort, Store};
use innovation::project::{case, late, lines, next_step, schedule, stage_of};
use serde_json::{Value, json};
use store::Database;
use web::deal_words::word;
use web::figure::money;
use web::language::Messages;
use web::project_answer;

use crate::named;
use crate::operator::{occasion, title};
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// How many are read at once.
const AT_ONCE: usize = 500;

/// Every project by stage.
pub fn list(database: &Database, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let today = occasion.now.date().to_string();
    let mut found = store.reading(|shelf| {
        let filter = Filter { kinds: vec![Kind::Project], states: vec!["published".to_owned()], ..Filter::default() };
        let reach = occasion.viewer.reach();
        let mut query = Query { reach, filter, sort: Sort::Updated, after: None, limit: AT_ONCE };
        let mut found = Vec::new();
        loop {
            let page = shelf.find(&query)?;
            found.extend(page.records);
            match page.next {
                Some(next) => query.after = Some(next),
                None => return Ok::<_, Trouble>(found),
            }
        }
    })?;
    found.sort_by_cached_key(|record| {
        let project: Project = record.content.body();
        (stage_of(&project) as usize, late(&project, &today) == 0)
    });
    if as_json {
        let told = |record: &base::record::Record| {
            let project: Project = record.content.body();
            json!({
                "project": record.id.to_string(),
                "title": { "zh": record.content.text("title_zh"), "en": record.content.text("title_en") },
                "stage": stage_of(&project),
                "late": late(&project, &today),
            })
        };
        return output::json(&Value::Array(found.iter().map(told).collect()));
    }
    let heads = [t.get("transfer-stage"), t.get("project-name"), t.get("project-next"), t.get("project-is-late")];
    let mut sheet = Sheet::new(&heads);
    let mut all_late = 0;
    for record in &found {
        let project: Project = record.content.body();
        let next = next_step(&project, &today);
        let next = next.map_or_else(String::new, |next| format!("{} {}", next.name, next.due.unwrap_or_default()));
        let count = late(&project, &today);
        all_late += usize::from(count > 0);
        let stage = word(ProjectStage::CHOICES, stage_of(&project) as usize, t).to_owned();
        sheet.row(vec![stage, title(record, t), next, count.to_string()]);
    }
    let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    sheet.print(&t.say("project-count").with("count", whole(found.len())).with("late", whole(all_late)).to_string())
}

/// The schedule of a project, and its budget.
pub fn show(database: &Database, named: &str, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let today = occasion.now.date().to_string();
    let case = store.reading(|shelf| {
        let id = named::record(shelf, &occasion.viewer, &[Kind::Project], named)?;
        case(shelf, &occasion.viewer, id)
    })?;
    if as_json {
        return output::json(&project_answer(&case, &today));
    }
    let mut sheet =
        Sheet::new(&[t.get("project-name"), t.get("plan-due"), t.get("project-done"), t.get("project-is-late")]);
    for mark in schedule(&case.project, &today).marks {
        let late = if mark.late { t.get("project-is-late") } else { String::new() };
        sheet.row(vec![mark.name, mark.due.unwrap_or_default(), mark.done.unwrap_or_default(), late]);
    }
    let stage = word(ProjectStage::CHOICES, stage_of(&case.project) as usize, t);
    sheet.print(&format!("{} · {stage}", title(&case.record, t)))?;
    let right = |text: String| format!(">{text}");
    let mut sheet = Sheet::new(&[t.get("project-line"), right(t.get("project-planned")), right(t.get("plan-spent"))]);
    for line in lines(&case.project) {
        let said = |amount: Option<measure::Money>| amount.map_or_else(|| "—".to_owned(), money);
        let item = word(BudgetItem::CHOICES, line.item as usize, t).to_owned();
        sheet.row(vec![item, said(line.planned), said(line.spent)]);
    }
    sheet.print(&t.get("project-budget"))
}
