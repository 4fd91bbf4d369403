//! The schemas of cooperation, by name.

use base::record::kinds::{PlanOutcome, VoteChoice};
use base::record::{Choice, Kind, schema};
use serde_json::{Value, json};

use super::super::super::component::untitled;
use super::super::super::schema::{about, day, flag, line, list, nullable, object, one_of, text, uuid, whole};

/// Every schema of cooperation.
pub(in super::super::super) fn components() -> Vec<(&'static str, Value)> {
    [asked(), told()].into_iter().flatten().collect()
}

fn codes(choices: &[Choice]) -> Value {
    one_of(choices.iter().map(|choice| choice.code))
}

fn prose(most: usize) -> Value {
    json!({ "type": "string", "maxLength": most })
}

fn asked() -> Vec<(&'static str, Value)> {
    let item = untitled(schema::content(Kind::Agreement))["properties"]["plan"]["items"].take();
    let year = whole(2000, 2200);
    vec![
        (
            "NewMotion",
            object([
                ("subject", line(1, 500)),
                ("text?", prose(20_000)),
                ("about?", about(uuid(), "The record it is about.")),
                ("until", about(day(), "The last day of voting.")),
                ("plan_year?", about(year, "The year whose plan it would adopt.")),
            ]),
        ),
        ("NewVote", object([("motion", line(1, 50)), ("choice", codes(VoteChoice::CHOICES))])),
        ("MotionNamed", object([("motion", about(line(1, 50), "Its code."))])),
        ("NewMinutes", object([("day", day()), ("present?", prose(500)), ("text", prose(20_000))])),
        (
            "PlanItemGiven",
            object([
                (
                    "before?",
                    about(line(1, 500), "The code of the item that is changed; a new item where nothing is said."),
                ),
                ("item", about(item, "What is planned; a target has a unit, or `unit` says what is counted.")),
                ("dropped?", about(flag(), "Whether it is given up.")),
                ("motion?", about(prose(50), "The carried motion that asks for the change of an adopted plan.")),
                ("note?", about(prose(500), "Why an adopted plan is changed.")),
            ]),
        ),
        (
            "PlanResult",
            object([
                ("code", line(1, 500)),
                ("value?", about(line(1, 100), "How much it became, in the unit of its target.")),
                ("outcome", codes(PlanOutcome::CHOICES)),
                ("evidence?", about(prose(500), "What shows it; needed where it is reached.")),
                ("note?", prose(500)),
            ]),
        ),
        (
            "NewMeasurement",
            object([
                ("target", about(whole(1, 500), "Which target, from 1.")),
                ("value", about(line(1, 100), "With the unit of the target.")),
                ("day", day()),
                ("note?", prose(500)),
            ]),
        ),
    ]
}

/// Two numbers, before and after.
fn pair(of: &Value) -> Value {
    json!({ "type": "array", "items": of, "minItems": 2, "maxItems": 2, "description": "Before and after." })
}

fn told() -> Vec<(&'static str, Value)> {
    let number = || json!({ "type": "number" });
    let said = || nullable(text());
    let title = object([("zh", text()), ("en", text())]);
    let record = object([
        ("kind", text()),
        ("id", uuid()),
        ("title", title),
        ("stage", said()),
        ("committed", said()),
        ("spent", said()),
    ]);
    let standings = ["reached", "on-track", "behind", "late", "missed", "dropped", "unknown"];
    let item = object([
        ("code", text()),
        ("item", said()),
        ("base", said()),
        ("target", said()),
        ("unit", said()),
        ("result", said()),
        ("due", said()),
        ("responsible", nullable(uuid())),
        ("standing", one_of(standings)),
        ("evidence", said()),
        ("note", said()),
        ("serving", list(record)),
    ]);
    let plan = object([("agreement", uuid()), ("year", whole(2000, 2200)), ("adopted", flag()), ("items", list(item))]);
    let link = object([
        ("link", about(text(), "The id of a capacity or a market of the chain.")),
        ("touched", flag()),
        ("rank", pair(&nullable(whole(1, i64::MAX)))),
        ("loss", pair(&nullable(number()))),
    ]);
    let unmet = object([("application", text()), ("share", pair(&number()))]);
    let sufficiency = object([
        ("region", text()),
        ("stage", text()),
        ("grade", text()),
        ("ratio", pair(&nullable(number()))),
        ("without_trade", pair(&nullable(number()))),
    ]);
    let effect = object([
        ("refused", about(said(), "Why the patch does not apply; null where it does, or where none is said.")),
        ("value", nullable(pair(&number()))),
        ("links", list(link)),
        ("unmet", list(unmet)),
        ("sufficiency", list(sufficiency)),
    ]);
    vec![("AnnualPlan", plan), ("JointEffect", effect), ("DemandRadar", radar())]
}

/// What end customers will ask for, and what that strains.
fn radar() -> Value {
    let number = || json!({ "type": "number" });
    let asks = object([
        ("application", text()),
        ("commodity", about(text(), "The id of a commodity; empty where the entry brings a new one.")),
        ("unit", text()),
        ("today", number()),
        ("served", number()),
        ("then", number()),
    ]);
    let title = || object([("zh", text()), ("en", text())]);
    let entry = object([
        ("patch", text()),
        ("title", title()),
        ("fields", list(text())),
        ("year", about(nullable(whole(1900, 2200)), "For which year it is said; null where its source says none.")),
        ("parameter", about(flag(), "Whether nobody has published how much, so that it is a parameter.")),
        ("source", about(text(), "The id of the source in the pack.")),
        ("asks", list(asks)),
    ]);
    let price = object([("commodity", text()), ("region", text()), ("price", pair(&number()))]);
    let rent = object([("capacity", text()), ("rent", pair(&number())), ("limit", number())]);
    let unmet = object([("application", text()), ("share", pair(&number()))]);
    let strain =
        object([("value", pair(&number())), ("prices", list(price)), ("links", list(rent)), ("unmet", list(unmet))]);
    object([
        ("entries", list(entry)),
        ("refused", about(nullable(text()), "Why the entries asked for do not apply together.")),
        ("strain", about(nullable(strain), "Null where no entry was asked for.")),
    ])
}
