//! Worked examples from outside (`vectors/ledger.json`): splits, a chain to reproduce, what must be refused.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod small;

use ledger::canonical::Form;
use ledger::{Draft, Hash, Posting, Refusal, Reversal, read_amount, verify};
use measure::{Currency, Fraction, Money};
use serde_json::{Value, json};
use small::{day, draft, entry_1, entry_2, name};

fn cases(kind: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("vectors/ledger.json")).unwrap();
    file["cases"].as_array().unwrap().iter().filter(|case| case["kind"] == kind).cloned().collect()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

#[test]
fn splits_are_those_of_the_largest_remainder() {
    let cases = cases("largest_remainder");
    assert_eq!(cases.len(), 6);
    for case in cases {
        let total = read_amount(case["input"]["total"].as_str().unwrap(), Currency::Cny).unwrap();
        let weights: Vec<_> =
            texts(&case["input"]["weights"]).into_iter().map(|text| Fraction::parse(text).unwrap()).collect();
        let parts: Vec<String> = total.split(&weights).unwrap().into_iter().map(Money::amount_text).collect();
        assert_eq!(parts, texts(&case["expect"]), "{}", case["id"]);
    }
}

#[test]
fn the_chain_is_reproduced_byte_for_byte() {
    let case = cases("hash_chain").remove(0);
    let mut previous = Hash::GENESIS;
    for (at, expected) in case["expect"].as_array().unwrap().iter().enumerate() {
        let canonical = expected["canonical"].as_str().unwrap();
        let mut form = Form::parse(canonical).unwrap();
        // Written anew at its place in the chain, it is the same text.
        (form.seq, form.prev) = (at as u64 + 1, previous.to_string());
        assert_eq!(form.text(), canonical);
        previous = Hash::of(form.text());
        assert_eq!(previous.to_string(), expected["sha256"].as_str().unwrap());
    }
}

#[test]
fn what_must_be_refused_is_refused_by_name() {
    let list = cases("refuse_list").remove(0);
    let list: Vec<&str> = list["expect"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    let here = refused();
    for (code, met) in &here {
        assert!(list.contains(code) && !met.is_empty(), "{code}: {met:?}");
    }
    let left: Vec<&str> = list.into_iter().filter(|code| !here.iter().any(|(here, _)| here == code)).collect();
    // Sharing refuses these: they are about rules, not about entries. A posted entry cannot be edited because nothing
    // here edits one; that a store was edited is found by `verify`.
    let elsewhere = [
        "edit_or_delete",
        "shares_not_one",
        "tier_gap_overlap",
        "negative_net",
        "over_distribution",
        "floor_violation",
        "circular_recoup",
        "backdated_formula",
    ];
    assert_eq!(left, elsewhere);
}

/// Each code of the list with what its examples met: keys of refusals, and what is broken of a chain.
fn refused() -> Vec<(&'static str, Vec<String>)> {
    let two = [("assets:cash", "20000.00"), ("income:licence", "-20000.00")];
    let read = |amount: Value| {
        let postings = json!([{"account": "assets:cash", "amount": amount}]);
        let value = json!({"key": "k", "date": "2026-03-02", "memo": "m", "currency": "CNY", "postings": postings});
        key(Draft::read(&value))
    };
    let plain = ["NaN", "Infinity", "1e3", "+5", " 5", "٥"];
    let book = small::book();
    let ask = |draft: &Draft| key(book.clone().post(draft));
    let mut mixed = draft("k", &two);
    mixed.postings[1].amount = Money::new(-2_000_000, Currency::Usd);
    let mut zero = draft("k", &two);
    zero.postings.push(Posting::new(name("assets:bank"), Money::fen(0)));
    let mut early = draft("k", &two);
    early.date = day(2025, 12, 31);
    let mut sealed = book.clone();
    sealed.close_period(day(2026, 3, 31)).unwrap();
    let back = |of, key: &str| Reversal { key: ledger::Key::parse(key).unwrap(), ..small::reversal(of) };
    let mut reversed = book.clone();
    reversed.post(&entry_1()).unwrap();
    reversed.reverse(&back(1, "r1")).unwrap();
    let mut known = book.clone();
    known.post(&entry_1()).unwrap();
    let other = Draft { memo: "other".to_owned(), ..entry_1() };
    let large = [("assets:cash", "90000000000000000.00"), ("income:licence", "-90000000000000000.00")];
    let mut full = book.clone();
    full.post(&draft("first", &large)).unwrap();
    vec![
        ("unbalanced", vec![ask(&draft("k", &[("assets:cash", "0.01")]))]),
        ("float_amount", vec![read(json!(0.1)), read(json!(5))]),
        ("nan_inf", plain.iter().map(|text| read(json!(text))).collect()),
        ("too_many_decimals", vec![read(json!("1.005")), key(read_amount("1.5", Currency::Jpy))]),
        ("currency_mix", vec![ask(&mixed), ask(&draft("k", &[("assets:cash", "1"), ("assets:usd", "-1")]))]),
        ("zero_posting", vec![ask(&zero)]),
        ("unknown_account", vec![ask(&draft("k", &[("assets:x", "1"), ("income:licence", "-1")])), ask(&early)]),
        ("duplicate_key_different_body", vec![key(known.post(&other))]),
        ("double_reversal", vec![key(reversed.reverse(&back(1, "r2"))), key(reversed.reverse(&back(2, "r3")))]),
        ("closed_period", vec![key(sealed.post(&entry_1()))]),
        ("broken_chain", broken_chain()),
        ("overflow", vec![read(json!("10000000000000000000000000.01")), key(full.post(&draft("second", &large)))]),
    ]
}

fn key<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> String {
    answer.unwrap_err().key().to_owned()
}

/// An entry that is missing, and one that was another.
fn broken_chain() -> Vec<String> {
    let mut book = small::book();
    book.post(&entry_1()).unwrap();
    book.post(&entry_2()).unwrap();
    let mut stored: Vec<_> = book.entries().map(ledger::Sealed::stored).collect();
    let gap = [stored[1].clone()];
    let broken = |stored: &[_]| format!("{:?}", verify(stored, book.head()).unwrap_err());
    let missing = broken(&gap);
    stored[0] = {
        let mut other = small::book();
        other.post(&draft("another", &[("assets:cash", "1"), ("income:licence", "-1")])).unwrap();
        other.entries().next().unwrap().stored()
    };
    vec![missing, broken(&stored)]
}

#[test]
fn examples_meet_the_refusal_of_their_name() {
    let keys: Vec<String> = refused().into_iter().map(|(code, keys)| format!("{code}: {}", keys.join(" "))).collect();
    let expected = expect_test::expect![[r"
        unbalanced: ledger-unbalanced
        float_amount: ledger-float-amount ledger-float-amount
        nan_inf: ledger-not-an-amount ledger-not-an-amount ledger-not-an-amount ledger-not-an-amount ledger-not-an-amount ledger-not-an-amount
        too_many_decimals: ledger-too-many-decimals ledger-too-many-decimals
        currency_mix: ledger-mixed-currency ledger-mixed-currency
        zero_posting: ledger-zero-posting
        unknown_account: ledger-unknown-account ledger-not-yet-open
        duplicate_key_different_body: ledger-key-reused
        double_reversal: ledger-already-reversed ledger-reversal-of-reversal
        closed_period: ledger-closed-period
        broken_chain: Order { expected: 1, found: 2 } Link { number: 2 }
        overflow: ledger-amount-too-large ledger-balance-too-large"]];
    expected.assert_eq(&keys.join("\n"));
}
