//! Any text, and any JSON, for any field of any kind: it is read or refused without a panic, and what is read and shown
//! again reads to the same value, from text and from JSON.
#![no_main]

use didymium_base::record::{Field, Given, Kind, Lookup, Naming, Places, RecordId, Shape, read, show};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use uuid::Uuid;

/// A base in which every name leads to one record.
struct Everything(Places);

impl Lookup for Everything {
    fn named(&mut self, _: &[Kind], name: &str) -> Vec<RecordId> {
        let sum = name.bytes().fold(7_u128, |sum, byte| sum.wrapping_mul(257).wrapping_add(byte.into()));
        Uuid::from_u128(sum).to_string().parse().into_iter().collect()
    }

    fn exists(&mut self, _: &[Kind], _: RecordId) -> bool {
        true
    }

    fn places(&self) -> &Places {
        &self.0
    }
}

impl Naming for Everything {
    fn name(&mut self, _: &Field, id: RecordId) -> Option<String> {
        Some(id.to_string())
    }

    fn places(&self) -> &Places {
        &self.0
    }
}

fn again(field: &Field, value: &Value) {
    let mut everything = Everything(Places::default());
    let shown = show(field, value, &mut everything);
    let back = read(field, &Given::Text(shown.clone()), &mut everything);
    assert_eq!(back.as_ref(), Ok(value), "{} shown as {shown:?}", field.name);
    let back = read(field, &Given::Json(value.clone()), &mut everything);
    assert_eq!(back.as_ref(), Ok(value), "{} as JSON", field.name);
}

fuzz_target!(|data: &[u8]| {
    let [first, second, rest @ ..] = data else { return };
    let kind = Kind::ALL[usize::from(*first) % Kind::ALL.len()];
    let fields: Vec<&Field> = kind.fields().collect();
    let field = fields[usize::from(*second) % fields.len()];
    let Ok(text) = str::from_utf8(rest) else { return };
    // A patch is read by the chain, which has a target of its own.
    if matches!(field.shape, Shape::Patch) {
        return;
    }
    let mut everything = Everything(Places::default());
    if let Ok(value) = read(field, &Given::Text(text.to_owned()), &mut everything) {
        again(field, &value);
    }
    if let Ok(given) = serde_json::from_str::<Value>(text)
        && let Ok(value) = read(field, &Given::Json(given), &mut everything)
    {
        again(field, &value);
    }
});
