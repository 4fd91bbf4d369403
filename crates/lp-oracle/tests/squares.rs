//! The least weighted sum of squares, on figures of every size.

#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what it calls")]

use didymium_lp_oracle::{OracleFault, minimise_weighted_squares};
use lp::Problem;
use lp::generate::Splitmix;

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance * (1.0 + expected.abs()), "{found} is not {expected}");
}

#[test]
fn the_payment_of_two_matched_capacities_is_halved_whatever_the_units() {
    // Σ_k y_k = 1/2 with weights b_k: b_1² y_1 = b_2² y_2.
    for unit in [1e-3, 1.0, 1e3, 1e6, 1e9] {
        let weights = [60.0 * unit, 30.0 * unit];
        let mut face = Problem::new();
        let sum = face.add_row(0.5, 0.5);
        face.add_column(0.0, 0.0, f64::INFINITY, &[(sum, 1.0)]);
        face.add_column(0.0, 0.0, f64::INFINITY, &[(sum, 1.0)]);
        let point = minimise_weighted_squares(&weights, &face).unwrap();
        near(point[0], 0.1, 1e-8);
        near(point[1], 0.4, 1e-8);
    }
}

#[test]
fn an_equality_has_the_closed_form() {
    // min Σ (w_k y_k)² with a·y = b is y_k = b a_k / w_k² / Σ a_j² / w_j².
    let mut random = Splitmix::new(3);
    for round in 0..60 {
        let size = 2 + random.below(20);
        let scale = 10.0_f64.powi(round % 12 - 3);
        let weights: Vec<f64> = (0..size).map(|_| scale * random.between(0.2, 5.0)).collect();
        let factors: Vec<f64> = (0..size).map(|_| random.between(0.5, 2.0)).collect();
        let right = random.between(0.1, 10.0) / scale;
        let mut face = Problem::new();
        let row = face.add_row(right, right);
        for &factor in &factors {
            face.add_column(9.0, f64::NEG_INFINITY, f64::INFINITY, &[(row, factor)]);
        }
        let point = minimise_weighted_squares(&weights, &face).unwrap();
        let sum: f64 = factors.iter().zip(&weights).map(|(a, w)| (a / w).powi(2)).sum();
        for ((y, a), w) in point.iter().zip(&factors).zip(&weights) {
            let expected = right * a / (w * w) / sum;
            near(y / expected, 1.0, 1e-7);
        }
    }
}

#[test]
fn limits_bind() {
    // Three shares of ten, of which the first may take two at most and the last must take five.
    let mut face = Problem::new();
    let sum = face.add_row(10.0, f64::INFINITY);
    face.add_column(0.0, 0.0, 2.0, &[(sum, 1.0)]);
    face.add_column(0.0, 0.0, f64::INFINITY, &[(sum, 1.0)]);
    face.add_column(0.0, 5.0, f64::INFINITY, &[(sum, 1.0)]);
    let point = minimise_weighted_squares(&[1.0, 1.0, 1.0], &face).unwrap();
    for (found, expected) in point.iter().zip([2.0, 3.0, 5.0]) {
        near(*found, expected, 1e-7);
    }
}

#[test]
fn what_cannot_be_is_refused_or_unresolved() {
    let mut face = Problem::new();
    let row = face.add_row(1.0, 1.0);
    face.add_column(0.0, 0.0, 0.5, &[(row, 1.0)]);
    assert!(matches!(minimise_weighted_squares(&[1.0], &face), Err(OracleFault::Unresolved { .. })));
    assert!(matches!(minimise_weighted_squares(&[], &face), Err(OracleFault::Length { found: 0, expected: 1 })));
    assert!(matches!(minimise_weighted_squares(&[-1.0], &face), Err(OracleFault::Weight { column: 0, .. })));
    assert!(minimise_weighted_squares(&[], &Problem::new()).unwrap().is_empty());
}
