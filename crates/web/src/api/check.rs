//! Values checked against the schemas that the document states, so that it cannot say what is not so.

use base::record::{Slip, SlipReason};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::component::component;
use super::schema::{ADDRESS, KEY, LINE, TAG};

/// What is wrong with a value, with its path: `content.indicators.2.target`.
pub(super) fn check(schema: &Value, value: &Value) -> Vec<Slip> {
    let mut slips = Vec::new();
    walk(schema, value, "", &mut slips);
    slips
}

fn walk(schema: &Value, value: &Value, at: &str, slips: &mut Vec<Slip>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default();
        return match component(name) {
            Some(named) => walk(named, value, at, slips),
            None => slips.push(wanted("nothing").at(at)),
        };
    }
    if let Value::Array(choices) = &schema["anyOf"] {
        let fits = |choice: &&Value| {
            let mut found = Vec::new();
            walk(choice, value, at, &mut found);
            found.is_empty()
        };
        if let (None, Some(first)) = (choices.iter().find(fits), choices.first()) {
            walk(first, value, at, slips);
        }
        return;
    }
    let known = types(schema);
    if !known.is_empty() && !known.iter().any(|known| is(known, value)) {
        return slips.push(wanted(&known.iter().map(|known| name(known)).collect::<Vec<_>>().join(" or ")).at(at));
    }
    if let Value::Array(codes) = &schema["enum"]
        && !codes.contains(value)
    {
        let known = codes.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ");
        let given = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        return slips.push(SlipReason::NotAChoice { given, known }.at(at));
    }
    match value {
        Value::String(given) => slips.extend(of_text(schema, given).map(|reason| reason.at(at))),
        Value::Number(given) => slips.extend(of_number(schema, given.as_f64()).map(|reason| reason.at(at))),
        Value::Array(items) => of_list(schema, items, at, slips),
        Value::Object(members) => of_object(schema, members, at, slips),
        Value::Null | Value::Bool(_) => {}
    }
}

fn types(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
    }
}

fn is(known: &str, value: &Value) -> bool {
    match known {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => false,
    }
}

fn name(known: &str) -> &str {
    match known {
        "string" => "a text",
        "boolean" => "true or false",
        "integer" => "a whole number",
        "array" => "a list",
        "object" => "an object",
        other => other,
    }
}

fn wanted(wanted: &str) -> SlipReason {
    SlipReason::WrongType { wanted: wanted.to_owned() }
}

fn of_text(schema: &Value, given: &str) -> Option<SlipReason> {
    let length = given.chars().count() as u64;
    if let Some(most) = schema["maxLength"].as_u64().filter(|most| length > *most) {
        return Some(SlipReason::TooLong { most: most.to_string() });
    }
    if schema["minLength"].as_u64().is_some_and(|least| length < least) {
        return Some(wanted("a text that is not empty"));
    }
    match schema["format"].as_str() {
        Some("uuid") if given.len() != 36 || Uuid::parse_str(given).is_err() => return Some(wanted("a UUID")),
        Some("date") if given.len() != 10 || given.parse::<jiff::civil::Date>().is_err() => {
            return Some(wanted("a day such as 2026-01-15"));
        }
        Some("date-time") if measure::Timestamp::parse(given).is_err() => {
            return Some(wanted("an instant such as 2026-01-10T09:30:00+08:00"));
        }
        _ => {}
    }
    let pattern = schema["pattern"].as_str()?;
    (!fits(pattern, given)).then(|| match pattern {
        LINE => SlipReason::ControlCharacter {},
        TAG => wanted("a version in quotes, such as \"3\""),
        KEY => wanted("1 to 200 visible ASCII characters"),
        _ => wanted("the address of a page of this site, such as /needs?q=magnet"),
    })
}

