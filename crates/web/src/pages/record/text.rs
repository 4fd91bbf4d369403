//! Between a record's content and the texts of a form: the same texts that spreadsheets hold.

use std::collections::BTreeMap;

use base::record::verb::Within;
use base::record::{self, Content, Field, Given, Kind, RecordId, Shape};
use serde_json::Value;

use super::value::links_of;
use crate::shell::Form;

/// The text of each field that holds one, by the field's name.
pub(super) type Texts = BTreeMap<String, String>;

/// What a form holds for content, as far as its reader may know it.
pub(super) fn of_content(kind: Kind, content: &Content, within: &mut Within) -> Texts {
    let linked: Vec<RecordId> = kind.fields().flat_map(|field| links_of(field, content.get(field.name))).collect();
    within.learn(&linked);
    let texts = kind.fields().map(|field| (field.name.to_owned(), of_value(field, content.get(field.name), within)));
    texts.filter(|(_, text)| !text.is_empty()).collect()
}

/// What a form holds for a value. Answers of lists stand by their codes, links one a line.
pub(super) fn of_value(field: &Field, value: &Value, within: &mut Within) -> String {
    match (field.shape, value) {
        (Shape::Choice(_), Value::String(code)) => code.clone(),
        (Shape::Choices(_), Value::Array(codes)) => {
            codes.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("；")
        }
        (Shape::Flag, Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        (Shape::Links, _) => record::show(field, value, within).replace('；', "\n"),
        _ => record::show(field, value, within),
    }
}

/// What was typed. A field that the form did not have is not there; one that was emptied is, with no text.
pub(super) fn of_form(kind: Kind, form: &Form) -> Texts {
    let mut texts = Texts::new();
    for field in kind.fields() {
        let mut given = form.pairs().filter(|(name, _)| *name == field.name).map(|(_, text)| normal(text)).peekable();
        if given.peek().is_none() {
            continue;
        }
        let text = if matches!(field.shape, Shape::Choices(_)) {
            given.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("；")
        } else {
            given.last().unwrap_or_default()
        };
        texts.insert(field.name.to_owned(), text);
    }
    texts
}

/// What is to be written: the fields whose text differs. What a reader did not touch stays, even what they cannot see.
pub(super) fn changed(kind: Kind, typed: &Texts, before: &Texts) -> Vec<(String, Given)> {
    let text = |texts: &Texts, field: &Field| texts.get(field.name).map(|text| normal(text)).unwrap_or_default();
    let touched =
        kind.fields().filter(|field| typed.contains_key(field.name) && text(typed, field) != text(before, field));
    touched.map(|field| (field.name.to_owned(), Given::Text(text(typed, field)))).collect()
}

/// A text as browsers and spreadsheets agree on it.
fn normal(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}
