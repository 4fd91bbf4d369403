//! `didymium call` and `problem`: the calls of a demo base by where they stand, the way of one, the problems by worth; what
//! is not there.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod running;

use running::{Server, run, says, told};

#[test]
fn the_operator_reads_calls_and_problems_and_no_sealed_bid() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    // The demo base stays when its server has ended.
    drop(Server::start(&base, "", &[]));
    let calls = told(&base, &["call", "list"]);
    let calls = calls.as_array().unwrap();
    for standing in ["questions", "closed", "publicity", "completed"] {
        assert!(calls.iter().any(|call| call["standing"] == standing), "{standing}: {calls:#?}");
    }
    let closed = calls.iter().find(|call| call["standing"] == "closed").unwrap();
    let title = closed["title"]["zh"].as_str().unwrap();
    let way = says("zh", &base, &["call", "show", title]);
    assert!(way.contains("开标") && way.contains("当前"), "{way}");
    assert!(!way.contains("明德") && !way.contains("有研稀土"), "a sealed bid shows: {way}");
    assert_eq!(told(&base, &["call", "show", closed["call"].as_str().unwrap()])["standing"], "closed");
    let problems = told(&base, &["problem", "list"]);
    assert!(problems.as_array().unwrap().len() > 2, "{problems:#?}");
    assert!(says("zh", &base, &["problem", "list"]).contains("USD"));
    let nothing = run("zh", &base, &["call", "show", "没有的榜单"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (8, ""), "{}", nothing.errors);
}