/// The patterns of the document, each with what it means; a test holds the document to them.
pub(super) fn fits(pattern: &str, given: &str) -> bool {
    let control = |letter: char| letter.is_ascii_control();
    match pattern {
        LINE => !given.contains(control),
        TAG => {
            let digits = given.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default();
            (1..=9).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
        }
        KEY => (1..=200).contains(&given.len()) && given.bytes().all(|letter| letter.is_ascii_graphic()),
        ADDRESS => {
            given.strip_prefix('/').is_some_and(|rest| !rest.starts_with(['/', '\\']) && !given.contains(control))
        }
        _ => false,
    }
}

fn of_number(schema: &Value, given: Option<f64>) -> Option<SlipReason> {
    let (given, least, most) = (given?, schema["minimum"].as_f64()?, schema["maximum"].as_f64()?);
    if (least..=most).contains(&given) {
        return None;
    }
    let (given, least, most) = (given.to_string(), least.to_string(), most.to_string());
    Some(SlipReason::OutOfBounds { given, least, most })
}

fn of_list(schema: &Value, items: &[Value], at: &str, slips: &mut Vec<Slip>) {
    if let Some(most) = schema["maxItems"].as_u64().filter(|most| items.len() as u64 > *most) {
        return slips.push(SlipReason::TooMany { most: most.to_string() }.at(at));
    }
    if let Some(of_each) = schema.get("items") {
        for (number, item) in items.iter().enumerate() {
            walk(of_each, item, &inside(at, &(number + 1).to_string()), slips);
        }
    }
}

fn of_object(schema: &Value, members: &Map<String, Value>, at: &str, slips: &mut Vec<Slip>) {
    let none = Map::new();
    let known = schema["properties"].as_object().unwrap_or(&none);
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !members.contains_key(name) {
            slips.push(SlipReason::Empty {}.at(inside(at, name)));
        }
    }
    for (name, value) in members {
        match known.get(name) {
            Some(schema) => walk(schema, value, &inside(at, name), slips),
            None if schema["additionalProperties"] == Value::Bool(false) => {
                let known = known.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
                slips.push(SlipReason::NoSuchField { known }.at(inside(at, name)));
            }
            None => {}
        }
    }
}

fn inside(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::schema::{day, flag, line, list, nullable, object, one_of, uuid, whole};
    use super::*;

    #[test]
    fn values_are_held_to_their_schemas() {
        let row = object([("name", line(1, 3)), ("count?", whole(1, 5)), ("on?", flag())]);
        let schema =
            object([("rows", list(row)), ("is?", nullable(one_of(["a", "b"]))), ("id?", uuid()), ("at?", day())]);
        let table = [
            (json!({ "rows": [] }), ""),
            (json!({ "rows": [{ "name": "abc", "count": 5, "on": true }], "is": null, "at": "2026-02-28" }), ""),
            (json!([]), ": an object is wanted"),
            (json!({}), "rows: it may not be empty"),
            (json!({ "rows": [{ "name": "" }] }), "rows.1.name: a text that is not empty is wanted"),
            (json!({ "rows": [{ "name": "镨钕铁硼" }] }), "rows.1.name: longer than 3 characters"),
            (json!({ "rows": [{ "name": "a\u{7}" }] }), "rows.1.name: it holds a control character; delete it"),
            (json!({ "rows": [{ "name": "a", "count": 6 }] }), "rows.1.count: 6 is not between 1 and 5"),
            (json!({ "rows": [{ "name": "a", "count": "2" }] }), "rows.1.count: a whole number is wanted"),
            (json!({ "rows": [], "is": "c" }), "is: “c” is none of a, b"),
            (json!({ "rows": [], "id": "7" }), "id: a UUID is wanted"),
            (json!({ "rows": [], "at": "2026-02-30" }), "at: a day such as 2026-01-15 is wanted"),
            (json!({ "rows": [], "no": 1 }), "no: there is no such field; there are at, id, is, rows"),
        ];
        for (value, said) in table {
            let found = check(&schema, &value).iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
            assert_eq!(found, said, "{value}");
        }
    }
}
