//! The schemas of projects, by name.

use base::record::Choice;
use base::record::kinds::{AchievementType, BudgetItem, ProjectStage, Track};
use serde_json::{Value, json};

use super::super::super::schema::{about, day, flag, line, list, nullable, object, one_of, text, uuid, whole};

fn codes(choices: &[Choice]) -> Value {
    one_of(choices.iter().map(|choice| choice.code))
}

fn prose(most: usize) -> Value {
    json!({ "type": "string", "maxLength": most })
}

fn amount() -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": 100, "examples": ["30万元", "169811.32"] })
}

/// Every schema of projects.
pub(in super::super::super) fn components() -> Vec<(&'static str, Value)> {
    let halts = ["run", "pause", "accept", "complete", "stop", "withdraw"];
    let decisions = ["passed", "passed-with-conditions", "sent-back", "stopped"];
    let opening = object([
        ("title_zh?", about(prose(500), "That of its cause where nothing is said.")),
        ("title_en?", prose(500)),
        ("owner?", about(uuid(), "The unit that does it; that of its cause where nothing is said.")),
        ("lead?", uuid()),
        ("begins?", about(day(), "Today where nothing is said.")),
    ]);
    let evidence = object([
        ("text?", prose(500)),
        ("file?", about(prose(500), "The name of a file that hangs on the project.")),
        ("record?", about(uuid(), "A record of the base.")),
    ]);
    let mark = || {
        object([
            ("kind", one_of(["gate", "milestone"])),
            ("number", whole(1, 500)),
            ("name", text()),
            ("level", nullable(whole(1, 9))),
            ("due", nullable(day())),
            ("done", nullable(day())),
            ("late", flag()),
        ])
    };
    let line_of = object([
        ("item", codes(BudgetItem::CHOICES)),
        ("planned", nullable(text())),
        ("spent", nullable(text())),
        ("over", flag()),
    ]);
    let standing = object([
        ("project", uuid()),
        ("stage", codes(ProjectStage::CHOICES)),
        ("track", nullable(codes(Track::CHOICES))),
        ("readiness", nullable(whole(1, 9))),
        ("next", nullable(mark())),
        ("schedule", list(mark())),
        ("budget", list(line_of)),
    ]);
    let spending =
        object([("item", codes(BudgetItem::CHOICES)), ("amount", amount()), ("day", day()), ("note?", prose(500))]);
    let moving = object([
        ("from", codes(BudgetItem::CHOICES)),
        ("to", codes(BudgetItem::CHOICES)),
        ("amount", amount()),
        ("reason", prose(500)),
    ]);
    let outcome = object([
        ("title_zh", line(1, 500)),
        ("title_en?", prose(500)),
        ("achievement_type", codes(AchievementType::CHOICES)),
    ]);
    let plan = object([
        ("part", one_of(["gates", "milestones", "budget_lines"])),
        (
            "rows",
            about(json!({ "type": "array", "items": { "type": "object" } }), "As the rows of the project's field."),
        ),
    ]);
    vec![
        ("NewProjectOf", opening),
        ("ProjectPlan", plan),
        ("ProjectEvidence", evidence),
        ("GateDecided", object([("decision", one_of(decisions)), ("note?", prose(500))])),
        ("MilestonePaid", object([("day", day())])),
        ("NewSpending", spending),
        ("BudgetMove", moving),
        ("ProjectHalt", object([("halt", one_of(halts)), ("reason?", prose(5_000))])),
        ("NewOutcome", outcome),
        ("ProjectStanding", standing),
    ]
}
