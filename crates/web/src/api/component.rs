//! The schemas that the document names, by name.

use std::sync::OnceLock;

use base::exchange::STATUSES;
use base::people::{Role, Scope};
use base::record::{Kind, State, schema};
use base::rules::{Confidence, Force, Subject};
use base::store::Sort;
use serde_json::{Map, Value, json};

use super::schema::{
    ADDRESS, about, day, flag, instant, line, list, nullable, object, one_of, reference, short_list, text, uuid, whole,
};

/// The most of a list that is counted.
pub(super) const MOST_COUNTED: i64 = 1000;

/// A schema by its name.
pub(super) fn component(name: &str) -> Option<&'static Value> {
    components().get(name)
}

/// Every schema.
pub(super) fn components() -> &'static Map<String, Value> {
    static ALL: OnceLock<Map<String, Value>> = OnceLock::new();
    ALL.get_or_init(|| gathered().collect())
}

/// Every schema of every part, by name.
fn gathered() -> impl Iterator<Item = (String, Value)> {
    let groups = [
        problem(),
        records(),
        finding(),
        people(),
        keeping(),
        rules(),
        imports(),
        super::v1::matching::components(),
        super::v1::talent::components(),
        super::v1::sharing::components(),
        super::v1::ledger::components(),
        super::v1::innovation::components(),
        super::v1::transfer::components(),
        super::v1::bookings::components(),
        super::v1::cooperation::components(),
        super::v1::project::components(),
    ];
    let named = groups.into_iter().flatten().map(|(name, schema)| (name.to_owned(), schema));
    named.chain(Kind::ALL.iter().flat_map(|kind| of_kind(*kind)))
}

/// The name of a kind's schemas begins with this.
pub(super) fn name_of(kind: Kind) -> String {
    format!("{kind:?}")
}

/// The states of a record.
pub(super) fn states() -> Value {
    one_of(State::CODES)
}

/// The orders of a list.
pub(super) fn sorts() -> Value {
    one_of(Sort::ALL.map(Sort::code))
}

fn problem() -> Vec<(&'static str, Value)> {
    let slip = object([
        ("field", about(text(), "The path of the field: `indicators.2.target`; empty for the whole.")),
        ("code", about(text(), "What is wrong, as a name for programs.")),
        ("detail", about(text(), "What is wrong, as a sentence for people.")),
    ]);
    let facts = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    let document = object([
        ("type", about(text(), "What it is: `urn:didymium:` and a name that stays.")),
        ("title", about(text(), "The name as words.")),
        ("status", whole(400, 599)),
        ("detail", about(text(), "A sentence for people: English, or Chinese where `Accept-Language` prefers it.")),
        ("slips?", about(list(reference("Slip")), "What is wrong with single fields.")),
        ("facts?", about(facts, "The facts that the sentence names.")),
        ("reference?", about(text(), "The number under which a fault stands in the log.")),
    ]);
    vec![("Slip", slip), ("ProblemDocument", about(document, "A problem document (RFC 9457)."))]
}

/// What every record has around its content.
fn record(kind: Value, content: Value) -> Value {
    object([
        ("id", uuid()),
        ("kind", kind),
        ("version", about(whole(1, u32::MAX.into()), "How often it was written.")),
        ("state", states()),
        ("reason?", about(text(), "Why it was withdrawn.")),
        ("content", content),
        ("author?", about(uuid(), "The account that wrote it first; told to those who are signed in.")),
        ("created", instant()),
        ("updated", instant()),
    ])
}

fn page(items: Value) -> Value {
    object([
        ("items", list(items)),
        ("next", about(nullable(text()), "The cursor of the next part; null at the end.")),
        ("count", about(whole(0, MOST_COUNTED), "How many the whole list holds, counted up to 1000.")),
        ("more", about(flag(), "Whether it holds more than were counted.")),
    ])
}

/// The codes of the kinds.
pub(super) fn kind_codes() -> Value {
    one_of(Kind::ALL.iter().map(|kind| kind.code()))
}

