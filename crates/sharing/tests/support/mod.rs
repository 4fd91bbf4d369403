//! Games as tables, figures compared, and worked examples read.

#![allow(clippy::unwrap_used, dead_code, reason = "shared by tests of which each uses a part")]

#[path = "../../../chain/tests/support/mod.rs"]
pub mod pack;

use pack::number;
use serde_json::Value;
use sharing::game::{Coalition, Game};

pub fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

pub fn table(players: usize, worth: impl Fn(Coalition) -> f64) -> Vec<f64> {
    (0..=Coalition::all(players).0).map(|bits| if bits == 0 { 0.0 } else { worth(Coalition(bits)) }).collect()
}

/// A game of players a, b, c …
pub fn game(values: &[f64]) -> Game {
    let players = values.len().ilog2() as usize;
    Game::new(('a'..).take(players).map(String::from).collect(), values.to_vec()).unwrap()
}

pub fn close(found: f64, wanted: f64, tolerance: f64) -> bool {
    (found - wanted).abs() <= tolerance * (1.0 + wanted.abs())
}

/// Both lists, where they differ.
pub fn differs(found: &[f64], wanted: &[f64], tolerance: f64) -> Option<String> {
    let same = found.len() == wanted.len() && found.iter().zip(wanted).all(|(f, w)| close(*f, *w, tolerance));
    (!same).then(|| format!("{found:?} instead of {wanted:?}"))
}

/// The worked examples of a formula of `vectors/waterfalls.json`: input and what is expected.
pub fn worked(id: &str) -> Vec<(Value, Value)> {
    let file: Value = serde_json::from_str(include_str!("../vectors/waterfalls.json")).unwrap();
    let case = file["cases"].as_array().unwrap().iter().find(|case| case["id"] == id).unwrap();
    let cases = case["cases"].as_array().unwrap().iter();
    let cases: Vec<_> = cases.map(|case| (case["input"].clone(), case["expect"].clone())).collect();
    assert!(!cases.is_empty(), "{id}");
    cases
}
