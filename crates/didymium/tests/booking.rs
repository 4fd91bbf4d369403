//! `didymium booking`: what the demo booked, what is free beside it, the statement of a month; what is not there.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod running;

use std::path::Path;

use running::{Server, run};
use serde_json::Value;

const FURNACE: &str = "真空晶界扩散炉";

/// What a command says that goes well.
fn says(language: &str, base: &Path, words: &[&str]) -> String {
    running::says(language, base, &[&["booking"], words].concat())
}

fn items(base: &Path, words: &[&str]) -> Vec<Value> {
    running::told(base, &[&["booking"], words].concat())["items"].as_array().unwrap().clone()
}

#[test]
fn the_operator_reads_the_bookings_of_a_base() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    // The demo base stays when its server has ended.
    drop(Server::start(&base, "", &[]));
    what_is_booked_is_not_free(&base);
    a_month_adds_up(&base);
    what_is_wrong_is_refused(&base);
}

fn what_is_booked_is_not_free(base: &Path) {
    let all = items(base, &["list"]);
    let furnace = items(base, &["list", "--platform", FURNACE]);
    assert!(furnace.len() < all.len() && !furnace.is_empty(), "{} of {}", furnace.len(), all.len());
    for one in &furnace {
        assert_eq!(one["platform"], furnace[0]["platform"]);
    }
    let text = says("zh", base, &["list", "--platform", FURNACE]);
    assert!(text.contains(FURNACE) && text.contains("共 1 个预约"), "{text}");
    let (from, until) = (furnace[0]["from"].as_str().unwrap(), furnace[0]["until"].as_str().unwrap());
    let (from, until) = (from.get(..16).unwrap(), until.get(..16).unwrap());
    let free = |from: &str, until: &str| -> Vec<Value> {
        let found = items(base, &["free", "--from", from, "--until", until]);
        found.into_iter().map(|one| one["platform"].clone()).collect()
    };
    assert!(!free(from, until).contains(&furnace[0]["platform"]), "it is taken");
    let day = jiff::civil::DateTime::strptime("%Y-%m-%dT%H:%M", from).unwrap();
    let shifted = |days: i64| day.checked_add(jiff::ToSpan::days(days)).unwrap();
    let (later, ends) = (shifted(7), shifted(7).checked_add(jiff::ToSpan::hours(3)).unwrap());
    let found = free(&later.to_string(), &ends.to_string());
    assert!(found.contains(&furnace[0]["platform"]), "it is free a week later");
}

fn a_month_adds_up(base: &Path) {
    let mut seen = 0;
    let today = measure::Clock::today(&measure::SystemClock);
    for back in 0..3 {
        let month = today.first_of_month().checked_sub(jiff::ToSpan::months(back)).unwrap();
        let month = month.strftime("%Y-%m").to_string();
        let lines = items(base, &["statement", "--month", &month]);
        let text = says("zh", base, &["statement", "--month", &month]);
        for line in &lines {
            assert_eq!(line["booking"]["state"], "used", "{line}");
            let purpose = line["booking"]["purpose"].as_str().unwrap();
            assert!(purpose.contains("示例"), "{purpose}");
        }
        assert!(text.contains(&month), "{text}");
        seen += lines.len();
    }
    assert_eq!(seen, 4, "the demo used four");
}

fn what_is_wrong_is_refused(base: &Path) {
    for words in [
        &["list", "--platform", "没有的炉子"][..],
        &["list", "--from", "2026-03-10", "--until", "2026-03-09"],
        &["free", "--from", "2026-03-10T09:00", "--until", "2026-03-10T09:00"],
        &["statement", "--month", "2026-13"],
        &["statement", "--platform", "没有的炉子"],
    ] {
        let ran = run("en", base, &[&["booking"], words].concat());
        assert!(ran.code != 0 && !ran.errors.is_empty() && ran.out.is_empty(), "{words:?}: {} {}", ran.code, ran.out);
        assert!(!ran.errors.contains('⟨'), "{}", ran.errors);
    }
}