fn finding() -> Vec<(&'static str, Value)> {
    let mark = object([("from", whole(0, i64::MAX)), ("until", about(whole(0, i64::MAX), "The first byte after."))]);
    let marked = object([
        ("text", text()),
        ("marks", about(list(reference("Mark")), "What of it was searched for, in bytes of UTF-8, in order.")),
    ]);
    let snippet = object([
        ("text", text()),
        ("marks", about(list(reference("Mark")), "What of it was searched for, in bytes of UTF-8, in order.")),
        ("begins_before", about(flag(), "Whether the text begins before it.")),
        ("goes_on", about(flag(), "Whether the text goes on behind it.")),
    ]);
    let pair = object([
        ("sought", about(text(), "As the question has it.")),
        ("said", about(text(), "As the record has it.")),
    ]);
    let hit = object([
        ("record", reference("Record")),
        ("score", about(json!({ "type": "number" }), "Higher is better; comparable within one answer alone.")),
        ("title_zh", reference("Marked")),
        ("title_en", reference("Marked")),
        ("snippet", about(nullable(reference("FoundSnippet")), "The sentence that has the most of the question.")),
        ("pairs", about(list(reference("TermPair")), "The terms it was found by.")),
    ]);
    let facet = object([("name", one_of(retrieval::COUNTED)), ("value", text()), ("count", whole(0, i64::MAX))]);
    let meant = object([("text", text()), ("total", about(whole(1, i64::MAX), "How many records it finds."))]);
    let found = object([
        ("question", about(text(), "As it was read.")),
        ("cut", about(flag(), "Whether it was longer than is read.")),
        (
            "basis",
            about(
                one_of(["everything", "every-part", "some-parts", "no-words"]),
                "What the records have of it: nothing was asked; every part; some parts, as none has all; nothing, as \
                    there is no word in it.",
            ),
        ),
        ("total", about(whole(0, i64::MAX), "How many there are, by the index.")),
        ("items", list(reference("FoundRecord"))),
        ("facets", about(list(reference("FacetCount")), "Those of a name that narrows are counted as if it did not.")),
        ("suggestion", about(nullable(reference("Meant")), "What may have been meant.")),
    ]);
    vec![
        ("Mark", mark),
        ("Marked", marked),
        ("FoundSnippet", snippet),
        ("TermPair", pair),
        ("FoundRecord", hit),
        ("FacetCount", facet),
        ("Meant", meant),
        ("FoundRecords", found),
    ]
}

fn titles() -> Value {
    object([("zh", text()), ("en", text())])
}

fn records() -> Vec<(&'static str, Value)> {
    let any = json!({ "type": "object", "additionalProperties": true });
    let described = about(any.clone(), "What it says; the schema is that of its kind.");
    let change = object([
        ("field", text()),
        ("before", about(json!({}), "The value before; null where it held nothing.")),
        ("after", about(json!({}), "The value after; null where it holds nothing.")),
    ]);
    let version = object([
        ("version", whole(1, u32::MAX.into())),
        ("at", instant()),
        ("by?", about(uuid(), "The account that wrote it; told to those who are signed in.")),
        ("verb", about(text(), "What was done: `record.change`.")),
        ("state", states()),
        ("content", about(nullable(any), "What it said; null once erased.")),
        ("changes", list(reference("Change"))),
    ]);
    let related = object([
        ("field", about(text(), "The field by which one names the other; inside a table `inventors.person`.")),
        ("id", uuid()),
        ("kind", kind_codes()),
        ("title", titles()),
    ]);
    let relations = object([
        ("names", about(list(reference("Related")), "The records it names.")),
        ("named_by", about(list(reference("Related")), "The records that name it, at most 100.")),
        ("more", about(flag(), "Whether more records name it.")),
    ]);
    let moves = object([
        ("move", one_of(["publish", "withdraw", "delete", "restore"])),
        ("reason?", about(line(0, 2000), "Why; a withdrawal needs it.")),
    ]);
    let managers = object([("managers", short_list(uuid(), 200))]);
    let kind = object([
        ("kind", kind_codes()),
        ("path", about(text(), "The path of its operations and of its pages.")),
        ("label", titles()),
        ("author", about(one_of(["member", "manager", "broker", "finance", "administrator"]), "Who may write one.")),
        ("count", about(whole(0, MOST_COUNTED), "How many can be reached, counted up to 1000.")),
        ("schema", about(json!({ "type": "object" }), "JSON Schema of what one says.")),
    ]);
    vec![
        ("Record", record(kind_codes(), described)),
        ("RecordPage", page(reference("Record"))),
        ("Change", change),
        ("Version", version),
        ("History", object([("items", list(reference("Version")))])),
        ("Related", related),
        ("Relations", relations),
        ("Move", moves),
        ("Managers", managers),
        ("Kind", kind),
        ("Kinds", object([("items", list(reference("Kind")))])),
    ]
}

