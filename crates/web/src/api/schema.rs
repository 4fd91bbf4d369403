//! JSON Schemas (draft 2020-12), written briefly. What the document says and what requests are checked against are
//! the same values.

use serde_json::{Map, Value, json};

/// Text without control characters.
pub(super) const LINE: &str = r"^[^\x00-\x1f\x7f]*$";
/// The version of a record as an entity tag.
pub(super) const TAG: &str = "^\"[0-9]{1,9}\"$";
/// A key that a client makes up: visible ASCII.
pub(super) const KEY: &str = "^[!-~]{1,200}$";
/// A page of this site.
pub(super) const ADDRESS: &str = r"^/([^/\\\x00-\x1f\x7f][^\x00-\x1f\x7f]*)?$";

/// A text.
pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

/// One line of text, at least `least` and at most `most` characters long.
pub(super) fn line(least: usize, most: usize) -> Value {
    json!({ "type": "string", "minLength": least, "maxLength": most, "pattern": LINE })
}

/// A UUID.
pub(super) fn uuid() -> Value {
    json!({ "type": "string", "format": "uuid" })
}

/// A day.
pub(super) fn day() -> Value {
    json!({ "type": "string", "format": "date", "examples": ["2026-01-15"] })
}

/// An instant.
pub(super) fn instant() -> Value {
    json!({ "type": "string", "format": "date-time", "examples": ["2026-01-10T09:30:00.000+08:00"] })
}

/// A whole number.
pub(super) fn whole(least: i64, most: i64) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": most })
}

/// Yes or no.
pub(super) fn flag() -> Value {
    json!({ "type": "boolean" })
}

/// One of some codes.
pub(super) fn one_of<'a>(codes: impl IntoIterator<Item = &'a str>) -> Value {
    json!({ "type": "string", "enum": codes.into_iter().collect::<Vec<_>>() })
}

/// A list.
#[expect(clippy::needless_pass_by_value, reason = "a schema is made for its place")]
pub(super) fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// A list of at most so many.
#[expect(clippy::needless_pass_by_value, reason = "a schema is made for its place")]
pub(super) fn short_list(items: Value, most: usize) -> Value {
    json!({ "type": "array", "items": items, "maxItems": most })
}

/// A schema of the document, by name.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// An object with these members and no others; the name of one that may be left out ends in `?`.
pub(super) fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for (name, schema) in members {
        let optional = name.strip_suffix('?');
        if optional.is_none() {
            required.push(name.to_owned());
        }
        properties.insert(optional.unwrap_or(name).to_owned(), schema);
    }
    let mut object = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

/// The same schema, which `null` satisfies as well.
pub(super) fn nullable(mut schema: Value) -> Value {
    if schema.get("$ref").is_some() {
        return json!({ "anyOf": [schema, { "type": "null" }] });
    }
    if let Some(kind) = schema.get("type").cloned() {
        schema["type"] = json!([kind, "null"]);
    }
    if let Some(Value::Array(codes)) = schema.get_mut("enum") {
        codes.push(Value::Null);
    }
    schema
}

/// The same schema with a sentence about it.
pub(super) fn about(mut schema: Value, what: &str) -> Value {
    schema["description"] = json!(what);
    schema
}
