//! `didymium expert`, `skill`, `event`, `programme` and `secondment` on the demo base; what is not there.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod running;

use std::path::Path;

use running::{Server, run, says, told};
use serde_json::Value;

#[test]
fn the_operator_finds_people_and_weighs_skills() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    // The demo base stays when its server has ended.
    drop(Server::start(&base, "", &[]));
    who_suits_is_told_with_works(&base);
    what_is_wanting_adds_up(&base);
    who_meets_learns_and_is_lent(&base);
    what_is_wrong_is_refused(&base);
}

fn who_suits_is_told_with_works(base: &Path) {
    let found = told(base, &["expert", "晶界扩散", "厚件"]);
    let best = &found["items"][0];
    assert_eq!(best["pair"]["title"]["zh"], "李文博");
    assert!(best["works"].as_array().is_some_and(|works| !works.is_empty()), "{best}");
    let text = says("zh", base, &["expert", "晶界扩散", "厚件"]);
    assert!(text.contains("李文博") && text.contains("还余时间"), "{text}");
    assert!(says("en", base, &["expert", "--at", "sinter_uh_cn"]).contains("found"));
}

fn what_is_wanting_adds_up(base: &Path) {
    let weighed = told(base, &["skill", "--on", "2030-01-01"]);
    assert_eq!(weighed["horizon"], "2030-01-01");
    for skill in weighed["items"].as_array().unwrap() {
        for day in ["now", "then"] {
            let of = |what: &str| skill[day][what].as_u64().unwrap();
            assert_eq!(of("short"), of("open").saturating_sub(of("free") + of("trained")), "{skill}");
        }
        assert_eq!(skill["now"]["people"].as_u64().unwrap(), there(skill), "{skill}");
    }
    assert!(says("zh", base, &["skill"]).contains("湿法冶金"));
}

fn who_meets_learns_and_is_lent(base: &Path) {
    for (verb, id, heading) in [
        ("event", "event", "已占名额"),
        ("programme", "programme", "已发证"),
        ("secondment", "secondment", "工作时间比例"),
    ] {
        let listed = told(base, &[verb, "list"]);
        let all = listed.as_array().unwrap();
        assert!(!all.is_empty(), "the demo has a {verb}");
        assert!(says("zh", base, &[verb, "list"]).contains(heading), "{verb}");
        for one in all {
            let shown = told(base, &[verb, "show", one[id].as_str().unwrap()]);
            assert_eq!((&shown[id], &shown["stage"]), (&one[id], &one["stage"]), "{verb}");
        }
        let title = all[0]["title"]["zh"].as_str().unwrap();
        assert!(says("en", base, &[verb, "show", title]).contains(" · "), "{verb} {title}");
    }
    // What is counted in the list is what is shown.
    for event in told(base, &["event", "list"]).as_array().unwrap() {
        let shown = told(base, &["event", "show", event["event"].as_str().unwrap()]);
        let rows = shown["registrations"].as_array().unwrap();
        let waiting = rows.iter().filter(|row| row["stage"] == "waiting").count() as u64;
        assert_eq!(event["places"]["waiting"].as_u64(), Some(waiting), "{shown}");
    }
}

/// How many people a skill names that are there today.
fn there(skill: &Value) -> u64 {
    let people = skill["people"].as_array().unwrap();
    people.iter().filter(|person| person["here"][0] == true).count() as u64
}

fn what_is_wrong_is_refused(base: &Path) {
    let table: [(&[&str], i32, &str); 8] = [
        (&["event", "show", "没有这个活动"], 8, "没有"),
        (&["programme", "show", "没有这个班"], 8, "没有"),
        (&["secondment", "show", "没有这次借调"], 8, "没有"),
        (&["expert", "--at", "月球"], 8, "月球"),
        (&["expert", "--for", "没有这条需求"], 8, "没有"),
        (&["expert"], 2, "WORDS"),
        (&["skill", "--on", "1999-01-01"], 8, "--on"),
        (&["skill", "--on", "明年"], 8, "--on"),
    ];
    for (words, code, said) in table {
        let ran = run("zh", base, words);
        assert_eq!(ran.code, code, "{words:?}: {}", ran.errors);
        assert!(ran.errors.contains(said) && ran.out.is_empty(), "{words:?}: {}", ran.errors);
    }
}