fn of_kind(kind: Kind) -> Vec<(String, Value)> {
    let name = name_of(kind);
    let content = untitled(schema::content(kind));
    let mut change = content.clone();
    if let Some(Value::Object(properties)) = change.get_mut("properties") {
        properties.values_mut().for_each(|property| *property = nullable(property.take()));
    }
    let beginning = about(one_of(["draft", "published"]), "Where it begins; a draft where nothing is said.");
    let said = || reference(&format!("{name}Content"));
    vec![
        (format!("New{name}"), object([("content", said()), ("state?", beginning)])),
        (format!("{name}Change"), object([("content", reference(&format!("{name}ContentChange")))])),
        (format!("{name}ContentChange"), change),
        (format!("{name}Page"), page(reference(&name))),
        (name.clone(), record(one_of([kind.code()]), said())),
        (format!("{name}Content"), content),
    ]
}

/// The same schema with its titles said as descriptions: generators make names for programs of titles.
pub(super) fn untitled(mut schema: Value) -> Value {
    if let Value::Object(members) = &mut schema {
        let title = if members.get("title").is_some_and(Value::is_string) { members.remove("title") } else { None };
        if let Some(Value::String(title)) = title {
            let more = members.get("description").and_then(Value::as_str).map(|more| format!(". {more}"));
            members.insert("description".to_owned(), json!(format!("{title}{}", more.unwrap_or_default())));
        }
        if let Some(Value::Object(properties)) = members.get_mut("properties") {
            properties.values_mut().for_each(|property| *property = untitled(property.take()));
        }
        if let Some(items) = members.get_mut("items") {
            *items = untitled(items.take());
        }
    }
    schema
}

fn people() -> Vec<(&'static str, Value)> {
    let roles = || one_of(Role::ALL.iter().map(|role| role.code()));
    let scopes = || one_of(Scope::ALL.iter().map(|scope| scope.code()));
    let languages = || one_of(["zh", "en"]);
    let standing = object([("organisation", uuid()), ("manages", flag())]);
    let me = object([
        ("account", about(nullable(uuid()), "Null for a visitor.")),
        ("name", text()),
        ("roles", list(roles())),
        ("organisations", about(list(reference("Standing")), "For whom one acts today.")),
        ("scopes", about(list(scopes()), "How far the token reaches.")),
    ]);
    let membership = object([
        ("account", uuid()),
        ("name?", text()),
        ("organisation", uuid()),
        ("manages", flag()),
        ("since", day()),
        ("until", about(nullable(day()), "The last day; null while it lasts.")),
    ]);
    let account = object([
        ("id", uuid()),
        ("login", text()),
        ("name", text()),
        ("mail", text()),
        ("language", languages()),
        ("state", one_of(["active", "closed", "erased"])),
        ("password", about(flag(), "Whether it has one.")),
        ("person", about(nullable(uuid()), "The person's record.")),
        ("roles", list(roles())),
        ("created", instant()),
        ("organisations?", about(list(reference("Membership")), "Past and present; of a single account.")),
    ]);
    let new = object([
        ("login", line(2, 64)),
        ("name?", line(0, 200)),
        ("mail?", line(0, 200)),
        ("language?", languages()),
        ("password?", about(line(10, 256), "Without one it cannot sign in.")),
        ("roles?", short_list(roles(), 5)),
    ]);
    let change = object([
        ("name?", line(1, 200)),
        ("mail?", line(0, 200)),
        ("language?", languages()),
        ("roles?", short_list(roles(), 5)),
        ("person?", nullable(uuid())),
    ]);
    let session = object([
        ("id", about(text(), "The digest of its secret.")),
        ("agent", about(text(), "What the browser called itself.")),
        ("created", instant()),
        ("expires", instant()),
    ]);
    let token = object([
        ("id", about(text(), "The digest of its secret.")),
        ("name", text()),
        ("scopes", list(scopes())),
        ("created", instant()),
        ("expires", instant()),
    ]);
    let new_token = object([("name", line(1, 100)), ("scopes", short_list(scopes(), 3)), ("days", whole(1, 366))]);
    let issued =
        object([("token", about(text(), "The secret, shown this once.")), ("id", text()), ("expires", instant())]);
    vec![
        ("Standing", standing),
        ("Me", me),
        ("Membership", membership),
        ("Memberships", object([("items", list(reference("Membership")))])),
        ("MembershipChange", object([("manages", flag())])),
        ("Account", account),
        ("Accounts", object([("items", list(reference("Account"))), ("next", nullable(text()))])),
        ("NewAccount", new),
        ("AccountChange", change),
        ("MeChange", object([("name?", line(1, 200)), ("mail?", line(0, 200)), ("language?", languages())])),
        ("AccountMove", object([("move", one_of(["close", "reopen", "erase"]))])),
        ("Password", object([("password", line(10, 256))])),
        ("Session", session),
        ("Sessions", object([("items", list(reference("Session")))])),
        ("Token", token),
        ("Tokens", object([("items", list(reference("Token")))])),
        ("NewToken", new_token),
        ("IssuedToken", issued),
    ]
}

