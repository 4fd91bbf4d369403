//! The schemas of talent, by name.

use base::record::kinds::{
    ApprovalDecision, ConsentPurpose, EventStage, InventionClause, MeetingAnswer, ParticipantRole, Presence,
    ProgrammeStage,
};
use base::record::{Choice, Kind};
use serde_json::{Value, json};

use super::super::super::component::name_of;
use super::super::super::schema::{
    about, day, flag, line, list, nullable, object, one_of, reference, short_list, text, uuid, whole,
};

/// Every schema of talent.
pub(in super::super::super) fn components() -> Vec<(&'static str, Value)> {
    [vec![("Experts", experts()), ("Skills", skills())], asked(), told(), of_events(), of_training(), of_pool()]
        .concat()
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

/// What who leads an event and who is registered for it give, and what they are told.
fn of_events() -> Vec<(&'static str, Value)> {
    let moment = || about(line(1, 40), "A day and a time, as 2026-04-16 09:30.");
    let answer = || nullable(codes(MeetingAnswer::CHOICES));
    let pointing = object([
        ("from?", about(uuid(), "The registration whose accepted contribution it is.")),
        ("topic?", about(prose(500), "The contribution's title where nothing is said.")),
        ("begins?", moment()),
        ("ends?", moment()),
        ("speaker?", about(uuid(), "Their record; else a name.")),
        ("speaker_name?", prose(500)),
        ("track?", prose(500)),
        ("room?", prose(500)),
    ]);
    let meeting = object([
        ("with", about(nullable(uuid()), "The registration of the other side.")),
        ("name", text()),
        ("begins", nullable(text())),
        ("about", text()),
        ("ours", answer()),
        ("theirs", answer()),
        ("table", about(text(), "Which table, once both accepted.")),
    ]);
    let open =
        object([("registration", uuid()), ("name", text()), ("organisation", text()), ("interests", list(text()))]);
    vec![
        (
            "EventTerms",
            object([
                ("places?", whole(1, 1_000_000)),
                ("places_each?", about(whole(1, 1_000_000), "The most that one organisation may send.")),
                ("contributions_until?", moment()),
                ("registration_until?", moment()),
            ]),
        ),
        (
            "EventMoving",
            object([("begins", moment()), ("ends?", moment()), ("venue", prose(500)), ("reason", prose(500))]),
        ),
        ("EventHalting", object([("halting", one_of(["postponed", "cancelled"])), ("reason", prose(500))])),
        ("AgendaPointing", pointing),
        ("ContributionReview", object([("points", whole(0, 100)), ("note?", prose(500))])),
        ("ContributionDecision", object([("accepted", flag()), ("note?", prose(500))])),
        ("EventContribution", object([("title", line(1, 500)), ("text?", prose(20_000))])),
        ("Becoming", object([("kind", one_of(["achievement", "need"]))])),
        ("Became", object([("kind", text()), ("id", uuid())])),
        ("Meetings", object([("items", list(meeting)), ("open", about(list(open), "Who may be asked."))])),
        ("MeetingAsked", object([("with", uuid()), ("begins", moment()), ("about?", prose(500))])),
        ("MeetingAnswered", object([("with", uuid()), ("begins", moment()), ("accepts", flag())])),
        ("FollowUp", object([("answers", list(prose(20_000)))])),
    ]
}

/// What is given of programmes and secondments.
fn of_training() -> Vec<(&'static str, Value)> {
    let percent = || about(line(1, 20), "Per cent, as a decimal number in a text.");
    let row = object([("enrolment", uuid()), ("presence", codes(Presence::CHOICES))]);
    let decimal = || about(line(1, 20), "A decimal number in a text.");
    vec![
        (
            "AttendanceSheet",
            object([
                ("course", line(1, 500)),
                ("day", day()),
                ("hours?", decimal()),
                ("came", short_list(row, 10_000)),
            ]),
        ),
        (
            "Practice",
            object([
                ("mentor?", about(uuid(), "A person.")),
                ("project?", about(uuid(), "A project, or a joint one.")),
                ("task?", prose(20_000)),
            ]),
        ),
        ("GuidanceNote", object([("note", prose(20_000))])),
        ("Noted", object([("noted", count())])),
        ("CourseCredit", object([("course", line(1, 500)), ("mark?", prose(100)), ("credits", decimal())])),
        ("Outcome", object([("outcome", prose(20_000))])),
        (
            "SecondmentTerms",
            object([
                ("begins?", day()),
                ("ends?", day()),
                ("time_percent?", percent()),
                ("home_cost_percent?", percent()),
                ("host_cost_percent?", percent()),
                ("inventions?", codes(InventionClause::CHOICES)),
            ]),
        ),
    ]
}

/// What is given and told of the pool.
fn of_pool() -> Vec<(&'static str, Value)> {
    let brought = || about(json!({ "type": "object" }), "What the file brings, to be handed back when it is taken in.");
    let person = object([
        ("at", count()),
        ("name", text()),
        ("orcid", nullable(text())),
        ("works", count()),
        ("posts", count()),
        ("known", about(nullable(uuid()), "The person with the same ORCID iD.")),
        ("may_change", about(flag(), "Whether one may add to the known person.")),
        ("new_works", about(count(), "Works that the known person does not have yet.")),
        ("new_posts", count()),
        ("namesakes", about(list(uuid()), "People of the same name; perhaps the same, perhaps not.")),
    ]);
    let broken = object([
        ("at", about(count(), "The line it begins on, or its number in a list; from 1.")),
        ("begins", text()),
        ("flaw", one_of(["no-title", "no-name", "no-end", "bad-orcid", "unreadable"])),
        ("given", text()),
    ]);
    let choice = object([
        ("at", about(count(), "Who of what was brought.")),
        ("into?", about(uuid(), "The person to whom it is added.")),
        ("owner?", about(uuid(), "The organisation of a new person.")),
    ]);
    let became = object([
        ("at", count()),
        ("person", nullable(uuid())),
        ("new", flag()),
        ("works", about(count(), "How many works were added.")),
        ("refused", about(nullable(text()), "Why nothing was written of them.")),
    ]);
    let purposes = codes(ConsentPurpose::CHOICES);
    vec![
        (
            "PoolLook",
            object([("source", text()), ("people", list(person)), ("broken", list(broken)), ("brought", brought())]),
        ),
        ("PoolChoice", object([("brought", brought()), ("choices", short_list(choice, 1_000))])),
        ("PoolTaken", object([("items", list(became))])),
        (
            "ConsentSaid",
            object([
                ("purpose", purposes),
                ("allowed", flag()),
                ("proof?", about(prose(500), "How it was given; needed for somebody else.")),
            ]),
        ),
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
        ("score", about(number(), "The better of the person's own and that of what they made.")),
        ("level", one_of(["strong", "fair", "weak", "none"])),
        ("pair", reference("ComparedPair")),
        (
            "made",
            about(nullable(reference("ComparedPair")), "The best achievement that they made and that suits by itself."),
        ),
        ("works", about(list(work), "The works that speak for them, the best first.")),
        ("time", time),
        ("ties", about(ties, "What ties them to who asks, as far as the viewer may know; empty where nothing does.")),
        ("left_on", about(nullable(day()), "When their last post ended, where all have.")),
        (
            "unconfirmed_since",
            about(nullable(day()), "Since when what the pool says of them wants to be confirmed, where it does."),
        ),
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
