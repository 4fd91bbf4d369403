//! JSON Schema (draft 2020-12) of a kind, read off its fields.

use serde_json::{Map, Value, json};

use super::field::{Field, Hand};
use super::kind::Kind;
use super::shape::{Identifier, Shape};

/// The schema of what a record of a kind says. Nothing is required: a draft may hold as little as a title.
pub fn content(kind: Kind) -> Value {
    let mut schema = object(kind.fields());
    schema["title"] = json!(format!("{}: what it says", kind.label().en));
    schema["description"] = json!(kind.label().zh);
    schema
}

fn object<'a>(fields: impl Iterator<Item = &'a Field>) -> Value {
    let properties: Map<String, Value> = fields.map(|field| (field.name.to_owned(), property(field))).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn property(field: &Field) -> Value {
    let mut schema = shape(field.shape);
    let (label, hint) = (field.label, field.hint);
    schema["title"] = json!(format!("{} / {}", label.zh, label.en));
    if field.hand == Hand::Workflow {
        schema["readOnly"] = json!(true);
    }
    if !hint.en.is_empty() {
        schema["description"] = json!(format!("{} / {}", hint.zh, hint.en));
    }
    schema
}

fn shape(shape: Shape) -> Value {
    let codes = |choices: &[super::Choice]| choices.iter().map(|choice| choice.code).collect::<Vec<_>>();
    match shape {
        Shape::Line => json!({ "type": "string", "maxLength": 500 }),
        Shape::Prose | Shape::Patch => json!({ "type": "string", "maxLength": 50_000 }),
        Shape::Words => json!({ "type": "array", "items": { "type": "string", "maxLength": 500 }, "maxItems": 500 }),
        Shape::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Shape::Decimal => json!({ "type": "string", "examples": ["12.5"] }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Date => json!({ "type": "string", "format": "date", "examples": ["2026-01-15"] }),
        Shape::Moment => json!({ "type": "string", "examples": ["2026-01-15 09:30"] }),
        Shape::Budget => json!({ "type": "string", "examples": ["50万元", "100-200万元", "面议"] }),
        Shape::Quantity => json!({ "type": "string", "examples": ["≥1.45 T"] }),
        Shape::Choice(choices) => json!({ "type": "string", "enum": codes(choices) }),
        Shape::Choices(choices) => json!({ "type": "array", "items": { "type": "string", "enum": codes(choices) } }),
        Shape::Link => json!({ "type": "string", "format": "uuid" }),
        Shape::Links => json!({ "type": "array", "items": { "type": "string", "format": "uuid" }, "maxItems": 500 }),
        Shape::Rows(columns) => json!({ "type": "array", "items": object(columns.iter()), "maxItems": 500 }),
        Shape::Positions => json!({ "type": "array", "items": { "type": "string" }, "maxItems": 500 }),
        Shape::Identifier(identifier) => json!({ "type": "string", "examples": [example(identifier)] }),
        Shape::Web => json!({ "type": "string", "maxLength": 500, "examples": ["https://example.org/"] }),
        Shape::Mail => json!({ "type": "string", "maxLength": 500, "examples": ["name@example.org"] }),
    }
}

fn example(identifier: Identifier) -> &'static str {
    match identifier {
        Identifier::Orcid => "0000-0002-1825-0097",
        Identifier::Ror => "https://ror.org/02mhbdp94",
        Identifier::CreditCode => "91350100M000100Y43",
        Identifier::PatentNumber => "CN202310123456.8",
        Identifier::Doi => "10.1000/182",
        Identifier::Certificate => "2345-6789-ABCD-EFGH-JKMC",
        Identifier::Country => "CN",
    }
}