fn keeping() -> Vec<(&'static str, Value)> {
    let attachment = object([
        ("id", uuid()),
        ("name", text()),
        ("digest", about(text(), "The SHA-256 of its bytes, in hexadecimal.")),
        ("size", about(whole(0, i64::MAX), "How many bytes.")),
        ("created", instant()),
    ]);
    let address = json!({ "type": "string", "minLength": 1, "maxLength": 2000, "pattern": ADDRESS });
    let address = || about(address.clone(), "The page it opens: `/needs?q=magnet`.");
    let search = object([("id", uuid()), ("name", text()), ("address", text()), ("created", instant())]);
    let entry = object([
        ("number", whole(1, i64::MAX)),
        ("at", instant()),
        ("by", about(nullable(uuid()), "The account; null for the operator and the program itself.")),
        ("verb", text()),
        ("object", about(text(), "To what: `need:` and its id.")),
        ("version", about(whole(0, u32::MAX.into()), "The version it wrote; 0 where it wrote none.")),
        ("payload", about(json!({}), "What was written; null where there was nothing, and once it was erased.")),
        ("erased", flag()),
        ("digest", about(text(), "The SHA-256 of salt and payload, in hexadecimal.")),
        ("hash", about(text(), "What the next entry is chained to, in hexadecimal.")),
    ]);
    let place = object([("id", text()), ("zh", text()), ("en", text())]);
    vec![
        ("Attachment", attachment),
        ("Attachments", object([("items", list(reference("Attachment")))])),
        ("SavedSearch", search),
        ("SavedSearches", object([("items", list(reference("SavedSearch")))])),
        ("NewSavedSearch", object([("name", line(1, 200)), ("address", address())])),
        ("Entry", entry),
        ("Journal", object([("items", list(reference("Entry"))), ("next", nullable(text()))])),
        ("Place", place),
        ("Places", object([("items", list(reference("Place")))])),
    ]
}

fn rules() -> Vec<(&'static str, Value)> {
    let codes = |choices: &[base::record::Choice]| one_of(choices.iter().map(|choice| choice.code));
    let figure = object([("name", text()), ("value", about(text(), "With its bound and unit: `≥50 %`."))]);
    let suspension = object([("from", day()), ("until", day()), ("by", text())]);
    let source = object([("title", text()), ("reference", text()), ("article", text())]);
    let standing = object([
        ("is", one_of(["not-yet", "in-force", "suspended", "ended", "switched-off"])),
        ("on", about(day(), "The day that was asked for.")),
        ("since?", day()),
        ("from?", day()),
        ("until?", day()),
        ("by?", text()),
        ("why?", text()),
    ]);
    let rule = object([
        ("id", text()),
        ("title", titles()),
        ("subject", codes(Subject::CHOICES)),
        ("figures", list(reference("Figure"))),
        ("control_classes", list(text())),
        ("contract_types", list(text())),
        ("matters", list(text())),
        ("parties", about(nullable(list(text())), "Whom it concerns; null for everybody.")),
        ("force", codes(Force::CHOICES)),
        ("from", day()),
        ("to", nullable(day())),
        ("suspended", list(reference("Suspension"))),
        ("source", reference("RuleSource")),
        ("confidence", codes(Confidence::CHOICES)),
        ("dates", codes(Confidence::CHOICES)),
        ("note", titles()),
        ("state", reference("RuleState")),
    ]);
    let switch = object([
        ("turned", one_of(["off", "as-written"])),
        ("from", about(day(), "The first day on which it counts.")),
        ("why", line(1, 500)),
    ]);
    let workdays = object([
        ("from", day()),
        ("workdays", whole(0, 2000)),
        ("until", about(day(), "The day on which the last of them falls; the first day itself is not counted.")),
        ("first_year", about(whole(1, 9999), "The first year whose days are known.")),
        ("last_year", about(whole(1, 9999), "The last year whose days are known.")),
    ]);
    let kind = || one_of(base::rules::DayKind::CHOICES.iter().map(|choice| choice.code));
    let named = object([("date", day()), ("kind", kind()), ("name", line(1, 200)), ("source", text())]);
    let brought = object([
        ("version", about(whole(1, u32::MAX.into()), "The first is 1; the last one counts.")),
        ("at", instant()),
        ("by", about(text(), "The name of who brought them; `operator` for the command line.")),
        ("source", text()),
        ("days", about(whole(0, 366), "How many days.")),
    ]);
    let of_year = object([
        ("year", whole(1, 9999)),
        ("days", about(list(reference("NamedDay")), "All other days follow the week.")),
        ("brought", about(list(reference("BroughtYear")), "Empty where the days are those that ship.")),
    ]);
    let new_day = object([("date", day()), ("kind", kind()), ("name", line(1, 200))]);
    let new_year = object([
        ("source", about(line(1, 200), "The number of the announcement: `国办发明电〔2025〕7号`.")),
        ("days", short_list(new_day, 366)),
    ]);
    vec![
        ("NamedDay", named),
        ("BroughtYear", brought),
        ("WorkdaysOfYear", of_year),
        ("NewWorkdays", new_year),
        ("Figure", figure),
        ("Suspension", suspension),
        ("RuleSource", source),
        ("RuleState", standing),
        ("Rule", rule),
        ("Rules", object([("on", day()), ("items", list(reference("Rule")))])),
        ("NewSwitch", switch),
        ("Workdays", workdays),
    ]
}

