//! The schemas of talent, by name.

use base::record::kinds::{ApprovalDecision, EventStage, ParticipantRole, ProgrammeStage};
use base::record::{Choice, Kind};
use serde_json::{Value, json};

use super::super::super::component::name_of;
use super::super::super::schema::{
    about, day, flag, line, list, nullable, object, one_of, reference, text, uuid, whole,
};

/// Every schema of talent.
pub(in super::super::super) fn components() -> Vec<(&'static str, Value)> {
    [vec![("Experts", experts()), ("Skills", skills())], asked(), told()].concat()
}

fn prose(most: usize) -> Value {
    json!({ "type": "string", "maxLength": most })
}

fn codes(choices: &[Choice]) -> Value {
    one_of(choices.iter().map(|choice| choice.code))
}

/// What is asked for.
fn asked() -> Vec<(&'static str, Value)> {
    let registration = object([
        ("person?", about(uuid(), "Their record; else a name.")),
        ("name?", prose(500)),
        ("owner?", about(uuid(), "The unit they come for.")),
        ("role?", codes(ParticipantRole::CHOICES)),
        ("organisation_name?", prose(500)),
        ("post?", prose(500)),
        ("mail?", prose(500)),
        ("phone?", prose(500)),
        ("citizenship?", about(prose(2), "The country's code; used for the export-control check only.")),
        ("contribution_title?", prose(500)),
        ("contribution?", prose(20_000)),
        ("interests?", list(line(1, 500))),
        ("open_to_meet?", flag()),
        ("wishes?", prose(500)),
    ]);
    let holds = ["confirm", "refuse", "not-the-audience", "fee-unpaid", "export-control"];
    vec![
        ("RegistrationAsked", registration),
        ("EventMove", object([("to", codes(EventStage::CHOICES))])),
        ("ProgrammeMove", object([("to", about(codes(ProgrammeStage::CHOICES), "The stage that follows."))])),
        ("CheckIn", object([("code", line(1, 40))])),
        ("RegistrationDecision", object([("decision", one_of(holds)), ("note?", prose(500))])),
        ("CallOff", object([("note?", prose(500))])),
        ("Reason", object([("reason", prose(500))])),
        (
            "SecondmentDecision",
            object([
                ("decision", codes(ApprovalDecision::CHOICES)),
                ("side?", about(one_of(["home", "host"]), "Where one leads both.")),
                ("note?", prose(500)),
            ]),
        ),
        (
            "NewApplication",
            object([("person?", about(uuid(), "Oneself where nothing is said.")), ("motivation?", prose(20_000))]),
        ),
        ("EnrolmentDecision", object([("decision", one_of(["admit", "wait", "refuse"])), ("reason?", prose(500))])),
    ]
}

/// What is told of events, secondments and certificates.
fn told() -> Vec<(&'static str, Value)> {
    let names = || object([("zh", text()), ("en", text())]);
    let owner = object([
        ("name", nullable(text())),
        ("person", nullable(uuid())),
        ("conceived", nullable(day())),
        ("employer", nullable(uuid())),
        ("settled", about(flag(), "Whether it is known whose their part is.")),
        ("owners", list(uuid())),
        ("clause", about(nullable(text()), "The clause that leaves it open.")),
    ]);
    let certificate = object([
        ("code", text()),
        ("person", names()),
        ("programme", names()),
        ("cohort", text()),
        ("title", text()),
        ("organisation", names()),
        ("day", text()),
    ]);
    let registrations = object([("items", list(reference(&name_of(Kind::Registration))))]);
    vec![
        ("Registrations", registrations),
        ("TracedOwners", object([("items", list(owner))])),
        ("Certificate", certificate),
    ]
}

fn number() -> Value {
    json!({ "type": "number" })
}

fn count() -> Value {
    whole(0, i64::MAX)
}

fn experts() -> Value {
    let work = object([
        ("title", text()),
        ("year", nullable(whole(1900, 2200))),
        ("venue", text()),
        ("record", about(nullable(uuid()), "The achievement, where it is one of the base.")),
        ("score", number()),
    ]);
    let given = object([
        ("to", about(uuid(), "The project or the secondment.")),
        ("percent", number()),
        ("until", nullable(day())),
    ]);
    let time = object([
        (
            "said",
            about(nullable(number()), "Per cent of full time that they can give in all; null where they said nothing."),
        ),
        ("taken", number()),
        ("left", nullable(number())),
        ("given", list(given)),
    ]);
    let ties = object([("zh", text()), ("en", text())]);
    let expert = object([
        ("pair", reference("ComparedPair")),
        ("works", about(list(work), "The works that speak for them, the best first.")),
        ("time", time),
        ("ties", about(ties, "What ties them to who asks, as far as the viewer may know; empty where nothing does.")),
        ("left_on", about(nullable(day()), "When their last post ended, where all have.")),
    ]);
    object([("items", list(expert))])
}

/// Two answers, for today and for the horizon.
fn pair(of: &Value) -> Value {
    json!({ "type": "array", "items": of, "minItems": 2, "maxItems": 2, "description": "Today and at the horizon." })
}

fn skills() -> Value {
    let sum = || {
        object([
            ("asked", count()),
            ("open", about(count(), "Not covered by a project's own people.")),
            ("people", about(count(), "Who have it and have not left.")),
            ("free", about(count(), "Of those, who has time.")),
            ("trained", about(count(), "Who will have learnt it until then.")),
            ("short", count()),
        ])
    };
    let ask = object([
        ("by", one_of(["project", "call", "weak-link"])),
        ("named", about(text(), "The record, or the stage.")),
        ("covered", flag()),
        ("on", pair(&flag())),
    ]);
    let holder = object([("person", uuid()), ("here", pair(&flag())), ("free", pair(&flag()))]);
    let taught = object([("programme", uuid()), ("seats", count()), ("in_time", flag())]);
    let skill = object([
        ("id", text()),
        ("title", object([("zh", text()), ("en", text())])),
        ("also", list(text())),
        ("stages", about(list(text()), "Stages of the chain; none where it is wanted everywhere.")),
        ("now", sum()),
        ("then", sum()),
        ("asks", list(ask)),
        ("people", list(holder)),
        ("taught", list(taught)),
    ]);
    let unlisted = object([("word", text()), ("asked", count()), ("people", count())]);
    object([
        ("today", day()),
        ("horizon", day()),
        ("weak", about(pair(&list(text())), "Stages with a weak link at home, today and at the horizon.")),
        ("items", list(skill)),
        ("unlisted", about(list(unlisted), "Words that people and projects use and the taxonomy does not have.")),
    ])
}
