//! Splits by table and over many draws.

use super::*;
use crate::draw::Draw;
use crate::money::Currency;

fn weights(texts: &[&str]) -> Vec<Fraction> {
    texts.iter().map(|text| Fraction::parse(text).unwrap()).collect()
}

#[test]
fn remainders_go_to_who_lost_most_and_ties_to_the_first_declared() {
    let table: [(i64, &[&str], &[i64]); 9] = [
        (10_000, &["1", "1", "1"], &[3334, 3333, 3333]),
        (-10_000, &["1", "1", "1"], &[-3334, -3333, -3333]),
        (1, &["0.70", "0.15", "0.15"], &[1, 0, 0]),
        (3, &["0.5", "0.5"], &[2, 1]),
        (10, &["1/7", "2/7", "4/7"], &[1, 3, 6]),
        (0, &["1", "2"], &[0, 0]),
        (1000, &["0", "1", "1"], &[0, 500, 500]),
        (i64::MAX, &["1"], &[i64::MAX]),
        (i64::MIN, &["1", "1"], &[i64::MIN / 2, i64::MIN / 2]),
    ];
    for (total, given, parts) in table {
        let expected: Vec<Money> = parts.iter().map(|fen| Money::fen(*fen)).collect();
        assert_eq!(Money::fen(total).split(&weights(given)), Ok(expected), "{total} {given:?}");
    }
}

#[test]
fn what_cannot_be_split_is_refused_by_name() {
    let large = Fraction::new(i128::MAX, 1).unwrap();
    let fine = [Fraction::new(1, (1 << 80) - 1).unwrap(), Fraction::ONE];
    let negative = SplitRefusal::NegativeWeight { position: 2, weight: weights(&["-1"])[0] };
    let table: [(&[Fraction], SplitRefusal); 5] = [
        (&[], SplitRefusal::NobodyToGetIt),
        (&weights(&["0", "0"]), SplitRefusal::NobodyToGetIt),
        (&weights(&["1", "-1"]), negative),
        (&[large, large], SplitRefusal::Weights(FractionRefusal::TooLarge)),
        (&fine, SplitRefusal::Amount(MoneyRefusal::TooLarge)),
    ];
    for (given, expected) in table {
        assert_eq!(Money::fen(i64::MAX).split(given), Err(expected), "{given:?}");
    }
}

/// Two to eight parties, some of which may have no weight.
fn some_weights(draw: &mut Draw) -> Vec<Fraction> {
    let parties = 2 + draw.below(7);
    let mut weights: Vec<Fraction> = (0..parties)
        .map(|_| Fraction::new(i128::from(draw.below(200)), i128::from(1 + draw.below(40))).unwrap())
        .collect();
    weights[0] = weights[0].checked_add(Fraction::ONE).unwrap();
    weights
}

#[test]
fn parts_are_the_whole_and_within_a_unit_of_their_share() {
    let mut draw = Draw::seeded(31);
    for _ in 0..5_000 {
        let (weights, sign) = (some_weights(&mut draw), draw.one_of(&[1, -1]));
        let total = Money::new(sign * draw.amount(), Currency::Usd);
        let parts = total.split(&weights).unwrap();
        assert_eq!(Money::sum(Currency::Usd, parts.iter().copied()), Ok(total));
        let sum = Fraction::sum(weights.iter().copied()).unwrap();
        for (weight, part) in weights.iter().zip(&parts) {
            let share = weight.checked_div(sum).unwrap();
            let exact = share.checked_mul(Fraction::new(total.minor_units().into(), 1).unwrap()).unwrap();
            let off = exact.checked_sub(Fraction::new(part.minor_units().into(), 1).unwrap()).unwrap();
            assert!(off < Fraction::ONE && off > Fraction::new(-1, 1).unwrap(), "{total} {weights:?}");
        }
    }
}
