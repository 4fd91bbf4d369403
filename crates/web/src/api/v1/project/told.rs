//! How a project stands, as JSON.

use innovation::project::{BudgetStanding, Case, Mark, MarkKind, lines, next_step, schedule, stage_of};
use serde_json::{Value, json};

/// Its schedule, what comes next, its budget.
pub fn standing(case: &Case, today: &str) -> Value {
    let project = &case.project;
    let plan = schedule(project, today);
    let line = |line: &BudgetStanding| {
        json!({
            "item": line.item,
            "planned": line.planned.map(|money| money.to_string()),
            "spent": line.spent.map(|money| money.to_string()),
            "over": line.over,
        })
    };
    json!({
        "project": case.record.id.to_string(),
        "stage": stage_of(project),
        "track": project.track,
        "readiness": project.readiness_now,
        "next": next_step(project, today).as_ref().map(mark),
        "schedule": plan.marks.iter().map(mark).collect::<Vec<_>>(),
        "budget": lines(project).iter().map(line).collect::<Vec<_>>(),
    })
}

fn mark(mark: &Mark) -> Value {
    let kind = match mark.kind {
        MarkKind::Gate => "gate",
        MarkKind::Milestone => "milestone",
    };
    json!({
        "kind": kind,
        "number": mark.at + 1,
        "name": mark.name,
        "level": mark.level,
        "due": mark.due,
        "done": mark.done,
        "late": mark.late,
    })
}