fn imports() -> Vec<(&'static str, Value)> {
    let statuses = || one_of(STATUSES);
    let counts = json!({
        "type": "object",
        "properties": STATUSES.iter().map(|status| ((*status).to_owned(), json!({ "type": "integer" }))).collect::<Map<_, _>>(),
        "additionalProperties": false,
    });
    let target = "What it holds: `field:title_zh`, `part:inventors.name` of a small table, one of an export's own (`id`, `version`, `state`, `action`), or empty.";
    let import = object([
        ("id", uuid()),
        ("kind", kind_codes()),
        ("name", text()),
        ("stage", one_of(["reading", "previewed", "writing", "done", "failed"])),
        ("running", about(flag(), "Whether it is worked on right now, or waits for it.")),
        ("done", about(whole(0, i64::MAX), "How many rows were read or written so far.")),
        ("of", about(whole(0, i64::MAX), "How many there are; 0 while unknown.")),
        ("counts", about(counts, "How many rows have each status.")),
        ("columns", list(object([("title", text()), ("target", about(text(), target))]))),
        ("missing_organisations", about(list(text()), "Organisations that rows name and the base does not have.")),
        ("failure?", about(text(), "Why the table could not be read.")),
        ("created", instant()),
    ]);
    let flaw = object([
        ("column?", about(whole(1, 100_000), "The column, from 1, where one can be named.")),
        ("field", about(text(), "The field; empty where it is about the row.")),
        ("detail", text()),
    ]);
    let row = object([
        ("number", about(whole(1, u32::MAX.into()), "As the spreadsheet shows it.")),
        ("status", statuses()),
        ("cells", list(text())),
        ("flaws", list(reference("Flaw"))),
        ("record?", about(uuid(), "The record it is about.")),
    ]);
    let decision = object([
        (
            "settlement",
            about(one_of(["skip", "update", "new"]), "Leave it out, let it change the record, or let it in."),
        ),
        ("row?", about(whole(1, u32::MAX.into()), "One row; every duplicate where none is named.")),
    ]);
    vec![
        ("Import", import),
        ("Imports", object([("items", list(reference("Import")))])),
        ("Flaw", flaw),
        ("ImportRow", row),
        ("ImportRows", object([("items", list(reference("ImportRow"))), ("next", nullable(text()))])),
        ("Decision", decision),
        ("Decided", object([("decided", whole(0, i64::MAX))])),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::check::fits;
    use super::*;

    #[test]
    fn every_schema_that_is_named_is_there_and_every_pattern_is_known() {
        fn walk(value: &Value, at: &str) {
            match value {
                Value::Object(members) => {
                    if let Some(name) = members.get("$ref").and_then(Value::as_str) {
                        let name = name.rsplit('/').next().unwrap();
                        assert!(component(name).is_some(), "{at} names {name}, which is not there");
                    }
                    if let Some(pattern) = members.get("pattern").and_then(Value::as_str) {
                        let example = if pattern == ADDRESS { "/needs" } else { "a line" };
                        assert!(fits(pattern, example), "{at} has a pattern that nothing checks: {pattern}");
                    }
                    members.iter().for_each(|(name, value)| walk(value, &format!("{at}.{name}")));
                }
                Value::Array(items) => items.iter().for_each(|item| walk(item, at)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        for (name, schema) in components() {
            walk(schema, name);
        }
    }

    #[test]
    fn no_two_parts_give_a_schema_the_same_name() {
        let mut names: Vec<String> = gathered().map(|(name, _)| name).collect();
        names.sort();
        let before = names.clone();
        names.dedup();
        assert_eq!(names, before);
    }
}
