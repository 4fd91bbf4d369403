//! Games as tables, and figures compared.

#![allow(clippy::unwrap_used, dead_code, reason = "shared by tests of which each uses a part")]

pub mod pack;

use serde_json::Value;
use sharing::game::{Coalition, Game};

/// A decimal string or an exact fraction.
pub fn number(value: &Value) -> f64 {
    let text = value.as_str().unwrap();
    match text.split_once('/') {
        Some((above, below)) => above.parse::<f64>().unwrap() / below.parse::<f64>().unwrap(),
        None => text.parse().unwrap(),
    }
}

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
