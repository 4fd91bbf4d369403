//! Tables in and out.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::house::House;
use super::program::{Program, Reply};

/// The import once nothing works on it.
async fn finished(program: &Program<'_>, import: &Reply) -> Reply {
    let (path, begun) = (format!("/imports/{}", import.id()), Instant::now());
    loop {
        let now = program.get(&path).await.is(200);
        if now.body["running"] == json!(false) {
            return now;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{:#}", now.body);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn taken(program: &Program<'_>, name: &str, bytes: &[u8]) -> Reply {
    let sent = program.upload(&format!("/imports?kind=need&name={name}"), bytes).await.is(202);
    finished(program, &sent).await
}

const MESSY: &str = "需求清单,,\n需求名称,技术难题,预算金额（万元）\n高矫顽力磁体,矫顽力不足,50\n,没有名称,10\n";

#[tokio::test]
async fn a_table_is_looked_at_before_its_good_rows_are_written() {
    let house = House::new();
    let worker = house.program("worker");
    let import = taken(&worker, "list.csv", MESSY.as_bytes()).await;
    assert_eq!((&import.body["stage"], &import.body["counts"]), (&json!("previewed"), &json!({ "add": 1, "bad": 1 })));
    assert_eq!(import.body["columns"][0], json!({ "title": "需求名称", "target": "field:title_zh" }));
    assert_eq!(worker.get("/needs").await.is(200).body["count"], 0, "nothing is written yet");

    let path = format!("/imports/{}", import.id());
    let bad = worker.get(&format!("{path}/rows?status=bad")).await.is(200);
    assert_eq!(bad.body["items"][0]["number"], 4);
    assert!(!bad.body["items"][0]["flaws"].as_array().unwrap().is_empty(), "{:#}", bad.body);
    let first = worker.get(&format!("{path}/rows?limit=1")).await.is(200);
    let rest = worker.get(&format!("{path}/rows?cursor={}", first.body["next"].as_str().unwrap())).await.is(200);
    assert_eq!(rest.body["items"][0]["number"], 4);

    let applied = worker.post(&format!("{path}/apply"), &Value::Null).await.is(202);
    let applied = finished(&worker, &applied).await;
    assert_eq!((&applied.body["stage"], &applied.body["counts"]), (&json!("done"), &json!({ "written": 1, "bad": 1 })));
    let needs = worker.get("/needs").await.is(200);
    assert_eq!(needs.body["items"][0]["content"]["title_zh"], "高矫顽力磁体");
    let handed_back = worker.get(&format!("{path}/bad-rows?format=csv")).await.is(200);
    assert!(String::from_utf8_lossy(&handed_back.bytes).contains("没有名称"));

    let southern = house.program("southern");
    southern.get(&path).await.is_problem(404, "not-found");
    assert_eq!(southern.get("/imports").await.is(200).body["items"], json!([]));
    worker.delete(&path).await.is(204);
    worker.get(&path).await.is_problem(404, "not-found");
}

#[tokio::test]
async fn what_is_exported_and_imported_again_changes_nothing() {
    let house = House::new();
    let worker = house.program("worker");
    for title in ["一", "二"] {
        let content = json!({ "title_zh": title, "problem": "甲；乙\n丙", "budget": "50万元" });
        worker.post("/needs", &json!({ "content": content })).await.is(201);
    }
    let before = worker.get("/needs?sort=title").await.is(200);
    for format in ["xlsx", "csv"] {
        let exported = worker.get(&format!("/exports/needs?format={format}")).await.is(200);
        assert!(exported.head("content-disposition").contains(&format!(".{format}")));
        let import = taken(&worker, &format!("needs.{format}"), &exported.bytes).await;
        assert_eq!(import.body["counts"], json!({ "unchanged": 2 }), "{format}: {:#}", import.body);
    }
    assert_eq!(worker.get("/needs?sort=title").await.is(200).body, before.body);
    let narrowed = worker.get("/exports/needs?format=csv&q=%E4%B8%80").await.is(200);
    assert_eq!(String::from_utf8_lossy(&narrowed.bytes).matches("甲；乙").count(), 1, "the filter counts");
}

#[tokio::test]
async fn a_list_that_somebody_may_not_see_is_exported_to_nobody() {
    let house = House::new();
    let content = json!({ "title_zh": "本单位的", "problem": "一", "visibility": "owner" });
    house.program("worker").post("/needs", &json!({ "content": content, "state": "published" })).await.is(201);
    for (program, seen) in [(house.visitor(), false), (house.program("southern"), false), (house.program("lead"), true)]
    {
        let table = program.get("/exports/needs?format=csv").await.is(200);
        assert_eq!(String::from_utf8_lossy(&table.bytes).contains("本单位的"), seen);
    }
}

#[tokio::test]
async fn duplicates_are_decided_about_and_files_that_are_no_tables_say_so() {
    let house = House::new();
    let worker = house.program("worker");
    let first = taken(&worker, "a.csv", MESSY.as_bytes()).await;
    let applied = worker.post(&format!("/imports/{}/apply", first.id()), &Value::Null).await.is(202);
    finished(&worker, &applied).await;
    let again = taken(&worker, "b.csv", MESSY.replace("50", "60").as_bytes()).await;
    assert_eq!(again.body["counts"]["duplicate"], 1, "{:#}", again.body);
    let path = format!("/imports/{}", again.id());
    let decided = worker.post(&format!("{path}/decisions"), &json!({ "settlement": "skip" })).await.is(200);
    assert_eq!(decided.body["decided"], 1);
    assert_eq!(worker.get(&path).await.is(200).body["counts"]["skipped"], 1);

    let broken = taken(&worker, "c.xlsx", b"PK\x03\x04 nothing").await;
    assert_eq!(broken.body["stage"], "failed");
    assert!(!broken.body["failure"].as_str().unwrap().is_empty());
    let apply = format!("/imports/{}/apply", broken.id());
    worker.post(&apply, &Value::Null).await.is_problem(409, "import-stage");
    house.program("auditor").upload("/imports?kind=need&name=a.csv", b"x").await.is_problem(403, "auditors-read");
}
