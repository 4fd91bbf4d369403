//! Requests that are sent again under the same key.

use axum::http::Request;
use axum::http::request::Builder;
use base::people::Scope;
use serde_json::json;

use super::house::House;

fn create(key: &str) -> Builder {
    Request::post("/api/v1/needs").header("Idempotency-Key", key)
}

#[tokio::test]
async fn the_same_request_under_the_same_key_is_done_once() {
    let house = House::new();
    let worker = house.program("worker");
    let body = json!({ "content": { "title_zh": "一次" } });
    let first = worker.json(create("k-1"), &body).await.is(201);
    let second = worker.json(create("k-1"), &body).await.is(201);
    assert_eq!((&first.body, first.head("etag")), (&second.body, second.head("etag")));
    assert_eq!(first.head("location"), second.head("location"));
    assert_eq!(worker.get("/needs").await.is(200).body["count"], 1);
    worker.json(create("k-2"), &body).await.is(201);
    assert_eq!(worker.get("/needs").await.is(200).body["count"], 2);

    let path = format!("/api/v1/needs/{}", first.id());
    let change = || Request::patch(&path).header("If-Match", "\"1\"").header("Idempotency-Key", "k-3");
    let wanted = json!({ "content": { "summary_zh": "改" } });
    assert_eq!(worker.json(change(), &wanted).await.is(200).head("etag"), "\"2\"");
    assert_eq!(worker.json(change(), &wanted).await.is(200).head("etag"), "\"2\"", "it was done, so it is no conflict");
}

#[tokio::test]
async fn another_request_under_the_same_key_is_refused() {
    let house = House::new();
    let worker = house.program("worker");
    worker.json(create("k"), &json!({ "content": { "title_zh": "一" } })).await.is(201);
    let refused = worker.json(create("k"), &json!({ "content": { "title_zh": "二" } })).await;
    refused.is_problem(409, "key-reused");
    let elsewhere = Request::post("/api/v1/funds").header("Idempotency-Key", "k");
    worker.json(elsewhere, &json!({ "content": { "title_zh": "一" } })).await.is_problem(409, "key-reused");
    let lead = house.program("lead");
    lead.json(create("k"), &json!({ "content": { "title_zh": "二" } })).await.is(201);
}

#[tokio::test]
async fn what_was_refused_may_be_sent_again_under_its_key() {
    let house = House::new();
    let worker = house.program("worker");
    worker.json(create("k"), &json!({ "content": { "title_zh": "一", "budget": "soon" } })).await.is(422);
    worker.json(create("k"), &json!({ "content": { "title_zh": "一" } })).await.is(201);
    worker
        .json(create("with space"), &json!({ "content": { "title_zh": "一" } }))
        .await
        .is_problem(400, "bad-parameter");
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day_and_never_keeps_a_secret() {
    let house = House::new();
    let worker = house.program("worker");
    worker.json(create("k"), &json!({ "content": { "title_zh": "一" } })).await.is(201);
    house.clock.advance(jiff::SignedDuration::from_hours(25)).unwrap();
    worker.json(create("another"), &json!({ "content": { "title_zh": "三" } })).await.is(201);
    worker.json(create("k"), &json!({ "content": { "title_zh": "二" } })).await.is(201);
    let issue = Request::post("/api/v1/tokens").header("Idempotency-Key", "k");
    let token = json!({ "name": "x", "scopes": [Scope::Read.code()], "days": 1 });
    worker.json(issue, &token).await.is_problem(400, "no-key-here");
}

#[tokio::test]
async fn a_key_that_is_none_is_refused() {
    let house = House::new();
    let worker = house.program("worker");
    for key in ["", " ", "two words", &"k".repeat(201)] {
        let refused = worker.json(create(key), &json!({ "content": { "title_zh": "一" } })).await;
        refused.is_problem(400, "bad-parameter");
    }
    assert_eq!(worker.get("/needs").await.is(200).body["count"], 0);
}
